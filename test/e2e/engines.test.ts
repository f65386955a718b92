/**
 * The sandbox's core promises in each browser engine: it boots, judges rightly, lets nothing
 * out, and ends what does not end. An engine that is not installed is named and left out.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type {} from '../../src/headless.ts';
import type { CheckRequest } from '../../src/checking/checker.ts';
import type { Verdict } from '../../src/checking/verdict.ts';
import type { Task } from '../../src/tasks/task.ts';
import { chromium } from '../support/engines/chromium.ts';
import type { EnginePage } from '../support/engines/engine.ts';
import { firefox } from '../support/engines/firefox.ts';
import { webkit } from '../support/engines/webkit.ts';
import { processorTicks } from '../support/process-memory.ts';
import { has, starterTasks, tasksOf } from '../support/published.ts';
import { serveSite, type Site } from '../support/site.ts';
import { taskOf } from '../support/tasks.ts';
import { probes } from './access-probes.ts';

// WebKit takes seconds of processor time to boot one interpreter.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** One of each kind; Chromium is tried with all of them in `access.test.ts`. */
const triedProbes = [
  'fetch',
  'fetch without CORS',
  'fetch of the site',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'importScripts',
  'eval',
  'a worker within that fetches',
  'a socket',
  'localStorage',
  'indexedDB, opened',
  'the caches',
  'the private file system',
  'a broadcast to the page',
  'the parent page',
];

const adder = taskOf(['assert f(2, 3) == 5', 'assert f(-1, 1) == 0']);
const right = 'def f(a, b): return a + b';
const wrong = 'def f(a, b): return a - b';

const requests: string[] = [];
let listener: Server;
let site: Site;

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
  site = await serveSite();
});

afterAll(async () => {
  await site?.close();
  listener?.closeAllConnections();
  listener?.close();
});

/** What the browser takes of a core in a second, in hundredths. */
async function ticksOfASecond(): Promise<number> {
  const before = processorTicks();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  return processorTicks() - before;
}

/** A hundred: of MBPP where a copy is beside the repository, else the starter set repeated. */
function hundredReferences(): readonly Task[] {
  if (has('sanitized')) return tasksOf('sanitized').slice(0, 100);
  const starter = starterTasks();
  return Array.from({ length: 100 }, (_, index) => starter[index % starter.length]).flatMap(
    (task) => task ?? [],
  );
}

describe.for([chromium, firefox, webkit])('$name', (engine) => {
  const isInstalled = engine.isInstalled();
  if (!isInstalled) console.log(`${engine.name} was not found: ${engine.help}.`);

  describe.skipIf(!isInstalled)('keeps the promises of the sandbox', () => {
    let page: EnginePage;

    beforeAll(async () => {
      page = await engine.launch();
      await page.open(`${site.address}headless.html`);
      await page.evaluate(() => window.synthpad.start(null), null);
    });

    afterAll(() => page?.close());

    const check = (all: readonly CheckRequest[]): Promise<Verdict[]> =>
      page.evaluate((some) => window.synthpad.check(some), all);

    const statuses = async (...programs: string[]) => {
      const verdicts = await check(programs.map((program) => ({ task: adder, program })));
      return verdicts.map((verdict) => verdict.status);
    };

    test('it is the engine meant', async () => {
      const agent = await page.evaluate(() => navigator.userAgent, null);
      expect(agent).toMatch(
        { Chromium: /Chrome\//, Firefox: /Firefox\//, WebKit: /^((?!Chrome).)*Version\/.*Safari/ }[
          engine.name
        ],
      );
    });

    test('a hundred references pass', async () => {
      const tasks = hundredReferences();
      const verdicts = await check(tasks.map((task) => ({ task, program: task.referenceCode })));
      expect(verdicts.map((verdict) => verdict.status)).toEqual(tasks.map(() => 'passed'));
      expect(verdicts).toHaveLength(100);
    });

    test('wrong and broken programs are called what they are', async () => {
      const programs = [
        wrong,
        'def f(a, b): return a / 0',
        'def f(a, b) return',
        'import os; os._exit(0)',
      ];
      expect(await statuses(...programs)).toEqual([
        'failed-assertion',
        'runtime-error',
        'syntax-error',
        'early-exit',
      ]);
    });

    test('an endless loop is ended, and the next programs are judged rightly', async () => {
      const loops = ['while True: pass', 'def f(a, b): return sum(range(10**13))'];
      const limits = { timeMs: 1_000 };
      const ended = await check(loops.map((program) => ({ task: adder, program, limits })));
      expect(ended.map((verdict) => verdict.status)).toEqual(['timeout', 'timeout']);
      expect(await statuses(right, wrong, right)).toEqual(['passed', 'failed-assertion', 'passed']);
    });

    // WebKit gives the page back at once but lets the ended thread run on: it ends a worker only
    // where that passes through JavaScript, which a loop in WebAssembly may never do (docs/architecture.md).
    const endsThreads = engine !== webkit;
    test.runIf(endsThreads)('an ended endless loop no longer takes the processor', async () => {
      const limits = { timeMs: 1_000 };
      await check([{ task: adder, program: 'while True: pass', limits }]);
      await expect.poll(ticksOfASecond, { timeout: 60_000, interval: 0 }).toBeLessThan(30);
    });

    test('a memory bomb and deep recursion end, and the next program is judged rightly', async () => {
      const bombs = ['x = [0]\nwhile True: x = x * 2', 'def f(a, b): return f(a, b)'];
      expect(await statuses(...bombs)).toEqual(['memory-limit', 'runtime-error']);
      expect(await statuses(right, wrong)).toEqual(['passed', 'failed-assertion']);
    });

    test('a long chain of objects is freed', async () => {
      const linked = 'class Node:\n    def __init__(self, next): self.next = next\n';
      const chain = 'def f(a, b):\n    x = None\n    for _ in range(10 ** 5): x = Node(x)\n';
      const nested = 'def f(a, b):\n    x = []\n    for _ in range(10 ** 5): x = [x]\n';
      const freed = '    del x\n    return a + b';
      expect(await statuses(linked + chain + freed, nested + freed)).toEqual(['passed', 'passed']);
    });

    test('neither the network nor storage is reached', async () => {
      await page.evaluate(() => {
        const heard: string[] = [];
        Object.assign(window, { heard });
        new BroadcastChannel('secret').onmessage = ({ data }) => heard.push(String(data));
        localStorage.setItem('secret', 'the-secret-of-the-page');
      }, null);
      const host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
      const task = taskOf(["assert f() == 'reached'"]);
      const verdicts = await check(
        triedProbes.map((name) => ({
          task,
          program: (probes[name] ?? '')
            .replaceAll('LISTENER', host)
            .replaceAll('SITE', site.address),
          limits: { timeMs: 6_000 },
        })),
      );
      const accounts = verdicts.map((verdict, index) => {
        const [result] = verdict.tests;
        const told = result?.got ?? (result?.exception ?? verdict.exception)?.message ?? '';
        return `${engine.name}, ${triedProbes[index]}: ${verdict.status} ${told.slice(0, 90)}`;
      });
      console.log(accounts.join('\n'));
      expect(requests).toEqual([]);
      expect(verdicts.filter((verdict) => verdict.status === 'passed')).toEqual([]);
      expect(JSON.stringify(verdicts)).not.toContain('the-secret-of-the-page');
      const heard = await page.evaluate(
        () => (window as unknown as { heard: string[] }).heard,
        null,
      );
      expect(heard).toEqual([]);
      expect(await statuses(right)).toEqual(['passed']);
    });
  });
});
