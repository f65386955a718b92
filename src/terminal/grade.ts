/**
 * npm run grade: checks a file of completions against a file of tasks with the page's own
 * checker in a headless browser, and writes one line of JSON per sample, in the file's order.
 */

import { once } from 'node:events';
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

/** Small, so that a slow program holds up few others, and enough to keep every worker busy. */
const batchSize = 4;
const batchesAtOnce = 8;

/** What the summary needs of a verdict, all else of which is in the file. */
interface Grade {
  readonly taskId: string;
  readonly status: Status;
  readonly isUnisolated: boolean;
  /** Whether it passes the base inputs; null where the task has no hidden ones. */
  readonly isBasePassed: boolean | null;
}

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
  const grades = await grade(known, tasks, options, out);
  printSummary(grades, performance.now() - startedAt);
  const ungraded = grades.filter(({ status }) => status === 'sandbox-fault').length;
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
): Promise<Grade[]> {
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
): Promise<Grade[]> {
  const grades: Grade[] = [];
  /** By index, those that wait for the ones before them. */
  const lines = new Map<number, string>();
  const limits = options.limitMs === null ? {} : { limits: { timeMs: options.limitMs } };
  const sampleIndexes = indexWithinTask(samples);
  let next = 0;
  let done = 0;
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
      for (const [index, verdict] of batch.entries()) {
        const [sample, place] = [samples[from + index], sampleIndexes[from + index]];
        lines.set(from + index, `${JSON.stringify(line(sample, place, verdict))}\n`);
        grades[from + index] = gradeOf(sample?.taskId ?? '', verdict);
      }
      let ready = '';
      for (let text = lines.get(written); text !== undefined; text = lines.get(++written)) {
        ready += text;
        lines.delete(written);
      }
      // A slow disk must not pile up in memory what is to be written.
      if (!out.write(ready)) await once(out, 'drain');
      done += batch.length;
      showProgress(done, samples.length);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, lane));
  await new Promise((resolve) => out.end(resolve));
  return grades;
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

function gradeOf(taskId: string, { status, tests, hidden }: Verdict): Grade {
  const isBasePassed = hidden ? hidden.base === 'passed' : null;
  return { taskId, status, isUnisolated: tests.some(isUnisolated), isBasePassed };
}

function printSummary(grades: readonly Grade[], ms: number): void {
  const counts = new Map<Status, number>();
  for (const { status } of grades) counts.set(status, (counts.get(status) ?? 0) + 1);
  const tasks = new Set(grades.map(({ taskId }) => taskId)).size;
  const plus = meanPassRate(grades, ({ status }) => status === 'passed');
  console.log(terminalTexts.graded(grades.length, tasks, ms / 1000));
  console.log(`pass@1  ${plus.toFixed(4)}`);
  const withHidden = grades.filter(({ isBasePassed }) => isBasePassed !== null);
  if (withHidden.length > 0) {
    const base = meanPassRate(withHidden, ({ isBasePassed }) => isBasePassed === true);
    console.log(terminalTexts.baseAndPlus(base, plus));
  }
  for (const [status, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    console.log(`${status.padEnd(18)} ${count}`);
  }
  const unisolated = grades.filter((grade) => grade.isUnisolated).length;
  if (unisolated > 0) console.log(`not isolated       ${unisolated} (see not_isolated)`);
}

/** Over tasks, the mean share of samples that pass. Our own faults count for neither. */
function meanPassRate(grades: readonly Grade[], passes: (grade: Grade) => boolean): number {
  const byTask = new Map<string, { passed: number; all: number }>();
  for (const grade of grades) {
    if (grade.status === 'sandbox-fault') continue;
    const counts = byTask.get(grade.taskId) ?? { passed: 0, all: 0 };
    counts.all++;
    if (passes(grade)) counts.passed++;
    byTask.set(grade.taskId, counts);
  }
  const rates = [...byTask.values()].map(({ passed, all }) => passed / all);
  return rates.length === 0 ? 0 : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
