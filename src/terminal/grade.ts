/**
 * npm run grade: checks a file of completions against a file of tasks with the page's own
 * checker in a headless browser, and writes one line of JSON per sample, in the file's order.
 */

import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import type { CheckRequest } from '../checking/checker.ts';
import type { ExtractRequest } from '../headless.ts';
import { type Verdict, isUnisolated } from '../checking/verdict.ts';
import { kindOfFile } from '../evaluation/formats/arriving-file.ts';
import {
  belongingFault,
  laidOver,
  type ListOrder,
  listOrders,
} from '../evaluation/formats/belonging.ts';
import { readCompletions, type Completion } from '../evaluation/formats/completions.ts';
import type { Extraction } from '../synthesis/extraction.ts';
import { extractionWays, type ExtractionWay } from '../synthesis/extraction-way.ts';
import { type PredictionKind, predictionKinds } from '../tasks/task-kind.ts';
import { asPrediction, type Task } from '../tasks/task.ts';
import {
  belongingFaultText,
  completionFaultText,
  filtersText,
  refusedCompletionsText,
} from '../texts/import-texts.ts';
import { exceptionText } from '../texts/reason-texts.ts';
import { cacheFolder, noCacheOption, offerExpectedFiles } from './expected-files.ts';
import { endedBy } from './command-end.ts';
import { earlierVerdicts } from './earlier-verdicts.ts';
import { type Grade, summaryLines } from './grade-summary.ts';
import { type GivenTasks, InputFault, positive, readBytes, readTasks } from './input.ts';
import { exists, GrowingLog } from './log-file.ts';
import { showProgress } from './progress.ts';
import { openSite } from './site.ts';
import { gradeUsage, terminalTexts } from '../texts/terminal-texts.ts';

interface Options {
  readonly tasks: string;
  readonly samples: string;
  readonly out: string;
  readonly extraction: ExtractionWay;
  /** What was predicted, of tasks that ask for a prediction. */
  readonly predicted: PredictionKind;
  readonly limitMs: number | null;
  readonly workers: number | null;
  /** The tasks of a list without ids. */
  readonly order: ListOrder;
  readonly isResumed: boolean;
  readonly isForced: boolean;
  /** Where expected values of hidden inputs are kept; null for nowhere. */
  readonly cache: string | null;
}

/** Small, so that a slow program holds up few others, and enough to keep every worker busy. */
const batchSize = 4;
const batchesAtOnce = 8;

/** The exit code: 0 only when every sample was graded. */
export async function main(args: readonly string[]): Promise<number> {
  let out = '';
  try {
    const options = readOptions(args);
    out = options.out;
    return await gradeFiles(options);
  } catch (error) {
    return endedBy(error, { out, resume: terminalTexts.resume });
  }
}

async function gradeFiles(options: Options): Promise<number> {
  if ((await exists(options.out)) && !options.isForced && !options.isResumed) {
    throw new InputFault(terminalTexts.existsForce(options.out));
  }
  await refuseSwapped(options);
  const set = await readTasks(options.tasks);
  if ((await kindAt(options.samples)) === 'tasks') {
    throw new InputFault(terminalTexts.tasksTwice(options.samples));
  }
  const asked = set.tasks.map((task) => asPrediction(task, options.predicted));
  const tasks = new Map(asked.map((task) => [task.id, task]));
  const { completions, unknownIds, faults } = await readSamples(set, options);
  for (const fault of faults) console.error(terminalTexts.rowFault(options.samples, fault));
  for (const id of unknownIds) {
    console.error(terminalTexts.unknownTask(options.samples, id, options.tasks));
  }
  const earlier = options.isResumed ? await earlierVerdicts(options.out, completions) : [];
  const out = await GrowingLog.open(options.out, earlier.length > 0);
  const startedAt = performance.now();
  const rest = completions.slice(earlier.length);
  const grades = [...earlier];
  try {
    if (rest.length > 0 || earlier.length === 0) {
      grades.push(...(await grade(completions, earlier.length, tasks, options, out)));
    }
  } finally {
    await out.close();
  }
  const graded = { source: set.source, taskCount: tasks.size };
  const lines = summaryLines(grades, graded, performance.now() - startedAt);
  for (const line of lines) console.log(line);
  const ungraded = grades.filter(({ status }) => status === 'sandbox-fault').length;
  if (ungraded > 0) console.error(terminalTexts.ungraded(ungraded));
  return faults.length + unknownIds.length + ungraded === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const files = {
    tasks: text,
    samples: text,
    out: text,
    cache: text,
    extract: text,
    predict: text,
    lists: text,
  };
  const flags = { resume: { type: 'boolean' }, force: { type: 'boolean' } } as const;
  const options = { ...files, ...flags, 'limit-ms': text, workers: text, ...noCacheOption };
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
  const extraction = extractionWay(values.extract);
  const predicted = predictionKind(values.predict);
  const order = listOrders.find((each) => each === (values.lists ?? 'length'));
  if (!order) throw new InputFault(terminalTexts.notOrder(values.lists ?? ''));
  return {
    order,
    isResumed: values.resume ?? false,
    isForced: values.force ?? false,
    tasks,
    samples,
    out,
    extraction,
    predicted,
    limitMs,
    workers,
    cache: cacheFolder(values),
  };
}

async function kindAt(path: string) {
  return kindOfFile(new File([await readBytes(path)], path));
}

