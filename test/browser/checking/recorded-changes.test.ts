/** A variable that changed is marked, however far inside it changed and however little is shown. */

import { afterAll, expect, test } from 'vitest';
import { lastChange, variablesAt } from '../../../src/app/stepping/step-changes.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';

const checker = createChecker({ size: 1, limits: { timeMs: 20_000 } });
afterAll(() => checker.close());

const program = [
  'from collections import Counter, OrderedDict, deque',
  'class Node:',
  '    def __init__(self, value, next=None):',
  '        self.value = value',
  '        self.next = next',
  'class Slotted:',
  "    __slots__ = ('a', 'b')",
  'def chain(length):',
  '    node = None',
  '    for i in range(length): node = Node(i, node)',
  '    return node',
];

/** The step after a change of `x`, and the one after a line that changes nothing. */
async function changesOf(first: string, change: string) {
  const body = [`x = ${first}`, 'y = 0', change, 'y = 1', 'y = 2'];
  const { steps, end } = await checker.record({
    program: [...program, 'def f():', ...body.map((line) => `    ${line}`)].join('\n'),
    ...{ setupCode: '', call: 'f()' },
  });
  expect(end).toEqual({ kind: 'returned', value: 'None' });
  const at = (line: number) =>
    steps.findIndex((step) => step.kind === 'line' && step.line === program.length + 1 + line);
  const ofX = (index: number) => variablesAt(steps, index, 0).find(({ name }) => name === 'x');
  return {
    changes: [ofX(at(3)), ofX(at(4)), ofX(at(5))].map((variable) => variable?.change),
    cameToBe: lastChange(steps, at(5), 0, 'x') === at(4),
  };
}

test.for([
  ['[0] * 30', 'x[25] = 1'],
  ['[0] * 30', 'x[25] = -0.0'],
  ['[-1] * 30', 'x[29] = -2'],
  ['[1] * 1000', 'x[999] = True'],
  ["'a' * 200", "x = 'a' * 100 + 'b' + 'a' * 99"],
  ["['a' * 200]", "x[0] = 'a' * 100 + 'b' + 'a' * 99"],
  ['b"a" * 200', 'x = b"a" * 100 + b"b" + b"a" * 99'],
  ['bytearray(500)', 'x[400] = 1'],
  ['10 ** 5000', 'x += 10 ** 100'],
  ['[[0] * 40 for _ in range(40)]', 'x[39][39] = 1'],
  ['[[[[[0]]]]]', 'x[0][0][0][0][0] = 1'],
  ['{i: [i] for i in range(100)}', 'x[99].append(1)'],
  ['dict.fromkeys(range(100))', 'x[50] = 1'],
  ['set(range(100))', 'x.remove(99)'],
  ["Counter('abcdefghijklmnopqrstuvwxyz')", "x['z'] += 1"],
  ['OrderedDict.fromkeys(range(100))', 'x.move_to_end(50)'],
  ['deque(range(100))', 'x[99] = 0'],
  ['chain(100)', 'x.next.next.next.next.next.next.value = -1'],
  ['[Node(i) for i in range(60)]', 'x[59].value = 0'],
  ['tuple([i] for i in range(60))', 'x[59].append(0)'],
  ['[0] * 40000', 'x[39999] = 1'],
])('%s is marked as changed by %s', async ([first, change]) => {
  expect(await changesOf(first ?? '', change ?? '')).toEqual({
    ...{ changes: ['same', 'changed', 'same'], cameToBe: true },
  });
});

test.for([
  ['set(range(1000))', 'x.add(1000); x.remove(1000)'],
  ["[Slotted(), *'abcdefghijklmnopqrstuvwxyz']", 'x.reverse(); x.reverse()'],
  ['[iter([1])] * 30', 'list(x)'],
  ['chain(100)', 'x.next = x.next'],
])('%s is not marked by %s', async ([first, change]) => {
  const { changes } = await changesOf(first ?? '', change ?? '');
  expect(changes).toEqual(['same', 'same', 'same']);
});

test('of what is too much to compare at each step nothing is claimed', async () => {
  const { changes, cameToBe } = await changesOf(
    '[[0] * 1000 for _ in range(300)]',
    'x[299][9] = 1',
  );
  expect([changes, cameToBe]).toEqual([['unknown', 'unknown', 'unknown'], false]);
});

test('what is held by no name is not kept alive by the recorder', async () => {
  const source = [
    'import weakref',
    ...['class Node: pass', 'def g():', '    node = Node()', '    return weakref.ref(node)'],
    ...['def f():', '    ref = g()', '    gone = ref() is None', '    return gone'],
  ].join('\n');
  const { end } = await checker.record({ program: source, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'returned', value: 'True' });
});
