import { expect, test } from 'vitest';
import { StepSession } from '../../../../src/app/stepping/step-session.svelte.ts';
import { CheckerError } from '../../../../src/checking/checker.ts';
import { recordingOf, stepOf } from '../../../support/made-up-recordings.ts';
import { FakeChecker } from '../fake-checker.ts';

const request = { program: 'def f(n): ...', setupCode: '', call: 'f(1)' };
const recording = recordingOf([stepOf('call', 1), stepOf('line', 2), stepOf('return', 2)], {
  kind: 'returned',
  value: '7',
});

test('a recording is asked for without what only its reader knows, and opens at the step wanted', async () => {
  const checker = new FakeChecker();
  const stepSession = new StepSession(checker);
  const done = stepSession.open({ ...request, expected: '8', isRight: false, at: 2 });
  checker.lastRecording.held.finish(recording);
  await done;
  expect(checker.lastRecording.request).toEqual(request);
  expect(stepSession.phase).toMatchObject({ kind: 'recorded', walk: { at: 2 } });
});

test('the newest request wins, and closing stops the recording', async () => {
  const checker = new FakeChecker();
  const stepSession = new StepSession(checker);
  const first = stepSession.open(request);
  const second = stepSession.open({ ...request, call: 'f(2)' });
  await first;
  expect(checker.recordings[0]?.signal.aborted).toBe(true);
  expect(stepSession.phase).toMatchObject({ kind: 'recording', request: { call: 'f(2)' } });
  stepSession.close();
  await second;
  expect([checker.recordings[1]?.signal.aborted, stepSession.phase]).toEqual([
    true,
    { kind: 'closed' },
  ]);
});

test('closing ends a film', async () => {
  const checker = new FakeChecker();
  const stepSession = new StepSession(checker);
  const done = stepSession.open(request);
  checker.lastRecording.held.finish(recording);
  await done;
  const { phase } = stepSession;
  if (phase.kind !== 'recorded') throw new Error('Nothing is recorded.');
  phase.walk.play();
  expect(phase.walk.isPlaying).toBe(true);
  stepSession.close();
  expect(phase.walk.isPlaying).toBe(false);
});

test('a sandbox that cannot start is a failure of its own', async () => {
  const checker = new FakeChecker();
  const stepSession = new StepSession(checker);
  const done = stepSession.open(request);
  checker.lastRecording.held.fail(new CheckerError({ kind: 'no-webassembly' }));
  await done;
  expect(stepSession.phase).toEqual({
    kind: 'failed',
    request,
    failure: { kind: 'no-webassembly' },
  });
});

test('a part of the page that cannot be fetched is said to be unreachable', async () => {
  const checker = new FakeChecker();
  const stepSession = new StepSession(checker, () =>
    Promise.reject(new TypeError('Failed to fetch')),
  );
  const done = stepSession.open(request);
  checker.lastRecording.held.finish(recording);
  await done;
  expect(stepSession.phase).toMatchObject({
    kind: 'failed',
    failure: { kind: 'assets-unreachable' },
  });
});
