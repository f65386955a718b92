import { expect, onTestFinished, test, vi } from 'vitest';
import { StepWalk } from '../../../../src/app/stepping/step-walk.svelte.ts';
import { recordingOf, stepOf } from '../../../support/made-up-recordings.ts';

const recording = recordingOf(
  [
    stepOf('call', 1, { n: '1' }),
    stepOf('line', 2, { n: '1' }),
    stepOf('line', 3, { n: '1', total: '0' }),
    stepOf('call', 9, { x: '1' }, { depth: 2 }),
    stepOf('line', 10, { x: '1' }, { depth: 2 }),
    stepOf('return', 10, { x: '1' }, { depth: 2 }),
    stepOf('line', 3, { n: '1', total: '7' }),
    stepOf('return', 3, { n: '1', total: '7' }),
  ],
  { kind: 'returned', value: '7' },
);

test('a recording opens at the first line that is about to run', () => {
  const walk = new StepWalk(recording);
  expect([walk.at, walk.step?.line, walk.isAtStart]).toEqual([1, 2, false]);
});

test('one goes forward, back, and no further than either end', () => {
  const walk = new StepWalk(recording);
  walk.move(1);
  expect(walk.step?.line).toBe(3);
  walk.move(-5);
  expect([walk.at, walk.isAtStart]).toEqual([0, true]);
  walk.goTo(100);
  expect([walk.at, walk.isAtEnd]).toEqual([7, true]);
});

test('a recording without steps stays at nothing', () => {
  const walk = new StepWalk(recordingOf([], { kind: 'crashed' }));
  walk.move(1);
  walk.run(1);
  walk.run(-1);
  expect([walk.step, walk.at, walk.isAtEnd, walk.variables]).toEqual([null, 0, true, []]);
});

test('running goes from breakpoint to breakpoint in both directions, else to the end', () => {
  const walk = new StepWalk(recording);
  walk.toggleBreakpoint(3);
  walk.toggleBreakpoint(10);
  const stops = ([1, 1, 1, 1, -1, -1, -1] as const).map((direction) => {
    walk.run(direction);
    return walk.at;
  });
  expect(stops).toEqual([2, 4, 6, 7, 6, 4, 2]);
  walk.toggleBreakpoint(3);
  walk.toggleBreakpoint(10);
  walk.run(-1);
  expect(walk.at).toBe(0);
});

test('there is no breakpoint at a line that is never run', () => {
  const walk = new StepWalk(recording);
  walk.toggleBreakpoint(5);
  expect([...walk.breakpoints]).toEqual([]);
});

test('the variables of a caller are in view until another step is', () => {
  const walk = new StepWalk(recording, 4);
  expect([walk.depth, walk.variables.map(({ name }) => name)]).toEqual([1, ['x']]);
  walk.lookAt(0);
  expect(walk.depth).toBe(0);
  walk.move(1);
  expect(walk.depth).toBe(1);
});

test('a film ends at a breakpoint, goes on from there, and begins again at the end', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const walk = new StepWalk(recording, 0);
  walk.setSpeed(8);
  walk.toggleBreakpoint(10);
  walk.play();
  vi.runAllTimers();
  expect([walk.at, walk.isPlaying]).toEqual([4, false]);
  walk.play();
  vi.runAllTimers();
  expect([walk.isAtEnd, walk.isPlaying]).toEqual([true, false]);
  walk.play();
  expect([walk.at, walk.isPlaying]).toEqual([0, true]);
  walk.move(1);
  expect([walk.at, walk.isPlaying]).toEqual([1, false]);
});
