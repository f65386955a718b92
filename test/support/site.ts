/** The built site on a loopback address, the way a static host would serve it, and browsers for it. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright';
import sirv from 'sirv';
import { browserArguments, firstCompilerOnly } from '../../src/terminal/find-browser.mjs';

export interface Site {
  /** Ends in a slash. */
  readonly address: string;
  /** The files that `failsOnce` let fail so far. */
  readonly failed: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** "/below/here/" serves the site there and nothing elsewhere. */
  readonly path?: string;
  /** Where the built site lies; `dist` unless told. */
  readonly folder?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Some hosts declare a .gz file as an encoding, which the browser then undoes; most do not. */
  readonly isGzipAnEncoding?: boolean;
  /** Requests that the service worker makes for such files are answered with a 500 the first time. */
  readonly failsOnce?: RegExp;
}

/** Serves `dist`, which `npm test` has built. */
export async function serveSite({
  path = '/',
  folder = 'dist',
  headers = {},
  isGzipAnEncoding = false,
  failsOnce,
}: SiteOptions = {}): Promise<Site> {
  const failed = new Set<string>();
  const files = sirv(folder, { etag: true, dev: folder !== 'dist' });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!request.url?.startsWith(path)) return notFound(request, response);
    // Browsers tell the worker's own requests from the page's by the Referer.
    const isWorkers = request.headers.referer?.endsWith('/sw.js') ?? false;
    if (isWorkers && failsOnce?.test(request.url) && !failed.has(request.url)) {
      failed.add(request.url);
      return void response.writeHead(500).end();
    }
    // sirv names every .gz file an encoding, unless it is told of another.
    if (request.url.endsWith('.gz') && !isGzipAnEncoding) {
      response.setHeader('Content-Encoding', 'identity');
    }
    request.url = `/${request.url.slice(path.length)}`;
    files(request, response, () => notFound(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${path}`,
    failed,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response.statusCode = 404;
  response.end();
}

let sharedBrowser: Promise<Browser> | undefined;

/**
 * One for all visits of a process, with the first compiler only. It ends with the process: a file
 * of tests closes the contexts that it opened.
 */
export function sharedChromium(): Promise<Browser> {
  return (sharedBrowser ??= launchChromium([firstCompilerOnly]));
}

/** The Chromium that `npm test` found. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['SYNTHPAD_CHROMIUM'];
  return chromium.launch({
    args: [...browserArguments, ...args],
    ...(executablePath ? { executablePath } : {}),
  });
}
