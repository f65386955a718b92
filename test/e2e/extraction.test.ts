/**
 * Extraction on published data, where a copy lies beside the repository: replies that hold a right
 * program each, completions that pass as they are, and bodies of functions.
 */

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExtractRequest } from '../../src/headless.ts';
import { main as grade } from '../../src/terminal/grade.ts';
import { readTasks } from '../../src/terminal/input.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { has, pathOf, publishedSamples, publishedVerdicts, tasksOf } from '../support/published.ts';

const replies = '../shared/cases/replies.jsonl';
const replyTasks = '../shared/cases/replies.tasks.jsonl';

afterEach(() => vi.restoreAllMocks());

describe.skipIf(!existsSync(replies) || !existsSync(replyTasks))('replies of models', () => {
  test('all pass once their program is extracted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'synthpad-extraction-'));
    try {
      vi.spyOn(console, 'log').mockReturnValue();
      const out = join(folder, 'graded.jsonl');
      const files = ['--tasks', replyTasks, '--samples', replies, '--out', out];
      expect(await grade([...files, '--extract', 'reply'])).toBe(0);
      const names = readFileSync(replies, 'utf8').trim().split('\n');
      const lines = (await readFile(out, 'utf8')).trim().split('\n');
      expect(lines).toHaveLength(names.length);
      const failed = names.filter((_, at) => JSON.parse(lines[at] ?? '').passed !== true);
      expect(failed).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('published completions', () => {
  let page: HeadlessPage;
  beforeAll(async () => {
    page = await openHeadlessPage();
  });
  afterAll(() => page?.close());

  async function programsOf(requests: readonly ExtractRequest[]) {
    const extractions = await page.page.evaluate(
      (all) => window.synthpad.extract('reply', all),
      requests,
    );
    return extractions.map(({ program }) => program?.trimEnd());
  }

  test.skipIf(!has('samples', 'verdicts', 'mbppPlus'))('that pass stay as they are', async () => {
    const [samples, verdicts, tasks] = [
      await publishedSamples(),
      publishedVerdicts(),
      new Map(tasksOf('mbppPlus').map((task) => [task.id, task])),
    ];
    const requests = samples.flatMap(({ taskId, program }) => {
      const task = tasks.get(taskId);
      return task && verdicts.get(taskId)?.base ? [{ task, reply: program }] : [];
    });
    expect(requests.length).toBeGreaterThan(200);
    expect(await programsOf(requests)).toEqual(requests.map(({ reply }) => reply.trimEnd()));
  });

  test.skipIf(!has('humanEval'))('that go on with code stand behind it', async () => {
    const { tasks } = await readTasks(pathOf('humanEval'));
    const bodyOf = ({ referenceCode, codePrompt = '' }: (typeof tasks)[number]) =>
      referenceCode.slice(codePrompt.length);
    const expected = tasks.map(({ referenceCode }) => referenceCode.trimEnd());
    for (const wrap of [
      (body: string) => body,
      (body: string) => `${body.trimEnd()}<|endoftext|>`,
      (body: string) => `${body}\n\nThis isn't hard.\n`,
    ]) {
      const requests = tasks.map((task) => ({ task, reply: wrap(bodyOf(task)) }));
      expect(await programsOf(requests)).toEqual(expected);
    }
  });
});
