/**
 * npm run grade: checks a file of completions against a file of tasks with the page's own
 * checker in a headless browser, and writes one line of JSON per sample, in the file's order.
 */

import type { WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import type { CheckRequest } from '../checking/checker.ts';
import type {} from '../headless.ts';
import { type Status, type Verdict, isUnisolated } from '../checking/verdict.ts';
import {
  completionsFor,
  readCompletions,
  type Completion,
} from '../evaluation/formats/completions.ts';
import { completedCode } from '../synthesis/code-prompt.ts';
import { acceptsPrefix } from '../tasks/task-sets.ts';
import type { Task } from '../tasks/task.ts';
import { completionFaultText, refusedCompletionsText } from '../texts/import-texts.ts';
import { exceptionText } from '../texts/reason-texts.ts';
import { cacheFolder, noCacheOption, offerExpectedFiles } from './expected-files.ts';
import { InputFault, positive, readBytes, readTasks } from './input.ts';
import { showProgress } from './progress.ts';
import { openSite } from './site.ts';
import { gradeUsage, terminalTexts } from '../texts/terminal-texts.ts';

interface Options {
  readonly tasks: string;
  readonly samples: string;
  readonly out: string;
  readonly limitMs: number | null;
  readonly workers: number | null;
  /** Where expected values of hidden inputs are kept; null for nowhere. */
  readonly cache: string | null;
}

/** Small enough to show progress, large enough to keep every worker busy. */
const batchSize = 16;
const batchesAtOnce = 2;

/** The exit code: 0 only when every sample was graded. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await gradeFiles(readOptions(args));
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function gradeFiles(options: Options): Promise<number> {
  const set = await readTasks(options.tasks);
  const tasks = new Map(set.tasks.map((task) => [task.id, task]));
  const { samples, faults } = await readSamples(options.samples, [...tasks.keys()]);
  for (const fault of faults) console.error(terminalTexts.rowFault(options.samples, fault));
  const isKnown = ({ taskId, idPrefix }: Completion) =>
    tasks.has(taskId) && acceptsPrefix(set, idPrefix);
  const unknown = samples.filter((sample) => !isKnown(sample));
  for (const { writtenTaskId } of unknown) {
    console.error(terminalTexts.unknownTask(options.samples, String(writtenTaskId), options.tasks));
  }
  const known = samples.filter(isKnown);
  const out = await openForWriting(options.out);
  const startedAt = performance.now();
  const verdicts = await grade(known, tasks, options, out);
  printSummary(known, verdicts, performance.now() - startedAt);
  const ungraded = verdicts.filter(({ status }) => status === 'sandbox-fault').length;
  if (ungraded > 0) console.error(terminalTexts.ungraded(ungraded));
  return faults.length + unknown.length + ungraded === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const files = { tasks: text, samples: text, out: text, cache: text };
  const options = { ...files, 'limit-ms': text, workers: text, ...noCacheOption };
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new InputFault(terminalTexts.withUsage(String(error), gradeUsage));
  }
  const { tasks, samples, out } = values;
  if (!tasks || !samples || !out) {
    throw new InputFault(terminalTexts.withUsage(terminalTexts.needsSamples, gradeUsage));
  }
  const limitMs = positive('--limit-ms', values['limit-ms']);
  const workers = positive('--workers', values.workers);
  return { tasks, samples, out, limitMs, workers, cache: cacheFolder(values) };
}

async function openForWriting(path: string): Promise<WriteStream> {
  try {
    return (await open(path, 'w')).createWriteStream();
  } catch {
    throw new InputFault(terminalTexts.unwritable(path));
  }
}

async function readSamples(path: string, taskIds: readonly string[]) {
  const reading = await readCompletions(new Blob([await readBytes(path)]));
  if (reading.kind === 'refused') {
    throw new InputFault(terminalTexts.fileFault(path, refusedCompletionsText(reading.fault)));
  }
  const faults = reading.faults.map(completionFaultText);
  if (reading.kind === 'generations' && reading.lists.length > taskIds.length) {
    faults.push(terminalTexts.tooManyLists(taskIds.length));
  }
  return { samples: completionsFor(reading, taskIds), faults };
}

async function grade(
  samples: readonly Completion[],
  tasks: ReadonlyMap<string, Task>,
  options: Options,
  out: WriteStream,
): Promise<Verdict[]> {
  const site = await openSite('headless.html');
  const hasHidden = [...tasks.values()].some(({ hidden }) => hidden);
  if (hasHidden && options.cache !== null) console.log(terminalTexts.cached(options.cache));
  try {
    await offerExpectedFiles(site.page, options.cache);
    await site.page.evaluate((workers) => window.synthpad.start(workers), options.workers);
    return await gradeAll(site.page, samples, tasks, options, out);
  } finally {
    await site.close();
  }
}

async function gradeAll(
  page: Page,
  samples: readonly Completion[],
  tasks: ReadonlyMap<string, Task>,
  options: Options,
  out: WriteStream,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const limits = options.limitMs === null ? {} : { limits: { timeMs: options.limitMs } };
  const sampleIndexes = indexWithinTask(samples);
  let next = 0;
  let written = 0;
  const lane = async () => {
    while (next < samples.length) {
      const from = next;
      next += batchSize;
      const requests = samples.slice(from, next).flatMap((sample): CheckRequest[] => {
        const task = tasks.get(sample.taskId);
        return task ? [{ task, program: programFor(task, sample), ...limits }] : [];
      });
      const batch = await page.evaluate((all) => window.synthpad.check(all), requests);
      batch.forEach((verdict, index) => (verdicts[from + index] = verdict));
      for (let verdict = verdicts[written]; verdict; verdict = verdicts[++written]) {
        out.write(`${JSON.stringify(line(samples[written], sampleIndexes[written], verdict))}\n`);
      }
      showProgress(verdicts.filter(Boolean).length, samples.length);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, lane));
  await new Promise((resolve) => out.end(resolve));
  return verdicts;
}

/** As its harness runs it: one that goes on with the task's code stands behind that. */
function programFor({ functionName, codePrompt }: Task, { program }: Completion): string {
  return completedCode(program, { functionName: functionName ?? null, codePrompt });
}

function indexWithinTask(samples: readonly Completion[]): number[] {
  const counts = new Map<string, number>();
  return samples.map(({ taskId }) => {
    const index = counts.get(taskId) ?? 0;
    counts.set(taskId, index + 1);
    return index;
  });
}

function line(sample: Completion | undefined, index: number | undefined, verdict: Verdict) {
  return {
    task_id: sample?.writtenTaskId,
    sample: index,
    status: verdict.status,
    passed: verdict.status === 'passed',
    tests: verdict.tests.map((result) => ({
      group: result.group,
      source: result.source,
      outcome: result.outcome,
      expected: result.expected,
      got: result.got,
      error: result.exception ? exceptionText(result.exception) : null,
      ...(result.failedAssert ? { failed_assert: result.failedAssert } : {}),
      ...(isUnisolated(result) ? { not_isolated: true } : {}),
      ...(result.asksNothing ? { asks_nothing: true } : {}),
      ...(result.lacksExpected ? { lacks_expected: true } : {}),
    })),
    error: verdict.exception ? exceptionText(verdict.exception) : null,
    ...(verdict.hidden ? { hidden_inputs: verdict.hidden } : {}),
    // Beyond the cap it says nothing of the program: it was not kept.
    ...(verdict.isOutputTruncated ? { output_cut: true } : {}),
    oracle: verdict.oracle,
    ms: Math.round(verdict.ms * 10) / 10,
  };
}

function printSummary(
  samples: readonly Completion[],
  verdicts: readonly Verdict[],
  ms: number,
): void {
  const counts = new Map<Status, number>();
  for (const { status } of verdicts) counts.set(status, (counts.get(status) ?? 0) + 1);
  const tasks = new Set(samples.map((sample) => sample.taskId)).size;
  console.log(terminalTexts.graded(samples.length, tasks, ms / 1000));
  console.log(`pass@1  ${meanPassRate(samples, verdicts).toFixed(4)}`);
  if (verdicts.some(({ hidden }) => hidden)) {
    const passesBase = ({ hidden }: Verdict) => hidden?.base === 'passed';
    const base = meanPassRate(samples, verdicts, passesBase);
    console.log(terminalTexts.baseAndPlus(base, meanPassRate(samples, verdicts)));
  }
  for (const [status, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    console.log(`${status.padEnd(18)} ${count}`);
  }
  const unisolated = verdicts.filter(({ tests }) => tests.some(isUnisolated)).length;
  if (unisolated > 0) console.log(`not isolated       ${unisolated} (see not_isolated)`);
}

/** pass@1: over tasks, the mean share of samples that pass. Our own faults count for neither. */
function isPassed({ status }: Verdict): boolean {
  return status === 'passed';
}

/** Over tasks; a sample that could not be graded says nothing. */
function meanPassRate(
  samples: readonly Completion[],
  verdicts: readonly Verdict[],
  passes: (verdict: Verdict) => boolean = isPassed,
): number {
  const byTask = new Map<string, { passed: number; all: number }>();
  samples.forEach(({ taskId }, index) => {
    const verdict = verdicts[index];
    if (!verdict || verdict.status === 'sandbox-fault') return;
    const counts = byTask.get(taskId) ?? { passed: 0, all: 0 };
    counts.all++;
    if (passes(verdict)) counts.passed++;
    byTask.set(taskId, counts);
  });
  const rates = [...byTask.values()].map(({ passed, all }) => passed / all);
  return rates.length === 0 ? 0 : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
