import { expect, test } from 'vitest';
import { partRows } from '../../../../src/app/stepping/part-rows.ts';
import type { PartPlace, RecordedPart } from '../../../../src/checking/recording.ts';
import { stepOf } from '../../../support/made-up-recordings.ts';

interface Told {
  readonly source: string;
  readonly value: string;
  readonly around?: number;
  readonly isName?: boolean;
  readonly isRepeated?: boolean;
}

/** Rows of a program of one line whose parts were evaluated in the order given. */
function rowsOf(line: string, told: readonly Told[]): string[] {
  const places = told.map(({ source, around, isName, isRepeated }): PartPlace => {
    const column = [...line.slice(0, line.indexOf(source))].length;
    return {
      from: { line: 1, column },
      to: { line: 1, column: column + [...source].length },
      around: around ?? null,
      isName: isName ?? false,
      isRepeated: isRepeated ?? false,
    };
  });
  const parts = told.map(({ value }, place): RecordedPart => ({ place, text: value }));
  const rows = partRows(line, places, [stepOf('line', 1, {}, { parts })], 0);
  return rows.map(({ pieces, value }) => {
    const source = pieces.map(({ text, isValue }) => (isValue ? `{${text}}` : text)).join('');
    return `${source} -> ${value}`;
  });
}

test('values take the place of the parts, inner first', () => {
  const rows = rowsOf('return total + double(i)', [
    { source: 'total', value: '3', around: 3, isName: true },
    { source: 'i', value: '2', around: 2, isName: true },
    { source: 'double(i)', value: '4', around: 3 },
    { source: 'total + double(i)', value: '7' },
  ]);
  expect(rows).toEqual(['double({2}) -> 4', '{3} + {4} -> 7']);
});

test('a container stays its name, and columns are characters', () => {
  const rows = rowsOf("'🐍' + words[0]", [
    { source: 'words', value: "['a', 'b']", around: 1, isName: true },
    { source: 'words[0]', value: "'a'", around: 2 },
    { source: "'🐍' + words[0]", value: "'🐍a'" },
  ]);
  expect(rows).toEqual(["words[0] -> 'a'", "'🐍' + {'a'} -> '🐍a'"]);
});

test('what was not evaluated stays as it is written', () => {
  const rows = rowsOf('a > 1 and b > 1', [
    { source: 'a > 1', value: 'False', around: 1 },
    { source: 'a > 1 and b > 1', value: 'False' },
  ]);
  expect(rows).toEqual(['a > 1 -> False', '{False} and b > 1 -> False']);
});

test('all turns of a comprehension are one run of its line', () => {
  const places: PartPlace[] = [
    {
      from: { line: 1, column: 5 },
      to: { line: 1, column: 10 },
      around: null,
      isName: false,
      isRepeated: true,
    },
    {
      from: { line: 1, column: 4 },
      to: { line: 1, column: 22 },
      around: null,
      isName: false,
      isRepeated: false,
    },
  ];
  const program = 'a = [x * x for x in y]\nreturn a';
  const steps = [
    stepOf('line', 1, {}, { parts: [{ place: 0, text: '1' }] }),
    stepOf(
      'line',
      1,
      {},
      {
        parts: [
          { place: 0, text: '4' },
          { place: 1, text: '[1, 4]' },
        ],
      },
    ),
    stepOf('line', 2),
  ];
  const values = (at: number) => partRows(program, places, steps, at).map(({ value }) => value);
  expect([values(0), values(1), values(2)]).toEqual([
    ['1', '4', '[1, 4]'],
    ['1', '4', '[1, 4]'],
    [],
  ]);
});

test('an expression of several lines is told without its comments', () => {
  const program = ['x = (a  # the "first', '  # of two', "  + '#1' # and the other", '  + b)'].join(
    '\n',
  );
  const place = (from: number[], to: number[], around: number | null): PartPlace => ({
    from: { line: from[0] ?? 0, column: from[1] ?? 0 },
    to: { line: to[0] ?? 0, column: to[1] ?? 0 },
    ...{ around, isName: around !== null, isRepeated: false },
  });
  const places = [place([1, 5], [1, 6], 2), place([4, 4], [4, 5], 2), place([1, 5], [4, 5], null)];
  const parts = ["'p'", "'q'", "'p#1q'"].map((text, index) => ({ place: index, text }));
  const rows = partRows(program, places, [stepOf('line', 1, {}, { parts })], 0);
  expect(rows.map(({ pieces }) => pieces.map(({ text }) => text).join(''))).toEqual([
    "'p' + '#1' + 'q'",
  ]);
});
