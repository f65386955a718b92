/** What hints are made of: the checker's interpreter reads references, and runs nothing of them. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import type { ClueRequest } from '../../../src/tasks/reference-clues.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const read = (code: string, fields: Partial<ClueRequest> = {}) =>
  checker.readClues({ code, functionName: 'f', examples: [], ...fields });

test('an expression is told from outside to inside', async () => {
  const code = 'def f(text):\n    return len(set(text.lower()))';
  const examples = [
    { inputs: ["'Anna'"], expected: '2' },
    { inputs: ["''"], expected: '0' },
  ];
  expect(await read(code, { examples })).toEqual({
    kinds: {
      parameters: [[{ kind: 'string', of: null }]],
      result: [{ kind: 'number', of: null }],
    },
    ways: ['calls'],
    names: [
      { kind: 'builtin', name: 'len' },
      { kind: 'builtin', name: 'set' },
      { kind: 'method', name: 'lower' },
    ],
    ideas: [],
    helpers: [],
    outline: 'def f(text):\n    return len(…)',
    start: 'def f(text):\n    return len(set(…))',
  });
});

test('a program is told by its control flow, then by its first lines', async () => {
  const code = [
    'from collections import Counter',
    'def g(n):',
    '  return n % 2',
    'def f(numbers, limit):',
    '  """Says what it does."""',
    '  sum = 0',
    '  for n in numbers:',
    '    if g(n) and n < limit:',
    '      sum += n',
    '  return Counter([sum])',
  ].join('\n');
  const clues = await read(code, { examples: [{ inputs: ['[1, 2]', '3'], expected: 'object()' }] });
  expect(clues).toMatchObject({
    kinds: {
      parameters: [[{ kind: 'list', of: 'number' }], [{ kind: 'number', of: null }]],
      result: [],
    },
    ways: ['counting', 'loop'],
    // `sum` is a variable here.
    names: [{ kind: 'module', name: 'collections.Counter' }],
    helpers: ['g'],
  });
  expect(clues?.start.split('\n')).toEqual([
    'from collections import Counter',
    'def g(n):',
    '  return n % 2',
    'def f(numbers, limit):',
    '  sum = 0',
    '  …',
  ]);
});

test.for([
  ['print "x"\nfor i in range(3): print i', 'for …'],
  ['def f(:', 'def f …'],
  ['', ''],
  ['\0', '…'],
])('of what is no Python %j still something is told', async ([code = '', outline]) => {
  expect((await read(code))?.outline).toBe(outline);
});

test('what no parser takes breaks nothing', async () => {
  const clues = await read(`def f(x):\n    return ${'('.repeat(50_000)}`);
  expect(clues === null || typeof clues.outline === 'string').toBe(true);
  expect((await read('def f(x): return x + 1'))?.ways).toEqual(['formula']);
});

test('nothing of a reference is run', async () => {
  const clues = await read('while True:\n    pass\ndef f(x):\n    return x');
  expect(clues?.ways).toEqual(['while-loop']);
});
