/**
 * A server of language models for the built site, which answers as the test says at the time, the
 * way servers in the wild do.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse) => void;

export interface OddServer {
  readonly port: number;
  /** What it says to `/models`. */
  models: Answer;
  /** What it says to the next prompts, one after the other, the last one to all that follow. */
  replies: readonly Answer[];
  /** Path and query of each request for a reply since this was last emptied. */
  asked: string[];
  close(): Promise<void>;
}

export async function serveOddly(): Promise<OddServer> {
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*, authorization');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    void answer(request, response);
  });
  const odd: OddServer = {
    port: 0,
    models: json({ data: [{ id: 'small' }] }),
    replies: [],
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (/\/models($|\?)/.test(url)) return odd.models(response);
    for await (const piece of request) void piece;
    const reply = odd.replies[Math.min(odd.asked.length, odd.replies.length - 1)];
    odd.asked.push(url);
    reply?.(response);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(odd, { port });
}

export function json(body: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

/** As it stands, whatever its lines mean. */
export function streamOf(text: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text);
  };
}

export function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

export function said(content: unknown, more: object = {}): string {
  return event({ choices: [{ delta: { content }, ...more }] });
}

export function ended(reason: string): string {
  return event({ choices: [{ delta: {}, finish_reason: reason }] });
}

/** The same again for as long as anybody listens. */
export function sendOn(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = () => {
    while (!response.closed && response.write(text));
  };
  response.on('drain', send);
  send();
}
