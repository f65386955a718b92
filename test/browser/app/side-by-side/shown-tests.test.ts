/** Searches side by side that are shown different numbers of tests: asked, recorded, kept. */
import { expect, test, vi } from 'vitest';
import type { Lane } from '../../../../src/app/side-by-side/lane.svelte.ts';
import { stepsOf } from '../../../../src/app/replaying/recording/recording.ts';
import { recordingOf } from '../../../../src/app/replaying/recording/make-recording.ts';
import { shownCountOf } from '../../../../src/app/work/records.ts';
import { generationOf } from '../fake-models.ts';
import { NamedModels, onServer, openLanes, search, task } from './lanes.ts';

const counts = { tried: 9, level: 2, dropped: 1, held: 4, elapsedSeconds: 0.5, best: null };
const reason = { code: 'nothing-fits' } as const;

type Opened = Awaited<ReturnType<typeof openLanes>>;

async function openSearches(...shown: (number | null)[]): Promise<Opened> {
  return openLanes(
    shown.map(() => search),
    new NamedModels([]),
    shown,
  );
}

/** All searches that were asked end, and find nothing. */
async function endSearches({ models }: Opened, count: number, from = 0): Promise<void> {
  await vi.waitFor(() => expect(models.search.calls).toHaveLength(from + count));
  for (const { options, held } of models.search.calls.slice(from)) {
    options.onSearch?.(counts, { kind: 'not-found', reason, progress: counts } as never);
    held.finish(generationOf('Nothing was found.'));
  }
}

function recordedCounts({ sideBySide, attempts }: Opened): (number | undefined)[] {
  return sideBySide.lanes.map(({ result }) => {
    const attempt = attempts.byId(result?.attemptId ?? '');
    return attempt
      ? shownCountOf({ ...attempt, search: attempt.reply?.search ?? null })
      : undefined;
  });
}

test('each search sees its own number, a model what its prompt shows, and each attempt says so', async () => {
  const models = new NamedModels([onServer('one')]);
  const opened = await openLanes([search, search, onServer('one')], models, [1, null, 1]);
  const { sideBySide, promptState } = opened;
  promptState.change({ shownTestCount: 2 });
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  models.modelOf('one').last.held.finish(generationOf('No.'));
  await endSearches(opened, 2);
  await done;
  const asked = models.search.calls.map(({ request }) => request.brief.shownTests);
  expect(asked).toEqual([task.tests.slice(0, 1), task.tests]);
  expect(models.modelOf('one').last.request.brief.shownTests).toEqual(task.tests);
  expect(recordedCounts(opened)).toEqual([1, 2, 2]);
  expect(sideBySide.lanes.map(({ result }) => result?.shownTestCount)).toEqual([1, 2, 2]);
});

test('a lane that writes again is asked, and recorded, with its own number', async () => {
  const opened = await openSearches(1, 3);
  const { sideBySide, models, promptState } = opened;
  const [one, two] = sideBySide.lanes;
  const done = sideBySide.write();
  await endSearches(opened, 2);
  await done;
  sideBySide.show(one as Lane, 0);
  // What all others are shown next is nothing that this round was asked with.
  promptState.change({ shownTestCount: 2 });
  const again = [sideBySide.writeAgain(one as Lane), sideBySide.writeAgain(two as Lane)];
  await endSearches(opened, 2, 2);
  await Promise.all(again);
  expect(models.search.calls.slice(2).map(({ request }) => request.brief.shownTests)).toEqual([
    [],
    task.tests,
  ]);
  expect(recordedCounts(opened)).toEqual([0, 3]);
});

test('a model that writes again is recorded with the number that its prompt was made for', async () => {
  const opened = await openLanes([onServer('one'), search], new NamedModels([onServer('one')]));
  const { sideBySide, models, promptState } = opened;
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  models.modelOf('one').last.held.finish(generationOf('No.'));
  await endSearches(opened, 1);
  await done;
  promptState.change({ shownTestCount: 1 });
  const again = sideBySide.writeAgain(sideBySide.lanes[0] as Lane);
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(2));
  models.modelOf('one').last.held.finish(generationOf('No.'));
  await again;
  expect(models.modelOf('one').last.request.brief.shownTests).toEqual(task.tests);
  expect(recordedCounts(opened)[0]).toBe(3);
});

test('lanes come back as they were put up last, with their numbers; nothing is kept of the usual ones', async () => {
  const models = new NamedModels([onServer('one')]);
  const first = await openLanes(null, models);
  expect(await first.settings.setting('side-by-side-lanes')).toBe(undefined);
  const [lane] = first.sideBySide.lanes;
  first.sideBySide.choose(lane as Lane, models.defaultOffer);
  first.sideBySide.show(lane as Lane, 1);
  await first.sideBySide.close();
  const { sideBySide } = await openLanes(null, models, [], first);
  expect(sideBySide.choices).toEqual([
    { writer: search, shownTestCount: 1 },
    { writer: search, shownTestCount: null },
  ]);
  // A link's are not put in their place before a person changes something there.
  await openLanes([search, onServer('one')], models, [0], first);
  const again = await openLanes(null, models, [], first);
  expect(again.sideBySide.choices.map(({ shownTestCount }) => shownTestCount)).toEqual([1, null]);
});

test.each([
  [
    'of a later version',
    [{ writer: { kind: 'quantum' }, shownTestCount: 'half' }, { writer: search }],
  ],
  ['too many', Array.from({ length: 5 }, () => ({ writer: search, shownTestCount: 9 }))],
  ['no list', { writer: search }],
  ['empty', []],
])('kept lanes that are %s open what can be read of them, or the usual ones', async (_, kept) => {
  const models = new NamedModels([]);
  const fake = await openLanes(null, models);
  await fake.settings.keepSetting('side-by-side-lanes', kept);
  const { sideBySide } = await openLanes(null, models, [], fake);
  expect(sideBySide.lanes.length).toBeGreaterThan(1);
  expect(sideBySide.lanes.length).toBeLessThan(4);
  expect(sideBySide.lanes.map(({ shownTestCount }) => shownTestCount)).not.toContain(9);
  expect(sideBySide.lanes.some(({ offer }) => offer?.engineId === 'search')).toBe(true);
});

test('their recording shows two searches side by side that were shown different tests', async () => {
  const opened = await openSearches(1, 3);
  const { sideBySide, attempts } = opened;
  const done = sideBySide.write();
  await endSearches(opened, 2);
  await done;
  const written = sideBySide.lanes.flatMap(({ result }) => {
    const attempt = attempts.byId(result?.attemptId ?? '');
    return attempt ? [{ ...attempt, round: 'side-by-side' }] : [];
  });
  const { parts } = recordingOf(task, written, '');
  expect(parts.map((part) => shownCountOf(part))).toEqual([1, 3]);
  expect(stepsOf(parts)).toEqual([[0, 1]]);
  const same = parts.map((part) => ({ ...part, search: parts[0]?.search ?? (null as never) }));
  expect(stepsOf(same)).toEqual([[0], [1]]);
});
