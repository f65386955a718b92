/** The original against the edited text, paired by id. */

import { describe, expect, test } from 'vitest';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { studyOf } from '../../../../src/evaluation/studies/studies.ts';
import type { StudyRun } from '../../../../src/evaluation/studies/study.ts';
import {
  oneVersionTable,
  solvedInOneVersion,
} from '../../../../src/evaluation/studies/edited-text.ts';
import { findingText } from '../../../../src/texts/study-finding-texts.ts';
import { outcomesOf, runOfLetters } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';
import { groupOf } from '../../../support/study-runs.ts';

describe('the original against the edited text', () => {
  interface Row {
    readonly letters: string;
    readonly text?: string;
    readonly tests?: readonly string[];
  }

  function versionOf(key: 'original' | 'edited', rows: Readonly<Record<string, Row>>): StudyRun {
    const source = key === 'original' ? 'mbpp' : 'mbpp-sanitized';
    const letters = Object.fromEntries(
      Object.entries(rows).map(([id, row]) => [id, row.letters] as const),
    );
    const { plan, ...others } = runOfLetters(key, letters);
    const run = { ...others, plan: { ...plan, tasks: { ...plan.tasks, source } } };
    const tasks = Object.entries(rows).map(([id, { text = 'Sort.', tests = ['assert f()'] }]) => ({
      ...{ run: key, prompt: null, functionName: 'f' },
      task: taskOf(tests, { source, id, text }),
    }));
    const results = runResults(run, outcomesOf(key, letters), tasks);
    return { ...{ key, value: null, name: `${key} text`, samples: [] }, results };
  }

  const group = groupOf(
    versionOf('original', {
      11: { letters: 'pf' },
      16: { letters: 'ff', text: 'Find.', tests: ["assert f(1) == 'a'"] },
      17: { letters: 'fp', text: 'Add ' },
      // Solved only by the second sample, and the edited task has one.
      18: { letters: 'fp' },
      20: { letters: 'f!', text: 'Go.' },
      57: { letters: 'pp' },
    }),
    versionOf('edited', {
      11: { letters: 'pp' },
      16: { letters: 'fp', text: 'Find it.', tests: ['assert f(1) == True'] },
      17: { letters: 'ff', text: 'Add' },
      18: { letters: 'f' },
      20: { letters: 'p', text: 'Go on.' },
      // No sample that counts.
      57: { letters: 'x' },
    }),
  );

  test('is paired by id: what one version alone solves, and what was edited', () => {
    const [more, edits] = studyOf('edited-text').findingsOf(group);
    expect(more).toMatchObject({
      ...{ kind: 'solved-more', from: 'original text', to: 'edited text', tasks: 5 },
      ...{ onlyFrom: ['17'], onlyTo: ['16', '20'] },
    });
    // Text 17 differs by a blank at its end.
    expect(edits).toEqual({ kind: 'edits', group: '', tasks: 5, texts: 2, tests: 1 });
    expect(edits && findingText(edits)).toBe(
      'Of 5 tasks, 2 have another text in the edited version and 1 other asserts.',
    );
  });

  test('lists these tasks with both wordings', () => {
    const found = solvedInOneVersion(group);
    expect(found.map(({ task, solvedIn }) => [task, solvedIn])).toEqual([
      ['16', 'edited'],
      ['17', 'original'],
      ['20', 'edited'],
    ]);
    expect(oneVersionTable(found).rows[0]).toEqual([
      ...['16', 'edited', 'Find.', 'Find it.', "assert f(1) == 'a'", 'assert f(1) == True'],
    ]);
    expect(solvedInOneVersion(groupOf(...group.runs.slice(0, 1)))).toEqual([]);
  });

  test('is drawn at two places beside the shares of the paper', () => {
    expect(studyOf('edited-text').figuresOf([group])).toMatchObject([
      {
        ...{ kind: 'points', places: ['original text', 'edited text'] },
        series: [{ points: [{ rate: { value: 4 / 6 } }, { rate: { value: 3 / 5 } }] }, {}],
        reported: [
          {
            points: [
              { at: 0, rate: 0.63 },
              { at: 1, rate: 0.79 },
            ],
          },
        ],
      },
    ]);
  });
});
