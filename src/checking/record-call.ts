/** One recorded call of a program in an interpreter of its own. */

import type { Interpreter, JobEnd } from '../sandbox/interpreter.ts';
import { loadCalls } from './candidate-session.ts';
import type { RecordRequest } from './checker.ts';
import { type Recording, type RecordingEnd, RecordingReader } from './recording.ts';

export async function recordCall(
  { program, setupCode, call }: RecordRequest,
  interpreter: Interpreter,
  limitMs: number,
): Promise<{ readonly recording: Recording; readonly end: JobEnd }> {
  const reader = new RecordingReader();
  const argument = JSON.stringify({ source: call });
  const calls = [...loadCalls(program, setupCode), { function: 'recorder.record', argument }];
  const { end } = await interpreter.run(calls, {
    limitMs,
    onReport: (text) => reader.add(text),
  });
  return { recording: reader.read(endOf(end)), end };
}

/** Where the report itself tells of no end. */
function endOf(end: JobEnd): RecordingEnd {
  return end.kind === 'timeout' ? { kind: 'timeout' } : { kind: 'crashed' };
}
