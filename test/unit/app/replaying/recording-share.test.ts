/** Handing a recording on as a link: copied, to be copied by hand, or not made at all. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Recording } from '../../../../src/app/replaying/recording/recording.ts';
import { Playlists } from '../../../../src/app/replaying/playlists.svelte.ts';
import { RecordingShare } from '../../../../src/app/replaying/recording-share.svelte.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

const task = { source: 'starter', id: '3', text: 'Say so.', referenceCode: '', setupCode: '' };
const recording: Recording = {
  ...{ name: 'One', recordedAt: 5, parts: [] },
  task: { ...task, tests: [], challengeTests: [] },
};

afterEach(() => void vi.unstubAllGlobals());

function sharing(copy: (text: Promise<string>) => Promise<void>): RecordingShare {
  const bar = { base: 'https://example.org/' };
  return new RecordingShare({ bar, copy }, new Playlists(keptInMemory()));
}

test('a link is on the clipboard, or there to copy where that is refused', async () => {
  const copied: string[] = [];
  const share = sharing(async (text) => void copied.push(await text));
  await share.copyLink(recording);
  expect(share.phase).toEqual({ kind: 'copied' });
  const [link] = copied;
  expect(link).toMatch(/^https:\/\/example.org\/#\/replay\/[\w-]+$/);
  const refused = sharing(() => Promise.reject(new Error('refused')));
  await refused.copyLink(recording);
  expect(refused.phase).toEqual({ kind: 'made', link });
});

test('where a browser cannot pack a link, the page says so', async () => {
  vi.stubGlobal('CompressionStream', undefined);
  const share = sharing(async (text) => void (await text));
  await share.copyLink(recording);
  expect(share.phase).toEqual({ kind: 'unmade' });
});
