/**
 * The whole browser is stopped in the middle of its work, as by a laptop that sleeps or a virtual
 * machine that is paused, once or again and again: no right program is called too slow for it, and a slow one still is.
 */

import { type Browser, type BrowserServer, type Page, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckRequest, defaultLimits } from '../../src/checking/checker.ts';
import type {} from '../../src/headless.ts';
import { browserArguments, firstCompilerOnly } from '../../src/terminal/find-browser.mjs';
import { serveSite, type Site } from '../support/site.ts';
import { taskOf } from '../support/tasks.ts';

const stoppedMs = 2 * defaultLimits.timeMs;

let site: Site;
let server: BrowserServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serveSite();
  const executablePath = process.env['SYNTHPAD_CHROMIUM'];
  server = await chromium.launchServer({
    args: [...browserArguments, firstCompilerOnly],
    ...(executablePath ? { executablePath } : {}),
  });
  browser = await chromium.connect(server.wsEndpoint());
  page = await browser.newPage();
  await page.goto(`${site.address}headless.html`);
  await page.evaluate(() => window.synthpad.start(2));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await site?.close();
});

/** Playwright starts a browser as the leader of a process group of its own. */
function signal(name: 'SIGSTOP' | 'SIGCONT'): void {
  const { pid } = server.process();
  if (pid === undefined) throw new Error('The browser has ended.');
  process.kill(-pid, name);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Processor time, not wall clock: it takes as long however often it is stopped. */
const slow = (steps: number) => `sum(i * i for i in range(${steps}))`;
const usual = slow(1_000_000);
const definition = `def f(a, b):\n    return a + b\n`;
const program = `${usual}\n${definition}`;
const simple = taskOf(['assert f(2, 3) == 5', 'assert f(1, 1) == 2'], {
  referenceCode: definition,
});
const script = taskOf(['for i in range(3):\n    assert f(i, f(i, 1)) == 2 * i + 1'], {
  referenceCode: definition,
});
/** Its own work keeps the judge busy: the stop falls into that. */
const laborious = taskOf(
  [`for i in range(4):\n    ${slow(60_000)}\n    assert f(i, f(i, 1)) == 2 * i + 1`],
  { referenceCode: definition },
);
const row = {
  task_id: 'Mbpp/10001',
  entry_point: 'f',
  base_input: [[1, 2]],
  plus_input: Array.from({ length: 40 }, (_, index) => [index, 1]),
  atol: 0,
};
const hidden = taskOf(['assert f(2, 3) == 5'], {
  referenceCode: program,
  hidden: { kind: 'mbpp-plus', row: JSON.stringify(row) },
});
const slowly = `def f(a, b):\n    ${slow(400_000)}\n    return a + b\n`;
/** For a conversation, which calls it several times: a busy machine has to be done within the limit. */
const lessSlowly = slowly.replace('400000', '150000');

/** No short program does this, so that the search takes all its time. */
const hopeless = taskOf(['assert f(2, 3) == 8191', 'assert f(7, 1) == 127'], {
  referenceCode: definition,
});
const searchSeconds = 8;

interface Case {
  readonly name: string;
  readonly request: CheckRequest;
  readonly status: string;
}

const programs: readonly Case[] = [
  ...[1, 2, 3].flatMap((each): Case[] => [
    {
      name: `in a conversation, ${each}`,
      request: { task: script, program: `${lessSlowly}# ${each}` },
      status: 'passed',
    },
    {
      name: `at the top, ${each}`,
      request: { task: simple, program: `${program}# ${each}` },
      status: 'passed',
    },
    {
      name: `in calls, ${each}`,
      request: { task: simple, program: `${slowly}# ${each}` },
      status: 'passed',
    },
  ]),
  { name: 'hidden inputs', request: { task: hidden, program: definition }, status: 'passed' },
  {
    name: 'too slow at any time',
    request: { task: simple, program: 'while True: pass', limits: { timeMs: 3_000 } },
    status: 'timeout',
  },
  ...Array.from({ length: 60 }, (_, index) => ({
    name: `one of many, ${index}`,
    request: { task: simple, program: `${slow(200_000)}\n${definition}# ${index}` },
    status: 'passed',
  })),
];

const judged = Array.from({ length: 20 }, (_, index): Case => {
  const request = { task: laborious, program: `${definition}# ${index}` };
  return { name: `in the judge, ${index}`, request, status: 'passed' };
});

/** Each takes a while, but by far not as long as it may: it is not done between any two stops. */
const lastingLimitMs = 6_000;
const lasting = [1, 2].map((each): Case => {
  const text = `${slow(2_000_000)}\n${definition}# ${each}`;
  const request = { task: simple, program: text, limits: { timeMs: lastingLimitMs } };
  return { name: `lasting, ${each}`, request, status: 'passed' };
});

/** Starts all checks, and gives what their verdicts say once they are there. */
async function verdictsOf(cases: readonly Case[]) {
  const verdicts = await page.evaluate(
    (requests) =>
      Promise.all(
        requests.map(async (request) => {
          const [verdict] = await window.synthpad.check([request]);
          return { status: verdict?.status, ms: verdict?.ms ?? 0 };
        }),
      ),
    cases.map(({ request }) => request),
  );
  return cases.map(({ name }, index) => ({
    name,
    status: verdicts[index]?.status,
    ms: verdicts[index]?.ms ?? 0,
  }));
}

async function stop(ms: number): Promise<void> {
  signal('SIGSTOP');
  await pause(ms);
  signal('SIGCONT');
}

function expectNothingChanged(
  cases: readonly Case[],
  verdicts: Awaited<ReturnType<typeof verdictsOf>>,
): void {
  const told = verdicts.map(({ name, status }) => [name, status]);
  expect(told).toEqual(cases.map(({ name, status }) => [name, status]));
}

test('a stop of the whole browser leaves every verdict as it was', async () => {
  const verdicts = verdictsOf(programs);
  const searched = page.evaluate((request) => window.synthpad.search(request), {
    task: hopeless,
    shownCount: 2,
    seconds: searchSeconds,
  });
  await pause(1_500);
  await stop(stoppedMs);
  expectNothingChanged(programs, await verdicts);
  expect((await searched).progress.elapsedSeconds).toBeLessThan(searchSeconds + 2);
  // The time that a verdict tells is the program's own.
  expect(Math.max(...(await verdicts).map(({ ms }) => ms))).toBeLessThan(stoppedMs);
});

test('so do many stops, one after another', async () => {
  const verdicts = verdictsOf(lasting);
  for (let stops = 0; stops < 3; stops++) {
    await pause(500);
    await stop(lastingLimitMs + 1_000);
  }
  expectNothingChanged(lasting, await verdicts);
});

test('and one while the judge runs a test', async () => {
  const verdicts = verdictsOf(judged);
  await pause(1_500);
  // Longer than it is waited for.
  await stop(6_000);
  expectNothingChanged(judged, await verdicts);
});
