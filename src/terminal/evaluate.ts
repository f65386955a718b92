/**
 * npm run evaluate: runs a plan, or a shard of it, in the page without a face, and appends to a
 * log as samples are finished. A log that was cut short is continued with --resume.
 */

import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import type { EvaluateRequest } from '../app/evaluation/runs/headless-runs.ts';
import { readPlan } from '../evaluation/plans/plan-reading.ts';
import type { Plan } from '../evaluation/plans/plan.ts';
import type { RunEnd } from '../evaluation/running/run-end.ts';
import { type Shard, plannedTasks, shardOf } from '../evaluation/plans/task-selection.ts';
import type {} from '../headless.ts';
import { hiddenUseOf } from '../evaluation/runs/hidden-use.ts';
import { kindOf } from '../synthesis/model-spec.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import type { Task } from '../tasks/task.ts';
import { pauseReasonText, planFaultText, selectionFaultText } from '../texts/run-texts.ts';
import { endedBy } from './command-end.ts';
import { earlierLog } from './earlier-log.ts';
import { cacheFolder, noCacheOption, offerExpectedFiles } from './expected-files.ts';
import { InputFault, positive, readTasksOf, readText } from './input.ts';
import { GrowingLog, removeEmpty } from './log-file.ts';
import { LogTally } from './log-tally.ts';
import { showProgress } from './progress.ts';
import { resultLines } from './result-lines.ts';
import { openSite, type OpenSite, type SiteOptions } from './site.ts';
import { evaluateUsage, terminalTexts } from '../texts/terminal-texts.ts';

interface Options {
  readonly plan: string;
  readonly out: string;
  readonly tasks: string | null;
  readonly model: string | null;
  readonly adapter: string | null;
  readonly shard: Shard | null;
  readonly isResumed: boolean;
  readonly isFailedAskedAgain: boolean;
  readonly workers: number | null;
  /** The name of a variable: what it holds is in no log and no message. */
  readonly keyEnv: string | null;
  readonly profile: string | null;
  /** Where expected values of hidden inputs are kept; null for nowhere. */
  readonly cache: string | null;
}

/** Opens the page without a face; tests give the site that is built already. */
export type OpenHeadless = (options: SiteOptions) => Promise<OpenSite>;

/** The exit code: 0 only when every sample is in the log, and none failed for want of an engine. */
export async function main(
  args: readonly string[],
  open: OpenHeadless = (options) => openSite('headless.html', options),
): Promise<number> {
  let out = '';
  try {
    const options = readOptions(args);
    out = options.out;
    return await evaluate(options, open);
  } catch (error) {
    return endedBy(error, { out, resume: terminalTexts.resume });
  }
}

async function evaluate(options: Options, open: OpenHeadless): Promise<number> {
  const plan = await readPlanFile(options.plan);
  checkModel(plan, options);
  const serverKey = readKey(plan, options);
  const set = await readSet(plan, options);
  const planned = selected(plan, set);
  const tasks = ofShard(planned, options.shard);
  const hidden = await hiddenUseOf(planned, set);
  const earlier = await earlierLog(plan, hidden, options);
  const needsGpu = plan.writer.kind !== 'imported' && kindOf(plan.writer).needsGpu(plan.writer);
  const site = await open({ profile: options.profile, needsGpu });
  const log = await GrowingLog.open(options.out, earlier !== null).catch(async (error: unknown) => {
    await site.close();
    throw error;
  });
  try {
    const tally = new LogTally(earlier, options.isFailedAskedAgain);
    await offerExpectedFiles(site.page, options.cache);
    const unwritten = newFailure();
    await site.page.exposeFunction('synthpadAppend', async (lines: string) => {
      await log.append(lines).catch((error: unknown) => {
        unwritten.fail(error);
        throw error;
      });
      tally.note(lines);
      showProgress(tally.done, tally.total ?? 0, terminalTexts.passedSoFar(tally.passed));
    });
    const files = [options.model, options.adapter].filter((file) => file !== null);
    if (files.length > 0) await site.page.getByLabel('Model file').setInputFiles(files);
    await site.page.evaluate((workers) => window.synthpad.start(workers), options.workers);
    const { shard, isFailedAskedAgain } = options;
    const request = { plan, tasks, set, shard, hidden, earlier, isFailedAskedAgain };
    const end = await Promise.race([run(site.page, request, serverKey), unwritten.promise]);
    if (end.kind === 'none-asked') throw new InputFault(selectionFaultText(end));
    return report(end, tally, options);
  } finally {
    await site.close();
    await log.close();
    if (!earlier) await removeEmpty(options.out);
  }
}

