/**
 * "Can this run be repeated?": what a stranger needs for it, where each part is, and what is not
 * recorded or will differ all the same.
 */

import { canBeginReply, type Plan, samplingOf } from '../evaluation/plans/plan.ts';
import type { RunResults } from '../evaluation/results/run-results.ts';
import type { Run } from '../evaluation/runs/run.ts';
import { licenceOf } from '../synthesis/model-licence.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import { count, duration, grouped, listed } from './format.ts';
import { licenceNames } from './model-texts.ts';
import { ranOnText } from './plan-texts.ts';

type Row = readonly [term: string, value: string];

const notRecorded = 'not recorded';

export function redoableRows(results: RunResults): readonly Row[] {
  const { run } = results;
  const { kind } = run.plan.writer;
  return [
    ['Tasks', tasksText(results)],
    ['Prompts', promptsText(run)],
    ...(kind === 'search' || kind === 'imported' ? [] : modelRows(results)),
    ['Sampling and seeds', samplingText(run)],
    ['Same replies again', sameText(run)],
    ['Replies and verdicts', samplesText(results)],
    ['Time limits', limitsText(results)],
    ['Failures', failuresText(results)],
    ...(run.hiddenInputs ? [['Hidden inputs', hiddenText(run)] as const] : []),
    ['Versions and machine', versionsText(run)],
  ];
}

/** A log may lack the lines of tasks; of some, the published file is known. */
function tasksText({ run, rows }: RunResults): string {
  const known = rows.filter(({ asked }) => asked !== null).length;
  const kept =
    known === rows.length
      ? 'every one word for word in the log'
      : `${grouped(known)} of ${grouped(rows.length)} word for word in the log, the others not recorded`;
  const set = taskSetOf(run.plan.tasks.source);
  return set?.origin.kind === 'published'
    ? `${kept}; the published file has SHA-256 ${set.origin.sha256}`
    : kept;
}

function promptsText({ plan }: Run): string {
  switch (plan.writer.kind) {
    case 'imported':
      return notRecorded;
    case 'search':
      return 'none: the search is given the words and shown asserts of a task, which are in the log';
    default:
      return isCut(plan)
        ? 'each as it was sent in the log, examples included, without the begun reply of that harness'
        : 'each as it was sent in the log, examples included';
  }
}

/** Whether the engine cannot go on with a reply that its prompt begins. */
function isCut(plan: Plan): boolean {
  const { style } = plan.prompt;
  return (style === 'evalplus' || style === 'lm-eval-instruct') && !canBeginReply(plan);
}

function modelRows({ run, stopStrings }: RunResults): Row[] {
  const { modelName, modelDetails } = run;
  return [
    ['Model', modelName ?? notRecorded],
    ['Model files', filesText(run)],
    ['Licence', licenceText(run)],
    ['Chat template', templateText(run)],
    [
      'Engine, GPU and threads',
      modelDetails
        ? `${modelDetails.engine}${modelDetails.ranOn ? `, on ${ranOnText(modelDetails.ranOn)}` : '; on what it ran is not recorded'}`
        : notRecorded,
    ],
    ['Stop strings', stopsText(stopStrings)],
  ];
}

function filesText({ plan, modelDetails }: Run): string {
  if (plan.writer.kind === 'server') return 'not recorded: a server does not tell';
  const files = modelDetails?.files ?? [];
  if (files.length === 0) return notRecorded;
  return files
    .map(({ address, sha256 }) => {
      const name = address.split('/').at(-1) ?? address;
      return `${name}: ${sha256 === null ? 'SHA-256 not recorded' : `SHA-256 ${sha256}`}`;
    })
    .join('; ');
}

function licenceText({ modelName, modelLicence }: Run): string {
  const id = licenceOf(modelName ?? '');
  const name = id === null ? modelLicence : licenceNames[id];
  return name === undefined ? 'not known' : `${name}, going by its name`;
}

/** A model goes on with such a prompt: nothing is put around it. */
const completionStyles: readonly string[] = ['paper', 'lm-eval', 'evalplus-base', 'bigcode'];

