import { expect, test } from 'vitest';
import { drawVariables, type Drawn } from '../../../../src/app/stepping/drawing.ts';
import type { RecordedObject } from '../../../../src/checking/recording.ts';
import {
  listOf,
  type MadeUpValue,
  valueOf,
  variablesOf,
} from '../../../support/made-up-recordings.ts';

/** As text: boxes in brackets, changed slots starred. */
function textOf(drawn: Drawn): string {
  if (drawn.kind === 'text') return drawn.text + (drawn.isChanged ? '*' : '');
  if (drawn.kind === 'same') return `=${drawn.of}`;
  const slots = drawn.slots.map((slot) => `${slot.label}:${textOf(slot.drawn)}`);
  return `[${slots.join(' ')}${drawn.more ? ` +${drawn.more}` : ''}]`;
}

function drawn(
  values: Readonly<Record<string, MadeUpValue>>,
  objects: Readonly<Record<number, RecordedObject>>,
  before: Readonly<Record<number, RecordedObject>> | null = null,
): string[] {
  const mapOf = (of: Readonly<Record<number, RecordedObject>>) =>
    new Map(Object.entries(of).map(([key, object]) => [Number(key), object]));
  return drawVariables(variablesOf(values), mapOf(objects), before && mapOf(before)).map(
    ({ variables, drawn: each, sharedType }) =>
      `${variables.map(({ name }) => name).join(' ')} ${textOf(each)}${sharedType ? ` (${sharedType})` : ''}`,
  );
}

test('small values are words, longer ones boxes', () => {
  const long = listOf('1', '2', '3', '4');
  expect(
    drawn({ n: '1', a: ['[1, 2]', 1], b: ['[1, 2, 3, 4]', 2] }, { 1: listOf('1', '2'), 2: long }),
  ).toEqual(['n 1', 'a [1, 2]', 'b [0:1 1:2 2:3 3:4]']);
});

test('two names of one list have one box', () => {
  expect(drawn({ a: ['[1]', 1], n: '2', b: ['[1]', 1] }, { 1: listOf('1') })).toEqual([
    'a b [0:1] (list)',
    'n 2',
  ]);
});

test('a slot that holds what another holds says which', () => {
  const row: MadeUpValue = ['[0]', 2];
  const objects = { 1: listOf(row, row), 2: listOf('0') };
  expect(drawn({ grid: ['[[0], [0]]', 1] }, objects)).toEqual(['grid [0:[0:0] 1:=grid[0]]']);
  expect(drawn({ grid: ['[[0], [0]]', 1], first: row }, objects)).toEqual([
    'grid [0:=first 1:=first]',
    'first [0:0]',
  ]);
});

test('what holds itself ends', () => {
  const node: RecordedObject = {
    ...{ kind: 'object', type: 'Node', length: 1 },
    entries: [{ key: 'next', value: valueOf(['<Node …>', 1]) }],
  };
  expect(drawn({ node: ['<Node …>', 1] }, { 1: node })).toEqual(['node [next:=node]']);
});

test('slots that changed since the step before are marked, of dicts by their key', () => {
  const dict = (values: Record<string, MadeUpValue>): RecordedObject => ({
    ...{ kind: 'dict', type: 'dict', length: 4 },
    entries: Object.entries(values).map(([key, value]) => ({ key, value: valueOf(value) })),
  });
  expect(
    drawn(
      { a: ['[1, 2, 3, 4]', 1], d: ['{…}', 2] },
      { 1: listOf('1', '9', '3', '4'), 2: dict({ b: '2', c: '3', a: '1', d: '4' }) },
      { 1: listOf('1', '2', '3'), 2: dict({ a: '1', b: '5', d: '4' }) },
    ),
  ).toEqual(['a [0:1 1:9* 2:3 3:4*]', 'd [b:2* c:3* a:1 d:4]']);
});

test('what is had many times over is drawn as long as there is room', () => {
  const tupleOf = (value: MadeUpValue): RecordedObject => ({
    ...listOf(...Array.from({ length: 20 }, () => value)),
    ...{ kind: 'tuple', type: 'tuple' },
  });
  const objects = {
    1: tupleOf(['(…)', 2]),
    2: tupleOf(['(…)', 3]),
    3: tupleOf(['(…)', 4]),
    4: tupleOf('0'),
  };
  const [text = ''] = drawn({ t: ['(…)', 1] }, objects);
  expect(text.match(/\d+:/g)?.length).toBe(300);
  expect(text).toMatch(/19:\(…\)\]$/);
});
