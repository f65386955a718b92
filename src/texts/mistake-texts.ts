/** Common mistakes in programs, each in a sentence of its own that says what to do. */

import type { Mistake, MistakeCode } from '../checking/feedback/mistakes.ts';

export const mistakeTexts = {
  title: 'What to look at',
  line: (line: number) => `Line ${line}`,
  /**
   * Of a bound: it was found by running the program, not by reading it. Hidden inputs had no part in
   * it, and a program that takes long was not waited for.
   */
  tried: (passesAll: boolean) =>
    passesAll
      ? 'Tried out: one step at this bound makes all asserts pass.'
      : 'Tried out: with one step at this bound, only challenge tests did not pass.',
} as const;

export function mistakeText({ code, names }: Mistake): string {
  const [first = '', second = '', third = ''] = names;
  return sentences[code](first, second, third);
}

type Sentence = (first: string, second: string, third: string) => string;

const sentences: Readonly<Record<MistakeCode, Sentence>> = {
  'assigned-in-condition': () => 'One = assigns a value. To compare two values, write ==.',
  'assigned-to-expression': () =>
    'The left of = must be a name. To keep a result, write name = expression; to compare, write ==.',
  'missing-colon': (word) => `The line with ${word} must end in a colon (:).`,
  'else-if': () => 'Python writes else if as one word: elif.',
  'never-closed': (bracket) => `The bracket ${bracket} that opens here is never closed.`,
  unmatched: (bracket) => `The bracket ${bracket} closes nothing: none was opened for it.`,
  'unterminated-string': () => 'The string has no closing quote on its line.',
  'curly-quote': (quote) => `${quote} is a printed quotation mark. Python needs a straight ' or ".`,
  'foreign-operator': (sign, python) => `Python has no ${sign} here. Write ${python}.`,
  'print-without-brackets': () => 'print is a function: write print(…) with brackets.',
  'return-outside': () =>
    'This return is in no function. Indent it, so that it belongs to the function above.',
  'no-block': () => 'After the line that ends in a colon, the next line must be indented.',
  'unexpected-indent': () =>
    'This line is indented further than the one above, which opens no block.',
  unaligned: () => 'This line starts at a column at which no block above starts.',
  'tabs-and-spaces': () => 'Some lines are indented by tabs and some by spaces. Use spaces alone.',

  'other-function-name': (name, wanted) =>
    `Your function is called ${name}. The tests call ${wanted}: rename it.`,
  'function-inside': (name) =>
    `${name} is defined inside a class or another function, where the tests cannot call it. Move it to the left edge.`,
  'no-function': (name) => `The program defines no function. Begin with def ${name}(…):.`,
  'too-few-parameters': (name, takes, given) =>
    `${name} takes ${parameters(takes)}, but the tests give it ${given}.`,
  'too-many-parameters': (name, takes, given) =>
    `${name} takes ${parameters(takes)}, but the tests give it only ${given}.`,
  'returns-function': (name) =>
    `This returns the function ${name} itself. To return its result, call it: ${name}().`,

  'missing-import': (module) => `${module} is a module. Write import ${module} at the top.`,
  'missing-import-of': (name, module) =>
    `${name} is in the module ${module}. Write from ${module} import ${name} at the top.`,
  'misspelt-name': (name, other) => `There is no ${name} here. Did you mean ${other}?`,
  'local-not-global': (name) =>
    `${name} is assigned in this function, which makes it a variable of the function alone: it has no value yet at this line.`,
  'shadows-builtin': (name) =>
    `The program uses ${name} as a variable, which hides Python’s own ${name}(). Choose another name for the variable.`,
  'called-like-function': (name, kind) =>
    `${name} is a ${kind}. Square brackets take an item from it: ${name}[…].`,
  'missing-operator': (expression) =>
    `Round brackets after ${expression} are a call. To multiply, write *.`,
  'not-called': (name) => `${name} is used here without a call. Add brackets: ${name}().`,
  'brackets-for-call': (name) =>
    `${name} is called with round brackets: ${name}(…), not ${name}[…].`,
  'other-attribute': (kind, name, other) => `A ${kind} has no ${name}. Python has ${other} for it.`,
  'keeps-in-place': (call) =>
    `${call} changes the object itself and returns None: do not assign its result.`,
  'callee-returns-nothing': (name) =>
    `${name} returns nothing, so its call gives None. Add a return to it.`,
  'fraction-as-index': () =>
    'A position or count must be a whole number, and / always gives a float. Use // instead.',
  'text-plus-number': () =>
    '+ joins two strings or adds two numbers, but does not mix them. Convert one with str() or int().',
  'index-is-length': (name) =>
    `The last item of ${name} is at len(${name}) - 1, because the first is at 0.`,
  'looks-past-end': (item, name) =>
    `In the last round, ${item} is past the end of ${name}. Stop the loop one step earlier.`,
  'range-too-far': (name) =>
    `The loop runs up to len(${name}), but the last item is at len(${name}) - 1.`,
  'size-changed-while-walking': (name) =>
    `${name || 'The dictionary or set'} gets or loses items while a loop walks through it. Walk through a copy, such as list(…).`,

  'prints-result': (name) =>
    `${name} prints the result and returns nothing. Replace print by return.`,
  'prints-instead': (name) =>
    `${name} prints and returns nothing. The tests look at what is returned: use return.`,
  'computes-only': (expression) => `${expression} is worked out, but not returned. Add return.`,
  'assigns-only': (name) =>
    `The function ends after it has assigned ${name}. Add return ${name} at the end.`,
  'inner-not-called': (inner, name) =>
    `${name} only defines ${inner} and then ends. Call ${inner} and return its result.`,
  'never-returns': (name) => `${name} has no return with a value, so each call gives None.`,
  'returns-in-place': (call) =>
    `${call} changes the object itself and returns None. Call it first, then return the object.`,
  'returns-print': () => 'print() returns None. Return the value itself.',
  'path-without-return': (name) =>
    `${name} can come to its end without a return, and then gives None. Add a return for that case.`,
  'fraction-for-whole': () =>
    '/ gives a fraction where a whole number is expected. // gives the whole part alone.',
  'whole-for-fraction': () => '// drops what is behind the point. Use / to keep it.',
  'one-too-large': () =>
    'Every wrong result is one too large. Check where the counting starts, and whether < or <= is right.',
  'one-too-small': () =>
    'Every wrong result is one too small. Check where the counting starts, and that range stops before its end.',
  opposite: () =>
    'Every answer is the opposite of the expected one. Swap True and False, or add not.',

  'or-constant': (value) =>
    `or ${value} is always true: ${value} is not compared with anything. Repeat the comparison, or use in.`,
  'is-constant': (value) =>
    `is asks whether two are one and the same object. To compare with ${value}, write == or !=.`,
  'compared-not-assigned': (name) =>
    `This line compares ${name} and does nothing with the result. One = assigns.`,
  'statement-without-call': (name) =>
    `${name} alone does nothing. Add brackets to call it: ${name}().`,
  'result-unused': (call) =>
    `${call} changes nothing: it returns a new value, which this line drops. Assign it to a name.`,
  'changes-while-walking': (name) =>
    `The loop adds or removes items of ${name} while it walks through ${name}, and so skips some or meets them twice. Walk through a copy, or build a new list.`,
  'return-in-loop': () =>
    'Each way through the loop ends in a return, so the loop stops in its first round. Move the last return behind the loop.',
  'loop-never-ends': (name, other) =>
    `Nothing in this loop changes ${other ? `${name} or ${other}` : name}, so its condition stays as it is and the loop never ends.`,
  'loop-without-exit': (condition) =>
    `while ${condition} goes on until a break or a return. This loop has neither, so it never ends.`,
  'mutable-default': (name) =>
    `The default of ${name} is made once and shared by all calls, and the function changes it. Use None, and make a new one inside.`,

  'equal-left-out': (left, right) =>
    `This line leaves out the case where ${left} and ${right} are equal.`,
  'equal-taken-in': (left, right) =>
    `This line also takes in the case where ${left} and ${right} are equal.`,
  'range-ends-early': (range, end) =>
    `${range} stops one step too early. A range never reaches its end: ${end} is left out.`,
  'range-ends-late': (range) => `${range} goes one step too far. Look at its last value.`,
  'range-begins-early': (range, start) =>
    `${range} begins one step too early: it starts at ${start}.`,
  'range-begins-late': (range, start) =>
    `${range} begins one step too late: the value before ${start} is left out.`,
  'range-too-low': (range, start, end) =>
    `${range} is one too low at both ends: it includes ${start} and leaves out ${end}.`,
  'range-too-high': (range) =>
    `${range} is one too high at both ends. Look at its first and its last value.`,
  'range-too-short': (range) => `The loop over ${range} makes one step too few.`,
  'range-too-long': (range) => `The loop over ${range} makes one step too many.`,
  'slice-ends-early': (slice, end) =>
    `${slice} ends one item too early: the item at ${end} is left out.`,
  'slice-ends-late': (slice) => `${slice} ends one item too late. Look at its last item.`,
  'slice-begins-early': (slice, start) =>
    `${slice} begins one item too early: the item at ${start} is in it.`,
  'slice-begins-late': (slice, start) =>
    `${slice} begins one item too late: the item before ${start} is left out.`,
  'index-too-low': (item) => `${item} is one place before the item that is needed.`,
  'index-too-high': (item) => `${item} is one place behind the item that is needed.`,
  'counter-too-low': (name) => `${name} starts one too low for the loop that uses it.`,
  'counter-too-high': (name) => `${name} starts one too high for the loop that uses it.`,
  'enumerate-too-low': (call, start) => `${call} counts from ${start}, which is one too low here.`,
  'enumerate-too-high': (call, start) =>
    `${call} counts from ${start}, which is one too high here.`,
};

function parameters(count: string): string {
  return count === '1' ? '1 argument' : `${count} arguments`;
}
