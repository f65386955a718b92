/** A server of language models that speaks as evenly and as fast as it is told, for what is measured. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SteadyServer {
  readonly address: string;
  /** When the last token of the reply that ended last was sent, by the clock of the system. */
  endedAt(): number;
  close(): Promise<void>;
}

export interface Pace {
  readonly tokensPerSecond: number;
  /** Of one reply. */
  readonly tokens: number;
}

/** Speaks the chat interface, one token at a time; its models are all the same. */
export async function steadyServer({ tokensPerSecond, tokens }: Pace): Promise<SteadyServer> {
  let endedAt = Infinity;
  let open = 0;
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method === 'OPTIONS') return void response.end();
    if (request.method === 'GET') {
      response.setHeader('content-type', 'application/json');
      return void response.end(JSON.stringify({ data: [{ id: 'steady' }] }));
    }
    response.setHeader('content-type', 'text/event-stream');
    open += 1;
    endedAt = Infinity;
    const say = (content: string) =>
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`,
      );
    say('```python\ndef last_word(sentence):\n');
    const startedAt = performance.now();
    let said = 0;
    const timer = setInterval(() => {
      const due = Math.min(tokens, ((performance.now() - startedAt) * tokensPerSecond) / 1e3);
      for (; said < due; said++)
        say(said % 8 === 7 ? ` + ${said}\n` : said % 8 ? ' + 1' : '    x = 1');
      if (said < tokens) return;
      clearInterval(timer);
      open -= 1;
      if (open === 0) endedAt = Date.now();
      response.end('data: [DONE]\n\n');
    }, 5);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    endedAt: () => endedAt,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
