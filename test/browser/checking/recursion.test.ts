/**
 * How deep programs recurse: at least as deep as plain CPython 3.11 at its usual limit. Each depth
 * is what that reaches, but for ten levels that the checker itself takes.
 */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const cached = (decorator: string) =>
  `import functools\n@functools.${decorator}\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)`;

const number = (method: string, body: string, start: string) =>
  `class A:\n    def __init__(self, n): self.n = n\n    def ${method}: return ${body}\ndef f(n): return ${start}`;

const kinds: Readonly<Record<string, readonly [program: string, usual: number, raised: number]>> = {
  'a plain function': ['def f(n): return 0 if n == 0 else 1 + f(n - 1)', 985, 9_900],
  'a cached function': [cached('lru_cache(maxsize=None)'), 490, 4_980],
  'a function with a bounded cache': [cached('lru_cache'), 490, 4_980],
  'a function with @cache': [cached('cache'), 490, 4_980],
  'a decorated function': [
    'def plain(g):\n    def wrapper(*args): return g(*args)\n    return wrapper\n@plain\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)',
    485,
    4_980,
  ],
  'a generator over itself': [
    'def g(n):\n    if n:\n        yield from g(n - 1)\n    yield n\ndef f(n): return len(list(g(n))) - 1',
    485,
    4_900,
  ],
  'a copy of nested lists': [
    'import copy\ndef f(n):\n    x = []\n    for _ in range(n): x = [x]\n    copy.deepcopy(x)\n    return n',
    485,
    3_500,
  ],
  'a sum over itself': ['def f(n): return n and sum(1 + f(n - 1) for _ in (1,))', 485, 900],
  'a map over itself': ['def f(n): return n and 1 + max(map(f, [n - 1]))', 485, 900],
  'a sort key': ['def f(n): return n and 1 + (sorted([n - 1], key=f), n - 1)[1]', 485, 600],
  'an operator': [
    number('__add__(self, o)', 'self.n and 1 + (A(self.n - 1) + 0)', 'A(n) + 0'),
    985,
    1_000,
  ],
  'a comparison': [
    number('__eq__(self, o)', 'self.n == 0 or A(self.n - 1) == o', 'n * (A(n) == 0)'),
    485,
    1_000,
  ],
  'a repr': [
    number('__repr__(self)', '"x" + repr(A(self.n - 1)) if self.n else ""', 'len(repr(A(n)))'),
    320,
    800,
  ],
  'an attribute': [
    number('__getattr__(self, name)', 'self.n and 1 + A(self.n - 1).x', 'A(n).x'),
    985,
    1_000,
  ],
};

describe('recursion through', () => {
  test.each(Object.entries(kinds))('%s', async (_, [program, usual, raised]) => {
    const outcome = async (depth: number, setup: string) => {
      const task = taskOf([`assert f(${depth}) == ${depth}`], { referenceCode: 'def f(n): pass' });
      return (await checker.check({ task, program: setup + program })).status;
    };
    expect(await outcome(usual, '')).toBe('passed');
    expect(await outcome(raised, 'import sys\nsys.setrecursionlimit(10_000)\n')).toBe('passed');
  });
});

test('a program that reaches the limit sees the exception of plain Python', async () => {
  const task = taskOf(['assert f() == 1'], { referenceCode: 'def f(): pass' });
  for (const g of [
    'def g(): return g()',
    `import functools\n@functools.cache\ndef g(): return g()`,
  ]) {
    const program = `${g}\ndef f():\n    try: g()\n    except RecursionError: return 1`;
    expect((await checker.check({ task, program })).status).toBe('passed');
  }
});

