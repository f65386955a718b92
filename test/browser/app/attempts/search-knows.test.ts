/** What the search is told of a task, by everything that is sent to its interpreter. */

import { expect, test } from 'vitest';
import { lazyEngines } from '../../../../src/synthesis/engines.ts';
import { modelOffers } from '../../../../src/app/models/model-offers.ts';
import {
  SearchEngine,
  type SearchInterpreter,
} from '../../../../src/synthesis/search/search-engine.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { searchReasonText } from '../../../../src/texts/search-texts.ts';
import { fakePage } from '../fake-page.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

const task: Task = {
  ...taskOf('1', 'raise'),
  referenceCode: 'def raise_(number): return number + len("reference")',
  setupCode: 'import math',
  challengeTests: ['assert raise(-1) == "challenge"'],
  hidden: { kind: 'mbpp-plus', row: '{"plus_input": "hidden"}' },
};

/** Lends an interpreter that runs nothing, and notes all it is sent. */
function notingLender(sent: string[], modules: string[]) {
  const found = { kind: 'found', program: 'def raise(n): ...', explanation: {} };
  const progress = { tried: 1, level: 1, dropped: 0, held: 1, elapsed: 0, best: null };
  const reply = JSON.stringify({ progress, result: found });
  const interpreter: SearchInterpreter = {
    kill: () => undefined,
    run: async (calls, options) => {
      modules.push(...(options.modules ?? []).map(({ name }) => name));
      sent.push(...calls.flatMap((call) => [call.function, call.argument]));
      return {
        returned: [{ reply, ms: 0, output: '', isOutputTruncated: false }],
        end: { kind: 'ended' },
        ms: 0,
      };
    },
  };
  return {
    ready: () => Promise.resolve(),
    take: () => Promise.resolve(interpreter),
    giveBack: () => undefined,
  };
}

test('the search is sent the statement, the shown asserts and the setup code, and no more', async () => {
  const sent: string[] = [];
  const modules: string[] = [];
  const engine = new SearchEngine(notingLender(sent, modules), searchReasonText);
  const models = modelOffers(
    lazyEngines(async () => engine),
    keptInMemory(),
  );
  const page = fakePage([sourceOf([task])], models);
  await page.attemptSession.open(task, [task]);
  await page.attemptSession.generate();
  // What it is given can search and cannot judge.
  expect(modules).toContain('search_service');
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
  expect(page.workspace.program).toBe('def raise(n): ...\n');
});
