/** Inputs that take long run in several interpreters, where that cannot change what comes of them. */

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Checker } from '../../../src/checking/checker.ts';
import { createChecker, programInterpreters } from '../../../src/checking/create-checker.ts';
import { CandidateSession } from '../../../src/checking/sessions/candidate-session.ts';
import type { InterpreterPool } from '../../../src/sandbox/interpreter-pool.ts';
import { SandboxBytes } from '../../../src/sandbox/sandbox-bytes.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { taskOf } from '../../support/tasks.ts';

const bytes = new SandboxBytes();
const inputs = Array.from({ length: 14 }, (_, index) => [index]);
const task: Task = taskOf([], {
  referenceCode: 'def f(x):\n    return x * 2\n',
  hidden: {
    kind: 'mbpp-plus',
    row: JSON.stringify({
      task_id: 'Mbpp/20002',
      entry_point: 'f',
      base_input: [[100]],
      plus_input: inputs,
      atol: 0,
    }),
  },
});
/** Some 200 ms on any machine, without a module that could count. */
const busy = '    n = 0\n    while n < 2000000: n += 1\n';

describe('a check', () => {
  let checker: Checker;
  let candidates: InterpreterPool;
  afterEach(() => {
    vi.restoreAllMocks();
    checker.close();
  });

  /** As many interpreters are booted as may be at work. */
  async function start(size: number): Promise<void> {
    candidates = programInterpreters(bytes, size);
    checker = createChecker({ bytes, candidates });
    const both = await Promise.all(Array.from({ length: size }, () => candidates.take()));
    for (const each of both) candidates.giveBack(each);
  }

  test('uses an idle interpreter and says the same', async () => {
    await start(2);
    const open = vi.spyOn(CandidateSession.prototype, 'open');
    const program = `def f(x):\n${busy}    return x * 2\n`;
    const verdict = await checker.check({ task, program });
    expect(open).toHaveBeenCalled();
    expect(verdict).toMatchObject({ status: 'passed', hidden: { known: 15, of: 15 } });
    // Quicker: after the first that fails, the others have a second, which a busy machine eats up.
    const wrong = await checker.check({
      task,
      program: program.replace('2000000', '100000').replace('x * 2', 'min(20, x * 2)'),
    });
    expect(wrong.status).toBe('failed-assertion');
    expect(wrong.tests.map(({ outcome }) => outcome).slice(0, 2)).toEqual([
      ...['failed-assertion', 'passed'],
    ]);
  });

  test('runs the calls of a program that remembers in one, in order', async () => {
    await start(2);
    const program = `calls = []\ndef f(x):\n${busy}    calls.append(x)\n    return x * 2 if len(calls) < 10 else 0\n`;
    const { tests, status } = await checker.check({ task, program });
    expect(status).toBe('failed-assertion');
    expect(tests.findIndex(({ outcome }) => outcome !== 'passed')).toBe(9);
  });

  test('ends all of them with an input that never ends', async () => {
    await start(2);
    const program = `def f(x):\n${busy}    while x == 12: pass\n    return x * 2\n`;
    const verdict = await checker.check({ task, program });
    expect(verdict.status).toBe('timeout');
    expect(verdict.tests[13]?.outcome).toBe('timeout');
    const quick = await checker.check({ task, program: 'def f(x): return x * 2' });
    expect(quick.status).toBe('passed');
  });

  test('takes no time from an input before the one that fails elsewhere', async () => {
    await start(2);
    const slowly = (rounds: number) => `while n < ${rounds} * 2000000: n += 1`;
    const right = [
      'def f(x):',
      '    n = 0',
      '    if x == 6: return 12',
      '    if x == 5:',
      `        ${slowly(8)}`,
      `    ${slowly(6)}`,
      '    return 2 * x',
    ].join('\n');
    const row = { task_id: 'Mbpp/20003', entry_point: 'f', atol: 0 };
    const slowTask = taskOf([], {
      referenceCode: right,
      hidden: {
        kind: 'mbpp-plus',
        row: JSON.stringify({ ...row, base_input: [[100], [5]], plus_input: [[6]] }),
      },
    });
    const open = vi.spyOn(CandidateSession.prototype, 'open');
    const wrong = right.replace('return 12', 'return 13');
    const verdict = await checker.check({ task: slowTask, program: wrong });
    expect(open).toHaveBeenCalled();
    expect(verdict).toMatchObject({
      status: 'failed-assertion',
      hidden: { base: 'passed', plus: 'failed-assertion' },
    });
  });

  test('leaves interpreters to others who wait', async () => {
    await start(2);
    const slow = `def f(x):\n${busy.replace('2000000', '4000000')}    return x * 2\n`;
    let areSlowDone = false;
    const checking = checker.check({ task, program: slow }).finally(() => (areSlowDone = true));
    const open = vi.spyOn(CandidateSession.prototype, 'open');
    await vi.waitFor(() => expect(open).toHaveBeenCalled(), { timeout: 20_000 });
    for (let i = 0; i < 3; i++) {
      const quick = await checker.check({ task, program: 'def f(x): return x * 2' });
      expect(quick.status).toBe('passed');
    }
    expect(areSlowDone).toBe(false);
    expect((await checking).status).toBe('passed');
  });
});

