/** Links that carry an attempt: there and back, too long, damaged, hostile. */

import { expect, test } from 'vitest';
import { isSharedHash } from '../../../../src/app/page/address.ts';
import {
  readSharedFragment,
  sharedTask,
  writeSharedFragment,
} from '../../../../src/app/sharing/link.ts';
import type { Shared, SharedTurn } from '../../../../src/app/sharing/link-schema.ts';
import { packText } from '../../../../src/app/sharing/packed-text.ts';
import { taskOf } from '../../../support/tasks.ts';

const request = {
  prompt: {
    kind: 'chat' as const,
    messages: [{ role: 'user' as const, content: 'Schreib’ mir ein Programm 🙂' }],
  },
  sampling: { temperature: 0.2, topP: 0.95, maxTokens: 512, seed: 7, stop: [] },
  shownTestCount: 2,
};

const turn: SharedTurn = {
  author: { kind: 'model', name: 'Qwen2.5-Coder-0.5B' },
  request,
  reply: '```python\ndef f(): pass\n```',
  program: 'def f(): pass\n',
  hint: null,
};

const content: Shared = {
  task: { source: 'mbpp', id: '11' },
  turns: [turn],
  program: 'def f(): pass\n',
};

/** As the first version wrote it. */
const earlier = {
  version: 1,
  task: { source: 'mbpp', id: '11' },
  modelName: 'Qwen2.5-Coder-0.5B',
  request,
  reply: '```python\ndef f(): pass\n```',
  program: 'def f(): pass\n',
};

async function fragmentOf(shared: Shared): Promise<string> {
  const made = await writeSharedFragment(shared);
  if (!made) throw new Error('Too long.');
  expect(made.leftOut).toBe(null);
  return made.fragment;
}

async function read(data: unknown) {
  return readSharedFragment(`#/shared/${await packText(JSON.stringify(data))}`);
}

/** Text that does not compress: a link holds about forty thousand letters of it. */
function noise(length: number): string {
  const letters = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(letters, (letter) => String.fromCharCode(33 + (letter % 94))).join('');
}

