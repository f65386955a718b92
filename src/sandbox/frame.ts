/**
 * The script of the sandbox frame: compiles the interpreter once, makes workers, ends them. It
 * never sees programs or results, which go over each worker's private port.
 */

import type { FrameCommand, FrameEvent, FrameInit, WorkerInit } from './protocol.ts';

addEventListener('message', ({ data, ports, source }: MessageEvent<FrameInit>) => {
  const [port] = ports;
  if (source !== parent || data.kind !== 'init' || !port) return;
  start(data, port);
});

// The page cannot hear a cross-origin frame's load event reliably: the frame calls.
parent.postMessage('synthpad-frame', '*');

function start(init: FrameInit, port: MessagePort): void {
  const post = (event: FrameEvent) => port.postMessage(event);
  const { stdlib } = init;
  const compiled = init.wasm.arrayBuffer().then((wasm) => WebAssembly.compile(wasm));
  compiled.then(
    () => post({ kind: 'compiled' }),
    (error: unknown) => post({ kind: 'refused', detail: String(error) }),
  );
  const script = URL.createObjectURL(new Blob([init.workerScript], { type: 'text/javascript' }));
  const workers = new Map<number, Worker>();

  port.onmessage = ({ data: command, ports }: MessageEvent<FrameCommand>) => {
    const { id } = command;
    switch (command.kind) {
      case 'spawn': {
        const worker = new Worker(script);
        workers.set(id, worker);
        worker.onerror = ({ message }) => {
          // Once: a program may raise errors without end.
          worker.onerror = null;
          worker.terminate();
          post({ kind: 'worker-error', id, detail: message || 'The worker did not start.' });
        };
        return;
      }
      case 'boot':
        void compiled.then((module) => {
          const { modules, heapLimitBytes, snapshot } = command;
          const workerInit: WorkerInit = { module, stdlib, modules, heapLimitBytes, snapshot };
          workers.get(id)?.postMessage(workerInit, [...ports]);
        });
        return;
      case 'ping':
        return post({ kind: 'here', id });
      case 'kill':
        workers.get(id)?.terminate();
        workers.delete(id);
        return;
    }
  };
  post({ kind: 'ready' });
}
