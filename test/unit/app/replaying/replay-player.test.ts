/** A reply growing again: by its timing, by its length where that is not known, at every speed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RecordedPart, Recording } from '../../../../src/app/replaying/recording/recording.ts';
import { ReplayPlayer } from '../../../../src/app/replaying/replay-player.svelte.ts';
import { coarser, ReplyPace } from '../../../../src/app/replaying/reply-pace.ts';
import { textAlone } from '../../../../src/synthesis/generations.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function part(text: string, fields: Partial<RecordedPart> = {}): RecordedPart {
  return {
    author: { kind: 'model', name: 'Tiny' },
    ...{ round: 0, after: null, hint: null, request: null, program: text, recorded: null },
    reply: textAlone(text, 'stop'),
    ...fields,
  };
}

const person = (program: string) =>
  part('', { author: { kind: 'person' }, reply: null, program, round: 9 });

function recordingOf(...parts: RecordedPart[]): Recording {
  const task = { source: 'starter', id: '1', text: '', referenceCode: '', setupCode: '' };
  const whole = { ...task, tests: [], challengeTests: [] };
  return { name: '', recordedAt: 0, task: whole, parts };
}

test('a reply has grown as far as its pieces had come', () => {
  const pace = new ReplyPace(part('abcdefghij', { timing: [500, 3, 100, 4, 1000, 3] }));
  expect(pace.durationMs).toBe(1600);
  expect([0, 499, 500, 599, 600, 1599, 1600].map((ms) => pace.lengthAt(ms))).toEqual([
    ...[0, 0, 3, 3, 7, 7, 10],
  ]);
});

test('pieces that came at one time are all there, at any place of a long timing', () => {
  const timing = Array.from({ length: 999 }, (_, at) => [at % 3 === 0 ? 10 : 0, 1]).flat();
  const pace = new ReplyPace(part('x'.repeat(999), { timing }));
  const grown = Array.from({ length: 334 }, (_, at) => pace.lengthAt(10 * at));
  expect(grown).toEqual(Array.from({ length: 334 }, (_, at) => 3 * at));
  expect([pace.lengthAt(9), pace.lengthAt(3325), pace.lengthAt(1e9)]).toEqual([0, 996, 999]);
});

test('without timing it grows evenly over the time it took; timing of another text is none', () => {
  const generation = { ...textAlone('x'.repeat(100), 'stop'), firstTokenMs: 1000, totalMs: 2000 };
  for (const timing of [undefined, [], [1, 2], [-5]]) {
    const fields = { reply: generation, ...(timing && { timing }) };
    const pace = new ReplyPace(part('', fields));
    expect([999, 1250, 1500, 2000].map((ms) => pace.lengthAt(ms))).toEqual([0, 25, 50, 100]);
  }
  expect(new ReplyPace(part('x'.repeat(240))).durationMs).toBe(2000);
  expect(new ReplyPace(person('pass')).durationMs).toBe(0);
  expect(new ReplyPace({ ...person('pass'), timing: [600_000, 4] }).durationMs).toBe(0);
});

test('a coarser timing comes to the same time and length', () => {
  expect(coarser([500, 3, 10, 1, 20, 2, 100, 5, 10, 1], 100)).toEqual([500, 3, 130, 8, 10, 1]);
});

test('a step plays at its pace, faster at a higher speed, and stops at its end', () => {
  const player = new ReplayPlayer(recordingOf(part('abcdef', { timing: [1000, 3, 1000, 3] })));
  expect([player.isBegun, player.isOver, player.textOf(0)]).toEqual([false, false, '']);
  player.play();
  vi.advanceTimersByTime(1000);
  expect([player.textOf(0), player.isPlaying]).toEqual(['abc', true]);
  player.pause();
  vi.advanceTimersByTime(5000);
  expect(player.textOf(0)).toBe('abc');
  player.speed = 4;
  player.toggle();
  vi.advanceTimersByTime(200);
  expect(player.isOver).toBe(false);
  vi.advanceTimersByTime(50);
  expect([player.textOf(0), player.isOver, player.isPlaying]).toEqual(['abcdef', true, false]);
  expect(vi.getTimerCount()).toBe(0);
  player.play();
  expect([player.isOver, player.textOf(0)]).toEqual([false, '']);
});

test('a clicker’s one key starts, completes and goes on; its other key goes back', () => {
  const player = new ReplayPlayer(recordingOf(part('abcdef'), person('pass'), part('xyz')));
  expect(player.steps).toHaveLength(3);
  expect(player.forward()).toBe(true);
  expect([player.at, player.isPlaying]).toEqual([0, true]);
  expect(player.forward()).toBe(true);
  expect([player.isOver, player.isSeen(0), player.isSeen(1)]).toEqual([true, true, false]);
  player.forward();
  // What a person wrote has no pace.
  expect([player.at, player.isOver]).toEqual([1, true]);
  player.forward();
  player.skip();
  expect([player.at, player.textOf(2)]).toEqual([2, 'xyz']);
  expect(player.forward()).toBe(false);
  expect(player.back()).toBe(true);
  expect([player.at, player.isBegun]).toEqual([2, false]);
  player.back();
  player.back();
  expect(player.at).toBe(0);
  expect(player.back()).toBe(false);
});

test('where nothing is to move, a reply appears whole', () => {
  const player = new ReplayPlayer(recordingOf(part('abcdef')), () => false);
  player.play();
  expect([player.textOf(0), player.isOver, vi.getTimerCount()]).toEqual(['abcdef', true, 0]);
});

test('a recording of a task alone has nothing to play', () => {
  const player = new ReplayPlayer(recordingOf());
  player.play();
  expect([player.isPlaying, player.forward(), player.back()]).toEqual([false, false, false]);
});
