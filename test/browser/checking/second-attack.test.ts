/** Ways to a wrong verdict that an attack from outside found, each with its kind. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';
import { outcomeWord } from './outcomes.ts';

const checker = createChecker({ size: 1 });
/** For tests whose setup never ends, which is known after two seconds as after twenty. */
const hurried = createChecker({ size: 1, judgePatience: { planMs: 2_000, turnsMs: 2_000 } });
afterAll(() => {
  checker.close();
  hurried.close();
});

interface Checked {
  readonly program: string;
  readonly tests: readonly string[];
  readonly referenceCode?: string;
  readonly setupCode?: string;
  readonly timeMs?: number;
}

async function outcomes(
  { program, tests, timeMs = 3_000, ...rest }: Checked,
  by = checker,
): Promise<string[]> {
  const task = taskOf(tests, { setupCode: '', referenceCode: program, ...rest });
  const verdict = await by.check({ task, program, limits: { timeMs } });
  return verdict.tests.map(outcomeWord);
}

/** Makes every reply of its interpreter this value, in the encoding of values. */
const claiming = (value: string) =>
  `try:\n    import candidate\n    candidate._value_reply = lambda *a, **k: '{"kind":"value","value":"${value}"}'\nexcept ImportError: pass\n`;

describe('a test that catches everything does not hide how a call ended', () => {
  const raises = 'def f(x): raise ValueError(x)';
  const bare = 'try:\n    f(-1)\nexcept:\n    pass\nelse:\n    assert False';
  const usual = bare.replace('except:', 'except Exception:');
  test.each([
    ['no value', bare, 'def f(x): return object()'],
    ['values that collide', usual, 'def f(x): return {i * (2**31 - 1) for i in range(1000)}'],
    ['a number too large', usual, 'import decimal\ndef f(x): return decimal.Decimal("1E+20000")'],
    [
      'a suppressed end',
      'import contextlib\nr = []\nwith contextlib.suppress(BaseException):\n    f(-1)\n    r.append(1)\nassert not r',
      'def f(x): return object()',
    ],
  ])('%s', async (_what, source, program) => {
    expect(await outcomes({ program, tests: [source], referenceCode: raises })).not.toContainEqual(
      expect.stringMatching(/^passed/),
    );
    expect(await outcomes({ program: raises, tests: [source] })).toEqual(['passed']);
  });
});

