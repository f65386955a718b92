/** The smallest input on which a program differs from its reference, in the real sandbox. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import {
  type CounterExampleProgress,
  findCounterExample,
} from '../../../src/checking/feedback/counter-example.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const tools = { checker, ownChecker: checker };
const largest = taskOf(['assert f([4, 9, 7]) == 9', 'assert f([5, 6]) == 6'], {
  challengeTests: ['assert f([8, 3]) == 8'],
  referenceCode: 'def f(xs):\n    return max(xs)\n',
});

function find(program: string, task = largest, options = {}) {
  const signal = new AbortController().signal;
  const request = { task, functionName: 'f', program };
  return findCounterExample(tools, request, { signal, onProgress: () => undefined, ...options });
}

test('what fits the shown tests alone is shown by two items', async () => {
  const told: CounterExampleProgress[] = [];
  const onProgress = (progress: CounterExampleProgress) => told.push(progress);
  const found = await find('def f(xs):\n    return xs[len(xs) // 2]\n', largest, { onProgress });
  expect(found).toMatchObject({
    kind: 'found',
    example: { call: 'f([2, 1])', expected: '2', verdict: { tests: [{ got: '1' }] } },
  });
  expect(told[0]).toMatchObject({ tried: 0 });
});

test('an input on which the reference raises is none, and a program that raises alone is one', async () => {
  const program = 'def f(xs):\n    return max(xs) if xs else None\n';
  expect(await find(program)).toMatchObject({ kind: 'none', isCut: false });
  const raises = 'def f(xs):\n    return sorted(xs)[-1] if len(xs) > 1 else xs[1]\n';
  expect(await find(raises)).toMatchObject({
    kind: 'found',
    example: {
      call: 'f([1])',
      expected: '1',
      verdict: { tests: [{ outcome: 'runtime-error', exception: { type: 'IndexError' } }] },
    },
  });
});

test('the reference itself differs nowhere, nor does one that adds in another order', async () => {
  const task = taskOf(['assert f([0.1, 0.7, 0.2]) == 1.0'], {
    referenceCode: 'def f(xs):\n    return sum(xs)\n',
  });
  const program =
    'def f(xs):\n    total = 0\n    for x in reversed(xs):\n        total += x\n    return total\n';
  const found = await find(program, task);
  expect(found).toMatchObject({ kind: 'none', isCut: false });
  expect(found.kind === 'none' && found.tried).toBeGreaterThan(20);
});

test('a reference that ends on few inputs ends the search, and a stop ends it at once', async () => {
  const task = taskOf(['assert f(40) == 41'], {
    referenceCode: 'def f(x):\n    while x != 40:\n        pass\n    return 41\n',
  });
  expect(await find('def f(x):\n    return 41\n', task)).toMatchObject({
    kind: 'none',
    isCut: true,
  });
  const stopped = AbortSignal.abort();
  await expect(find('def f(x):\n    return 0\n', task, { signal: stopped })).rejects.toThrow();
});

test('small inputs begin with what is like those of the tests, and end with what is empty', async () => {
  const tests = ["assert f('the cat', 3) == 'the'"];
  const calls = await checker.readSmallCalls({ functionName: 'f', tests });
  const firstEmpty = calls.indexOf("f('', 1)");
  expect(calls.slice(0, 3)).toEqual(["f('t', 1)", "f('h', 1)", "f('e', 1)"]);
  expect(firstEmpty).toBeGreaterThan(calls.indexOf("f('the', 3)"));
  expect(calls.length).toBeLessThanOrEqual(600);
  expect(await checker.readSmallCalls({ functionName: 'f', tests: ['assert g(1)', '('] })).toEqual(
    [],
  );
});
