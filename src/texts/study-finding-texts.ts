/** What came of a study, in sentences: its findings, and the look for hard-coded answers. */

import type {
  FoundHardCoding,
  HardCodingState,
} from '../app/evaluation/studies/hard-coding-search.svelte.ts';
import type { Proportion } from '../evaluation/statistics/proportion.ts';
import { fewestToTell } from '../evaluation/results/run-comparison.ts';
import type { StudyFinding } from '../evaluation/studies/study-finding.ts';
import { count, grouped, listed, percent } from './format.ts';
import { intervalText, pointsText, pValueText } from './result-texts.ts';

type SolvedMore = Extract<StudyFinding, { kind: 'solved-more' }>;

/** What the test says, if there are enough tasks for any. */
function testedText({ onlyFrom, onlyTo, pValue, corrected, isSoFar }: SolvedMore): string {
  if (isSoFar) return '. They are tested once the runs of the study are done.';
  const differing = onlyFrom.length + onlyTo.length;
  if (differing === 0) return '.';
  if (differing < fewestToTell) return '. That is too few for any test to tell it from chance.';
  const isSeveral = corrected !== undefined && corrected.comparisons > 1;
  const decisive = isSeveral ? corrected.pValue : pValue;
  // In running text it stays on one line.
  const value = pValueText(decisive).replaceAll(' ', '\u00a0');
  const told = isSeveral ? `${value}, corrected for ${corrected.comparisons} comparisons` : value;
  return decisive < 0.05
    ? ` (McNemar’s exact test: ${told}). Chance alone hardly explains it.`
    : ` (McNemar’s exact test: ${told}). Chance alone may explain it.`;
}

export function findingText(finding: StudyFinding): string {
  switch (finding.kind) {
    case 'solved-more': {
      const { from, to, tasks, onlyFrom, onlyTo } = finding;
      const more = onlyTo.length - onlyFrom.length;
      const counts = `${grouped(onlyTo.length)} only with ${to}, ${grouped(onlyFrom.length)} only with ${from}`;
      return `${moreText(more, to, from)}, of ${grouped(tasks)}: ${counts}${testedText(finding)}`;
    }
    case 'best-at': {
      const { k, name, rate, isApart, next, nextRate, isSoFar } = finding;
      const interval = `95% interval ${intervalText(rate)}`;
      if (isSoFar) {
        return `For ${count(k, 'sample')}, ${name} solves ${percent(rate.value)} of the tasks (${interval}), ${next} ${percent(nextRate)}.`;
      }
      if (isApart) {
        return `For ${count(k, 'sample')}, ${name} is best: ${percent(rate.value)} of the tasks (${interval}).`;
      }
      return `For ${count(k, 'sample')}, no difference is seen beyond chance: ${name} solves ${percent(rate.value)} of the tasks (${interval}), ${next} ${percent(nextRate)}.`;
    }
    case 'growth': {
      const { models, perDecade, interval, rSquared } = finding;
      const growth = `Ten times the size adds ${pointsText(perDecade)}, from ${count(models, 'model')}`;
      if (!interval) return `${growth}. Add a third size to see how certain that is.`;
      const low = pointsText(interval.low);
      const fit = rSquared === null ? '' : `; r² = ${rSquared.toFixed(2)}`;
      return `${growth} (95% interval ${low} to ${pointsText(interval.high)}${fit}).`;
    }
    case 'unsized':
      return `Not in the chart, because nothing says how large it is: ${listed(finding.names)}. Give the size on the page of its run, which the table of runs opens.`;
    case 'ensemble': {
      const { seeds, tasks, solvedByAny, solvedByAll, best, worst } = finding;
      const { unnestedPairs, pairs, solvedByOne } = finding;
      const alone = solvedByOne.map(({ name, tasks: own }) => `${idsText(own)} (${name})`);
      return [
        `Of ${count(tasks, 'task')}, ${best.name} solves ${grouped(best.solved)} and ${worst.name} solves ${grouped(worst.solved)}.`,
        `All ${count(seeds, 'seed')} together solve ${grouped(solvedByAny)}; ${grouped(solvedByAll)} ${solvedByAll === 1 ? 'is' : 'are'} solved with every seed.`,
        `In ${grouped(unnestedPairs)} of ${count(pairs, 'pair')} of seeds, each solves a task that the other does not.`,
        ...(alone.length === 0 ? [] : [`Solved with one seed alone: ${listed(alone)}.`]),
      ].join(' ');
    }
    case 'error-share': {
      const { name, samples, failures, assertions } = finding;
      return `${name}: ${grouped(failures)} of ${count(samples, 'sample')} fail, ${grouped(assertions)} of them by a failed assertion (${percent(assertions / failures)}).`;
    }
    case 'over-credit': {
      const { by, samples, passedShown, overCredited, tasks, tasksSolved, tasksHeld } = finding;
      const { one, all } = heldOutWords[by];
      return `${grouped(passedShown)} of ${count(samples, 'sample')} pass the shown asserts, and ${grouped(overCredited)} of these ${overCredited === 1 ? 'fails' : 'fail'} ${one}. Of ${count(tasks, 'task')}, the shown asserts alone count ${grouped(tasksSolved)} as solved, and with ${all} it is ${grouped(tasksHeld)}.`;
    }
    case 'edits': {
      const { tasks, texts, tests } = finding;
      return `Of ${count(tasks, 'task')}, ${grouped(texts)} ${texts === 1 ? 'has' : 'have'} another text in the edited version and ${grouped(tests)} other asserts.`;
    }
    case 'predictions': {
      const { name, tasks, calls, right, sameText, copied } = finding;
      const { 'any-call': any, 'all-calls': all, 'right-calls': rate } = finding;
      return [
        `With ${name}, ${grouped(right)} of ${count(calls, 'call')} are predicted right (${rateText(rate)}), ${grouped(sameText)} of them to the character.`,
        `Of ${count(tasks, 'task')}, ${percent(any.value)} have any call right (MAX1, 95% interval ${intervalText(any)}) and ${percent(all.value)} all of them (ALL3, ${intervalText(all)}).`,
        `Copying another assert’s output is right for ${grouped(copied)} of these calls (${percent(copied / calls)}).`,
      ].join(' ');
    }
    case 'correlation': {
      const { samples, exact, exactPassing } = finding;
      return `${correlationText(finding)} ${grouped(exact)} of ${count(samples, 'sample')} match the reference token for token, and ${grouped(exactPassing)} of these pass.`;
    }
  }
}

