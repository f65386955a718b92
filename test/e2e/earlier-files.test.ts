/** The plans and logs that an earlier version saved, opened on the page and by the commands. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { main as evaluate } from '../../src/terminal/evaluate.ts';
import { main as merge } from '../../src/terminal/merge.ts';
import { dropFile } from '../support/drop-file.ts';
import {
  contentOf,
  earlierLinks,
  earlierLogs,
  earlierPlans,
  folder,
  underNewNames,
} from '../support/earlier-version.ts';
import { headless, outcomesOf, savedFile, statuses, useEarlierVisits } from './earlier-visits.ts';

const visits = useEarlierVisits();
const { visit } = visits;
/** Where the commands write. */
let written: string;
const path = (name: string) => join(written, name);

beforeEach(async () => {
  written = await mkdtemp(join(tmpdir(), 'synthpad-earlier-'));
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(written, { recursive: true, force: true });
});

test('every plan opens as it was saved', async () => {
  const page = await visit('#/evaluation');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.waitFor();
  for (const text of Object.values(earlierPlans)) {
    const plan = JSON.parse(text);
    await dropFile(page, 'plan.json', text);
    await expect.poll(() => name.inputValue()).toBe(plan.name);
    expect(JSON.parse(await savedFile(page, 'Export plan'))).toEqual(plan);
  }
});

test('a link to a plan opens it', async () => {
  const link = earlierLinks['plan'] ?? '';
  const page = await visit(link);
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => name.inputValue()).toBe('Finished by a model');
  expect(JSON.parse(await savedFile(page, 'Export plan'))).toEqual(contentOf(link));
});

interface Line {
  readonly kind: string;
  readonly run?: { readonly id: string; readonly plan: { readonly name: string } };
  readonly task?: string | object;
  readonly index?: number;
  readonly verdict?: { readonly status: string } | null;
}

/** Of lines that come again the last one counts. The id and time are new in every merge. */
function contentsOf(log: string) {
  const all = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { run } = all.findLast(({ kind }) => kind === 'run');
  const keyOf = ({ kind, task, index }: Line) => JSON.stringify([kind, task, index]);
  const lines = all.filter(({ kind }) => kind !== 'run').map((line) => [keyOf(line), line]);
  return { run: { ...run, id: '', createdAt: 0 }, lines: Object.fromEntries(lines) };
}

test('every log opens with its outcomes', async () => {
  const page = await visit('#/evaluation');
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  const other = await headless(page, visits.address);
  for (const log of Object.values(earlierLogs)) {
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const { run } = lines[0] ?? {};
    if (!run) throw new Error('A log begins with its run.');
    await dropFile(page, 'log.jsonl', log);
    await page.locator(`a[aria-current="page"][href="#/evaluation/${run.id}"]`).waitFor();
    await page.getByRole('heading', { level: 1, name: run.plan.name, exact: true }).waitFor();
    const before = lines.flatMap(({ kind, task, index = 0, verdict }) =>
      kind === 'sample' && typeof task === 'string'
        ? [{ task, index, status: verdict?.status ?? null }]
        : [],
    );
    expect(before.length).toBeGreaterThan(0);
    expect(statuses(await outcomesOf(other, run.id))).toEqual(statuses(before));
    const saved = await savedFile(page, 'Save Complete log');
    expect(contentsOf(saved)).toEqual(underNewNames(contentsOf(log)));
  }
});

test('shards of an earlier version are merged to the same whole', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  const logs = [1, 2].map((shard) => `${folder}/logs/command-shard-${shard}.jsonl`);
  expect(await merge(['--out', path('whole.jsonl'), ...logs])).toBe(0);
  const whole = await readFile(path('whole.jsonl'), 'utf8');
  const merged = contentsOf(earlierLogs['merged'] ?? '');
  expect(contentsOf(whole)).toEqual(underNewNames(merged));
});

test('a log that an earlier version began is gone on with', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const log = earlierLogs['command-shard-2'] ?? '';
  const lines = log.trimEnd().split('\n');
  const plan = JSON.parse(lines[0] ?? '').run.plan;
  const begun = `${lines.slice(0, -1).join('\n')}\n`;
  await writeFile(path('plan.json'), JSON.stringify(plan));
  await writeFile(path('log.jsonl'), begun);
  const page = await visit('headless.html');
  const open = async () => ({ page, close: () => page.close() });
  const files = ['--plan', path('plan.json'), '--out', path('log.jsonl')];
  expect(await evaluate([...files, '--shard', '2/2', '--resume', '--workers', '1'], open)).toBe(0);
  const whole = await readFile(path('log.jsonl'), 'utf8');
  expect(whole.startsWith(begun)).toBe(true);
  const samples = whole.split('\n').filter((line) => line.startsWith('{"kind":"sample"'));
  const tasks = samples.map((line) => JSON.parse(line).task);
  expect([...new Set(tasks)].sort()).toEqual(['2', '4']);
});
