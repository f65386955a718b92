/**
 * Rows for fine-tuning: the prompts of a run to the character, nothing of a test task, and files that
 * another program reads.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRun } from '../../../../src/evaluation/runs/new-run.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { presetPlan } from '../../../../src/evaluation/plans/plan-presets.ts';
import type { Plan } from '../../../../src/evaluation/plans/plan.ts';
import { notebookOf } from '../../../../src/evaluation/training/notebook.ts';
import { trainingFiles } from '../../../../src/evaluation/training/training-files.ts';
import {
  type TrainingFormat,
  type TrainingReading,
  type TrainingRow,
  type TrainingRows,
  trainingRows,
} from '../../../../src/evaluation/training/training-rows.ts';
import { inTurns } from '../../../../src/platform/in-turns.ts';
import { zipEntries } from '../../../../src/platform/zip.ts';
import { zipOf } from '../../../../src/platform/zip-writing.ts';
import { fewShotPrefix } from '../../../../src/synthesis/prompt.ts';
import { mbpp } from '../../../../src/tasks/sets/mbpp.ts';
import { splitOf } from '../../../../src/tasks/task-sets.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import {
  trainingFaultText,
  trainingMadeText,
  trainingReadme,
} from '../../../../src/texts/training-texts.ts';
import { hasPython, pythonPath } from '../../../support/native-python.ts';
import { has, tasksOf } from '../../../support/published.ts';
import { taskOf } from '../../../support/tasks.ts';

/** A task of ours under an id of MBPP, whose splits go by it: 1 to 10, 11 to 510, to 600, to 974. */
function numbered(id: number, fields: Partial<Task> = {}): Task {
  const name = `add_${id}`;
  return taskOf([`assert ${name}(1) == ${id + 1}`], {
    ...{ source: 'mbpp', id: String(id), text: `Write a function to add ${id}.` },
    referenceCode: `def ${name}(x):\n    return x + ${id}\n`,
    ...fields,
  });
}

const small = [1, 2, 3, 4, 11, 12, 511, 512, 601, 602, 603].map((id) => numbered(id));

