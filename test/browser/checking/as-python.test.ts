/** What plain Python does with a program and its tests, and a checker of two interpreters might miss. */

import { afterAll, describe, expect, test } from 'vitest';
import { usualPatience } from '../../../src/checking/judge.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

/** Counts its calls, and says how many they are. */
const counter = 'n = 0\ndef f(x):\n    global n\n    n += 1\n    return n\n';

async function outcomes(
  program: string,
  tests: readonly string[],
  { timeMs = 3_000, setupCode = '', by = checker } = {},
): Promise<string[]> {
  const task = taskOf(tests, { setupCode, referenceCode: program });
  const verdict = await by.check({ task, program, limits: { timeMs } });
  return verdict.tests.map(({ outcome, isUnisolated }) =>
    isUnisolated ? `${outcome}, not isolated` : outcome,
  );
}

describe('one constant in several places of what is returned', () => {
  test.each([
    [
      'nan',
      'def f(): return [float("nan")] * 2',
      'r = f(); assert r[0] is r[1] and r == [r[1], r[0]]',
    ],
    ['nan in a set', 'def f(): return [float("nan")] * 2', 'assert len(set(f())) == 1'],
    ['text', 'def f(x): return [x + "b", x + "b"][:1] * 2', 'r = f("a"); assert r[0] is r[-1]'],
    ['equal texts', 'def f(x): return [x + "b", x + "b"]', 'r = f("a"); assert r[0] is not r[-1]'],
    ['tuples', 'def f(x): t = (x, [x]); return [t, (t,)]', 'r = f(1); assert r[0] is r[1][0]'],
    [
      'items of an iterator',
      'def f(): t = (1, "ab"); yield t; yield t',
      'a, b = f(); assert a is b',
    ],
    [
      'named tuples and subclasses',
      'import collections\nP = collections.namedtuple("P", "xs")\nclass T(str): pass\ndef f(x):\n    p, t = P([x]), T("ab")\n    return p, t, {t: p}',
      'p, t, d = f(1); assert d[t] is p and list(d)[0] is t and p.xs == [1]',
    ],
    [
      'a tuple that holds what changes while it is yielded',
      'def f():\n    t = ([],)\n    yield t\n    t[0].append(1)\n    yield t',
      'seen = []\nfor t in f():\n    seen.append(len(t[0]))\nassert seen == [0, 1]',
    ],
    [
      'the same iterator twice',
      'def f(): i = iter([1, 2]); return i, i',
      'a, b = f(); assert next(a) == 1 and next(b) == 2',
    ],
  ])('is one object there too: %s', async (_what, program, source) => {
    expect(await outcomes(program, [source])).toEqual(['passed']);
  });

  test('counts as often as it is met, however little text it needs', async () => {
    const program =
      'def f(): return ["x" * 10**6] * 1000\ndef g(): return [bytearray(10**6)] * 1000';
    expect(await outcomes(program, ['assert f() == 1', 'assert g() == 1'])).toEqual([
      'unsupported-value',
      'unsupported-value',
    ]);
  });
});