/** Files of completions hold programs, unless somebody says otherwise. */
function extractionWay(value: string | undefined): ExtractionWay {
  const way = extractionWays.find((each) => each === (value ?? 'given'));
  if (!way) throw new InputFault(terminalTexts.notExtraction(value ?? ''));
  return way;
}

function predictionKind(value: string | undefined): PredictionKind {
  const kind = predictionKinds.find((each) => each === (value ?? 'output'));
  if (!kind) throw new InputFault(terminalTexts.notPrediction(value ?? ''));
  return kind;
}

async function refuseSwapped({ tasks, samples }: Options): Promise<void> {
  const [given, made] = [await kindAt(tasks), await kindAt(samples)];
  if (given === 'completions' && made === 'tasks') {
    throw new InputFault(terminalTexts.swapped(tasks, samples));
  }
}

async function readSamples(
  set: GivenTasks,
  { samples: path, order, isForced, extraction }: Options,
) {
  const reading = await readCompletions(new Blob([await readBytes(path)]), extraction);
  if (reading.kind === 'refused') {
    throw new InputFault(terminalTexts.fileFault(path, refusedCompletionsText(reading.fault)));
  }
  if (reading.kind === 'samples' && reading.filters) {
    console.error(terminalTexts.fileFault(path, filtersText(reading.filters)));
  }
  const faults = reading.faults.map(completionFaultText);
  const other = isForced ? null : belongingFault(reading, set, order);
  if (other) {
    const why = `${belongingFaultText(other, set.source)} ${terminalTexts.forceToGrade}`;
    throw new InputFault(terminalTexts.fileFault(path, why));
  }
  if (reading.kind === 'generations' && reading.lists.length > set.tasks.length) {
    faults.push(terminalTexts.tooManyLists(set.tasks.length));
  }
  return { ...laidOver(reading, set, order), faults };
}

async function grade(
  samples: readonly Completion[],
  from: number,
  tasks: ReadonlyMap<string, Task>,
  options: Options,
  out: GrowingLog,
): Promise<Grade[]> {
  const site = await openSite('headless.html');
  const hasHidden = [...tasks.values()].some(({ hidden }) => hidden);
  if (hasHidden && options.cache !== null) console.log(terminalTexts.cached(options.cache));
  try {
    await offerExpectedFiles(site.page, options.cache);
    await site.page.evaluate((workers) => window.synthpad.start(workers), options.workers);
    return await gradeAll(site.page, samples, from, tasks, options, out);
  } finally {
    await site.close();
  }
}

async function gradeAll(
  page: Page,
  samples: readonly Completion[],
  begin: number,
  tasks: ReadonlyMap<string, Task>,
  options: Options,
  out: GrowingLog,
): Promise<Grade[]> {
  const grades: Grade[] = [];
  /** By index, those that wait for the ones before them. */
  const lines = new Map<number, string>();
  const sampleIndexes = indexWithinTask(samples);
  let next = begin;
  let done = begin;
  let written = begin;
  const lane = async () => {
    while (next < samples.length) {
      const from = next;
      next += batchSize;
      const requests = samples.slice(from, next).flatMap(({ taskId, program }) => {
        const task = tasks.get(taskId);
        return task ? [{ task, reply: program }] : [];
      });
      const batch = await checkReplies(page, requests, options);
      for (const [index, { extraction, verdict }] of batch.entries()) {
        const [sample, place] = [samples[from + index], sampleIndexes[from + index]];
        lines.set(from + index, `${JSON.stringify(line(sample, place, extraction, verdict))}\n`);
        grades[from + index - begin] = gradeOf(sample?.taskId ?? '', verdict);
      }
      let ready = '';
      for (let text = lines.get(written); text !== undefined; text = lines.get(++written)) {
        ready += text;
        lines.delete(written);
      }
      // A slow disk must not pile up in memory what is to be written.
      await out.append(ready);
      done += batch.length;
      showProgress(done, samples.length);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, lane));
  return grades;
}

interface CheckedReply {
  readonly extraction: Extraction;
  readonly verdict: Verdict;
}

/** Whatever the way, a completion that goes on with the task's code stands behind that. */
function checkReplies(
  page: Page,
  requests: readonly ExtractRequest[],
  { extraction: chosenWay, limitMs }: Options,
): Promise<CheckedReply[]> {
  const limits = limitMs === null ? {} : { limits: { timeMs: limitMs } };
  return page.evaluate(
    async ([all, way, more]) => {
      const extractions = await window.synthpad.extract(way, all);
      const checks = extractions.flatMap(({ program }, at): CheckRequest[] => {
        const task = all[at]?.task;
        return task ? [{ task, program, ...more }] : [];
      });
      const verdicts = await window.synthpad.check(checks);
      return extractions.flatMap((extraction, at) => {
        const verdict = verdicts[at];
        return verdict ? [{ extraction, verdict }] : [];
      });
    },
    [requests, chosenWay, limits] as const,
  );
}

function indexWithinTask(samples: readonly Completion[]): number[] {
  const counts = new Map<string, number>();
  return samples.map(({ taskId }) => {
    const index = counts.get(taskId) ?? 0;
    counts.set(taskId, index + 1);
    return index;
  });
}

function line(
  sample: Completion | undefined,
  index: number | undefined,
  extraction: Extraction,
  verdict: Verdict,
) {
  return {
    task_id: sample?.writtenTaskId,
    sample: index,
    extraction: extraction.rule,
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
    ...(verdict.marks ? { marks: verdict.marks } : {}),
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
