/** What a run asked of whom, and how it was checked, in words. */

import type { Plan } from '../evaluation/plans/plan.ts';
import type { Run } from '../evaluation/runs/run.ts';
import { count, dateText, duration, grouped, listed } from './format.ts';
import { sourceName } from './task-texts.ts';

type Rows = readonly (readonly [term: string, value: string])[];

export function planRows(run: Run): Rows {
  const { plan } = run;
  return [
    ...(run.modelName === null ? [] : [['Model', run.modelName] as const]),
    ['Tasks', `${grouped(run.taskIds.length)} of ${sourceName(plan.tasks.source)}`],
    ['Samples', samplesText(plan)],
    ...askedRows(plan),
    ['Checked', checkingText(run)],
    ['Made', `${dateText(run.createdAt)} with ${run.madeWith}`],
    ...(run.stoppedAt === undefined ? [] : [['Stopped', dateText(run.stoppedAt)] as const]),
    ...(run.revisedFrom === undefined ? [] : [['Replies', `from run ${run.revisedFrom}`] as const]),
  ];
}

function samplesText({ writer, samplesPerTask }: Plan): string {
  const samples = count(samplesPerTask, 'sample');
  return writer.kind === 'imported'
    ? `up to ${samples} per task, made elsewhere`
    : `${samples} per task`;
}

/** Only what this writer was sent: a plan has a prompt and a temperature for any other, too. */
function askedRows({ writer, prompt, sampling, baseSeed }: Plan): Rows {
  const { temperature, topP, maxTokens } = sampling;
  switch (writer.kind) {
    case 'imported':
      return [];
    case 'search':
      return [
        ['Shown', count(prompt.shownTestCount, 'test')],
        ['Time', `at most ${duration(1000 * writer.seconds)} a sample`],
        ['Seeds', `from ${baseSeed}`],
      ];
    default:
      return [
        ['Prompt', promptText(prompt)],
        ['Sampling', `temperature ${temperature}, top-p ${topP}, at most ${maxTokens} tokens`],
        ['Seeds', `from ${baseSeed}`],
      ];
  }
}

function promptText({ style, exampleCount, shownTestCount }: Plan['prompt']): string {
  const tests = count(shownTestCount, 'test');
  return style === 'instruction'
    ? `an instruction with ${tests}`
    : `the paper’s, with ${count(exampleCount, 'example')} and ${tests}`;
}

/** By which tests, by which equality, for how long. */
function checkingText({ plan, hiddenInputs }: Run): string {
  const { limitMs, floatTolerance, isOrderInsensitive } = plan.checking;
  const rules = [
    ...(floatTolerance === null ? [] : [`floats within ${floatTolerance}`]),
    ...(isOrderInsensitive ? ['members in any order'] : []),
  ];
  return [
    hiddenInputs ? 'the tasks’ tests and the inputs of MBPP+' : 'the tasks’ tests',
    rules.length === 0 ? 'Python’s own equality' : listed(rules),
    ...(limitMs === null ? [] : [`at most ${duration(limitMs)} a program`]),
  ].join('; ');
}
