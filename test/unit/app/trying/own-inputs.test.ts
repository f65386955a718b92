/** What is said of a call that a person tries, and which calls are kept. */
import { expect, test } from 'vitest';
import {
  isTestable,
  OwnInputs,
  type Trial,
  unknownName,
} from '../../../../src/app/trying/own-inputs.svelte.ts';
import { ownInputsSetting } from '../../../../src/app/work/setting-names.ts';
import type { CheckRequest } from '../../../../src/checking/checker.ts';
import { testResult } from '../../../../src/checking/test-result.ts';
import type { TestResult, Verdict } from '../../../../src/checking/verdict.ts';
import { isPrediction } from '../../../../src/tasks/task-kind.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';
import { verdictOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';

const task = taskOf([], { source: 'starter', id: '1', referenceCode: 'def raise(n): ...' });
const asked = { group: 'shown', source: '' } as const;
const trial: Trial = { task, program: 'def raise(n): ...', functionName: 'raise' };

function judged(status: Verdict['status'], of: Partial<TestResult> = {}): Verdict {
  return { ...verdictOf(status), tests: [testResult(asked, { outcome: status, ...of })] };
}

const nothing = judged('passed');

function inputs(program: Verdict, reference: Verdict, settings = keptInMemory()) {
  const check = async ({ task: { asks } }: CheckRequest) =>
    isPrediction(asks) ? reference : program;
  const readTests = async (sources: readonly string[]) =>
    sources.map((source) => {
      const call = /^assert (.*) == 0$/.exec(source)?.[1] ?? '';
      const read = { inputs: [], expected: '0', syntaxError: null };
      return { source, call, functionName: 'raise', ...read };
    });
  return new OwnInputs({ checker: { check, readTests }, settings });
}

async function tried(of: Partial<TestResult>, status: Verdict['status'] = 'failed-assertion') {
  const own = inputs(judged(status, of), judged('failed-assertion', { expected: '2' }));
  await own.try('1', trial);
  return own.resultOf('raise(1)');
}

test('another value than the reference’s, or none, is wrong', async () => {
  expect(await tried({ got: '3' })).toMatchObject({ reference: '2', isRight: false });
  expect(await tried({}, 'runtime-error')).toMatchObject({ reference: '2', isRight: false });
  expect(await tried({}, 'timeout')).toMatchObject({ reference: '2', isRight: false });
});

test.each([
  ['ran together with the program', { isUnisolated: true }, 'failed-assertion'],
  ['held together with the program', { isUnisolated: true }, 'passed'],
  ['returned what cannot be compared', {}, 'unsupported-value'],
  ['had no turn', { outcome: 'not-run' }, 'runtime-error'],
  ['was lost by the sandbox', {}, 'sandbox-fault'],
] as const)('nobody knows whether a call is right that %s', async (_name, of, status) => {
  expect(await tried(of, status)).toMatchObject({ reference: '2', isRight: null });
});

test('a result says which program it is of', async () => {
  expect(await tried({ got: '3' })).toMatchObject({ program: trial.program });
});

test('at the limit another call is refused, and nothing that is kept goes', async () => {
  const settings = keptInMemory();
  const calls = Array.from({ length: 20 }, (_, index) => `raise(${index})`);
  await settings.keepSetting(ownInputsSetting, { 'starter/1': calls });
  const own = inputs(nothing, nothing, settings);
  await own.open();
  await own.keep(task, 'raise(99)');
  expect([own.keptOf(task), own.isRefused]).toEqual([calls, true]);
  expect(await settings.setting(ownInputsSetting)).toEqual({ 'starter/1': calls });
  await own.drop(task, 'raise(0)');
  await own.keep(task, 'raise(99)');
  expect([own.keptOf(task), own.isRefused]).toEqual([[...calls.slice(1), 'raise(99)'], false]);
});

test('more than the limit, of a file or of another tab, is shown and stays', async () => {
  const settings = keptInMemory();
  const own = inputs(nothing, nothing, settings);
  await own.open();
  const calls = Array.from({ length: 25 }, (_, index) => `raise(${index})`);
  await settings.keepSetting(ownInputsSetting, { 'starter/1': calls });
  await own.readAgain();
  expect(own.keptOf(task)).toEqual(calls);
  await own.drop(task, 'raise(24)');
  expect(await settings.setting(ownInputsSetting)).toEqual({ 'starter/1': calls.slice(0, -1) });
});

test('a test is what gave a value, here or in the reference; a name that nothing has is told', async () => {
  const exception = {
    ...{ type: 'NameError', message: "name 'red' is not defined", line: null, traceback: '' },
  };
  const raised = judged('runtime-error', { outcome: 'runtime-error', exception });
  const of = async (call: string, program: Verdict, reference: Verdict) => {
    const own = inputs(program, reference);
    await own.try(call, trial);
    const result = own.newest;
    if (!result) throw new Error('Nothing was tried.');
    return { isTestable: isTestable(result), unknownName: unknownName(result) };
  };
  const known = judged('failed-assertion', { expected: '2' });
  expect(await of('red', raised, nothing)).toEqual({ isTestable: false, unknownName: 'red' });
  expect(await of('1', raised, known)).toEqual({ isTestable: true, unknownName: null });
  const value = judged('failed-assertion', { got: '2' });
  expect(await of('1', value, nothing)).toEqual({ isTestable: true, unknownName: null });
});
