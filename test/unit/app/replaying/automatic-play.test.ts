/** Autoplay of replays: the countdown, its end, and what is remembered. */
import { expect, test, vi } from 'vitest';
import { AutomaticPlay, type Clock } from '../../../../src/app/replaying/automatic-play.svelte.ts';
import type { Recording } from '../../../../src/app/replaying/recording/recording.ts';
import { ReplayPlayer } from '../../../../src/app/replaying/replay-player.svelte.ts';
import { textAlone } from '../../../../src/synthesis/generations.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

/** Its seconds pass when a test says so. */
function clockByHand() {
  const listeners = new Set<() => void>();
  const clock: Clock = (onSecond) => {
    listeners.add(onSecond);
    return () => void listeners.delete(onSecond);
  };
  const pass = (seconds: number) => {
    for (let second = 0; second < seconds; second++) for (const each of [...listeners]) each();
  };
  return { clock, pass, listeners };
}

test('it is off until a person wants it, and remembered', async () => {
  const settings = keptInMemory();
  const first = new AutomaticPlay(settings);
  expect(first.isOn).toBe(false);
  first.isOn = true;
  const next = new AutomaticPlay(settings);
  await vi.waitFor(() => expect(next.isOn).toBe(true));
});

test('a countdown is seen to its end, goes on once, and not at all where it is ended before', () => {
  const { clock, pass, listeners } = clockByHand();
  const automatic = new AutomaticPlay(keptInMemory(), clock);
  const goOn = vi.fn();
  const seen: (number | null)[] = [];
  automatic.countDown(goOn);
  for (let second = 0; second < 6; second++) {
    seen.push(automatic.leftSeconds);
    pass(1);
  }
  expect(seen).toEqual([5, 4, 3, 2, 1, null]);
  expect(goOn).toHaveBeenCalledTimes(1);
  const stop = automatic.countDown(goOn);
  pass(3);
  stop();
  pass(9);
  expect([automatic.leftSeconds, goOn.mock.calls.length]).toEqual([null, 1]);
  expect(listeners.size).toBe(0);
});

test('what appears whole is given the time in which it would have grown', () => {
  const automatic = new AutomaticPlay(keptInMemory(), clockByHand().clock);
  const task = { source: 'starter', id: '3', text: '', referenceCode: '', setupCode: '' };
  const recording: Recording = {
    ...{ name: '', recordedAt: 0, task: { ...task, tests: [], challengeTests: [] } },
    parts: [
      {
        ...{ author: { kind: 'model', name: 'Tiny' }, round: 0, after: null, hint: null },
        ...{ request: null, reply: textAlone('abcd', 'stop'), timing: [8000, 4] },
        ...{ program: null, recorded: null },
      },
    ],
  };
  const seconds = (grows: boolean) => {
    const stop = automatic.countDown(() => {}, new ReplayPlayer(recording, () => grows).unseenMs);
    const left = automatic.leftSeconds;
    stop();
    return left;
  };
  expect([seconds(true), seconds(false)]).toEqual([5, 13]);
});

test('what begins without a press is asked for once', () => {
  const automatic = new AutomaticPlay(keptInMemory());
  automatic.startNext();
  expect([automatic.takeStart(), automatic.takeStart()]).toEqual([true, false]);
});
