/** Whether programs that look like the reference are right: BLEU-4 beside the tests, task by task. */

import type { ScatterSeries } from '../charts/scatter-chart.ts';
import { atOnce } from '../../platform/in-turns.ts';
import type { Task } from '../../tasks/task.ts';
import { isCounted } from '../results/run-results.ts';
import { bleu4Against } from '../statistics/bleu.ts';
import { pythonTokens } from '../statistics/python-tokens.ts';
import { spearman } from '../statistics/rank-correlation.ts';
import { sumOf } from '../statistics/proportion.ts';
import type { SampleFacts } from './sample-facts.ts';
import { paperPlan, usualSizes } from './protocol.ts';
import { onlyRunKey, type Study, type StudyGroup, type StudyRun } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

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
  *prepare(samples, tasks) {
    const references = new Map(tasks.map(({ task }) => [task.id, referenceOf(task)]));
    for (const [task, own] of byTask(samples)) {
      const reference = references.get(task) ?? '';
      if (reference !== '') yield* scoring(own, reference);
    }
  },
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

function scoredTasks({ samples, results }: StudyRun): ScoredTask[] {
  const known = byTask(samples);
  return results.rows.flatMap(({ task, asked }) => {
    const own = known.get(task);
    const reference = asked ? referenceOf(asked) : '';
    return own && reference !== '' ? [scoredTask(task, reference, own)] : [];
  });
}

/** Those that count. */
function byTask(samples: readonly SampleFacts[]): ReadonlyMap<string, readonly SampleFacts[]> {
  const known = new Map<string, SampleFacts[]>();
  for (const sample of samples.filter(isCounted)) {
    const own = known.get(sample.task);
    if (own) own.push(sample);
    else known.set(sample.task, [sample]);
  }
  return known;
}

/** "" of a task without one. */
function referenceOf({ referenceCode }: Pick<Task, 'referenceCode'>): string {
  return referenceCode.trim();
}

function scoredTask(task: string, reference: string, samples: readonly SampleFacts[]): ScoredTask {
  const scored = atOnce(scoring(samples, reference));
  const exact = samples.filter((_, at) => scored[at]?.isExact);
  return {
    ...{ task, samples: samples.length, passing: passingOf(samples) },
    meanBleu: sumOf(scored, ({ bleu }) => bleu) / samples.length,
    ...{ exact: exact.length, exactPassing: passingOf(exact) },
  };
}

function passingOf(samples: readonly SampleFacts[]): number {
  return samples.filter(({ status }) => status === 'passed').length;
}

interface Score {
  readonly bleu: number;
  readonly isExact: boolean;
}

/** A growing run brings the same samples again, and figures and findings both ask for them. */
const known = new WeakMap<SampleFacts, Score>();

/** All samples of one task, in their order, a step for each. */
function* scoring(samples: readonly SampleFacts[], reference: string): Generator<void, Score[]> {
  let scoreOf: ReturnType<typeof scoresAgainst> | undefined;
  const scores: Score[] = [];
  for (const sample of samples) {
    const found = known.get(sample);
    if (found) {
      scores.push(found);
      continue;
    }
    yield;
    scoreOf ??= scoresAgainst(pythonTokens(reference));
    const score = scoreOf(pythonTokens(sample.program ?? ''));
    known.set(sample, score);
    scores.push(score);
  }
  return scores;
}

function scoresAgainst(reference: readonly string[]): (tokens: readonly string[]) => Score {
  const bleuOf = bleu4Against(reference);
  return (tokens) => ({
    bleu: bleuOf(tokens),
    isExact:
      tokens.length === reference.length && tokens.every((each, at) => each === reference[at]),
  });
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
