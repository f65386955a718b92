// The worker inside the frame. Bundled to one classic script: module workers do not start from
// blob addresses in an opaque origin (see docs/architecture.md, "The sandbox").
import { serveInterpreter } from './interpreter-thread.ts';
import type { WorkerInit } from './protocol.ts';

self.onmessage = ({ data, ports }: MessageEvent<WorkerInit>) => {
  const [port] = ports;
  self.onmessage = null;
  if (port) void serveInterpreter(data, port);
};