describe('what is taken for independent', () => {
  let pool: InterpreterPool;
  beforeAll(() => (pool = programInterpreters(bytes, 1)));
  afterAll(() => pool.close());

  async function read(program: string): Promise<string | undefined> {
    const interpreter = await pool.take();
    const call = { function: 'independence.read', argument: program };
    const { returned } = await interpreter.run([call], { limitMs: 5_000 });
    pool.giveBack(interpreter);
    return returned[0]?.reply;
  }

  test.each([
    'def f(x): return x',
    '"""What it does."""\nfrom typing import List\nimport math, re\nN = 10\ndef f(x: List[int]) -> int: return math.floor(N)',
    'def g(n): return n if n < 2 else g(n - 1) + g(n - 2)\ndef f(x, *, k=-1, t=(1, "a")):\n    seen = {}\n    seen[x] = [k]\n    return sorted(seen, key=lambda y, m=1: y)',
    'def f(x):\n    def inner(y):\n        nonlocal x\n        x += y\n    inner(1)\n    return x',
    'from math import *\nimport collections as c\ndef f(x): return sqrt(x) + c.Counter([x]).most_common(1)[0][1]',
    'from itertools import chain\ndef f(x):\n    try: return list(chain.from_iterable(x))\n    except TypeError as e: return [str(e)]',
    'def f(x):\n    match x:\n        case {"a": a, **rest}: return a, rest\n        case [b, *c]: return b, c\n    return x',
  ])('%s', async (program) => {
    expect(await read(program)).toBe('independent');
  });

  test.each([
    ['a list of its own', 'seen = []\ndef f(x): return seen'],
    ['a global number', 'n = 0\ndef f(x):\n    global n\n    n += 1\n    return n'],
    ['a default that changes', 'def f(x, seen=[]): return seen'],
    ['a default made by a call', 'def f(x, seen=list()): return seen'],
    ['a default of a lambda', 'def f(x): return 1\ndef g(): return lambda a=[]: a'],
    ['a cache', 'import functools\n@functools.lru_cache\ndef f(x): return x'],
    ['an attribute of a function', 'def f(x):\n    f.n = x\n    return x'],
    ['a way to such attributes', 'def f(x): return f.__dict__'],
    ['a name of one as text', 'def f(x):\n    setattr(f, "n", x)'],
    ['its names as a mapping', 'def f(x): return globals()'],
    ['text that is run', 'def f(x): return eval("1")'],
    ['chance', 'import random\ndef f(x): return random.random()'],
    [
      'chance, imported where it is used',
      'def f(x):\n    from random import random\n    return random()',
    ],
    ['the clock', 'import time\ndef f(x): return time.time()'],
    ['a file', 'def f(x): return open("x").read()'],
    ['a class', 'class A:\n    n = 0\ndef f(x): return A.n'],
    ['what runs at its beginning', 'for i in range(3): pass\ndef f(x): return i'],
    ['an iterator', 'import itertools\nn = itertools.count()\ndef f(x): return next(n)'],
    ['a way to attributes by name', "def f(x): return getattr(f, '__dict__')"],
    ['such a way from a module', "import operator\ndef f(x): return operator.attrgetter('n')(f)"],
    ['the same, imported', "from operator import methodcaller as m\ndef f(x): return m('n')(f)"],
    ['what a module keeps', 'import copy\ndef f(x): return copy._deepcopy_dispatch'],
    ['what sets attributes', 'import functools\ndef f(x): functools.update_wrapper(f, x)'],
    ['a module within a module', 'from statistics import random\ndef f(x): return random.random()'],
    ['the same, by attribute', 'import statistics\ndef f(x): return statistics.random.random()'],
    [
      'the same, by another name',
      'import statistics\ndef f(x):\n    s = statistics\n    return s.random',
    ],
    ['chance in a class', 'import statistics\ndef f(x): return statistics.NormalDist().samples(1)'],
    [
      'attributes by pattern',
      'def f(x):\n    T = type(f)\n    match f:\n        case T(__dict__=d): return d',
    ],
    ['a module nobody knows', 'import decimal\ndef f(x): return decimal.getcontext()'],
    ['a name nobody knows', 'def f(x): return g(x)'],
    ['no Python', 'def f(x:'],
    ['very deep text', `def f(x): return ${'('.repeat(5000)}`],
  ])('not %s', async (_, program) => {
    expect(await read(program)).toBe('dependent');
  });
});
