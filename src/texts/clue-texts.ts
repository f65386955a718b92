/** Texts of the hints that lead to a reference, one at a time. */

import type {
  LanguageIdea,
  ReferenceClues,
  SolvingWay,
  UsedName,
  ValueKind,
  ValueKindName,
} from '../tasks/reference-clues.ts';
import { count, listed } from './format.ts';
import { nameMeaning } from './python-name-texts.ts';

export const clueTexts = {
  title: 'Hints',
  about: 'one at a time, to the whole solution',
  seen: (seen: number, of: number) => (seen === 0 ? '' : `${seen} of ${of} opened`),
  first: 'First hint',
  next: 'Next hint',
  /** What the next one will tell, so that nobody opens more than they want. */
  nextIs: (title: string) => `Next: ${title.toLowerCase()}.`,
  all: 'You have opened every hint.',
  reading: 'Reading the reference solution …',
  usesLittle: 'Nothing beyond values, names and calls.',
  failed: 'The hints could not be loaded. Reload the page and try again.',
  hide: 'No hints for me',
  hidden: 'Hints are off.',
  show: 'Turn hints on',
  notAllowed: 'The link to this task asks you to solve it without hints.',
  opened: (title: string) => `Hint: ${title}`,
} as const;

/** In their order. */
export const clueTitles = [
  'What kind of task it is',
  'What the solution uses',
  'Its outline',
  'How it begins',
  'The whole solution',
] as const;

export function kindTexts(clues: ReferenceClues): string[] {
  const signature = signatureText(clues.kinds);
  const ways = clues.ways.map((way) => wayText(way));
  const solution = ways.length === 0 ? [] : [`The reference solution ${listed(ways)}.`];
  const all = [...(signature === null ? [] : [signature]), ...solution];
  return all.length > 0 ? all : ['Start from the examples: what happens to each input?'];
}

/** "It takes a list of numbers and a number, and returns a string." */
function signatureText({ parameters, result }: ReferenceClues['kinds']): string | null {
  const isTold = parameters.length > 0 && parameters.every((kinds) => kinds.length > 0);
  const takes = isTold ? `takes ${listed(grouped(parameters))}` : null;
  const gives = result.length > 0 ? `returns ${kindsText(result)}` : null;
  if (takes === null && gives === null) return null;
  return `It ${[takes, gives].filter((part) => part !== null).join(' and ')}.`;
}

/** "two numbers" instead of "a number and a number". */
function grouped(parameters: readonly (readonly ValueKind[])[]): string[] {
  const counts = new Map<string, { kinds: readonly ValueKind[]; count: number }>();
  for (const kinds of parameters) {
    const text = kindsText(kinds);
    const known = counts.get(text)?.count ?? 0;
    counts.set(text, { kinds, count: known + 1 });
  }
  return [...counts].map(([text, { kinds, count: many }]) => {
    const [only] = kinds;
    return many === 1 || kinds.length !== 1 || !only ? text : `${numberWord(many)} ${plural(only)}`;
  });
}

function numberWord(many: number): string {
  return ['', 'one', 'two', 'three', 'four', 'five', 'six'][many] ?? String(many);
}

function kindsText(kinds: readonly ValueKind[]): string {
  return kinds.map(kindText).join(' or ');
}

function kindText({ kind, of }: ValueKind): string {
  return of === null ? singular[kind] : `${singular[kind]} of ${plurals[of]}`;
}

function plural({ kind, of }: ValueKind): string {
  return of === null ? plurals[kind] : `${plurals[kind]} of ${plurals[of]}`;
}

const singular: Readonly<Record<ValueKindName, string>> = {
  number: 'a number',
  string: 'a string',
  truth: 'True or False',
  list: 'a list',
  tuple: 'a tuple',
  set: 'a set',
  dictionary: 'a dictionary',
  none: 'None',
};

const plurals: Readonly<Record<ValueKindName, string>> = {
  number: 'numbers',
  string: 'strings',
  truth: 'truth values',
  list: 'lists',
  tuple: 'tuples',
  set: 'sets',
  dictionary: 'dictionaries',
  none: 'None values',
};