describe('setup code is not the program', () => {
  const referenceCode = 'def f(x): return x * 2';
  const liar = `${claiming('true')}def f(x): return 0`;
  test.each([
    [
      'that names an exception',
      'def close(a, b):\n    try: return abs(a - b) < 1e-6\n    except TypeError as e:\n        return False',
      'assert close(f(2), 4)',
    ],
    [
      'with a constant below',
      'def close(a, b): return abs(a - b) < EPS\nEPS = 1e-6',
      'assert close(f(2), 4)',
    ],
    [
      'that matches',
      'def close(a, b):\n    match a:\n        case [q, *r]: return q == b\n        case {"k": _, **rest}: return rest\n        case z: return z == b',
      'assert close(f(2), 4)',
    ],
  ])('a helper %s', async (_what, setupCode, source) => {
    expect(
      await outcomes({ program: liar, tests: [source], referenceCode, setupCode }),
    ).not.toContainEqual(expect.stringMatching(/^passed/));
    expect(await outcomes({ program: referenceCode, tests: [source], setupCode })).toEqual([
      'passed',
    ]);
  });

  test.each([
    ['a helper', 'def same(x, y): return f(x) == y', 'assert same(2, 4)'],
    ['a value', 'ok = f(2) == 4', 'assert ok'],
    ['a check', 'def check(g):\n    assert f(2) == 4\n    return True', 'assert check(f)'],
    ['results', 'results = [f(1), f(2)]', 'assert results == [2, 4]'],
  ])('what uses the program is marked: %s', async (_what, setupCode, source) => {
    const checked = { tests: [source], referenceCode, setupCode };
    expect(await outcomes({ ...checked, program: referenceCode })).toEqual([
      'passed, not isolated',
    ]);
    expect(await outcomes({ ...checked, program: liar })).not.toContainEqual(
      expect.stringMatching(/^passed/),
    );
  });

  test.each([
    [
      'through a function',
      'xs = [3, 1]\ndef get(): return xs',
      'assert f(get()) == 1 and get() == [3, 1]',
    ],
    ['of a class', 'class D: items = [3, 1]', 'assert f(D.items) == 1 and D.items == [3, 1]'],
    [
      'through a static method',
      'xs = [3, 1]\nclass D:\n    @staticmethod\n    def get(): return xs',
      'assert f(D.get()) == 1 and D.get() == [3, 1]',
    ],
    [
      'through an inner function',
      'xs = [3, 1]\ndef get(): return (lambda: xs)()',
      'assert f(get()) == 1 and get() == [3, 1]',
    ],
    [
      'that a class inherits',
      'class B: items = [3, 1]\nclass D(B): pass',
      'assert f(D.items) == 1 and D.items == [3, 1]',
    ],
    [
      'beside what has no plain form',
      'xs = [3, 1]\nys = [xs, len]',
      'assert f(ys[0]) == 1 and ys[0] == [3, 1]',
    ],
    ['with many parts', 'xs = list(range(300_000))', 'assert f(xs) == 0 and len(xs) == 300_000'],
  ])('an object of its own that the program changes: %s', async (_what, setupCode, source) => {
    const program = 'def f(x):\n    m = min(x)\n    x.clear()\n    return m';
    const seen = await outcomes({ program, tests: [source], setupCode });
    expect(seen.join()).not.toMatch(/passed/);
  });

  test('an instance of its own class that the program changes', async () => {
    const setupCode = 'class P:\n    def __init__(self, v): self.v = v\np = P(3)';
    const program = 'def f(p):\n    p.v += 6\n    return 9';
    const right = await outcomes({ program, tests: ['assert f(p) == 9 and p.v == 9'], setupCode });
    expect(right).toEqual(['passed, not isolated']);
    const wrong = await outcomes({ program, tests: ['assert f(p) == 9 and p.v == 3'], setupCode });
    expect(wrong.join()).not.toMatch(/passed/);
  });
});

