import { EditorState, type TransactionSpec } from '@codemirror/state';
import { expect, test } from 'vitest';
import { isWholeProgram, wholePrograms } from '../../../../src/ui/editor/whole-program.ts';

const stub = 'def last(xs):\n    ';
const program = 'def last(xs):\n    return xs[-1]\n';

function after(step: Partial<TransactionSpec> & { text: string }, doc = stub) {
  const { text, ...rest } = step;
  const state = EditorState.create({
    doc,
    selection: { anchor: doc.length },
    extensions: wholePrograms(() => stub),
  });
  const { changes, selection } = { ...state.replaceSelection(text) };
  const done = state.update({
    ...(changes && { changes }),
    ...(selection && { selection }),
    ...rest,
  });
  return { text: done.state.doc.toString(), head: done.state.selection.main.head };
}

test.each([
  ['a definition', program],
  ['a definition that is decorated', `@cache\n${program}`],
  ['an import before it', `import math\n\n${program}`],
  ['a comment before it', `# Mine.\n\n${program}`],
  ['a class', 'class Last:\n    pass'],
  ['a coroutine', 'async def last(xs):\n    return xs[-1]'],
])('a whole program takes the place of the stub: %s', (_name, text) => {
  for (const userEvent of ['input.paste', 'input.drop']) {
    expect(after({ text, userEvent })).toEqual({ text, head: text.length });
  }
});

test('several lines that come at once are pasted, however the browser tells of it', () => {
  expect(after({ text: program, userEvent: 'input.type' }).text).toBe(program);
});

test.each([
  ['a body', 'return xs[-1]'],
  ['a body of several lines', 'last = xs[-1]\n    return last'],
  ['an import alone', 'import math'],
  ['a name that begins like a definition', 'define = 1\n    return define'],
])('what belongs into the body stays there: %s', (_name, text) => {
  expect(after({ text, userEvent: 'input.paste' }).text).toBe(stub + text);
});

test('what is typed, set by the page, or put into a program of a person stays where it is', () => {
  expect(after({ text: 'def ', userEvent: 'input.type' }).text).toBe(`${stub}def `);
  expect(after({ text: program, userEvent: 'show' }).text).toBe(stub + program);
  const mine = `${stub}x = 1\n`;
  expect(after({ text: program, userEvent: 'input.paste' }, mine).text).toBe(mine + program);
});

test('a program is told from a body whatever ends its lines', () => {
  expect(isWholeProgram('import math\r\ndef f(x):\r\n    return x')).toBe(true);
  expect(isWholeProgram('')).toBe(false);
});
