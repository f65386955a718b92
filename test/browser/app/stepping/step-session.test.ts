import { expect, test } from 'vitest';
import { StepSession } from '../../../../src/app/stepping/step-session.svelte.ts';
import { CheckerError } from '../../../../src/checking/checker.ts';
import type { RecordedStep, Recording } from '../../../../src/checking/recording.ts';
import { FakeChecker } from '../fakes.ts';

function stepOf(
  kind: RecordedStep['kind'],
  line: number,
  variables: Record<string, string> = {},
  depth = 1,
): RecordedStep {
  const stack = Array.from({ length: depth }, (_, index) => ({ name: `f${index}`, line }));
  const named = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return { kind, line, value: null, stack, variables: named, output: '' };
}

const request = { program: 'def f(n): ...', setupCode: '', call: 'f(1)' };
const recording: Recording = {
  steps: [
    stepOf('call', 1, { n: '1' }),
    stepOf('line', 2, { n: '1' }),
    stepOf('line', 3, { n: '1', total: '0' }),
    stepOf('call', 9, { x: '1' }, 2),
    stepOf('return', 9, { x: '1' }, 2),
    stepOf('line', 4, { n: '1', total: '7' }),
    stepOf('return', 4, { n: '1', total: '7' }),
  ],
  end: { kind: 'returned', value: '7' },
};

async function opened(given: Recording = recording) {
  const checker = new FakeChecker();
  const stepSession = new StepSession(checker);
  const done = stepSession.open(request);
  checker.lastRecording.held.finish(given);
  await done;
  return { checker, stepSession };
}

test('a recording opens at the first line that is about to run', async () => {
  const { stepSession, checker } = await opened();
  expect(checker.lastRecording.request).toEqual(request);
  expect([stepSession.at, stepSession.step?.line, stepSession.isAtStart]).toEqual([1, 2, false]);
});

test('one goes forward, back, and no further than either end', async () => {
  const { stepSession } = await opened();
  stepSession.move(1);
  expect(stepSession.step?.line).toBe(3);
  stepSession.move(-5);
  expect([stepSession.at, stepSession.isAtStart]).toEqual([0, true]);
  stepSession.goTo(100);
  expect([stepSession.at, stepSession.isAtEnd]).toEqual([6, true]);
});

test('variables are compared with the step before in the same call', async () => {
  const { stepSession } = await opened();
  const changes = (at: number) => {
    stepSession.goTo(at);
    return stepSession.variables.map(({ name, change }) => `${name} ${change}`);
  };
  expect(changes(0)).toEqual(['n new']);
  expect(changes(2)).toEqual(['n same', 'total new']);
  expect(changes(3)).toEqual(['x new']);
  expect(changes(5)).toEqual(['n same', 'total changed']);
  expect(changes(6)).toEqual(['n same', 'total same']);
});

test('the failing step is where the exception that ended the call was raised', async () => {
  const { stepSession } = await opened({
    steps: [
      stepOf('line', 2),
      stepOf('exception', 2),
      stepOf('line', 3),
      stepOf('exception', 9, {}, 2),
      stepOf('return', 9, {}, 2),
      stepOf('exception', 3),
      stepOf('return', 3),
    ],
    end: { kind: 'raised', value: 'ValueError: no' },
  });
  expect(stepSession.failingAt).toBe(3);
});

test('a call that returned has no failing step', async () => {
  expect((await opened()).stepSession.failingAt).toBeNull();
});

test('a recording without steps stays at nothing', async () => {
  const { stepSession } = await opened({ steps: [], end: { kind: 'crashed' } });
  stepSession.move(1);
  expect([stepSession.step, stepSession.at, stepSession.isAtEnd]).toEqual([null, 0, true]);
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