function templateText({ plan, modelDetails }: Run): string {
  if (completionStyles.includes(plan.prompt.style)) return 'none: prompts are completions';
  if (modelDetails?.chatTemplate) return 'in the log, as its file has it';
  if (plan.writer.kind === 'server') return 'not recorded: the server has it';
  return modelDetails ? 'none in its files' : notRecorded;
}

function stopsText(stops: readonly string[] | null): string {
  if (stops === null) return notRecorded;
  return stops.length === 0
    ? 'none: a reply ends where the model ends it'
    : listed(stops.map((stop) => JSON.stringify(stop)));
}

function samplingText({ plan }: Run): string {
  switch (plan.writer.kind) {
    case 'imported':
      return notRecorded;
    case 'search':
      return 'the search draws nothing; the seed of each sample is in the log';
    default: {
      const { temperature, topP, maxTokens } = samplingOf(plan);
      return `temperature ${temperature}, top-p ${topP}, at most ${maxTokens} tokens; the seed of each sample is in the log`;
    }
  }
}

/** As `runner` says of runs. */
function sameText({ plan }: Run): string {
  switch (plan.writer.kind) {
    case 'imported':
      return 'no: how these completions were made is not recorded';
    case 'search':
      return `as far as it gets in ${duration(1000 * plan.writer.seconds)}: a slower or busy machine finds less`;
    case 'server':
      return 'only as far as the server honours seeds and still has the same model';
    default:
      return 'with the same files and engine on the same kind of processor; GPUs, drivers, browsers and numbers of threads round differently';
  }
}

function samplesText({ run, sampleCount, leftOut }: RunResults): string {
  const planned = run.taskIds.length * run.plan.samplesPerTask;
  const made = madeText(run, sampleCount, planned);
  const unchecked =
    leftOut.unchecked > 0 ? `, ${grouped(leftOut.unchecked)} of them not checked yet` : '';
  const needed = run.hiddenInputs ? ' with the file of hidden inputs' : '';
  return `${made}${unchecked}; “Re-check” judges them again${needed}`;
}

function madeText(run: Run, made: number, planned: number): string {
  if (run.plan.writer.kind === 'imported' || made >= planned) {
    return `all ${grouped(made)} in the log`;
  }
  const which = `${grouped(made)} of ${grouped(planned)}`;
  if (run.revisedFrom !== undefined) return `${which} in the log, all that the first run has`;
  return run.stoppedAt === undefined
    ? `${which} so far in the log`
    : `${which} in the log, because the run was stopped`;
}

function limitsText({ timeLimits, run }: RunResults): string {
  if (timeLimits === null) return run.plan.checking.limitMs === null ? notRecorded : 'as planned';
  const { low, high } = timeLimits;
  return low === high
    ? `${duration(low)} for every program, with its verdict in the log`
    : `${duration(low)} to ${duration(high)} for a program, with each verdict in the log`;
}

function failuresText({ rows, askedAgain }: RunResults): string {
  const failed = rows
    .flatMap(({ outcomes }) => outcomes)
    .filter(({ failure }) => failure !== null).length;
  const now =
    failed === 0
      ? 'no sample lacks a reply'
      : `${count(failed, 'sample')} without a reply, each with its reason in the log`;
  return askedAgain === 0
    ? now
    : `${now}; ${count(askedAgain, 'sample')} failed before and ${askedAgain === 1 ? 'was' : 'were'} asked for again, with what failed in the log`;
}

function hiddenText({ hiddenSource }: Run): string {
  if (!hiddenSource) return notRecorded;
  const { version, sha256 } = hiddenSource;
  return `${version === null ? '' : `${version}, `}SHA-256 ${sha256}; not in the log`;
}

function versionsText({ environment }: Run): string {
  if (!environment) return notRecorded;
  const commit = environment.commit === null ? '; the commit of Synthpad is not recorded' : '';
  return `of its beginning: see above${commit}`;
}