describe('chains of 100,000 objects are freed', () => {
  const linked = 'class Node:\n    def __init__(self, next): self.next = next\n';
  test.each([
    ['a linked list', `${linked}make = Node`],
    [
      'one with slots',
      'class Node:\n    __slots__ = ("next",)\ndef make(x):\n    n = Node()\n    n.next = x\n    return n',
    ],
    [
      'one with a dictionary each',
      `${linked}def make(x):\n    n = Node(x)\n    n.__dict__["a"] = 1\n    return n`,
    ],
    [
      'one that says farewell',
      `${linked}class Last(Node):\n    def __del__(self): pass\nmake = Last`,
    ],
    [
      'one with links both ways',
      `${linked}def make(x):\n    n = Node(x)\n    if x: x.back = n\n    return n`,
    ],
    ['lists in lists', 'def make(x): return [x]'],
    ['tuples in tuples', 'def make(x): return (x,)'],
    ['dictionaries in dictionaries', 'def make(x): return {1: x}'],
    ['queues in queues', 'import collections\ndef make(x): return collections.deque([x])'],
    [
      'generators in generators',
      'def g(x): yield x\ndef make(x):\n    y = g(x)\n    next(y)\n    return y',
    ],
    ['functions in functions', 'def make(x): return lambda: x'],
    ['iterators in iterators', 'import itertools\ndef make(x): return itertools.chain(x or ())'],
    [
      'exceptions after exceptions',
      'def make(x):\n    e = ValueError()\n    e.__context__ = x\n    return e',
    ],
  ])('%s', async (_, make) => {
    const program = `import gc\n${make}\ndef f(n):\n    x = None\n    for _ in range(n): x = make(x)\n    del x\n    gc.collect()\n    return n`;
    const task = taskOf(['assert f(100_000) == 100_000'], { referenceCode: 'def f(n): pass' });
    expect(await checker.check({ task, program })).toMatchObject({ status: 'passed' });
  });

  test('also after a recursion through C', async () => {
    const program = `${linked}def g(n):\n    if n: return sorted([n - 1], key=g)[0]\n    x = None\n    for _ in range(10_000): x = Node(x)\n    del x\n    return 0\ndef f(n):\n    g(n)\n    return n`;
    const task = taskOf(['assert f(100) == 100'], { referenceCode: 'def f(n): pass' });
    expect((await checker.check({ task, program })).status).toBe('passed');
  });
});

describe('a cached function behaves as in plain Python', () => {
  test.each([
    ['counts', 'f.cache_info()[:2] == (0, 1)'],
    ['counts hits', '(f(2), f.cache_info()[:2]) == (3, (1, 1))'],
    ['names its limits', 'f.cache_parameters() == {"maxsize": 2, "typed": False}'],
    ['is cleared', '(f.cache_clear(), f.cache_info()[:2])[1] == (0, 0)'],
    ['gives the function itself', 'f.__wrapped__(5) == 6 and f.__name__ == "f"'],
    [
      'forgets what was used longest ago',
      '([f(x) for x in (2, 3, 2, 4, 2)], f.cache_info())[1][:4] == (3, 3, 2, 2)',
    ],
    ['tells types apart where asked', '(t(1), t(1.0), t(True), t.cache_info().misses)[3] == 3'],
    [
      'takes keywords as calls of their own',
      '(k(a=1), k(1), k(a=1), k.cache_info().misses)[3] == 2',
    ],
    ['caches nothing', '(z(1), z(1), z.cache_info()[:2])[2] == (0, 2)'],
    ['is a method', 'M().m(2) == M.m(M(), 2) == 4'],
  ])('%s', async (_, condition) => {
    const program = `
import functools
@functools.lru_cache(2)
def f(x): return x + 1
@functools.lru_cache(typed=True)
def t(x): return x
@functools.cache
def k(a): return a
@functools.lru_cache(0)
def z(x): return x
class M:
    @functools.cache
    def m(self, x): return 2 * x
def g():
    f(2)
    return ${condition}
`;
    const task = taskOf(['assert g()'], { referenceCode: 'def g(): pass' });
    expect((await checker.check({ task, program })).status).toBe('passed');
  });

  test('refuses arguments that cannot be keys', async () => {
    const program = 'import functools\n@functools.cache\ndef f(x): return 1';
    const task = taskOf(['assert f([]) == 1'], { referenceCode: 'def f(x): pass' });
    expect((await checker.check({ task, program })).tests[0]?.exception?.type).toBe('TypeError');
  });
});