describe('what a test hands over of its own', () => {
  const beside = 'passed, not isolated';
  const apply = 'def f(g, x): return g(x)\n';
  test.each([
    ['a function', apply, 'def g(x): return x + 1\nassert f(g, 3) == 4', beside],
    [
      'a function, wrong',
      apply,
      'def g(x): return x + 1\nassert f(g, 3) == 5',
      'failed-assertion, not isolated',
    ],
    ['a lambda', apply, 'assert f(lambda x: x + 1, 3) == 4', 'passed'],
    [
      'a key',
      'def f(xs, key): return sorted(xs, key=key)',
      'def key(x): return -x\nassert f([1, 2], key=key) == [2, 1]',
      beside,
    ],
    [
      'functions of Python',
      apply,
      'for g, x in ((len, "ab"), (int, "2")):\n    assert f(g, x) == 2',
      beside,
    ],
    ['an object', 'def f(o): return o.x', 'class O: x = 1\nassert f(O()) == 1', beside],
    [
      'a class with methods',
      'def f(d): return d["k"]',
      'class D(dict):\n    def __missing__(self, key): return 7\nassert f(D()) == 7',
      beside,
    ],
    [
      'an enumeration',
      'def f(c): return c.name',
      'import enum\nclass C(enum.IntEnum): RED = 1\nassert f(C.RED) == "RED"',
      beside,
    ],
    [
      'a named tuple',
      'def f(p): return p.x',
      'from collections import namedtuple\nP = namedtuple("P", "x")\np = P(2)\nassert f(p) == 2',
      'passed',
    ],
  ])('%s', async (_what, program, source, outcome) => {
    expect(await outcomes(program, [source])).toEqual([outcome]);
  });

  const first = 'def f(it): return next(it)\ndef g(it): return list(it)\n';
  test.each([
    ['an iterator', 'it = iter([1, 2])\nassert f(it) == 1\nassert next(it) == 2', beside],
    [
      'an iterator, wrong',
      'it = iter([1, 2])\nassert f(it) == 1\nassert next(it) == 1',
      'failed-assertion, not isolated',
    ],
    ['an iterator given twice', 'it = iter([1, 2])\nassert (f(it), g(it)) == (1, [2])', beside],
    ['a generator in a loop', 'it = (x for x in "ab")\nfor x in "ab": assert f(it) == x', beside],
    [
      'an iterator of a function’s own',
      'def check(f):\n    it = map(int, "12")\n    assert f(it) == 1\n    assert list(it) == [2]\ncheck(f)',
      beside,
    ],
    [
      'an iterator in a list',
      'its = [iter([1, 2])]\nassert f(*its) == 1\nassert next(its[0]) == 2',
      beside,
    ],
    ['an iterator without end', 'import itertools\nassert f(itertools.count(3)) == 3', beside],
    ['an iterator that nothing looks at again', 'it = iter([1, 2])\nassert f(it) == 1', 'passed'],
    [
      'iterators of each turn',
      'for n in (1, 2):\n    it = iter([n])\n    assert f(it) == n',
      'passed',
    ],
  ])('%s', async (_what, source, outcome) => {
    expect(await outcomes(first, [source])).toEqual([outcome]);
  });

  test('an iterator that several tests look at', async () => {
    const setupCode = 'it = iter([1, 2, 3])';
    const tests = ['assert f(it) == 1', 'assert next(it) == 2', 'assert f(it) == 3'];
    const seen = await outcomes(first, tests, { setupCode });
    expect(seen.map((each) => each.split(',')[0])).toEqual(['passed', 'passed', 'passed']);
  });

  test.each([
    ['a match', 'import re\ndef f(): return re.match("a", "a")\ndef g(x): return 1'],
    ['an exception', 'def f(): return ValueError()\ndef g(x): return 1'],
    ['a function', 'def f(): return len\ndef g(x): return 1'],
    ['an iterator', 'def f(): return iter([1])\ndef g(x): return 1'],
    ['a generator', 'def f(): yield 1\ndef g(x): return 1'],
  ])('but what the program made does not bring a test to it: %s', async (_what, program) => {
    const [outcome] = await outcomes(program, ['x = f()\nassert g(x) == 1 and x']);
    expect(outcome).not.toMatch(/not isolated/);
  });
});

describe('one container in several places of what is returned', () => {
  test.each([
    ['rows', 'def f(n): return [[0]*n]*n', 'm = f(3); m[0][0] = 1; assert m[1][0] == 1'],
    [
      'rows, seen at once',
      'def f(x): y = list(x); return [y] * 2',
      'assert (lambda r: r[0] is r[1])(f([1]))',
    ],
    [
      'rows of one call, in a loop',
      'def f(x): x = [0]; return [x, x]',
      'for r in [f(1)]: assert r[0] is r[1]',
    ],
    [
      'within other containers',
      'def f(): y = {1}; return {"a": y, "b": (y, [y])}',
      'd = f()\nd["a"].add(2)\nassert d["b"] == ({1, 2}, [{1, 2}])',
    ],
    [
      'of a class of its own',
      'class Row(list): pass\ndef f(): y = Row([0]); return [y, y]',
      'm = f()\nm[0].append(1)\nassert m[1] == [0, 1]',
    ],
    [
      'in an argument and in the value',
      'def f(xs): y = [0]; xs.append(y); return y',
      'xs = []\nr = f(xs)\nr.append(1)\nassert xs == [[0, 1]]',
    ],
    [
      'in two arguments',
      'def f(xs, ys): z = [0]; xs.append(z); ys.append(z)',
      'a, b = [], []\nf(a, b)\na[0].append(1)\nassert b == [[0, 1]]',
    ],
    [
      'an argument of a class of its own',
      'def f(xs): xs.append(1); return xs',
      'class Row(list): pass\nr = Row()\nassert f(r) is r and r == [1]',
    ],
    [
      'rows a generator goes on filling',
      'def f(n):\n    row = []\n    for i in range(n):\n        row.append(i)\n        yield row',
      'sizes = []\nfor row in f(3): sizes.append(len(row))\nassert sizes == [1, 2, 3]',
    ],
  ])('%s', async (_, program, source) => {
    expect(await outcomes(program, [source])).toEqual(['passed']);
  });

  test.each([
    ['is no copy', 'def f(n): return [[0]*n]*n', 'm = f(3); m[0][0] = 1; assert m[1][0] == 0'],
    ['is the same', 'def f(x): return [x[:]] * 2', 'r = f([1])\nassert r[0] is not r[1]'],
  ])('%s', async (_, program, source) => {
    expect(await outcomes(program, [source])).toEqual(['failed-assertion']);
  });

  test('that go on doubling have more parts than can be judged', async () => {
    const program = 'def f(n):\n    x = []\n    for _ in range(n): x = [x, x]\n    return x\n';
    expect(await outcomes(program, ['assert f(60) == 1'])).toEqual(['unsupported-value']);
  });
});

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
