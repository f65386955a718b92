/**
 * The script of the sandbox frame: compiles the interpreter once, makes workers, ends them. It
 * never sees programs or results, which go over each worker's private port.
 */

import type { FrameCommand, FrameEvent, FrameInit, WorkerInit } from './protocol.ts';

addEventListener('message', ({ data, ports, source }: MessageEvent<FrameInit>) => {
  const [port] = ports;
  if (source !== parent || data.kind !== 'init' || !port) return;
  start(data, port).catch((error: unknown) => {
    port.postMessage({ kind: 'refused', detail: String(error) } satisfies FrameEvent);
  });
});

// The page cannot hear a cross-origin frame's load event reliably: the frame calls.
parent.postMessage('synthpad-frame', '*');

async function start(init: FrameInit, port: MessagePort): Promise<void> {
  const post = (event: FrameEvent) => port.postMessage(event);
  const [module, stdlib] = await Promise.all([
    init.wasm.arrayBuffer().then((wasm) => WebAssembly.compile(wasm)),
    init.stdlib.arrayBuffer(),
  ]);
  const script = URL.createObjectURL(new Blob([init.workerScript], { type: 'text/javascript' }));
  const workers = new Map<number, Worker>();

  port.onmessage = ({ data: command, ports }: MessageEvent<FrameCommand>) => {
    if (command.kind === 'kill') {
      workers.get(command.id)?.terminate();
      workers.delete(command.id);
      return;
    }
    const { id, modules, heapLimitBytes, snapshot } = command;
    const [workerPort] = ports;
    if (!workerPort) return;
    const worker = new Worker(script);
    workers.set(id, worker);
    worker.onerror = (event) => {
      post({ kind: 'worker-error', id, detail: event.message || 'The worker did not start.' });
    };
    const workerInit: WorkerInit = { module, stdlib, modules, heapLimitBytes, snapshot };
    worker.postMessage(workerInit, [workerPort]);
  };
  post({ kind: 'ready' });
}
