/** What became of the samples: by the status of their check, and by the paper's four classes. */

import { paletteColour } from '../../platform/palette.ts';
import type { PaperClass, Status } from '../../checking/verdict.ts';
import type { Table } from '../table.ts';
import { type Stack, stackChart, type StackLooks, stackTable } from './stack-chart.ts';
import { type ChartFrame, ink, inkSoft } from './svg.ts';

/** What counts for or against a model: a verdict, or that it cannot take the prompt. */
type Outcome = Status | 'prompt-too-long';

export interface StatusCounts {
  readonly name: string;
  readonly counts: readonly { readonly status: Outcome; readonly count: number }[];
}

export interface StatusChartWords extends ChartFrame {
  readonly statusName: (status: Outcome) => string;
}

export interface ClassCounts {
  readonly name: string;
  readonly counts: Readonly<Record<PaperClass, number>>;
}

export interface ClassChartWords extends ChartFrame {
  readonly className: (name: PaperClass) => string;
}

const good = paletteColour('good');
const bad = paletteColour('bad');
const warn = paletteColour('warn');
const violet = paletteColour('code-keyword');

const statusLooks: StackLooks<Outcome> = {
  passed: { colour: good, lines: '' },
  'failed-assertion': { colour: bad, lines: 'M0 8L8 0' },
  'runtime-error': { colour: warn, lines: 'M0 0L8 8' },
  'syntax-error': { colour: violet, lines: 'M0 4H8' },
  timeout: { colour: ink, lines: 'M4 0V8' },
  'memory-limit': { colour: inkSoft, lines: 'M0 4H8M4 0V8' },
  'early-exit': { colour: warn, lines: 'M0 4H8M4 0V8' },
  'missing-function': { colour: violet, lines: 'M0 8L8 0' },
  'no-code': { colour: inkSoft, lines: 'M0 0L8 8' },
  'unsupported-value': { colour: bad, lines: 'M4 0V8' },
  'sandbox-fault': { colour: inkSoft, lines: 'M0 2H8M0 6H8' },
  'prompt-too-long': { colour: warn, lines: 'M0 8L8 0M0 0L8 8' },
};

/** A class looks like the status that it is named after. */
const classLooks: StackLooks<PaperClass> = {
  solved: statusLooks.passed,
  'failed assertion': statusLooks['failed-assertion'],
  'runtime error': statusLooks['runtime-error'],
  'syntax error': statusLooks['syntax-error'],
};

export function statusChart(runs: readonly StatusCounts[], words: StatusChartWords): string {
  return stackChart(runs.map(statusStack), statusLooks, { ...words, nameOf: words.statusName });
}

export function statusTable(runs: readonly StatusCounts[]): Table {
  return stackTable(runs.map(statusStack), 'status');
}

/** A sample whose check failed in the sandbox is in no class. */
export function classChart(runs: readonly ClassCounts[], words: ClassChartWords): string {
  return stackChart(runs.map(classStack), classLooks, { ...words, nameOf: words.className });
}

export function classTable(runs: readonly ClassCounts[]): Table {
  return stackTable(runs.map(classStack), 'class');
}

function statusStack({ name, counts }: StatusCounts): Stack<Outcome> {
  return { name, counts: counts.map(({ status, count }) => ({ key: status, count })) };
}

function classStack({ name, counts }: ClassCounts): Stack<PaperClass> {
  const all = (Object.keys(classLooks) as PaperClass[]).map((key) => ({ key, count: counts[key] }));
  return { name, counts: all.filter(({ count }) => count > 0) };
}