/** Behind "The reference solution". */
function wayText(way: SolvingWay): string {
  switch (way) {
    case 'recursion':
      return 'calls itself with a smaller problem (recursion)';
    case 'regular-expression':
      return 'describes the string with a regular expression';
    case 'halving':
      return 'halves the range it searches at every step (binary search)';
    case 'table':
      return 'fills a table from entries it has already (dynamic programming)';
    case 'heap':
      return 'keeps the smallest or largest at hand with a heap';
    case 'sorting':
      return 'sorts';
    case 'counting':
      return 'counts';
    case 'nested-loops':
      return 'has a loop inside a loop';
    case 'while-loop':
      return 'repeats something while a condition holds';
    case 'loop':
      return 'goes through the values in a loop';
    case 'comprehension':
      return 'goes through the values in a single expression';
    case 'cases':
      return 'handles separate cases, without any loop';
    case 'formula':
      return 'works out a formula, without any loop';
    case 'calls':
      return 'uses built-in functions';
    case 'comparison':
      return 'is a comparison';
    case 'expression':
      return 'is a single short expression';
  }
}

export function ideaText(idea: LanguageIdea): string {
  switch (idea) {
    case 'swap':
      return 'Exchanging two values: a, b = b, a';
    case 'backwards':
      return 'A slice that reads backwards: [::-1]';
    case 'slice':
      return 'A slice, a part of a sequence: [start:end]';
    case 'remainder':
      return 'The remainder of a division: %';
    case 'whole-division':
      return 'Division without remainder: //';
    case 'power':
      return 'Powers: **';
    case 'bits':
      return 'Operators on the bits of a number: ^, <<, >>';
    case 'and-or-operators':
      return 'The operators & and |, on bits or on sets';
    case 'membership':
      return 'Whether something contains a value: in';
    case 'comprehension':
      return 'A comprehension, a loop inside an expression: [… for … in …]';
    case 'dictionary':
      return 'A dictionary: {key: value}';
    case 'set':
      return 'A set, which holds each value once: {…}';
    case 'lambda':
      return 'A small function without a name: lambda';
    case 'conditional':
      return 'One of two values: … if … else …';
    case 'unpacking':
      return 'Several names at once: a, b = …';
    case 'last':
      return 'The last item: [-1]';
    case 'format':
      return 'Values put into a string';
    case 'star':
      return 'Passing the items of a list as arguments: *';
    case 'try':
      return 'Catching an exception: try';
    case 'early-exit':
      return 'Leaving a loop early: break';
    case 'yield':
      return 'Handing out values one by one: yield';
    case 'class':
      return 'A class of its own';
    case 'index':
      return 'A single item: […]';
    case 'both-or-either':
      return 'Joining conditions: and, or';
    case 'running-result':
      return 'A result that grows step by step: +=';
    case 'if':
      return 'A condition: if';
    case 'division':
      return 'Division: /';
    case 'multiplication':
      return 'Multiplication: *';
    case 'subtraction':
      return 'Subtraction: -';
    case 'addition':
      return 'Addition: +';
    case 'comparison':
      return 'A comparison';
    case 'several-values':
      return 'Several values returned together: (…, …)';
  }
}

/** "len", ".split()", "math.sqrt". */
export function usedNameText({ kind, name }: UsedName): string {
  switch (kind) {
    case 'builtin':
      return name;
    case 'method':
      return `.${name}()`;
    case 'module':
      return name;
  }
}

/** Null of what is rarer than a sentence is worth. */
export function usedNameAbout({ kind, name }: UsedName): string | null {
  return nameMeaning(kind === 'method' ? `.${name}` : name);
}

/** Null where there is the one function alone. */
export function helpersText(helpers: readonly string[]): string | null {
  if (helpers.length === 0) return null;
  return `It has ${count(helpers.length, 'helper')} of its own: ${listed(helpers)}.`;
}
