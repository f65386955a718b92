/** The loop of an interpreter's thread: jobs in, events out, over one private port. */

import type { InterpreterCommand, InterpreterEvent, WorkerInit } from './protocol.ts';
import { PythonInterpreter } from './python-interpreter.ts';
import { removeReach } from './unneeded-reach.ts';

// Bound before any program runs: one that patches these must not get in our way.
const now = performance.now.bind(performance);
const toText = String;

/** Of what one job reports, and what each message costs of that: the page has to read them all. */
const mostReported = 16_000_000;
const messageCost = 200;

export async function serveInterpreter(init: WorkerInit, port: MessagePort): Promise<void> {
  // Bound before any program runs: one that patches MessagePort cannot hold back `touched`.
  const post: (event: InterpreterEvent) => void = port.postMessage.bind(port);
  let isTouched = false;
  let job: number | null = null;
  let reportRoom = 0;
  let interpreter: PythonInterpreter;
  try {
    interpreter = await PythonInterpreter.boot(init, {
      onTouch(by) {
        if (job === null || isTouched) return;
        isTouched = true;
        post({ kind: 'touched', by });
      },
      onReport(text) {
        reportRoom -= text.length + messageCost;
        if (job !== null && reportRoom >= 0) post({ kind: 'reported', job, text });
      },
    });
  } catch (error) {
    post({ kind: 'boot-failed', detail: String(error) });
    return;
  }
  port.onmessage = ({ data: command }: MessageEvent<InterpreterCommand>) => {
    if (command.kind === 'restore') {
      interpreter.restore();
      return;
    }
    job = command.job;
    reportRoom = command.mayReport ? mostReported : 0;
    void runJob(interpreter, command, post).then(() => (job = null));
  };
  removeReach(globalThis);
  post({ kind: 'booted' });
}

async function runJob(
  interpreter: PythonInterpreter,
  { job, calls, modules }: Extract<InterpreterCommand, { kind: 'run' }>,
  post: (event: InterpreterEvent) => void,
): Promise<void> {
  post({ kind: 'started', job });
  for (const [index, call] of calls.entries()) {
    const startedAt = now();
    try {
      if (index === 0) interpreter.addModules(modules);
      const result = await interpreter.call(call);
      post({ kind: 'returned', job, index, ...result, ms: now() - startedAt });
    } catch (error) {
      const { name, message } = describe(error);
      post({ kind: 'crashed', job, index, error: toText(name), detail: toText(message) });
      return;
    }
  }
  post({ kind: 'ended', job, heapBytes: interpreter.heapBytes });
}

/** Emscripten throws objects of its own, which are no Error but have both fields. */
function describe(error: unknown): { readonly name: unknown; readonly message: unknown } {
  if (typeof error !== 'object' || error === null) return { name: '', message: error };
  return {
    name: 'name' in error ? error.name : '',
    message: 'message' in error ? error.message : '',
  };
}
