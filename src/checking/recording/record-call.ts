/** One recorded call of a program in an interpreter of its own. Loaded when one is asked for. */

import { inTurns } from '../../platform/in-turns.ts';
import type { Interpreter, JobEnd } from '../../sandbox/interpreter.ts';
import type { PythonModule } from '../../sandbox/protocol.ts';
import { loadCalls } from '../sessions/candidate-session.ts';
import type { RecordRequest } from '../checker.ts';
import type { Recording, RecordingEnd } from '../recording.ts';
import recordedDigests from './python/recorded_digests.py?raw';
import recordedErrors from './python/recorded_errors.py?raw';
import recordedFrames from './python/recorded_frames.py?raw';
import recordedHeap from './python/recorded_heap.py?raw';
import recordedOutput from './python/recorded_output.py?raw';
import recordedParts from './python/recorded_parts.py?raw';
import recordedValues from './python/recorded_values.py?raw';
import recorder from './python/recorder.py?raw';
import repeatedStates from './python/repeated_states.py?raw';
import { RecordingReader } from './recording-reader.ts';

/** In the order in which they import one another. */
const modules: readonly PythonModule[] = [
  { name: 'recorded_parts', source: recordedParts },
  { name: 'recorded_values', source: recordedValues },
  { name: 'recorded_digests', source: recordedDigests },
  { name: 'recorded_heap', source: recordedHeap },
  { name: 'recorded_output', source: recordedOutput },
  { name: 'recorded_errors', source: recordedErrors },
  { name: 'recorded_frames', source: recordedFrames },
  { name: 'repeated_states', source: repeatedStates },
  { name: 'recorder', source: recorder },
];

/** Of reading a recording, before the page has its turn. */
const mostMs = 20;

export async function recordCall(
  { program, setupCode, call }: RecordRequest,
  interpreter: Interpreter,
  limitMs: number,
): Promise<{ readonly recording: Recording; readonly end: JobEnd }> {
  const reader = new RecordingReader();
  const argument = JSON.stringify({ source: call, setup: setupCode });
  const [, ...setup] = loadCalls(program, setupCode);
  const calls = [
    { function: 'recorder.load', argument: program },
    ...setup,
    { function: 'recorder.record', argument },
  ];
  const { end } = await interpreter.run(calls, {
    ...{ limitMs, modules },
    onReport: (text) => reader.add(text),
  });
  return { recording: await inTurns(reader.read(endOf(end)), mostMs), end };
}

/** Where the report itself tells of no end. */
function endOf(end: JobEnd): RecordingEnd {
  return end.kind === 'timeout' ? { kind: 'timeout' } : { kind: 'crashed' };
}
