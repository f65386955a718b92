/** Links that carry an attempt: there and back, too long, damaged, hostile. */

import { expect, test } from 'vitest';
import { isSharedHash } from '../../../../src/app/page/address.ts';
import {
  readSharedFragment,
  sharedTask,
  writeSharedFragment,
  type Shared,
} from '../../../../src/app/sharing/link.ts';
import { taskOf } from '../../../support/tasks.ts';

const content: Shared = {
  version: 1,
  task: { source: 'mbpp', id: '11' },
  modelName: 'Qwen2.5-Coder-0.5B',
  request: {
    prompt: { kind: 'chat', messages: [{ role: 'user', content: 'Schreib’ mir ein Programm 🙂' }] },
    sampling: { temperature: 0.2, topP: 0.95, maxTokens: 512, seed: 7, stop: [] },
  },
  reply: '```python\ndef f(): pass\n```',
  program: 'def f(): pass\n',
};

async function fragmentOf(shared: Shared): Promise<string> {
  const fragment = await writeSharedFragment(shared);
  if (!fragment) throw new Error('Too long.');
  return fragment;
}

test('what is written is read again', async () => {
  const fragment = await fragmentOf(content);
  expect(isSharedHash(fragment)).toBe(true);
  expect(fragment).toMatch(/^#\/shared\/[\w-]+$/);
  expect(await readSharedFragment(fragment)).toEqual({ kind: 'shared', shared: content });
});

test('how a search found its program travels with it', async () => {
  const progress = { tried: 9, level: 2, dropped: 1, held: 4, elapsedSeconds: 0.5, best: null };
  const explanation = { how: 'loop' as const, cost: 2, words: ['sum'] };
  const result = { kind: 'found' as const, program: 'def f(): pass', explanation };
  const shared = { ...content, search: { progress, result } };
  expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
});

test.each([
  { reason: { code: 'undefined-name', name: 'g' } as const },
  // As version 0.1 wrote it.
  { sentence: 'An assert uses the name g, which nothing defines.' },
])('why a search found nothing travels with it: %j', async (why) => {
  const progress = { tried: 0, level: 0, dropped: 0, held: 0, elapsedSeconds: 0, best: null };
  const result = { kind: 'refused' as const, best: null, ...why };
  const shared = { ...content, search: { progress, result } };
  expect(await readSharedFragment(await fragmentOf(shared))).toEqual({ kind: 'shared', shared });
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
  const noise = crypto.getRandomValues(new Uint32Array(15_000)).join(',');
  expect(await writeSharedFragment({ ...content, reply: noise })).toBe(null);
});

test.each([
  ['cut', (fragment: string) => fragment.slice(0, -9)],
  ['changed', (fragment: string) => fragment.replace(/.{4}$/, 'AAAA')],
  ['empty', () => '#/shared/'],
  ['no base64', () => '#/shared/%%%'],
])('a link that is %s is damaged', async (_, damage) => {
  expect(await readSharedFragment(damage(await fragmentOf(content)))).toEqual({ kind: 'damaged' });
});

test('a link that unpacks to too much, or to something else, is damaged', async () => {
  const bomb = { ...content, reply: 'x'.repeat(5_000_000) };
  expect(await readSharedFragment(await fragmentOf(bomb))).toEqual({ kind: 'damaged' });
  const other = { ...content, version: 2 } as unknown as Shared;
  expect(await readSharedFragment(await fragmentOf(other))).toEqual({ kind: 'damaged' });
});
