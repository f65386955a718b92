/** Servers for single tests of the built site: one file, or a model that waits in mid-reply. */

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer {
  readonly address: string;
  close(): Promise<void>;
}

/** As hosts of models do, it lets every page read its answers. */
async function serve(listener: RequestListener): Promise<LocalServer> {
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function serveFile(bytes: Uint8Array): Promise<LocalServer> {
  return serve((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': bytes.length,
    });
    response.end(bytes);
  });
}

export interface HeldModel extends LocalServer {
  /** Lets the model say the rest. */
  goOn(): void;
}

/** A server whose one model says the first half of its reply, and when told to the second by lines. */
export async function serveHeldModel(halves: readonly [string, string]): Promise<HeldModel> {
  let goOn = () => {};
  const told = new Promise<void>((resolve) => (goOn = resolve));
  const event = (content: string, finish: string | null) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;
  const server = await serve((request, response) => {
    if (request.url === '/v1/models') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ data: [{ id: 'held' }] }));
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event(halves[0], null));
    void told.then(async () => {
      for (const line of halves[1].split(/(?<=\n)/)) {
        response.write(event(line, null));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      response.end(event('', 'stop'));
    });
  });
  return { ...server, goOn };
}