describe('the program’s functions themselves', () => {
  const referenceCode = 'def f(x):\n    "Doubles."\n    return x * 2';
  test.each([
    ['whether it is', 'assert f'],
    ['in a loop', 'for fn in (f,):\n    assert callable(fn)'],
    ['in a list', 'fs = [f]\nassert all(fn.__doc__ for fn in fs)\nassert f(1) == 2'],
    ['by another name', 'g = f\nassert g.__doc__ == "Doubles." and g(1) == 2'],
    ['of a parameter', 'def check(fn):\n    assert fn.__doc__ == "Doubles."\ncheck(f)'],
    ['a parameter that is called', 'def check(fn):\n    assert callable(fn)\ncheck(f)'],
    [
      'the class of a parameter',
      'import types\ndef check(fn):\n    assert isinstance(fn, types.FunctionType)\ncheck(f)',
    ],
    ['what it is of', 'def check(fn):\n    assert type(fn).__name__ == "function"\ncheck(f)'],
    ['its text', 'def check(fn):\n    assert "function f" in f"{fn}"\ncheck(f)'],
    [
      'whether it is the same',
      'def check(fn, gn):\n    assert fn == gn and fn(1) == 2\ncheck(f, f)',
    ],
    ['as a key', 'def check(fn):\n    assert {fn: 1}[fn] == 1 and fn(1) == 2\ncheck(f)'],
    ['in a lambda', 'assert (lambda fn: callable(fn) and fn(1) == 2)(f)'],
    ['given an attribute', 'def check(fn):\n    fn.calls = 0\n    assert fn(1) == 2\ncheck(f)'],
    ['in a tuple that is compared', 'def check(fn):\n    assert (fn, fn(1)) == (fn, 2)\ncheck(f)'],
  ])('are looked at beside the program: %s', async (_what, source) => {
    expect(await outcomes({ program: referenceCode, tests: [source] })).toEqual([
      'passed, not isolated',
    ]);
    const other = await outcomes({ program: 'f = 0', tests: [source], referenceCode });
    expect(other.join()).not.toMatch(/passed/);
  });

  test.each([
    ['callable', 'def check(fn): return callable(fn)'],
    ['isinstance', 'import types\ndef check(fn): return isinstance(fn, types.FunctionType)'],
    ['type', 'def check(fn): return type(fn) is type(check)'],
  ])('are looked at by a helper of the setup code: %s', async (_what, setupCode) => {
    const tests = ['assert check(f)'];
    expect(await outcomes({ program: referenceCode, tests, setupCode })).toEqual([
      'passed, not isolated',
    ]);
    const other = await outcomes({ program: 'f = 0', tests, setupCode, referenceCode });
    expect(other.join()).not.toMatch(/passed/);
  });

  test.each([
    ['by a helper', 'def check(fn):\n    assert fn(1) == 2\ncheck(f)'],
    ['with others', 'import functools\nassert functools.partial(f, 2)() == sum(map(f, [1, 1]))'],
    [
      'beside other looks',
      'def check(fn, x):\n    assert isinstance(fn(x), int) and type(x) is int\ncheck(f, 1)',
    ],
  ])('are called by the judge where they are only called: %s', async (_what, source) => {
    expect(await outcomes({ program: referenceCode, tests: [source] })).toEqual(['passed']);
  });

  test('beside setup code that is nested deeply', async () => {
    const setupCode = `many = ${Array(450).fill('1').join(' + ')}\nif many == 0:\n    low = 1\n${Array.from({ length: 90 }, (_, at) => `elif many == ${at + 1}:\n    low = 1\n`).join('')}else:\n    low = 2`;
    const tests = ['assert f(many) == 900 and f(low) == 4'];
    expect(await outcomes({ program: referenceCode, tests, setupCode })).toEqual(['passed']);
  });

  test('a value that a class of the program makes', async () => {
    const referenceCode =
      'class P:\n    def __init__(s, x): s.x = x\n    def __eq__(s, o): return s.x == o.x\ndef f(p): return P(p.x * 2)';
    const tests = ['assert f(P(1)) == P(2)'];
    expect(await outcomes({ program: referenceCode, tests })).toEqual(['passed, not isolated']);
  });
});

describe('no program moves a test beside itself', () => {
  const referenceCode = 'def f(x): return x * 2\ndef g(x): return x';
  test('by a reason of its own', async () => {
    const program =
      'import plain_values\nclass X(int):\n    def __repr__(s): raise plain_values.UnsupportedValue("hands-over")\n    def __eq__(s, o): return True\ndef f(x): return X(7)\ndef g(x): return x';
    const tests = ['assert f(2) == 4'];
    expect((await outcomes({ program, tests, referenceCode })).join()).not.toMatch(
      /passed|not isolated/,
    );
    expect(await outcomes({ program: referenceCode, tests })).toEqual(['passed']);
  });
  test.each([
    [
      'a class',
      'class Z(int): pass\ndef f(x): return Z(x)',
      't = type(f(3))\nassert g(t) == "int"',
    ],
    [
      'many parts',
      'def f(x): return list(range(170_000))',
      'xs = f(3)\nassert g(map(str, xs)) == "012"',
    ],
    [
      'an endless iterator',
      'def f(x): return range(2**31 - 2)',
      'xs = f(3)\nassert g(v * 2 for v in xs) == 6',
    ],
    [
      'an iterator',
      'def f(x): return iter([1, 2])',
      'r = f(3)\nassert g(v for v in r) == 3\nassert r is not None',
    ],
  ])('by what it returned: %s', async (_what, f, source) => {
    const program = `${f}\ndef g(x): return 0`;
    expect((await outcomes({ program, tests: [source] })).join()).not.toMatch(/not isolated/);
  });
});

