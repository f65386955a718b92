/**
 * Programs that reach for what is outside: the network, the page's storage, the page itself.
 * Judged from outside: by a server that listens, and by secrets that must not come back.
 */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {} from '../../src/headless.ts';
import type { Verdict } from '../../src/checking/verdict.ts';
import { taskOf } from '../support/tasks.ts';
import { serveSite, sharedChromium, type Site } from '../support/site.ts';
import { probes } from './access-probes.ts';

const secret = 'the-secret-of-the-page';
const requests: string[] = [];
let listener: Server;
let listenerAddress: string;
let site: Site;
let page: Page;

beforeAll(async () => {
  listener = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('reached');
  });
  listener.on('upgrade', (request, socket) => {
    requests.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  listenerAddress = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  site = await serveSite();
  page = await (await sharedChromium()).newPage();
  await page.goto(`${site.address}headless.html`);
  await page.evaluate(keepSecrets, secret);
  await page.evaluate(() => window.synthpad.start(2));
});

afterAll(async () => {
  await page?.context().close();
  await site?.close();
  listener?.closeAllConnections();
  listener?.close();
});

/** In the page: wherever its origin can hold something. */
async function keepSecrets(value: string): Promise<void> {
  localStorage.setItem('secret', value);
  sessionStorage.setItem('secret', value);
  document.cookie = `secret=${value}`;
  const cache = await caches.open('secret');
  await cache.put('/secret', new Response(value));
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle('secret', { create: true })).createWritable();
  await file.write(value);
  await file.close();
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('secret', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(value);
    opening.onsuccess = () => resolve();
    opening.onerror = () => reject(opening.error);
  });
  const heard: string[] = [];
  Object.assign(window, { heard });
  addEventListener('message', ({ data }) => heard.push(String(data)));
  new BroadcastChannel('secret').onmessage = ({ data }) => heard.push(String(data));
}

async function run(program: string): Promise<Verdict> {
  const task = taskOf(["assert f() == 'reached'"]);
  const source = program.replaceAll('LISTENER', listenerAddress).replaceAll('SITE', site.address);
  const [verdict] = await page.evaluate((request) => window.synthpad.check([request]), {
    task,
    program: source,
    limits: { timeMs: 4_000 },
  });
  if (!verdict) throw new Error('No verdict.');
  return verdict;
}

test('the listening server can be reached from the page at all', async () => {
  const response = await fetch(`http://${listenerAddress}/control`);
  expect(await response.text()).toBe('reached');
  expect(requests.splice(0)).toEqual(['GET /control']);
});

test.concurrent.each(Object.entries(probes))('%s gets nothing', async (name, program) => {
  const verdict = await run(program);
  const [result] = verdict.tests;
  const told = result?.got ?? (result?.exception ?? verdict.exception)?.message ?? verdict.status;
  console.log(`${name}: ${told.split('\n')[0]?.slice(0, 110)}`);
  // Time for a request that was started to arrive. Its path tells whose it was.
  await page.waitForTimeout(150);
  expect(requests).toEqual([]);
  expect(JSON.stringify(verdict)).not.toContain(secret);
  expect(result?.outcome).not.toBe('passed');
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).not.toContain(
    'reached',
  );
  expect(page.url()).toBe(`${site.address}headless.html`);
  expect(page.context().pages()).toHaveLength(1);
});

test('after all of them the page still checks programs, and nothing of it has changed', async () => {
  expect(requests).toEqual([]);
  expect((await run("def f(): return 'reached'")).status).toBe('passed');
  expect(await page.evaluate(() => localStorage.getItem('secret'))).toBe(secret);
});