/** Names the function that an assert calls. */
const reader = {
  readTests: async (tests: readonly string[]) =>
    tests.map((source) => ({
      ...{ source, call: null, inputs: [], expected: null, syntaxError: null },
      functionName: /(\w+)\(/.exec(source)?.[1] ?? null,
    })),
};

const read = (set: readonly Task[], format: TrainingFormat, areSharedKept = false) =>
  trainingRows(set, { format, areSharedKept }, reader, inTurns);

function rowsIn(reading: TrainingReading): TrainingRows {
  if (reading.kind === 'fault') throw new Error(reading.fault.kind);
  return reading;
}

const idsOf = (rows: readonly TrainingRow[]) => rows.map(({ task_id }) => task_id);

/** The prompts of a run over these tasks, by id. */
async function promptsOfRun(set: readonly Task[], prompt: Plan['prompt']) {
  const plan = { ...presetPlan('paper', { kind: 'web-llm', modelId: 'm' }), prompt };
  const store = new MemoryRunStore();
  const { id } = await createRun({ plan, tasks: set, set, madeWith: '' }, { store, reader });
  return new Map((await store.tasks(id)).map((each) => [each.task.id, each.prompt]));
}

test.each(['paper', 'chat'] as const)('%s rows have the prompts of a run', async (format) => {
  const { rows, shared } = rowsIn(await read(small, format));
  expect(shared).toEqual([]);
  expect(idsOf(rows.train)).toEqual(['601', '602', '603']);
  expect(idsOf(rows.validation)).toEqual(['511', '512']);
  const style = format === 'paper' ? 'paper' : 'instruction';
  const sent = await promptsOfRun(small, { style, exampleCount: 3, shownTestCount: 3 });
  for (const { task_id, prompt } of [...rows.train, ...rows.validation]) {
    const run = sent.get(task_id);
    expect(prompt).toEqual(run?.kind === 'chat' ? run.messages : run?.text);
  }
});

test('a completion is what an example has behind its prompt, or what the instruction asks for', async () => {
  const paper = rowsIn(await read(small, 'paper')).rows.train[0];
  const task = numbered(601);
  expect(`${paper?.prompt}${paper?.completion}`).toBe(
    `${fewShotPrefix([2, 3, 4].map((id) => numbered(id)))}\n\n${fewShotPrefix([task])}`,
  );
  const chat = rowsIn(await read(small, 'chat')).rows.train[0];
  expect(chat?.completion).toEqual([
    { role: 'assistant', content: '```python\ndef add_601(x):\n    return x + 601\n```' },
  ]);
  expect(JSON.stringify(chat?.prompt)).toContain('must be called `add_601`');
});

test('a task that shares a text, a test or a reference with a test task is left out and named', async () => {
  const [eleven, twelve] = [
    numbered(11),
    numbered(12, { challengeTests: ['assert add_12(0)  == 12'] }),
  ];
  const set = [
    ...small.filter(({ id }) => id !== '12'),
    twelve,
    numbered(701, { text: `${eleven.text.replaceAll(' ', '\n ')}` }),
    numbered(702, { tests: ['assert add_12(0) == 12'] }),
    numbered(703, { referenceCode: `import math\n${eleven.referenceCode}` }),
  ];
  const made = rowsIn(await read(set, 'paper'));
  expect(made.shared).toEqual([
    { task: '701', part: 'text', of: '11' },
    { task: '702', part: 'test', of: '12' },
    { task: '703', part: 'reference', of: '11' },
  ]);
  expect(idsOf(made.rows.train)).toEqual(['601', '602', '603']);
  expect(trainingMadeText(made)).toBe(
    '3 training and 2 validation rows. Without 3 tasks that share a text, a test or a reference with a test task: 701, 702 and 703.',
  );
  const kept = rowsIn(await read(set, 'paper', true));
  expect(idsOf(kept.rows.train)).toEqual(['601', '602', '603', '701', '702', '703']);
  expect(trainingMadeText(kept)).toContain('With 3 tasks that share');
});

test('rows are refused where each has a part of a test task, and where there are none', async () => {
  const faultOf = async (set: readonly Task[]) => {
    const reading = await read(set, 'paper');
    return reading.kind === 'fault' ? trainingFaultText(reading.fault) : null;
  };
  const asExample = small.map((task) =>
    task.id === '3' ? numbered(3, { referenceCode: numbered(12).referenceCode }) : task,
  );
  expect(await faultOf(asExample)).toContain('every row contains the reference of task 12');
  expect(await faultOf(small.map((task) => ({ ...task, source: 'starter' })))).toContain(
    'not divided',
  );
  const alike = numbered(12).referenceCode;
  const validation = small.map((task) =>
    splitOf(task) === 'validation' ? { ...task, referenceCode: alike } : task,
  );
  expect(await faultOf(validation)).toContain('every validation task shares');
  expect(await faultOf([...small, numbered(604, { referenceCode: '' })])).toContain(
    'no reference to learn from',
  );
});

test('MBPP gives its published splits, but for six tasks that are in its test split too', async ({
  skip,
}) => {
  if (!has('mbpp')) return skip('there is no copy of MBPP beside the repository');
  const set = tasksOf('mbpp');
  const { rows, shared } = rowsIn(await read(set, 'paper'));
  expect([rows.train.length, rows.validation.length]).toEqual([368, 90]);
  expect(shared).toEqual([
    { task: '602', part: 'text', of: '217' },
    { task: '636', part: 'test', of: '359' },
    { task: '704', part: 'text', of: '248' },
    { task: '840', part: 'test', of: '359' },
    { task: '872', part: 'text', of: '216' },
    { task: '928', part: 'reference', of: '427' },
  ]);
  // As published, with these.
  expect(rows.train.length + shared.length).toBe(374);
});

test('the script is sound where it needs no torch, and the notebook is the script', async ({
  skip,
}) => {
  const script = readFileSync('src/evaluation/training/tune.py', 'utf8');
  const { cells } = JSON.parse(notebookOf(script)) as {
    cells: { cell_type: string; source: string[] }[];
  };
  const back = cells.map(({ cell_type, source }) => {
    const text = source.join('');
    if (cell_type === 'code') return `# %%\n${text}`;
    return `# %% [markdown]\n${text.replace(/^/gm, '# ').replace(/^# $/gm, '#')}`;
  });
  // Empty lines before and after a cell are the formatter's.
  const bare = (text: string) =>
    text.replace(/\n\s*(?=# %%)/g, '\n').replace(/(# %%.*)\n+/g, '$1\n');
  expect(bare(`${back.join('\n')}\n`)).toBe(bare(script));
  if (!hasPython) return skip('there is no python3');
  const tests = 'test/unit/evaluation/training/test_tune.py';
  execFileSync(pythonPath, ['-I', '-B', tests], { stdio: 'pipe' });
});

test('the files are named with their hashes, and come as an archive that others can read', async ({
  skip,
}) => {
  const made = rowsIn(await read(small, 'paper'));
  const files = await trainingFiles(made, (facts) =>
    trainingReadme(mbpp, 'ab12', 'Synthpad 9', facts),
  );
  expect(files.map(({ name }) => name)).toEqual([
    ...['train.jsonl', 'validation.jsonl', 'tune.py', 'tune.ipynb', 'README.md'],
  ]);
  const archive = new Uint8Array(await (await zipOf(files)).arrayBuffer());
  const entries = await Promise.all(
    zipEntries(archive).map(async ({ name, read: bytes }) => ({
      name,
      text: new TextDecoder().decode(await bytes(1e7)),
    })),
  );
  expect(entries).toEqual(files);
  const readme = files.at(-1)?.text;
  expect(readme).toContain('has SHA-256 `ab12`. It is not the published file.');
  expect(readme).toContain('prompt style “Few-shot” with 3 examples and all tests.');
  // The script’s own, which the page offers as a base.
  const [, usual] =
    /model: str = "(.*)"/.exec(readFileSync('src/evaluation/training/tune.py', 'utf8')) ?? [];
  expect(readme).toContain(`python tune.py --model ${usual}\n`);
  const lines = files[0]?.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual(made.rows.train);
  if (!hasPython) return skip('there is no python3');
  const folder = mkdtempSync(join(tmpdir(), 'synthpad-training-'));
  try {
    writeFileSync(join(folder, 'a.zip'), archive);
    const script = `
import hashlib, zipfile
with zipfile.ZipFile("a.zip") as archive:
    assert archive.testzip() is None
    readme = archive.read("README.md").decode()
    for name in ("train.jsonl", "validation.jsonl"):
        bytes = archive.read(name)
        rows = bytes.count(b"\\n")
        assert f"| \`{name}\` | {rows} | \`{hashlib.sha256(bytes).hexdigest()}\` |" in readme, readme
`;
    execFileSync(pythonPath, ['-I', '-c', script], { cwd: folder, stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
