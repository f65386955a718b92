/** What is measured of the checker, each once per call, in milliseconds or bytes. */

import type { Page } from 'playwright';
import type { CheckRequest } from '../../../src/checking/checker.ts';
import type {} from '../../../src/headless.ts';
import type { Task } from '../../../src/tasks/task.ts';
import type { HeadlessPage } from '../../support/headless-page.ts';
import { browserMemoryBytes } from '../../support/process-memory.ts';
import { taskOf } from '../../support/tasks.ts';

const adder = taskOf(['assert f(2, 3) == 5', 'assert f(-1, 1) == 0', 'assert f(10, 5) == 15']);
const right: CheckRequest = { task: adder, program: 'def f(a, b): return a + b' };
const endless: CheckRequest = {
  task: adder,
  program: 'while True: pass',
  limits: { timeMs: 1_500 },
};

/** From the start of the navigation to the first verdict, with nothing cached. */
export async function bootMs({ browser, address }: HeadlessPage): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}headless.html`);
  const ms = await page.evaluate(async (request) => {
    await window.synthpad.start(null);
    const [verdict] = await window.synthpad.check([request]);
    if (verdict?.status !== 'passed') throw new Error(`Not passed: ${verdict?.status}`);
    return performance.now();
  }, right);
  await context.close();
  return ms;
}

/** Of each task's reference alone, from request to verdict as the page sees it. */
export function latenciesMs({ page }: HeadlessPage, tasks: readonly Task[]): Promise<number[]> {
  return page.evaluate(async (requests) => {
    await window.synthpad.start(null);
    // Warm: the tests are taken apart once per task, not once per program.
    await window.synthpad.check(requests);
    const latencies: number[] = [];
    for (const request of requests) {
      const startedAt = performance.now();
      await window.synthpad.check([request]);
      latencies.push(performance.now() - startedAt);
    }
    return latencies;
  }, requestsOf(tasks));
}

export interface EndToEnd {
  readonly ms: number;
  readonly passed: number;
}

/** Every reference once, by a checker that has seen none of the tasks. */
export async function endToEnd(
  headless: HeadlessPage,
  tasks: readonly Task[],
  workers: number | null,
): Promise<EndToEnd> {
  await headless.page.evaluate((count) => window.synthpad.start(count), workers);
  const startedAt = performance.now();
  const verdicts = await headless.check(requestsOf(tasks));
  const ms = performance.now() - startedAt;
  return { ms, passed: verdicts.filter((verdict) => verdict.status === 'passed').length };
}

/** From the verdict of a killed program to that of the next, with one interpreter at work. */
export function respawnMs({ page }: HeadlessPage): Promise<number> {
  return page.evaluate(
    async ([before, hang, after]) => {
      await window.synthpad.start(1);
      await window.synthpad.check([before]);
      const [verdict] = await window.synthpad.check([hang]);
      if (verdict?.status !== 'timeout') throw new Error(`No timeout: ${verdict?.status}`);
      const startedAt = performance.now();
      await window.synthpad.check([after]);
      return performance.now() - startedAt;
    },
    [right, endless, right] as const,
  );
}

/** What one more interpreter adds to the browser's processes; null where that is not told. */
export async function bytesPerWorker({ page }: HeadlessPage): Promise<number | null> {
  const [few, many] = [1, 4];
  const before = await memoryWith(page, few);
  const after = await memoryWith(page, many);
  return before === null || after === null ? null : (after - before) / (many - few);
}

async function memoryWith(page: Page, workers: number): Promise<number | null> {
  await page.evaluate(
    async ([count, request]) => {
      await window.synthpad.start(count);
      await window.synthpad.check(Array.from({ length: count }, () => request));
    },
    [workers, { ...right, program: `import time\ntime.sleep(2)\n${right.program}` }] as const,
  );
  return browserMemoryBytes();
}

function requestsOf(tasks: readonly Task[]): CheckRequest[] {
  return tasks.map((task) => ({ task, program: task.referenceCode }));
}
