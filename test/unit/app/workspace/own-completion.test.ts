/** A program by hand that is only the rest of its prompt: how it runs, and which lines are told. */
import { expect, test } from 'vitest';
import type { CheckRequest } from '../../../../src/checking/checker.ts';
import type { TestResult, Verdict } from '../../../../src/checking/verdict.ts';
import { completingChecker, ownCompletion } from '../../../../src/app/workspace/own-completion.ts';
import { readableTest } from '../../../../src/tasks/readable-test.ts';
import { taskOf } from '../../../support/tasks.ts';

const codePrompt =
  'from typing import List\n\n\ndef last(xs: List[int]) -> int:\n    """ Its last. """\n';
const wanted = { functionName: 'last', codePrompt };

test.each([
  ['    return xs[-1]\n', 5],
  ['\n    # the last\n    return xs[-1]', 5],
  ['# the last\n    return xs[-1]', 5],
])('a body alone, %j, runs behind its prompt', (body, linesBefore) => {
  expect(ownCompletion(body, wanted)).toEqual({ program: codePrompt + body, linesBefore });
});

test('a prompt that ends within a line ends it before the body', () => {
  const open = { ...wanted, codePrompt: codePrompt.trimEnd() };
  const program = `${codePrompt}    return xs[-1]`;
  expect(ownCompletion('    return xs[-1]', open)).toEqual({ program, linesBefore: 5 });
});

test('a whole function gets what it takes from the prompt', () => {
  const program = 'def last(xs: List):\n    return xs[-1]\n';
  const expected = { program: `from typing import List\n\n\n${program}`, linesBefore: 3 };
  expect(ownCompletion(program, wanted)).toEqual(expected);
});

test.each([
  ['def last(xs):\n    return xs[-1]\n'],
  ['    def last(xs):\n        return xs[-1]\n'],
  ['x = 1\n'],
  ['  \n'],
])('%j runs as it was written', (program) => {
  expect(ownCompletion(program, wanted)).toBe(null);
});

test('without code to complete, nothing is put before a program', () => {
  expect(ownCompletion('    return 1', { functionName: 'last' })).toBe(null);
});

test('what is told of lines is told of those that were written', async () => {
  const exception = {
    ...{ type: 'NameError', message: "name 'ys' is not defined", line: 7 },
    traceback: 'File "<program>", line 7, in last\n    return ys[-1]\nNameError: name',
  };
  const result: TestResult = {
    ...{ group: 'shown', source: 'check', outcome: 'runtime-error', expected: null, got: null },
    ...{ expectedType: null, gotType: null, exception, output: '', ms: 1, isUnisolated: false },
  };
  const verdict: Verdict = {
    ...{ status: 'runtime-error', tests: [result], exception: null, output: '', ms: 1 },
    ...{ isOutputTruncated: false, oracle: [] },
  };
  const requests: CheckRequest[] = [];
  const heard: (number | null | undefined)[] = [];
  const checker = completingChecker({
    async check(request, options) {
      requests.push(request);
      options?.onTest?.(result);
      return verdict;
    },
  });
  const task = taskOf(['check(last)'], wanted);
  const program = '\n    return ys[-1]\n';
  const told = await checker.check(
    { task, program },
    { onTest: ({ exception: raised }) => heard.push(raised?.line) },
  );
  expect(requests).toEqual([{ task, program: codePrompt + program }]);
  expect(told.tests[0]?.exception).toEqual({
    ...exception,
    line: 2,
    traceback: 'File "<program>", line 2, in last\n    return ys[-1]\nNameError: name',
  });
  expect(heard).toEqual([2]);
});

test('a test is read without the note of its author', () => {
  const check = 'def check(candidate):\n    assert candidate([4]) == 4\n';
  expect(readableTest(`\n\nMETADATA = {\n    'author': 'me',\n}\n\n\n${check}`)).toBe(check);
  expect(readableTest(check)).toBe(check);
});
