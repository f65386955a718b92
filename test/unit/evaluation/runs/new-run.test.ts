/** What a new run shows as examples where tasks are taken apart into calls. */

import { expect, test } from 'vitest';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { createRun } from '../../../../src/evaluation/runs/new-run.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';

const unread = { inputs: [], syntaxError: null };

/** Of tests "assert f(1) == 2". */
const reader = {
  readTests: async (tests: readonly string[]) =>
    tests.map((source) => {
      const [call = '', expected = ''] = source.replace('assert ', '').split(' == ');
      return { ...unread, source, functionName: call.slice(0, 1), call, expected };
    }),
};

test('the examples of a call are of other tasks, not other calls of its own', async () => {
  const set = ['a', 'b', 'c', 'd'].map((name) =>
    taskOf([`assert ${name}(1) == 1`, `assert ${name}(2) == 2`], {
      ...{ id: name, text: name, referenceCode: `def ${name}(x): return x` },
    }),
  );
  const plan = planOf({
    writer: { kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 1 },
    prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 },
    asks: { kind: 'output', shows: 'code' },
  });
  const store = new MemoryRunStore();
  const run = await createRun(
    { plan, tasks: set.slice(0, 1), set, madeWith: 'a test' },
    { store, reader },
  );
  expect((await store.tasks(run.id)).map(({ stop }) => stop)).toEqual([['[DONE]'], ['[DONE]']]);
  const prompts = (await store.tasks(run.id)).map(({ task, prompt }) => {
    const text = prompt?.kind === 'completion' ? prompt.text : '';
    return [task.id, text.match(/^[abcd]\(\d\)/gm)];
  });
  expect(prompts).toEqual([
    ['a#1', ['b(1)', 'c(1)', 'd(1)', 'a(1)']],
    ['a#2', ['b(1)', 'c(1)', 'd(1)', 'a(2)']],
  ]);
});
