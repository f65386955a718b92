/**
 * Prompts of other harnesses, held to text that is made here from the published rows: by templates
 * as these harnesses have them, never by Synthpad's own tasks or prompts.
 */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Prompt } from '../../../src/synthesis/engine.ts';
import { namedExamples } from '../../../src/synthesis/examples.ts';
import { type HarnessStyle, harnessSettings } from '../../../src/synthesis/harness-styles.ts';
import { askedKindOf, plannedKindOf } from '../../../src/synthesis/kinds/kinds.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { has, pathOf } from '../../support/published.ts';

interface Row {
  readonly task_id: number | string;
  readonly text: string;
  readonly code: string;
  readonly test_list: readonly string[];
}

/** `{{field}}` and `{{field[0]}}` stand for what the row has there. */
function filled(template: string, row: Row): string {
  return template.replaceAll(/\{\{(\w+)(?:\[(\d)\])?\}\}/g, (_, field: keyof Row, index?: string) =>
    String(index === undefined ? row[field] : row.test_list[Number(index)]),
  );
}

const threeTests = '{{test_list[0]}}\n{{test_list[1]}}\n{{test_list[2]}}';
const harnessPrompts = {
  'lm-eval': {
    ask: `You are an expert Python programmer, and here is your task: {{text}} Your code should pass these tests:\n\n${threeTests}\n[BEGIN]\n`,
    answer: '{{code}}\n[DONE]\n\n',
  },
  'lm-eval-instruct': {
    ask: `You are an expert Python programmer, and here is your task:\n{{text}}\nYour code should pass these tests:\n${threeTests}`,
    answer: '\n```python\n{{code}}\n```',
  },
} as const;

const shots = [2, 3, 4];

function expectedPrompt(style: HarnessStyle, row: Row, rows: readonly Row[]): Prompt {
  const shown = shots.flatMap((id) => rows.find((each) => Number(each.task_id) === id) ?? []);
  if (style === 'lm-eval') {
    const { ask, answer } = harnessPrompts[style];
    const before = shown.map((each) => filled(ask, each) + filled(answer, each));
    return { kind: 'completion', text: before.join('') + filled(ask, row) };
  }
  if (style === 'lm-eval-instruct') {
    const { ask, answer } = harnessPrompts[style];
    const turns = shown.flatMap((each) => [
      { role: 'user', content: filled(ask, each) } as const,
      { role: 'assistant', content: filled(answer, each) } as const,
    ]);
    // transformers' `continue_final_message` takes off the white space at the end.
    const begun = '\n```python\n'.trimEnd();
    const asked = { role: 'user', content: filled(ask, row) } as const;
    return { kind: 'chat', messages: [...turns, asked, { role: 'assistant', content: begun }] };
  }
  return docstringPrompt(style, filled('"""\n{{text}}\n{{test_list[0]}}\n"""\n', row));
}

function docstringPrompt(style: HarnessStyle, docstring: string): Prompt {
  if (style !== 'evalplus') return { kind: 'completion', text: docstring };
  const content = [
    'Please provide a self-contained Python script that solves the following problem in a markdown code block:',
    '```',
    docstring.replace(/\n$/, ''),
    '```',
    '',
  ].join('\n');
  const begun =
    'Below is a Python script with a self-contained function that solves the problem and passes corresponding tests:\n```python\n';
  return {
    kind: 'chat',
    messages: [
      { role: 'user', content },
      { role: 'assistant', content: begun },
    ],
  };
}

/** As a run sends it. */
async function sent(style: HarnessStyle, task: Task, set: readonly Task[]): Promise<Prompt> {
  const settings = harnessSettings(style);
  const kind = await plannedKindOf(task, settings);
  const examples = namedExamples(settings.exampleIds ?? [], task, set);
  return kind.promptFor({ task, functionName: null }, settings, examples);
}

/** Each by itself, so that a difference is short to read. */
async function expectSame(style: HarnessStyle, ids: readonly number[], file: string) {
  const set = tasksIn(file);
  const rows = file
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
  for (const id of ids) {
    const task = set.find((each) => each.id === String(id));
    const row = rows.find(({ task_id }) => task_id === id);
    if (!task || !row) throw new Error(`no task ${id}`);
    expect(await sent(style, task, set)).toEqual(expectedPrompt(style, row, rows));
  }
}

function tasksIn(text: string, source = 'mbpp'): readonly Task[] {
  const reading = readTaskFile(text, source);
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  return reading.tasks;
}

