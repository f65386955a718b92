/** Recordings as they travel: made of attempts, written, read back, and refused with a reason. */
import { expect, test } from 'vitest';
import { recordingOf } from '../../../../src/app/replaying/recording/make-recording.ts';
import {
  readPlaylist,
  writePlaylist,
} from '../../../../src/app/replaying/recording/recording-file.ts';
import {
  readRecordingFragment,
  writeRecordingFragment,
} from '../../../../src/app/replaying/recording/recording-link.ts';
import {
  recordingFrom,
  writtenRecording,
} from '../../../../src/app/replaying/recording/recording-schema.ts';
import {
  type RecordedPart,
  type Recording,
  stepsOf,
  threadTo,
} from '../../../../src/app/replaying/recording/recording.ts';
import { packText } from '../../../../src/app/sharing/packed-text.ts';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';
import { atOnce } from '../../../../src/platform/in-turns.ts';
import { mostMoments, mostRecordings, mostTurns } from '../../../../src/platform/text-limits.ts';
import { textAlone } from '../../../../src/synthesis/generations.ts';
import type { Task } from '../../../../src/tasks/task.ts';

const task: Task = {
  source: 'starter',
  id: '3',
  text: 'Give the last word.',
  referenceCode: 'def last(s):\n    return s.split()[-1]',
  setupCode: '',
  tests: ['assert last("a b") == "b"'],
  challengeTests: [],
};

const request: NonNullable<AttemptRecord['request']> = {
  prompt: { kind: 'chat', messages: [{ role: 'user', content: 'Write last.' }] },
  sampling: { temperature: 0, topP: 1, maxTokens: 99, seed: 1, stop: [] },
  shownTestCount: 3,
};

function attempt(fields: Partial<AttemptRecord>): AttemptRecord {
  return { ...newAttempt('starter/3'), ...fields };
}

function dialog(reply = 'def last(s):\n    return s'): AttemptRecord[] {
  const first = attempt({
    author: { kind: 'model', name: 'Tiny' },
    request,
    reply: {
      generation: { ...textAlone(reply, 'stop'), totalMs: 900, firstTokenMs: 100, replyTokens: 7 },
      ...{ isWhole: true, search: null, timing: [100, 4, 300, 9] },
    },
    program: reply,
    ...{ status: 'failed-assertion', testsPassed: 0, testsCount: 1 },
  });
  const second = attempt({
    program: 'def last(s):\n    return s.split()[-1]',
    after: first.id,
    hint: { text: 'It gives all of it.', from: 'person' },
    ...{ status: 'passed', testsPassed: 1, testsCount: 1 },
  });
  return [first, second];
}

