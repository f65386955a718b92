/**
 * Hostile programs through the real checker: none is accepted, each is called what it is, and
 * the programs after it get the verdicts they deserve.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checker } from '../../../../src/checking/checker.ts';
import { createChecker } from '../../../../src/checking/create-checker.ts';
import type { Verdict } from '../../../../src/checking/verdict.ts';
import { taskOf } from '../../../support/tasks.ts';
import { faults } from './faults.ts';
import { forgeries } from './forgeries.ts';
import { pollutions } from './pollutions.ts';

const task = taskOf(['assert f(2, 3) == 5', 'assert f(-1, 1) == 0', 'assert f(10, 5) == 15'], {
  referenceCode: 'def f(a, b):\n    return a + b\n',
});
const right = 'def f(a, b):\n    return a + b\n';
const wrong = 'def f(a, b):\n    return a - b\n';
const shortMs = 1_500;
/** For what never ends: it is as endless after this as after longer. */
const endlessMs = 700;
/** For what ends by itself, however busy the machine is. */
const longMs = 20_000;

/** One program at a time: the one after a hostile program gets the interpreter it left. */
let checker: Checker;
const account: string[] = [];

beforeAll(async () => {
  checker = createChecker({ size: 1 });
  await checker.warmUp();
});

afterAll(() => {
  checker.close();
  console.log(account.join('\n'));
});

async function attack(name: string, program: string, timeMs = shortMs): Promise<Verdict> {
  const verdict = await checker.check({ task, program, limits: { timeMs } });
  const { exception } = verdict.tests.find((each) => each.exception) ?? verdict;
  const reason = exception ? ` (${exception.type}: ${exception.message.slice(0, 60)})` : '';
  account.push(`${name}: ${verdict.status}${reason}`);
  return verdict;
}

async function neighbours(): Promise<string[]> {
  const after = [
    await checker.check({ task, program: wrong }),
    await checker.check({ task, program: right }),
  ];
  return after.map((verdict) => verdict.status);
}

describe('a forgery is refused, and its neighbours are judged rightly', () => {
  test.each(Object.entries(forgeries))('%s', async (name, program) => {
    const verdict = await attack(`forgery: ${name}`, program);
    expect(verdict.status).not.toBe('passed');
    expect(verdict.tests.filter((each) => each.isUnisolated)).toEqual([]);
    expect(verdict.status).not.toBe('sandbox-fault');
    expect(await neighbours()).toEqual(['failed-assertion', 'passed']);
  });
});

describe('a fault is called what it is, and its neighbours are judged rightly', () => {
  test.each(Object.entries(faults))('%s', async (name, { program, statuses }) => {
    // Where it may end in another way too, it has the time for it.
    const isEndless = statuses.every((status) => status === 'timeout');
    const limitMs = isEndless ? endlessMs : statuses.includes('timeout') ? shortMs : longMs;
    const verdict = await attack(`fault: ${name}`, program, limitMs);
    expect(statuses).toContain(verdict.status);
    expect(await neighbours()).toEqual(['failed-assertion', 'passed']);
  });
});

describe('what one program leaves behind, the next does not find', () => {
  test.each(Object.entries(pollutions))('%s', async (name, { pollute, detect }) => {
    const clean = await checker.check({ task, program: detect });
    expect(clean.status).toBe('passed');
    const polluted = await attack(`pollution: ${name}`, pollute);
    expect(polluted.status).toBe('passed');
    const after = await checker.check({ task, program: detect });
    expect(after.status).toBe('passed');
  });
});
