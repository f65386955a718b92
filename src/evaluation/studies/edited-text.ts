/**
 * What clearer words do: MBPP's original tasks and those that its authors edited, on the same ids.
 * Owns the pairing of the two, and the tasks that are solved in one version only.
 */

import { mbpp } from '../../tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../tasks/sets/sanitized-mbpp.ts';
import type { RunTask } from '../runs/run.ts';
import { standingOf } from '../results/run-comparison.ts';
import type { TaskRow } from '../results/run-results.ts';
import type { Table } from '../table.ts';
import { paperPlan, usualSizes } from './protocol.ts';
import { placeOf, rateSeries, solvedMore } from './rates.ts';
import type { Study, StudyGroup, StudySize } from './study.ts';
import type { StudyFinding } from './study-finding.ts';

const versions = ['original', 'edited'] as const;

export type Version = (typeof versions)[number];

const sourceOf = { original: mbpp.id, edited: sanitizedMbpp.id } as const;

/** The first test tasks that the edited set has. */
const ids = [
  ...['11', '12', '14', '16', '17', '18', '19', '20', '56', '57'],
  ...['58', '59', '61', '62', '63', '64', '65', '66', '67', '68'],
];
const tasks: StudySize['tasks'] = { source: sanitizedMbpp.id, which: { kind: 'ids', ids } };

/** On 100 tasks (arXiv 2108.07732). */
const reported = { original: 0.63, edited: 0.79 } as const;

export const editedText: Study = {
  id: 'edited-text',
  needsPrompt: true,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: true,
  sizes: {
    small: { ...usualSizes.small, tasks },
    paper: {
      ...usualSizes.paper,
      tasks: { source: sanitizedMbpp.id, which: { kind: 'split', split: 'test' } },
    },
  },
  plansFor: ({ writers: [writer], ...size }) =>
    writer
      ? versions.map((key) => ({
          ...{ key, value: null },
          plan: paperPlan({ ...size, tasks: { ...size.tasks, source: sourceOf[key] } }, writer),
        }))
      : [],
  figuresOf(groups) {
    const runs = groups.flatMap((group) => group.runs);
    const begun = versions.flatMap((version) => {
      const run = runs.find(({ key }) => key === version);
      return run ? [{ place: placeOf(run), rate: reported[version] }] : [];
    });
    const places = begun.map(({ place }) => place);
    const points = begun.map(({ rate }, at) => ({ at, rate }));
    return [
      {
        ...{ kind: 'points', name: 'versions', places, series: rateSeries(groups, places) },
        ...{ lines: [], reported: [{ name: 'versions', points }] },
      },
    ];
  },
  findingsOf: (group) => [...solvedMore(group, 'original', 'edited', 'by-id'), ...edits(group)],
};

type Wording = Pick<RunTask['task'], 'text' | 'tests'>;

interface PairedRows {
  readonly task: string;
  readonly rows: Readonly<Record<Version, TaskRow>>;
  readonly wordings: Readonly<Record<Version, Wording>>;
}

/** Tasks with samples that count in both runs, and whose words are known, in the first one's order. */
function pairedRows({ runs }: StudyGroup): PairedRows[] {
  const rowsOf = (version: Version) =>
    runs.find(({ key }) => key === version)?.results.rows.filter(({ n }) => n > 0) ?? [];
  const edited = new Map(rowsOf('edited').map((row) => [row.task, row]));
  return rowsOf('original').flatMap((row) => {
    const other = edited.get(row.task);
    if (!row.asked || !other?.asked) return [];
    const wordings = { original: row.asked, edited: other.asked };
    return [{ task: row.task, rows: { original: row, edited: other }, wordings }];
  });
}

function edits(group: StudyGroup): StudyFinding[] {
  const pairs = pairedRows(group);
  if (pairs.length === 0) return [];
  const differing = (isEqual: (one: Wording, other: Wording) => boolean) =>
    pairs.filter(({ wordings: { original, edited } }) => !isEqual(original, edited)).length;
  return [
    {
      ...{ kind: 'edits', group: group.name, tasks: pairs.length },
      ...{ texts: differing(hasSameText), tests: differing(hasSameTests) },
    },
  ];
}

/** Line ends and the blanks around a text are no edit. */
export function hasSameText(one: Wording, other: Wording): boolean {
  return one.text.trim() === other.text.trim();
}

export function hasSameTests(one: Wording, other: Wording): boolean {
  return testsText(one) === testsText(other);
}

export function testsText({ tests }: Wording): string {
  return tests.map((test) => test.trim()).join('\n');
}

export interface OneVersionTask {
  readonly task: string;
  readonly solvedIn: Version;
  readonly wordings: PairedRows['wordings'];
}

/** Going by as many samples of each as both have. */
export function solvedInOneVersion(group: StudyGroup): OneVersionTask[] {
  return pairedRows(group).flatMap(({ task, rows, wordings }): OneVersionTask[] => {
    const standing = standingOf(rows.original, rows.edited);
    if (standing === 'onlyFirst') return [{ task, solvedIn: 'original', wordings }];
    return standing === 'onlySecond' ? [{ task, solvedIn: 'edited', wordings }] : [];
  });
}

export function oneVersionTable(found: readonly OneVersionTask[]): Table {
  return {
    header: [
      ...['task', 'solved in', 'original text', 'edited text'],
      ...['original asserts', 'edited asserts'],
    ],
    rows: found.map(({ task, solvedIn, wordings: { original, edited } }) => [
      ...[task, solvedIn, original.text, edited.text, testsText(original), testsText(edited)],
    ]),
  };
}