/** Numbers below a limit that no compression makes short. */
function numbers(): (limit: number) => number {
  let state = 7;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

async function roundTrip(recording: Recording) {
  const fragment = await writeRecordingFragment(recording);
  return { fragment, read: await readRecordingFragment(fragment ?? '') };
}

test('a session is its attempts, with timing, hints and recorded verdicts, and survives a link', async () => {
  const recording = recordingOf(task, dialog(), 'Last words');
  expect(recording.parts).toMatchObject([
    {
      author: { name: 'Tiny' },
      ...{ round: 0, after: null, timing: [100, 4, 300, 9] },
      reply: { totalMs: 900, replyTokens: 7 },
      recorded: { status: 'failed-assertion', testsPassed: 0, testsCount: 1 },
    },
    { author: { kind: 'person' }, round: 1, after: 0, hint: { text: 'It gives all of it.' } },
  ]);
  const { fragment, read } = await roundTrip(recording);
  expect(fragment).toMatch(/^#\/replay\/[\w-]+$/);
  expect(read).toEqual(recording);
});

test('attempts that hold nothing are left out, and what answered to them is a first', () => {
  const [first, second] = dialog();
  if (!first || !second) throw new Error('no dialog');
  const empty = { ...first, reply: null, program: null };
  expect(recordingOf(task, [empty, second], '').parts).toMatchObject([{ after: null }]);
});

test('a task of one’s own travels whole, under no name of this browser', async () => {
  const own = { ...task, source: 'own-0123456789abcdef' };
  const { read } = await roundTrip(recordingOf(own, dialog(), ''));
  expect(read).toMatchObject({ task: { source: 'own-file', tests: task.tests } });
});

test('a long session loses the finest of its pace in a link, and one that is too long has none', async () => {
  const random = numbers();
  const noise = Array.from({ length: 200_000 }, () => random(36).toString(36)).join('');
  const timing = Array.from({ length: 60_000 }, (_, at) => (at % 2 ? 1 : 40 + random(200)));
  const [first] = dialog();
  if (!first?.reply) throw new Error('no reply');
  const paced = { ...first, reply: { ...first.reply, timing } };
  const { read } = await roundTrip(recordingOf(task, [paced], ''));
  if (typeof read === 'string') throw new Error(read);
  const kept = read.parts[0]?.timing ?? [];
  expect(kept.length).toBeLessThan(timing.length);
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
  expect(sum(kept)).toBe(sum(timing));
  const long = dialog(noise);
  expect(await writeRecordingFragment(recordingOf(task, long, ''))).toBeNull();
  const playlist = { name: 'Long', recordings: [recordingOf(task, long, '')] };
  expect(await readPlaylist(new Blob([writePlaylist(playlist)]))).toMatchObject({
    kind: 'playlist',
    playlist: { recordings: [{ parts: [{ program: noise }, {}] }] },
  });
});

test('a link that was cut, is of a later version or holds too much is refused by its reason', async () => {
  const written = writtenRecording(recordingOf(task, dialog(), '')) as Record<string, unknown>;
  const linkTo = async (data: unknown) => `#/replay/${await packText(JSON.stringify(data))}`;
  const whole = await linkTo(written);
  expect(await readRecordingFragment(whole.slice(0, -9))).toBe('damaged');
  expect(await readRecordingFragment('#/replay/')).toBe('damaged');
  expect(await readRecordingFragment(await linkTo({ ...written, version: 2 }))).toBe('newer');
  const many = Array.from({ length: mostTurns + 1 }, () => ({}));
  expect(await readRecordingFragment(await linkTo({ ...written, parts: many }))).toBe('too-large');
  const foreign = { ...written, parts: [{ program: 3 }] };
  expect(await readRecordingFragment(await linkTo(foreign))).toBe('damaged');
});

test('a recording is read part by part, and ends at the first that is faulty', async () => {
  const parts = recordingOf(task, dialog(), '').parts;
  const written = { version: 1, name: '', recordedAt: 0, task, parts: [...parts, ...parts] };
  expect([...recordingFrom(written)]).toHaveLength(4);
  const faulty = { ...written, parts: [...parts, {}, ...parts] };
  const reading = recordingFrom(faulty);
  for (const turn of [0, 1, 2]) expect([turn, reading.next().done]).toEqual([turn, false]);
  expect(reading.next()).toEqual({ done: true, value: 'damaged' });
});

test('timing that is too long or none at all costs a reply its pace, and nothing else', () => {
  const read = (timing: unknown) => {
    const parts = recordingOf(task, dialog(), '').parts.map((part) => ({ ...part, timing }));
    const recording = atOnce(recordingFrom({ version: 1, name: '', recordedAt: 0, task, parts }));
    if (typeof recording === 'string') throw new Error(recording);
    return recording.parts.map((part) => part.timing?.length);
  };
  expect(read(Array(mostMoments).fill(1))).toEqual([mostMoments, mostMoments]);
  expect(read(Array(mostMoments + 2).fill(1))).toEqual([0, 0]);
  expect([[1, -1], [1, 0.5], [1, '2'], 'fast', {}].map(read)).toEqual(Array(5).fill([0, 0]));
});

test('a playlist keeps its order; what cannot be read of it is left out and counted', async () => {
  const [one, two] = ['One', 'Two'].map((name) => recordingOf(task, dialog(), name));
  if (!one || !two) throw new Error('nothing recorded');
  const text = writePlaylist({ name: 'Loops', recordings: [two, one] });
  expect(await readPlaylist(new Blob([text]))).toEqual({
    kind: 'playlist',
    playlist: { name: 'Loops', recordings: [two, one] },
    unreadableCount: 0,
  });
  const file = JSON.parse(text) as { recordings: unknown[] };
  const kindOf = async (content: unknown) =>
    (await readPlaylist(new Blob([JSON.stringify(content)]))).kind;
  const partly = { ...file, recordings: [...file.recordings, { version: 1 }] };
  expect(await readPlaylist(new Blob([JSON.stringify(partly)]))).toMatchObject({
    unreadableCount: 1,
    playlist: { recordings: [{ name: 'Two' }, { name: 'One' }] },
  });
  expect(await kindOf({ ...file, recordings: [{ version: 1 }] })).toBe('damaged');
  expect(await kindOf({ ...file, recordings: [] })).toBe('empty');
  expect(await kindOf({ ...file, version: 2 })).toBe('newer');
  expect(await kindOf({ ...file, recordings: Array(mostRecordings + 1).fill({}) })).toBe(
    'too-many',
  );
  expect(await kindOf({ tasks: [] })).toBe('no-replay-file');
  expect((await readPlaylist(new Blob(['{"format": "synthpad-rep']))).kind).toBe('no-replay-file');
});

test('parts of one round by different authors stand side by side, three at most; samples do not', () => {
  const part = (round: number, name: string | null): RecordedPart => ({
    author: name === null ? { kind: 'person' } : { kind: 'model', name },
    ...{ round, after: null, hint: null, request: null, reply: null, program: '', recorded: null },
  });
  const steps = (...parts: RecordedPart[]) => stepsOf(parts);
  expect(steps(part(0, 'A'), part(0, 'B'), part(1, 'A'))).toEqual([[0, 1], [2]]);
  expect(steps(part(0, 'A'), part(0, 'A'))).toEqual([[0], [1]]);
  expect(steps(part(0, 'A'), part(0, null))).toEqual([[0], [1]]);
  expect(steps(...['A', 'B', 'C', 'D'].map((name) => part(0, name)))).toEqual([[0, 1, 2], [3]]);
});

test('a thread that points forwards or at itself ends', () => {
  const [first, second] = recordingOf(task, dialog(), '').parts;
  if (!first || !second) throw new Error('no parts');
  expect(threadTo([first, second], 1)).toEqual([first, second]);
  expect(threadTo([{ ...first, after: 1 }, second], 1)).toHaveLength(2);
  expect(threadTo([first, { ...second, after: 1 }], 1)).toEqual([{ ...second, after: 1 }]);
});