function run(page: Page, request: EvaluateRequest, serverKey: string | null) {
  return page.evaluate(([asked, key]) => window.synthpad.evaluate(asked, key), [
    request,
    serverKey,
  ] as const);
}

function report(end: RunEnd, tally: LogTally, { out }: Options): number {
  const { done, passed, failed } = tally;
  const total = tally.total ?? 0;
  console.log(terminalTexts.evaluated({ done, total, passed, failed }, out));
  const results = tally.results();
  if (results) for (const line of resultLines(results)) console.log(line);
  if (end.kind === 'paused')
    console.error(`${pauseReasonText(end.reason)}\n${terminalTexts.resume}`);
  if (failed > 0) console.error(terminalTexts.retryFailed);
  return end.kind === 'finished' && failed === 0 && done >= total ? 0 : 1;
}

function readOptions(args: readonly string[]): Options {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  const files = { plan: text, out: text, tasks: text, model: text, adapter: text };
  const more = { shard: text, workers: text, 'key-env': text, profile: text };
  const options = { ...files, ...more, cache: text, resume: flag, 'retry-failed': flag };
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, ...noCacheOption } });
    const { plan, out, tasks = null, model = null, adapter = null } = values;
    const { resume = false, profile = null } = values;
    if (!plan || !out) throw refused(terminalTexts.needsPlan);
    const workers = positive('--workers', values.workers);
    const shard = readShard(values.shard);
    const isFailedAskedAgain = values['retry-failed'] ?? false;
    const keyEnv = values['key-env'] ?? null;
    const cache = cacheFolder(values);
    const given = { plan, out, tasks, model, adapter, shard, workers, keyEnv, profile, cache };
    return { ...given, isResumed: resume, isFailedAskedAgain };
  } catch (error) {
    if (error instanceof InputFault) throw error;
    throw refused(String(error));
  }
}

function refused(fault: string): InputFault {
  return new InputFault(terminalTexts.withUsage(fault, evaluateUsage));
}

function readShard(value: string | undefined): Shard | null {
  if (value === undefined) return null;
  const [, index = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new InputFault(terminalTexts.notShard(value));
}

async function readPlanFile(path: string): Promise<Plan> {
  const reading = readPlan(await readText(path));
  if (reading.kind === 'plan') return reading.plan;
  throw new InputFault(terminalTexts.fileFault(path, planFaultText(reading.fault)));
}

/** Before anything is built or opened. What the file holds is for the engine to say. */
function checkModel({ writer }: Plan, { plan, model, adapter }: Options): void {
  if (writer.kind === 'imported') {
    throw new InputFault(terminalTexts.importedPlan(plan));
  }
  const given = [model, adapter].flatMap((path) => (path === null ? [] : [basename(path)]));
  const missing = kindOf(writer)
    .ownFilesOf(writer)
    .find(({ fileName }) => !given.includes(fileName));
  if (!missing) return;
  const { fileName } = missing;
  const isAdapter =
    writer.kind === 'gguf-adapter' &&
    'fileName' in writer.adapter &&
    writer.adapter.fileName === fileName;
  throw new InputFault(
    isAdapter
      ? terminalTexts.needsAdapter(plan, fileName)
      : terminalTexts.needsModel(plan, fileName),
  );
}

/** Null where the server asks for none. */
function readKey({ writer }: Plan, { plan, keyEnv }: Options): string | null {
  if (keyEnv === null) return null;
  if (writer.kind !== 'server') {
    throw new InputFault(terminalTexts.keyWithoutServer(plan));
  }
  const key = process.env[keyEnv] ?? '';
  if (key !== '') return key;
  throw new InputFault(terminalTexts.keyNotSet(keyEnv));
}

async function readSet(plan: Plan, { tasks }: Options): Promise<readonly Task[]> {
  const { source } = plan.tasks;
  if (tasks !== null) return readTasksOf(source, tasks);
  const origin = taskSetOf(source)?.origin;
  if (origin?.kind === 'site') return readTasksOf(source, `public/${origin.file}`);
  throw new InputFault(terminalTexts.needsTasks(source));
}

function selected(plan: Plan, set: readonly Task[]): readonly Task[] {
  const selection = plannedTasks(plan, set);
  if (selection.kind === 'tasks') return selection.tasks;
  throw new InputFault(selectionFaultText(selection.fault));
}

function ofShard(planned: readonly Task[], shard: Shard | null): readonly Task[] {
  const tasks = shard ? shardOf(planned, shard) : planned;
  if (tasks.length > 0) return tasks;
  throw new InputFault(terminalTexts.emptyShard);
}

/** Rejects once something failed where nobody waits for it. */
function newFailure() {
  let fail: (error: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, reject) => (fail = reject));
  promise.catch(() => undefined);
  return { promise, fail: (error: unknown) => fail(error) };
}
