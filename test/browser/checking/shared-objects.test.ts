/** One object in several places of what is returned or handed over stays one, as in plain Python. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { outcomesBy } from './outcomes.ts';

const checker = createChecker({ size: 1 });

afterAll(() => checker.close());

const outcomes = outcomesBy(checker);

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