function rateText(rate: Proportion): string {
  return `${percent(rate.value)}, 95% interval over tasks ${intervalText(rate)}`;
}

/** All of them can be read where the runs stand side by side. */
const mostIds = 10;

function idsText(ids: readonly string[]): string {
  const more = ids.length - mostIds;
  return more > 0 ? `${ids.slice(0, mostIds).join(', ')} and ${grouped(more)} more` : listed(ids);
}

const heldOutWords = {
  challenge: { one: 'a challenge test', all: 'the challenge tests' },
  hidden: { one: 'a hidden input', all: 'the hidden inputs' },
} as const;

function correlationText({ tasks, found }: Extract<StudyFinding, { kind: 'correlation' }>): string {
  if (!found) {
    return `Over ${count(tasks, 'task')} there is no rank correlation: all have the same BLEU, or the same share of samples that pass.`;
  }
  const { rho, interval } = found;
  const range = interval
    ? `95% interval ${decimals(interval.low)} to ${decimals(interval.high)}`
    : 'too few tasks for an interval';
  return `Over ${count(tasks, 'task')}, Spearman’s rho between mean BLEU and the share of samples that pass is ${decimals(rho)} (${range}).`;
}

function decimals(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

function moreText(more: number, to: string, from: string): string {
  if (more === 0) return `With ${to}, as many tasks are solved as with ${from}`;
  const tasks = more > 0 ? 'more task' : 'fewer task';
  const verb = Math.abs(more) === 1 ? 'is' : 'are';
  return `With ${to}, ${count(Math.abs(more), tasks)} ${verb} solved than with ${from}`;
}

export function hardCodingText(state: HardCodingState): string {
  switch (state.kind) {
    case 'idle':
      return 'A hard-coded program holds constants of the shown asserts and is wrong on other inputs.';
    case 'looking':
      return `${grouped(state.done)} of ${count(state.total, 'program')} looked at.`;
    case 'done': {
      const { programs, sharing, found } = state;
      return `${count(programs, 'program')} looked at: ${grouped(found.length)} hard-coded. ${grouped(sharing)} more share a constant with an assert, but are right on all other inputs tried.`;
    }
    case 'failed':
      return `That failed: ${state.detail}. Try again.`;
  }
}

export function foundHardCodingText({ task, index, samples, found }: FoundHardCoding): string {
  const [first] = found.wrong;
  const wrong = first ? `${first.call} should return ${first.expected}` : '';
  return `Task ${task}, sample ${index + 1} (${count(samples, 'sample')} with this program): uses ${listed(found.constants)} from its asserts and is wrong on ${grouped(found.wrong.length)} of ${count(found.tried, 'other input')}: ${wrong}.`;
}
