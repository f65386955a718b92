/** The words of the figures of studies: titles, axes, and what their lines and bars are called. */

import type { HeldOutKind, HeldOutTests } from '../evaluation/studies/sample-facts.ts';
import type {
  FigureName,
  LineName,
  ReportedName,
  SeriesName,
} from '../evaluation/studies/study.ts';

interface FigureWords {
  readonly title: string;
  readonly about: string;
  readonly x: string;
  readonly y: string;
}

const figures: Readonly<Record<FigureName, FigureWords>> = {
  asserts: {
    title: 'Solved by number of asserts in the prompt',
    about: 'Tasks solved by any sample, and samples that pass, with 95% intervals.',
    x: 'Asserts in the prompt',
    y: 'Share',
  },
  examples: {
    title: 'Solved by number of examples in the prompt',
    about: 'Tasks solved by any sample, and samples that pass, with 95% intervals.',
    x: 'Examples in the prompt',
    y: 'Share',
  },
  'pass-by-temperature': {
    title: 'pass@k by temperature',
    about:
      'The share of tasks solved if k samples are taken. Up to three curves have a band for their 95% intervals.',
    x: 'Samples taken (k)',
    y: 'pass@k',
  },
  'solved-by-size': {
    title: 'Solved tasks by model size',
    about:
      'Tasks solved by any sample, with 95% intervals; from two sizes on a fitted line, from three on its 95% band. The square is the paper’s 137B model with 80 samples for each task.',
    x: 'Parameters',
    y: 'Solved tasks',
  },
  seeds: {
    title: 'Solved tasks by seed of the examples',
    about: 'Tasks solved by any sample with each seed’s examples, best first, with 95% intervals.',
    x: 'Seed, best first',
    y: 'Solved tasks',
  },
  'held-out': {
    title: 'Shown asserts and challenge tests',
    about: 'Samples by the tests they pass.',
    x: '',
    y: '',
  },
  'search-overfit': {
    title: 'Shown asserts and held-out tests',
    about: 'Programs that the search found, by the tests they pass.',
    x: '',
    y: '',
  },
  lengths: {
    title: 'Samples that pass by length of the reference',
    about: 'Short references have up to 4 lines, medium ones up to 7. With 95% intervals.',
    x: 'Length of the reference',
    y: 'Samples that pass',
  },
  errors: {
    title: 'Errors by model size',
    about:
      'Samples in the paper’s four classes, the smallest model first and models of unknown size last.',
    x: '',
    y: '',
  },
  bleu: {
    title: 'Likeness to the reference and passing the tests',
    about:
      'A mark for each task: the mean BLEU-4 of its samples against the reference, and the share of them that pass.',
    x: 'Mean BLEU-4',
    y: 'Samples that pass',
  },
  versions: {
    title: 'Solved with the original and the edited text',
    about: 'Tasks solved by any sample, and samples that pass, with 95% intervals.',
    x: 'Version of the tasks',
    y: 'Share',
  },
  predictions: {
    title: 'Outputs predicted right',
    about:
      'Calls predicted right, and tasks of which any call (MAX1) or each (ALL3) is. 95% intervals over tasks, because the calls of one task are alike.',
    x: 'What the prompt shows',
    y: 'Share',
  },
  calculations: {
    title: 'Solved as Python programs and as formulas',
    about:
      'Problems solved by any sample, and samples that give the right number, with 95% intervals.',
    x: 'Language of the solution',
    y: 'Share',
  },
  'fine-tuned': {
    title: 'Solved by the base and by the fine-tuned model',
    about: 'Tasks solved by any sample, and samples that pass, with 95% intervals.',
    x: 'Model',
    y: 'Share',
  },
};

export function studyFigureTexts(name: FigureName): FigureWords {
  return figures[name];
}

const metricNames = {
  'solved-tasks': 'Tasks solved at least once',
  'passing-samples': 'Samples that pass',
  'any-call': 'Tasks with any call right (MAX1)',
  'right-calls': 'Calls predicted right',
  'all-calls': 'Tasks with all calls right (ALL3)',
} as const;

export function seriesText({ group, metric }: SeriesName): string {
  return group === '' ? metricNames[metric] : group;
}

export function lineText(name: LineName): string {
  switch (name.kind) {
    case 'paper':
      return 'Paper: best seed, about 60%';
    case 'any-seed':
      return name.group === '' ? 'Solved by any seed' : `${name.group}: solved by any seed`;
    case 'copied-output':
      return name.group === ''
        ? 'Calls right by copying another assert’s output'
        : `${name.group}: right by copying another assert’s output`;
  }
}

/** Of the numbers in a figure with a mark for each task. */
export const scatterColumns = ['series', 'task', 'mean BLEU-4', 'samples that pass'] as const;

export const reportedNames: Readonly<Record<ReportedName, string>> = {
  versions: 'Paper: solved on 100 tasks',
  calculations: 'Paper: 137B model, 4 examples',
};

export const reportedModelName = 'Paper: 137B';

const heldOutTestNames: Readonly<Record<HeldOutTests, string>> = {
  challenge: 'Challenge tests',
  hidden: 'Hidden inputs',
};

/** `name` is of the study, "" for the only one. */
export function heldOutStackName(name: string, by: HeldOutTests | undefined): string {
  if (by === undefined) return name;
  return name === '' ? heldOutTestNames[by] : `${name}: ${heldOutTestNames[by]}`;
}

export function heldOutName(kind: HeldOutKind): string {
  switch (kind) {
    case 'held':
      return 'Passes all tests';
    case 'over-credited':
      return 'Passes the shown asserts only';
    case 'failed':
      return 'Fails a shown assert';
  }
}