/** Windows line ends in programs, a space at an end, a quote in a test: as MBPP has them. */
function ownRow(task_id: number): Row {
  return {
    task_id,
    text: `Write a function to add ${task_id} to a number.`,
    code: `def add_${task_id}(n):\r\n  step = ${task_id}\r\n  return (n + step) `,
    test_list: [
      `assert add_${task_id}(1) == ${task_id + 1}`,
      `assert add_${task_id}( -1)=="no" or True `,
      `assert add_${task_id}(0) == ${task_id}`,
    ],
  };
}

const ownRows = [2, 3, 4, 11, 12].map(ownRow);
const ownFile = ownRows.map((row) => JSON.stringify(row)).join('\n');
const styles = ['lm-eval', 'lm-eval-instruct', 'evalplus', 'evalplus-base', 'bigcode'] as const;

describe.each(styles)('prompts as in %s', (style) => {
  test('are the same for tasks of our own', async () => {
    await expectSame(style, [11, 12], ownFile);
  });

  test.skipIf(!has('mbpp'))(
    'are the same for all 500 test tasks of MBPP (skipped without shared/data)',
    async () => {
      const testSplit = Array.from({ length: 500 }, (_, index) => 11 + index);
      await expectSame(style, testSplit, readFileSync(pathOf('mbpp'), 'utf8'));
    },
  );
});

describe('prompts of MBPP+', () => {
  /** Its statement and first assert are not those of its tests, and JavaScript reads no NaN. */
  const row = JSON.stringify({
    task_id: 'Mbpp/11',
    prompt: '"""\nWrite a function to \\"halve\\".\nassert set(halve((2, 4))) == {1, 2}\n"""\n',
    entry_point: 'halve',
    canonical_solution: '\ndef halve(xs):\n    return xs\n',
    base_input: [[[2, 4]]],
    plus_input: [['not a number']],
    atol: 0,
    assertion: '\nassert halve((2, 4)) == (1, 2)\n',
  }).replace('"not a number"', 'NaN');

  async function expectPublished(style: HarnessStyle, file: string) {
    const prompts = file
      .trim()
      .split('\n')
      .map((line): string => JSON.parse(line.replace(/-?Infinity|NaN/g, '0')).prompt);
    const tasks = tasksIn(file, 'own-0123456789abcdef');
    expect(tasks).toHaveLength(prompts.length);
    for (const [index, task] of tasks.entries()) {
      const published = docstringPrompt(style, `${prompts[index]?.trim()}\n`);
      expect(await sent(style, task, tasks)).toEqual(published);
    }
  }

  test.each(['evalplus', 'evalplus-base'] as const)('are the file’s own in %s', async (style) => {
    await expectPublished(style, row);
  });

  test.skipIf(!has('mbppPlus')).each(['evalplus', 'evalplus-base'] as const)(
    'are the file’s own for all its tasks in %s (skipped without shared/data)',
    async (style) => expectPublished(style, readFileSync(pathOf('mbppPlus'), 'utf8')),
  );
});

const evalPlusEnds = [
  ...['<|endoftext|>', '<|endofmask|>', '</s>'],
  ...['\nif __name__', '\ndef main(', '\nprint('],
];

test.each([
  ['lm-eval', ['[DONE]']],
  ['lm-eval-instruct', []],
  ['evalplus', [...evalPlusEnds, '\n```\n']],
  ['evalplus-base', [...evalPlusEnds, '\n"""', '\nassert']],
  ['bigcode', ['\nclass', '\nassert', '\n"""', '\nprint', '\nif', '\n<|/', '\n```']],
] as const)('replies end as in %s', async (style, stops) => {
  const [task] = tasksIn(ownFile).slice(3);
  if (!task) throw new Error('no task');
  const kind = await plannedKindOf(task, { style });
  expect(kind.stopStringsFor(await sent(style, task, []), task)).toEqual(stops);
});

test('code to complete is asked for as it stands', async () => {
  const codePrompt = 'def halve(n):\n    """Halve n."""\n';
  const [first] = tasksIn(ownFile);
  if (!first) throw new Error('no task');
  const task = { ...first, codePrompt };
  expect(await sent('bigcode', task, [])).toEqual({ kind: 'completion', text: codePrompt });
  const kind = await plannedKindOf(task, { style: 'bigcode' });
  const stops = kind.stopStringsFor({ kind: 'completion', text: codePrompt }, { codePrompt });
  expect(stops).toContain('\ndef');
  expect(await sent('evalplus', task, [])).toEqual(docstringPrompt('evalplus', codePrompt));
});

test('what is no program is asked for as ever', async () => {
  const asks = { kind: 'output', shows: 'code', call: 'f(1)', value: '2' } as const;
  expect(await plannedKindOf({ asks }, { style: 'bigcode' })).toBe(await askedKindOf({ asks }));
});
