/** The link to writers side by side: there and back, and what it does not hold. */
import { expect, test } from 'vitest';
import { readSharedFragment } from '../../../../src/app/sharing/link.ts';
import { packText } from '../../../../src/app/sharing/packed-text.ts';
import { LaneLink } from '../../../../src/app/side-by-side/lane-link.svelte.ts';
import { fakePage } from '../fake-page.ts';
import { sourceOf } from '../made-up-tasks.ts';
import { NamedModels, onCpu, onServer, openLanes, search, task } from './lanes.ts';

const specs = [onCpu('one'), search, onServer('two')] as const;

async function copiedLink(counts: readonly (number | null)[] = []) {
  const opened = await openLanes(specs, new NamedModels(specs), counts);
  const { sideBySide, workspace, promptState, copied } = opened;
  promptState.change({ temperature: 0.7, seed: 5, searchSeconds: 3 });
  promptState.edit(promptState.parts.length - 1, 'Write it, please.');
  const { copy, bar } = opened.forSideBySide;
  const link = new LaneLink({ sideBySide, workspace, copy, bar });
  await link.share();
  expect(link.phase).toEqual({ kind: 'copied' });
  return copied[0] ?? '';
}

test('it brings the same writers to the same task, with the same prompt and sampling', async () => {
  const link = await copiedLink();
  const fake = fakePage([sourceOf([task])], new NamedModels(specs));
  fake.bar.hash = new URL(link).hash;
  await fake.shareState.follow();
  const { shareState, promptState, workspace, attempts } = fake;
  expect(workspace.task).toMatchObject({ source: 'starter', id: '1' });
  expect(shareState.sideBySide?.writers).toEqual(specs);
  const request = promptState.request();
  expect(request?.sampling).toMatchObject({ temperature: 0.7, seed: 5 });
  expect(JSON.stringify(request?.prompt)).toContain('Write it, please.');
  expect(promptState.choices.searchSeconds).toBe(3);
  // It brings no program, and takes none away.
  expect([workspace.program, attempts.all, shareState.received]).toEqual(['', [], null]);
});

test('it brings how many tests each search is shown, and says nothing of that where they see the same', async () => {
  const read = async (link: string) => readSharedFragment(new URL(link).hash);
  expect(await read(await copiedLink([null, 1, null]))).toMatchObject({
    shared: { sideBySide: { shownTestCounts: [null, 1, null] } },
  });
  expect(await read(await copiedLink())).not.toHaveProperty('shared.sideBySide.shownTestCounts');
});

test.each([[[7, 'two', -1]], ['none'], [[1]], [[]]])(
  'numbers of shown tests that are none (%j) cost the link no writer',
  async (shownTestCounts) => {
    const request = {
      prompt: { kind: 'chat', messages: [] },
      sampling: { temperature: 0, topP: 1, maxTokens: 16, seed: 1, stop: [] },
    };
    const data = {
      ...{ version: 2, task: { source: 'starter', id: '1' }, turns: [], program: '' },
      sideBySide: { writers: [search, search, onCpu('one')], request, shownTestCounts },
    };
    const reading = await readSharedFragment(`#/shared/${await packText(JSON.stringify(data))}`);
    expect(reading).toMatchObject({
      shared: { sideBySide: { writers: [search, search, onCpu('one')] } },
    });
    const counts = reading.kind === 'shared' ? reading.shared.sideBySide?.shownTestCounts : null;
    expect(counts?.filter((count) => count !== null && (count < 0 || count > 3))).toEqual([]);
  },
);

test('a kind of writer that a later version has costs the link no more than that writer', async () => {
  const request = {
    prompt: { kind: 'chat', messages: [] },
    sampling: { temperature: 0, topP: 1, maxTokens: 16, seed: 1, stop: [] },
  };
  const data = {
    ...{ version: 2, task: { source: 'starter', id: '1' }, turns: [], program: '' },
    sideBySide: { writers: [{ kind: 'quantum', qubits: 3 }, onCpu('one')], request },
  };
  const reading = await readSharedFragment(`#/shared/${await packText(JSON.stringify(data))}`);
  expect(reading).toMatchObject({
    ...{ kind: 'shared', shared: { sideBySide: { writers: [null, onCpu('one')], request } } },
  });
});

test('what a later version may say of writers costs the link no more than them', async () => {
  const data = {
    ...{ version: 2, task: { source: 'starter', id: '1' }, turns: [], program: 'x = 1' },
    sideBySide: { writers: Array.from({ length: 4 }, () => onCpu('one')), request: {} },
  };
  const reading = await readSharedFragment(`#/shared/${await packText(JSON.stringify(data))}`);
  expect(reading).toMatchObject({ kind: 'shared', shared: { program: 'x = 1' } });
  expect(reading).not.toHaveProperty('shared.sideBySide');
});

test('only a prompt that is too long is said to be', async () => {
  const opened = await openLanes(specs, new NamedModels(specs));
  const { sideBySide, workspace, promptState } = opened;
  const { copy, bar } = opened.forSideBySide;
  const parts = { sideBySide, workspace, copy, bar };
  const broken = {
    get base(): string {
      throw new Error('no address');
    },
  };
  const link = new LaneLink({ ...parts, bar: broken });
  await link.share();
  expect(link.phase).toEqual({ kind: 'failed' });
  const noise = crypto.getRandomValues(new Uint8Array(60_000)).toString();
  promptState.edit(promptState.parts.length - 1, noise);
  const long = new LaneLink(parts);
  await long.share();
  expect(long.phase).toEqual({ kind: 'too-long' });
});
