/** Whether programs that look like the reference are right: BLEU-4 beside the tests, task by task. */

import type { ScatterSeries } from '../charts/scatter-chart.ts';
import { isCounted } from '../results/run-results.ts';
import { bleu4Against } from '../statistics/bleu.ts';
import { pythonTokens } from '../statistics/python-tokens.ts';
import { spearman } from '../statistics/rank-correlation.ts';
import { sumOf } from '../statistics/proportion.ts';
import { paperPlan, usualSizes } from './protocol.ts';
import {
  onlyRunKey,
  type Study,
  type StudyFinding,
  type StudyGroup,
  type StudyRun,
} from './study.ts';

export const bleuAgainstTests: Study = {
  id: 'bleu',
  needsPrompt: false,
  hasManyModels: false,
  readsSamples: true,
  namesTasks: false,
  sizes: usualSizes,
  plansFor: ({ writers: [writer], ...size }) =>
    writer ? [{ key: onlyRunKey, value: null, plan: paperPlan(size, writer) }] : [],
  figuresOf: (groups) => [{ kind: 'scatter', name: 'bleu', series: groups.flatMap(seriesOf) }],
  findingsOf: correlation,
};

/** One task's samples that count, against its reference. */
interface ScoredTask {
  readonly task: string;
  readonly samples: number;
  readonly meanBleu: number;
  readonly passing: number;
  /** Samples of the same tokens as the reference, and those of them that pass. */
  readonly exact: number;
  readonly exactPassing: number;
}

/** By the samples of a run, which figures and findings both ask for: thousands take a second. */
const known = new WeakMap<StudyRun['samples'], readonly ScoredTask[]>();

function scoredTasks({ samples, results }: StudyRun): readonly ScoredTask[] {
  const found = known.get(samples);
  if (found) return found;
  const byTask = new Map<string, StudyRun['samples'][number][]>();
  for (const sample of samples.filter(isCounted)) {
    const own = byTask.get(sample.task);
    if (own) own.push(sample);
    else byTask.set(sample.task, [sample]);
  }
  const scored = results.rows.flatMap(({ task, asked }) => {
    const own = byTask.get(task);
    const reference = pythonTokens(asked?.referenceCode ?? '');
    return own && reference.length > 0 ? [scoreOf(task, reference, own)] : [];
  });
  known.set(samples, scored);
  return scored;
}

function scoreOf(
  task: string,
  reference: readonly string[],
  samples: StudyRun['samples'],
): ScoredTask {
  const bleuOf = bleu4Against(reference);
  const same = JSON.stringify(reference);
  const scored = samples.map(({ program, status }) => {
    const tokens = pythonTokens(program ?? '');
    const isExact = tokens.length === reference.length && JSON.stringify(tokens) === same;
    return { bleu: bleuOf(tokens), isExact, isPassing: status === 'passed' };
  });
  const exact = scored.filter(({ isExact }) => isExact);
  return {
    ...{ task, samples: samples.length, exact: exact.length },
    meanBleu: sumOf(scored, ({ bleu }) => bleu) / samples.length,
    passing: scored.filter(({ isPassing }) => isPassing).length,
    exactPassing: exact.filter(({ isPassing }) => isPassing).length,
  };
}

function seriesOf({ name: group, runs }: StudyGroup): ScatterSeries[] {
  return runs.map((run) => ({
    name: group === '' ? run.name : group,
    points: scoredTasks(run).map(({ task, samples, meanBleu, passing }) => ({
      ...{ name: task, x: meanBleu, y: passing / samples },
    })),
  }));
}

function correlation({ name: group, runs }: StudyGroup): StudyFinding[] {
  return runs.flatMap((run): StudyFinding[] => {
    const tasks = scoredTasks(run);
    if (tasks.length === 0) return [];
    const points = tasks.map(({ meanBleu: x, passing, samples }) => ({ x, y: passing / samples }));
    return [
      {
        ...{ kind: 'correlation', group, tasks: tasks.length, found: spearman(points) },
        samples: sumOf(tasks, ({ samples }) => samples),
        exact: sumOf(tasks, ({ exact }) => exact),
        exactPassing: sumOf(tasks, ({ exactPassing }) => exactPassing),
      },
    ];
  });
}
