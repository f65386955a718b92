/** Tests are decided as plain Python decides them: their order, names, exceptions and surroundings. */

import { afterAll, describe, expect, test } from 'vitest';
import { usualPatience } from '../../../src/checking/judging/judge.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { outcomesBy } from './outcomes.ts';

const checker = createChecker({ size: 1 });

afterAll(() => checker.close());

/** Counts its calls, and says how many they are. */
const counter = 'n = 0\ndef f(x):\n    global n\n    n += 1\n    return n\n';

const outcomes = outcomesBy(checker);

describe('what plain Python does not call', () => {
  test.each([
    ['or', 'assert f(1) == 1 or f(0)', 'assert f(1) == 2'],
    ['and', 'assert not (f(1) == 2 and f(0))', 'assert f(1) == 2'],
    ['if', 'assert True if f(1) else f(0)', 'assert f(1) == 2'],
    ['else', 'assert f(0) + 1 if not f(1) else True', 'assert f(1) == 2'],
    ['a chain', 'assert not (5 < f(1) < f(0))', 'assert f(1) == 2'],
    ['any', 'assert any(f(1) == 1 for _ in range(3))', 'assert f(1) == 2'],
    ['nothing to go through', 'assert [f(1) for _ in []] == []', 'assert f(1) == 1'],
    ['a lambda', 'assert (lambda: f(1)) is not None', 'assert f(1) == 1'],
  ])('is not called: %s', async (_, first, second) => {
    expect(await outcomes(counter, [first, second])).toEqual(['passed', 'passed']);
  });

  test('may go on for ever', async () => {
    const endless = 'def f(x):\n    while not x: pass\n    return x\n';
    for (const source of [
      'assert f(1) == 1 or f(0)',
      'assert not f(1) != 1 or f(0)',
      'assert f(2) < 1 < f(0) or True',
    ])
      expect(await outcomes(endless, [source, 'assert f(1) == 1'])).toEqual(['passed', 'passed']);
  });

  test('is called each time where it is called often', async () => {
    const tests = ['assert [f(1) for _ in range(3)] == [1, 2, 3]', 'assert f(1) == 4'];
    expect(await outcomes(counter, tests)).toEqual(['passed', 'passed']);
  });
});

describe('tests are asked in their order', () => {
  test.each([
    ['a loop first', ['for i in range(2): assert f(0) == i + 1', 'assert f(0) == 3']],
    [
      'a loop between',
      ['assert f(0) == 1', 'for i in range(2): assert f(0) == i + 2', 'assert f(0) == 4'],
    ],
    [
      'a test beside the program first',
      ['assert f.__name__ == "f" and f(0) == 1', 'x = f(0)\nassert x == 2', 'assert f(0) == 3'],
    ],
    [
      'a test beside the program last',
      ['x = f(0)\nassert x == 1', 'assert f.__name__ == "f" and f(0) == 2'],
    ],
    [
      'with questions that need answers',
      [
        'assert f(f(0)) == 2',
        'assert f(0) == 3',
        'x = f(f(f(0)))\nassert x == 6',
        'assert f(0) == 7',
      ],
    ],
  ])('%s', async (_, tests) => {
    const found = await outcomes(counter, tests);
    expect(found.map((each) => each.replace(', not isolated', ''))).toEqual(
      tests.map(() => 'passed'),
    );
  });

  test('and one that does not end says so where it stands', async () => {
    const program = 'def f(x):\n    while x == 3: pass\n    return x\n';
    const tests = [
      'assert f(1) == 1',
      'x = f(2)\nassert x == 2',
      'assert f(3)',
      'x = f(1)\nassert x',
      'assert f(1)',
    ];
    expect(await outcomes(program, tests, { timeMs: 1_000 })).toEqual([
      ...['passed', 'passed', 'timeout', 'not-run', 'not-run'],
    ]);
  });
});

describe('a name bound in one test', () => {
  const triple = 'def f(x): return [x] * 3\n';
  test.each([
    ['is known in the next', ['y = f(3)', 'assert y == [3, 3, 3]', 'assert f(y[0]) == y']],
    ['also by a walrus', ['assert (y := f(3))', 'assert len(y) == 3']],
    [
      'also a helper',
      [
        'def g(x): return f(x)[0]',
        'assert g(4) == 4',
        'from math import floor as fl',
        'assert fl(f(2.5)[0]) == 2',
      ],
    ],
    [
      'hides what the setup code has',
      ['assert f(k) == [1, 1, 1]', 'k = 2', 'assert f(k) == [2, 2, 2]'],
    ],
    [
      'beside the program too',
      [
        'h = f.__name__',
        'assert h == "f"',
        'z = f(1)',
        'assert f.__name__ == h and z == [1, 1, 1]',
        'assert z',
      ],
    ],
  ])('%s', async (_, tests) => {
    const found = await outcomes(triple, tests, { setupCode: 'k = 1' });
    expect(found.map((each) => each.replace(', not isolated', ''))).toEqual(
      tests.map(() => 'passed'),
    );
  });

  test('is not known before', async () => {
    const tests = ['assert f(y)', 'y = 1', 'assert f(y)'];
    expect(await outcomes(triple, tests)).toEqual(['missing-function', 'passed', 'passed']);
  });
});

