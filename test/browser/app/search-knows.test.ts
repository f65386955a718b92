/** What the search is told of a task, by everything that is sent to its interpreter. */

import { expect, test } from 'vitest';
import { Generating } from '../../../src/app/generating.svelte.ts';
import { Memory } from '../../../src/app/memory/memory.ts';
import { WorkMemory } from '../../../src/app/memory/work-memory.svelte.ts';
import { Judging } from '../../../src/app/judging.svelte.ts';
import { Desk } from '../../../src/app/desk.svelte.ts';
import { lazyEngines } from '../../../src/app/engines.ts';
import { modelOffers } from '../../../src/app/model-offers.ts';
import { ModelShelf } from '../../../src/app/model-shelf.svelte.ts';
import { Prompting } from '../../../src/app/prompting.svelte.ts';
import {
  SearchEngine,
  type SearchInterpreter,
} from '../../../src/synthesis/search/search-engine.ts';
import type { SpawnOptions } from '../../../src/sandbox/sandbox.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { FakeChecker, taskOf } from './fakes.ts';

const task: Task = {
  ...taskOf('1', 'raise'),
  referenceCode: 'def raise_(number): return number + len("reference")',
  setupCode: 'import math',
  challengeTests: ['assert raise(-1) == "challenge"'],
  hidden: { kind: 'mbpp-plus', row: '{"plus_input": "hidden"}' },
};

/** A sandbox that runs nothing, and notes all it is sent. */
function notingSandbox(sent: string[], modules: string[]) {
  const found = { kind: 'found', program: 'def raise(n): ...', explanation: {} };
  const progress = { tried: 1, level: 1, dropped: 0, held: 1, elapsed: 0, best: null };
  const reply = JSON.stringify({ progress, result: found });
  const interpreter: SearchInterpreter = {
    ...{ booted: Promise.resolve(), isAlive: true, isUnfit: false },
    restore: () => undefined,
    kill: () => undefined,
    run: async (calls) => {
      sent.push(...calls.flatMap((call) => [call.function, call.argument]));
      return {
        returned: [{ reply, ms: 0, output: '', isOutputTruncated: false }],
        end: { kind: 'ended' },
      };
    },
  };
  const spawn = (options: SpawnOptions) => {
    modules.push(...options.modules.map(({ name }) => name));
    return interpreter;
  };
  return { spawn, close: () => undefined };
}

test('the search is sent the statement, the shown asserts and the setup code, and no more', async () => {
  const sent: string[] = [];
  const modules: string[] = [];
  const engine = new SearchEngine({ openSandbox: async () => notingSandbox(sent, modules) });
  const shelf = new ModelShelf(modelOffers(lazyEngines(async () => engine)));
  const checker = new FakeChecker();
  const work = new WorkMemory(new Memory({ name: crypto.randomUUID() }));
  const desk = new Desk({
    ...{ reader: checker, shelf, progress: work, memory: work },
    ...{ prompting: new Prompting(), generating: new Generating(checker) },
    judging: new Judging(checker),
  });
  await desk.open(task, [task]);
  await desk.generate();
  // An interpreter of its own, which can search and cannot judge.
  expect(modules.every((name) => name.startsWith('search_'))).toBe(true);
  const [called, argument = ''] = sent;
  expect([sent.length, called]).toEqual([2, 'search_service.begin']);
  expect(JSON.parse(argument)).toEqual({
    text: task.text,
    functionName: 'raise',
    shownTests: task.tests,
    setupCode: 'import math',
    seed: expect.any(Number),
    seconds: 10,
  });
  expect(desk.program).toBe('def raise(n): ...\n');
});