test('what one program says of its classes is nothing to the next', async () => {
  const named = (first: string) =>
    `import candidate\nV = '["named","Point",["tuple",["derived","S",["str","78000000"],"y","y"],["derived","S",["str","79000000"],"x","x"]],["tuple",1,2]]'\nimport json\ncandidate._value_reply = lambda *a, **k: json.dumps({"kind": "value", "value": V})\ndef f(x): return ${first}`;
  await outcomes({
    program: named('0'),
    tests: ['assert f(1) == (1, 2)'],
    referenceCode: 'def f(x): return (1, 2)',
  });
  const program =
    'from collections import namedtuple\nPoint = namedtuple("Point", "x y")\ndef f(x): return Point(1, 2)';
  expect(await outcomes({ program, tests: ['assert repr(f(1)) == "Point(x=1, y=2)"'] })).toEqual([
    'passed',
  ]);
});

describe('no test ends more than itself', () => {
  const program = 'def f(x): return x';
  const right = 'assert f(1) == 1';
  test.each([
    ['a call over several lines', 'assert (\n    f(" a ")\n    .strip()\n) == "a"', 'passed'],
    ['a call whose brackets begin below', 'assert (f\n(2)) == 2', 'passed'],
    [
      'a long sum',
      `assert f(600) == ${Array.from({ length: 600 }, () => '1').join('+')}`,
      'passed, not isolated',
    ],
    ['a long chain', `assert "a"${'.strip()'.repeat(600)} == f("a")`, 'passed, not isolated'],
    [
      'an exception with an answer',
      'class E(Exception): answer = 42\nf(1)\nraise E',
      'runtime-error',
    ],
    [
      'an exception with a decision',
      'class E(Exception): answer = {"kind": "held"}\nf(1)\nraise E',
      'runtime-error',
    ],
    ['a return', 'return f(1)', 'runtime-error'],
    ['a break', 'f(1)\nbreak', 'runtime-error'],
  ])('%s', async (_what, source, outcome) => {
    const [first, second] = await outcomes({ program, tests: [source, right] });
    expect([first, second?.split(',')[0]]).toEqual([outcome, 'passed']);
  });

  test.each([
    ['a setup that ends the process', 'import sys\nsys.exit(0)', 'import math\nassert f(1) == 1'],
    ['a setup without end', 'one = 1\nwhile True: pass', 'assert f(one) == one'],
  ])('%s', async (_what, setupCode, source) => {
    const seen = await outcomes({ program, tests: [source], setupCode, timeMs: 1_000 }, hurried);
    // The setup alone is at fault, or the program has to run it and comes to no end.
    expect(seen).toEqual([expect.stringMatching(/^(not-run|timeout|early-exit)/)]);
    expect(await outcomes({ program, tests: [right] }, hurried)).toEqual(['passed']);
  });

  test('one that breaks what tells of decisions', async () => {
    const tests = ['import json\nf(1)\njson.dumps = lambda *a, **k: "x"\nassert 1'];
    expect(await outcomes({ program, tests })).toEqual(['unsupported-value']);
    expect(await outcomes({ program, tests: [right] })).toEqual(['passed']);
  });

  test('one that asks something else each time', async () => {
    const program = 'def f(x):\n    while True: pass';
    const tests = [
      'import datetime\nn = datetime.datetime.now().microsecond\nassert f(n) == n * 2',
    ];
    expect(
      await outcomes({ program, tests, referenceCode: 'def f(x): return x * 2', timeMs: 1_000 }),
    ).toEqual(['timeout']);
  });
});

test.each([
  ['map', 'it = iter([1, 2, 3])\nassert f(map(str, it)) == "1"\nassert next(it) == 2'],
  ['zip', 'it = iter([1, 2, 3])\nassert f(zip(it)) == (1,)\nassert next(it) == 2'],
  [
    'chain',
    'import itertools\nit = iter([1, 2])\nassert f(itertools.chain(it, [9])) == 1\nassert next(it) == 2',
  ],
  ['another name', 'a = it = iter([1, 2])\nassert f(a) == 1\nassert next(it) == 2'],
  [
    'an attribute',
    'class B: pass\nb = B()\nb.it = iter([1, 2])\nassert f(b.it) == 1\nassert next(b.it) == 2',
  ],
])('an iterator behind another one is looked at again: %s', async (_what, source) => {
  const program = 'def f(x): return next(x)';
  expect(await outcomes({ program, tests: [source] })).toEqual(['passed, not isolated']);
});