describe('what the program’s process has one of', () => {
  const program =
    'import sys, os, time, random, warnings, decimal\ndef f(x): print(x)\ndef g(): return random.random()\ndef h(): warnings.warn("w")\ndef e(): return os.environ.get("K")\ndef d(): return str(decimal.Decimal(1) / 3)\ndef w(): open("/tmp/w", "w").write("x")\ndef i(): return input()\n';
  test.each([
    [
      'output',
      'import io, sys\nold, sys.stdout = sys.stdout, io.StringIO()\nf(1)\nout, sys.stdout = sys.stdout, old\nassert out.getvalue() == "1\\n"',
    ],
    [
      'output, redirected',
      'import io\nfrom contextlib import redirect_stdout as r\nwith r(io.StringIO()) as out: f(1)\nassert out.getvalue() == "1\\n"',
    ],
    ['chance', 'import random\nrandom.seed(1)\na = g()\nrandom.seed(1)\nassert a == g()'],
    [
      'warnings',
      'import warnings\nwith warnings.catch_warnings(record=True) as seen:\n    warnings.simplefilter("always")\n    h()\nassert len(seen) == 1',
    ],
    ['the environment', 'import os\nos.environ["K"] = "v"\nassert e() == "v"'],
    ['settings', 'import decimal\ndecimal.getcontext().prec = 3\nassert d() == "0.333"'],
    ['files', 'w()\nassert open("/tmp/w").read() == "x"'],
    [
      'patches',
      'from unittest import mock\nwith mock.patch("builtins.input", lambda: "typed"): assert i() == "typed"',
    ],
  ])('is not the judge’s: %s', async (_, source) => {
    expect(await outcomes(program, [source])).toEqual(['passed, not isolated']);
  });

  test('is not meant by what every process has alike', async () => {
    const tests = [
      'import sys, os\nassert sys.maxsize > 1 and os.path.join("a", "b") == "a/b" and g() < 1',
      'time = 5\nassert time and g() < 1',
    ];
    expect(await outcomes(program, tests)).toEqual(['passed', 'passed']);
  });
});

describe('what a program raises', () => {
  const program = `import json, decimal, statistics
class Own(KeyError):
    def __init__(self, key, more):
        super().__init__(key, more)
        self.more = more
class Told(ValueError):
    def __str__(self): return "told"
def key(): return {}["a"]
def zero(): return 1 / 0
def twice(): raise ValueError("a", [1])
def parse(): return json.loads("{x")
def text(): return b"\\xff".decode()
def number(): return decimal.Decimal(1) / 0
def mean(): return statistics.mean([])
def own(): raise Own("k", 2)
def told(): raise Told("x")
def file(): raise FileNotFoundError(2, "none", "f")
`;
  test.each([
    [
      'is of Python’s own class',
      'try: zero()\nexcept Exception as e: assert type(e) is ZeroDivisionError',
    ],
    [
      'has its message once',
      'try: key()\nexcept KeyError as e: assert str(e) == "\'a\'" and e.args == ("a",)',
    ],
    ['has its arguments', 'try: twice()\nexcept ValueError as e: assert e.args == ("a", [1])'],
    [
      'has its attributes',
      'import json\ntry: parse()\nexcept json.JSONDecodeError as e: assert e.pos == 1 and "line 1" in str(e)',
    ],
    [
      'takes other arguments than a message',
      'try: text()\nexcept UnicodeDecodeError as e: assert e.start == 0',
    ],
    [
      'is of a module',
      'import decimal\ntry: number()\nexcept decimal.DivisionByZero: pass\nelse: assert False',
    ],
    [
      'is of another module',
      'import statistics\ntry: mean()\nexcept statistics.StatisticsError: pass',
    ],
    [
      'is of a class derived from one',
      'try: own()\nexcept KeyError as e: assert e.more == 2 and e.args == ("k", 2) and type(e) is not KeyError',
    ],
    ['says what it says itself', 'try: told()\nexcept ValueError as e: assert str(e) == "told"'],
    [
      'is one of the system',
      'try: file()\nexcept FileNotFoundError as e: assert e.errno == 2 and e.filename == "f"',
    ],
  ])('%s', async (_, source) => {
    expect(await outcomes(program, [source])).toEqual(['passed']);
  });
});

test('calls that each need the one before are not asked for ever', async () => {
  // What ends after two seconds of the judge's time ends after ten as well.
  const by = createChecker({ size: 1, judgePatience: { ...usualPatience, turnsMs: 2_000 } });
  const began = performance.now();
  const tests = ['assert f(1)', 'x = 0\nwhile x < 100: x = f(x)', 'assert f(1)'];
  const found = await outcomes('def f(x): return x + 1e-9\n', tests, { by });
  by.close();
  expect(found).toEqual(['passed', 'timeout', 'not-run']);
  expect(performance.now() - began).toBeLessThan(30_000);
});