test('what is written is read again', async () => {
  const fragment = await fragmentOf(content);
  expect(isSharedHash(fragment)).toBe(true);
  expect(fragment).toMatch(/^#\/shared\/[\w-]+$/);
  expect(await readSharedFragment(fragment)).toEqual({ kind: 'shared', shared: content });
});

test('a dialog travels with all its turns', async () => {
  const hint = { text: 'It also has to work for 0.', from: 'person' as const };
  const shared = { ...content, turns: [turn, { ...turn, hint, program: 'def f(): return 0' }] };
  expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
});

test('a step of a call travels with its program', async () => {
  const stepping = { call: 'f(1)', step: 12, expected: '2', breakpoints: [2, 14] };
  const fragment = await fragmentOf({ ...content, stepping });
  expect(await readSharedFragment(fragment)).toEqual({
    kind: 'shared',
    shared: { ...content, stepping },
  });
});

test('a link without breakpoints leads to its step, and so does one with none that can be read', async () => {
  const stepping = { call: 'f(1)', step: 12 };
  for (const breakpoints of [undefined, 'all', [0], [1.5], Array(1000).fill(1)]) {
    const reading = await read({ version: 2, ...content, stepping: { ...stepping, breakpoints } });
    expect(reading).toMatchObject({ kind: 'shared', shared: { stepping } });
    const told = reading.kind === 'shared' ? (reading.shared.stepping?.breakpoints ?? []) : null;
    expect(told).toEqual([]);
  }
});

test.for([
  { call: 'f(1)', step: -1 },
  { call: 'f(1)', step: 1.5 },
  { call: 'f('.repeat(10_000), step: 1 },
  { step: 1 },
])('a step that is none leaves the program of a link: %j', async (stepping) => {
  expect(await read({ version: 2, ...content, stepping })).toEqual({
    kind: 'shared',
    shared: content,
  });
});

test('how a search found its program travels with it', async () => {
  const progress = { tried: 9, level: 2, dropped: 1, held: 4, elapsedSeconds: 0.5, best: null };
  const explanation = { how: 'loop' as const, cost: 2, words: ['sum'] };
  const result = { kind: 'found' as const, program: 'def f(): pass', explanation };
  const shared = { ...content, turns: [{ ...turn, search: { progress, result } }] };
  expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
});

test.each([
  { reason: { code: 'undefined-name', name: 'g' } as const },
  // As version 0.1 wrote it.
  { sentence: 'An assert uses the name g, which nothing defines.' },
])('why a search found nothing travels with it: %j', async (why) => {
  const progress = { tried: 0, level: 0, dropped: 0, held: 0, elapsedSeconds: 0, best: null };
  const result = { kind: 'refused' as const, best: null, ...why };
  const shared = { ...content, turns: [{ ...turn, search: { progress, result } }] };
  expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
});

test('a link of the first version is read as a dialog of one turn', async () => {
  expect(await read(earlier)).toEqual({ kind: 'shared', shared: content });
  const { prompt, sampling } = request;
  const unsaid = { prompt, sampling };
  expect(await read({ ...earlier, request: unsaid })).toMatchObject({
    shared: { turns: [{ request: unsaid }] },
  });
  const byHand = { ...earlier, modelName: null, request: null, reply: null };
  expect(await read(byHand)).toEqual({ kind: 'shared', shared: { ...content, turns: [] } });
});

test.each([
  ['prompts of the turns in the middle', 'details', [20_000, 20_000, 20_000], 0],
  ['the oldest replies', 'details', [0, 0, 0], 25_000],
  ['the oldest turns', 'turns', [0, 0, 0], 60_000],
])('a dialog that is too long leaves out %s', async (_, leftOut, prompts, size) => {
  const turns = prompts.map((length, index) => ({
    ...turn,
    request: { ...request, prompt: { kind: 'completion' as const, text: noise(length) } },
    reply: noise(leftOut === 'details' ? size : 0),
    // Of two turns the programs alone are too long.
    program: noise(leftOut === 'turns' && index < 2 ? size : 10),
  }));
  const made = await writeSharedFragment({ ...content, turns });
  expect(made?.leftOut).toBe(leftOut);
  const reading = await readSharedFragment(made?.fragment ?? '');
  const kept = reading.kind === 'shared' ? reading.shared : null;
  expect(kept?.leftOut).toBe(leftOut);
  expect(kept?.turns.at(-1)).toEqual(turns.at(-1));
  const programs = kept?.turns.map(({ program }) => program);
  expect(programs).toEqual(
    (leftOut === 'turns' ? turns.slice(2) : turns).map(({ program }) => program),
  );
});

test('the hidden inputs of a task travel with it', () => {
  const hidden = { kind: 'mbpp-plus' as const, row: '{"entry_point": "f"}' };
  expect(sharedTask({ ...taskOf([]), source: 'own-file', hidden })).toMatchObject({ hidden });
});

test('a task of one’s own travels whole, a published one by its name', async () => {
  const set = 'own-0123456789abcdef';
  const own = taskOf(['assert f(1) == 2'], { source: set, id: 'mine' });
  const shared = { ...content, task: sharedTask(own) };
  // Under the name that all own files had once, so that an older page opens it.
  expect(shared.task).toEqual({ ...own, source: 'own-file', set });
  expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
  expect(sharedTask({ ...own, source: 'mbpp' })).toEqual({ source: 'mbpp', id: 'mine' });
});

test('what is too long for a link is refused', async () => {
  const turns = [{ ...turn, reply: noise(60_000) }];
  expect(await writeSharedFragment({ ...content, turns })).toBe(null);
});

test.each([
  ['cut', (fragment: string) => fragment.slice(0, -9)],
  ['changed', (fragment: string) => fragment.replace(/.{4}$/, 'AAAA')],
  ['empty', () => '#/shared/'],
  ['no base64', () => '#/shared/%%%'],
])('a link that is %s is damaged', async (_, damage) => {
  expect(await readSharedFragment(damage(await fragmentOf(content)))).toEqual({ kind: 'damaged' });
});

test('a link that unpacks to too much is refused, and one to something else is damaged', async () => {
  const bomb = { ...content, program: 'x'.repeat(5_000_000) };
  expect(await readSharedFragment(await fragmentOf(bomb))).toEqual({ kind: 'too-large' });
  expect(await read({ ...content, version: 3 })).toEqual({ kind: 'damaged' });
});

test('a link that holds too much is told from a damaged one', async () => {
  const taskWith = (count: number) => ({
    ...{ source: 'own-file', id: '1', text: 'Do it.', referenceCode: '', setupCode: '' },
    ...{ tests: Array(count).fill('assert f()'), challengeTests: [] },
  });
  const read = async (fields: object) => {
    const whole = { version: 2, turns: [], program: '', task: taskWith(1), ...fields };
    return (await readSharedFragment(`#/shared/${await packText(JSON.stringify(whole))}`)).kind;
  };
  expect(await read({ task: taskWith(500) })).toBe('shared');
  expect(await read({ task: taskWith(501) })).toBe('too-large');
  expect(await read({ turns: Array(501).fill(turn) })).toBe('too-large');
  expect(await read({ program: 'x'.repeat(2_000_001) })).toBe('too-large');
  expect(await read({ program: 1 })).toBe('damaged');
});

test('a link may ask that the task be solved alone; one of an earlier version asks nothing', async () => {
  const task = { ...content, turns: [], program: '' };
  for (const solving of ['with-hints', 'without-hints'] as const) {
    const shared = { ...task, solving };
    expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
  }
  expect(await read({ version: 2, ...task })).toEqual({ kind: 'shared', shared: task });
  expect(await read({ version: 2, ...task, solving: 'asleep' })).toEqual({ kind: 'damaged' });
});
