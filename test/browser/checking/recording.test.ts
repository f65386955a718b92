/** Recorded calls: what the recorder tells of programs that end and of some that do not. */

import { afterAll, expect, test } from 'vitest';
import { stepTarget } from '../../../src/app/stepping/step-target.ts';
import { partRows } from '../../../src/app/stepping/part-rows.ts';
import { createChecker } from '../../../src/checking/create-checker.ts';
import type { RecordedFrame } from '../../../src/checking/recording.ts';

const checker = createChecker({ size: 1 });
/** For a call that does not end. */
const hurried = createChecker({ size: 1, limits: { timeMs: 3_000 } });
afterAll(() => {
  checker.close();
  hurried.close();
});

function namesOf(frame: RecordedFrame | undefined): string[] {
  return (frame?.variables ?? []).map(({ name, value }) => `${name} ${value.text}`);
}

test('a call is recorded line by line, with variables, stack and output', async () => {
  const program = [
    'def double(x):',
    '    return x * 2',
    'def f(n):',
    '    total = 0',
    '    for i in range(n):',
    '        total += double(i)',
    "        print('so far', total)",
    '    return total',
  ].join('\n');
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f(2)' });
  expect(end).toEqual({ kind: 'returned', value: '2' });
  expect(steps.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
    ...['call 3', 'line 4', 'line 5'],
    ...['line 6', 'call 1', 'line 2', 'return 2', 'line 7', 'line 5'],
    ...['line 6', 'call 1', 'line 2', 'return 2', 'line 7', 'line 5'],
    ...['line 8', 'return 8'],
  ]);
  const [f, double] = steps[11]?.stack ?? [];
  expect(steps[11]).toMatchObject({ kind: 'line', line: 2, value: null, output: 'so far 0\n' });
  expect([f?.name, f?.line, double?.name, double?.line]).toEqual(['f', 6, 'double', 2]);
  expect(namesOf(f)).toEqual(['n 2', 'total 0', 'i 1']);
  expect(namesOf(double)).toEqual(['x 1']);
  expect(steps.at(-1)).toMatchObject({ value: '2', output: 'so far 0\nso far 2\n' });
});

test('a call that raises is recorded up to the exception', async () => {
  const program = 'def f(x):\n    y = x - 1\n    return 1 / y\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f(1)' });
  expect(end).toEqual({ kind: 'raised', value: 'ZeroDivisionError: division by zero' });
  const exception = steps.find((step) => step.kind === 'exception');
  expect(exception).toMatchObject({ line: 3, value: 'ZeroDivisionError: division by zero' });
});

test('a call that never ends is recorded as far as it came, and says that it was cut', async () => {
  const program = 'def f():\n    n = 0\n    while True:\n        n += 1\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'cut' });
  expect(steps).toHaveLength(2_000);
  expect(namesOf(steps.at(-1)?.stack[0])[0]).toMatch(/^n \d+$/);
});

test('a call that swallows every exception is recorded as far as it came', async () => {
  const program =
    'def f():\n    n = 0\n    while True:\n        try:\n            while True: n += 1\n        except BaseException: pass\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'cut' });
  expect(steps).toHaveLength(2_000);
});

test('a call that hangs within one line is recorded up to that line', async () => {
  const program = 'def f():\n    x = 1\n    return sum(range(10**12))\n';
  const { steps, end } = await hurried.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'timeout' });
  expect(steps.map((step) => step.line)).toEqual([1, 2, 3]);
});

test('objects of the program are described without running their code', async () => {
  const program = [
    'class Node:',
    '    def __init__(self, v): self.v = v',
    "    def __repr__(self): raise ValueError('never asked')",
    'def f():',
    '    node = Node([1, 2])',
    '    return node',
  ].join('\n');
  const { end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'returned', value: '<Node v=[1, 2]>' });
});

test('setup code is there, and a program that does not load leaves no steps', async () => {
  const program = 'class Node:\n    v = 3\ndef f(n):\n    return n.v\n';
  const recording = await checker.record({ program, setupCode: 'root = Node()', call: 'f(root)' });
  expect(recording.end).toEqual({ kind: 'returned', value: '3' });
  const broken = await checker.record({ program: 'def f(:', setupCode: '', call: 'f()' });
  expect(broken).toMatchObject({ steps: [], end: { kind: 'crashed' } });
});

test('of a test over a comprehension every call is recorded', async () => {
  const source = 'assert all(f(x) == x + 1 for x in [1, 2])';
  const target = stepTarget({ source, call: 'f(x)', group: 'shown' });
  const call = target.kind === 'source' ? target.source : '';
  const program = 'def f(n):\n    return n + 1\n';
  const { steps, end } = await checker.record({ program, setupCode: '', call });
  expect(end).toEqual({ kind: 'returned', value: 'True' });
  expect(steps.filter(({ kind }) => kind === 'return').map(({ value }) => value)).toEqual([
    '2',
    '3',
  ]);
});

test('each part of a line is told with its value, and nothing is evaluated twice', async () => {
  const program = [
    'calls = []',
    'def once(x):',
    '    calls.append(x)',
    '    return x * 2',
    'def f(n, words):',
    "    return once(n) + len(words) if n % 2 == 0 and words[0] != 'b' else [w * 2 for w in words]",
  ].join('\n');
  const { steps, places, end } = await checker.record({
    ...{ program, setupCode: '', call: "(f(4, ['a']), f(3, ['x', 'y']), calls)" },
  });
  expect(end).toEqual({ kind: 'returned', value: "(9, ['xx', 'yy'], [4])" });
  const at = steps.findIndex(({ line, kind }) => line === 6 && kind === 'line');
  const rows = partRows(program, places, steps, at).map(
    ({ pieces, value }) => `${pieces.map(({ text }) => text).join('')} = ${value}`,
  );
  expect(rows).toEqual([
    '4 % 2 = 0',
    '0 == 0 = True',
    "words[0] = 'a'",
    "'a' != 'b' = True",
    'True and True = True',
    'once(4) = 8',
    'len(words) = 1',
    '8 + 1 = 9',
    '9 if True else [w * 2 for w in words] = 9',
  ]);
});

test('parts change nothing for what a program can do with Python', async () => {
  const program = [
    'import enum',
    'class Base:',
    '    __hidden = 3',
    '    def value(self): return self.__hidden',
    'class Child(Base):',
    '    __slots__ = ("x",)',
    '    def value(self): return super().value() + (y := 1) + y',
    'class Kind(enum.Enum):',
    '    A = 1',
    'def walk(n):',
    '    got = yield n + 1',
    '    yield got',
    'def f(a, *rest, k=1 + 1, **named):',
    '    match a:',
    '        case {"x": [first, *_]} if first > 0: a = first',
    '    g = walk(a)',
    '    pair = next(g), g.send(a * 2)',
    '    grid = [[0] * 2 for _ in range(2)]',
    '    grid[0][1:], grid[1][0] = [7], -a',
    '    del rest[0].x',
    '    try: {}["no"]',
    '    except (KeyError, ValueError) as error: text = f"{error!r:>14}|{a=}"',
    '    return *pair, grid, k, Child().value(), text, Kind.A, [*named], (lambda v=a: v + 1)()',
  ].join('\n');
  const setupCode = 'thing = type("T", (), {})(); thing.x = 1';
  const { end } = await checker.record({
    ...{ program, setupCode, call: 'f({"x": [5, 6]}, thing, z=1)' },
  });
  expect(end).toEqual({
    kind: 'returned',
    value: `(6, 10, [[0, 7], [-5, 0]], 2, 5, "KeyError('no')|a=5", <Kind>, ['z'], 6)`.replace(
      '<Kind>',
      'Kind.A',
    ),
  });
});

test('containers are told of by what they are: two names of one list, rows that are one', async () => {
  const program = [
    'def f():',
    '    a = [1, 2]',
    '    b = a',
    '    grid = [a] * 2',
    '    b.append(3)',
    '    return grid',
  ].join('\n');
  const { steps } = await checker.record({ program, setupCode: '', call: 'f()' });
  const last = steps.at(-1);
  const [a, b, grid] = last?.stack[0]?.variables ?? [];
  expect(a?.value).toMatchObject({ text: '[1, 2, 3]' });
  expect(a?.value.object).toBe(b?.value.object);
  const rows = last?.objects.get(grid?.value.object ?? -1);
  expect(rows?.entries.map(({ value }) => value.object)).toEqual([
    a?.value.object,
    a?.value.object,
  ]);
  // What it was before is still known.
  const before = steps.at(-3)?.objects.get(a?.value.object ?? -1);
  expect(before?.entries.map(({ value }) => value.text)).toEqual(['1', '2']);
});

test('a callers’ variables and names outside functions are told of as well', async () => {
  const program =
    'seen = {}\ndef g(x):\n    seen[x] = True\n    return x\ndef f(n):\n    m = n + 1\n    return g(m)\n';
  const { steps } = await checker.record({ program, setupCode: '', call: 'f(1)' });
  const inner = steps.findLast(({ stack }) => stack.length === 2);
  expect(inner?.stack.map(namesOf)).toEqual([['n 1', 'm 2'], ['x 2']]);
  expect(inner?.globals.map(({ name, value }) => `${name} ${value.text}`)).toEqual([
    'seen {2: True}',
  ]);
});

test.for([
  ['n = 5', 'while n > 0:', '    n = n + 0'],
  ['i = 0', 'while i < 3:', '    if xs[i] > 1:', '        i = 0', '    else:', '        i += 1'],
  ['while True:', '    for x in xs:', '        last = x'],
  ['for x in xs:', '    while x != 2:', '        x = 4 - x'],
])('a loop that is where it was before never ends: %j', async (lines) => {
  const program = ['from typing import List', 'def f(xs):', ...lines.map((line) => `    ${line}`)];
  const { steps, end } = await checker.record({
    ...{ program: program.join('\n'), setupCode: '', call: 'f([1, 1, 3])' },
  });
  if (end.kind !== 'repeats') throw new Error(`It ended as ${JSON.stringify(end)}.`);
  const [first, again] = [steps[end.step], steps.at(-1)];
  expect(end.step).toBeLessThan(steps.length - 1);
  expect([again?.line, namesOf(again?.stack[0])]).toEqual([first?.line, namesOf(first?.stack[0])]);
});

test.for([
  // Each comes back to a line with equal variables, and ends all the same.
  'def f():\n    for x in [3, 3]:\n        while x > 2:\n            x -= 1\n    return x',
  'def f():\n    it = iter([1, 1, 1])\n    while True:\n        x = next(it)',
  'import random\ndef f():\n    while random.random() < 0.9:\n        pass\n    return 1',
  'def g(calls=[]):\n    calls.append(1)\n    return len(calls)\ndef f():\n    while g() < 5:\n        pass\n    return 1',
  'def f():\n    s = {1, 2, 3}\n    while s:\n        x = s.pop()\n        x = 0\n    return 1',
  'def counter():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\nup = counter()\ndef f():\n    while up() < 5:\n        pass\n    return 1',
  'class C:\n    n = 0\ndef f():\n    while C.n < 5:\n        C.n += 1\n    return 1',
  "from collections import OrderedDict\ndef f():\n    d = OrderedDict(a=1, b=2, c=3)\n    while next(iter(d)) != 'c':\n        d.move_to_end(next(iter(d)))\n    return 1",
  'from collections import deque\ndef f():\n    d = deque([1], 1)\n    n = None\n    while d.maxlen == 1:\n        d = deque([1], 2)\n    return 1',
  'from collections import Counter\ndef f():\n    c = Counter()\n    c.n = 0\n    while c.n < 5:\n        c.n += 1\n    return 1',
  'def f():\n    x = 0\n    while x < 1:\n        x = [x for _ in range(4)][0] + max(\n            0,\n            1,\n        )\n    return x',
])('no end is taken for a loop: %j', async (program) => {
  const { end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end.kind).toMatch(/returned|raised/);
});

test('huge values, deep recursion and large structures stay within what a page can show', async () => {
  const program = [
    'def deep(n): return 0 if n == 0 else 1 + deep(n - 1)',
    'def f():',
    '    big = 10 ** 100_000',
    "    text = 'a' * 10 ** 7",
    '    grid = [[text] * 1000 for _ in range(1000)]',
    '    loop = []',
    '    loop.append(loop)',
    '    return deep(300)',
  ].join('\n');
  const { steps, end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'returned', value: '300' });
  const named = namesOf(steps.at(-1)?.stack[0]);
  expect(Math.max(...named.map((each) => each.length))).toBeLessThan(400);
  const entries = [...(steps.at(-1)?.objects.values() ?? [])].map((each) => each.entries.length);
  expect(entries.reduce((sum, each) => sum + each, 0)).toBeLessThan(300);
  expect(Math.max(...steps.map(({ stack }) => stack.length))).toBe(50);
});

test.for([
  ['def helper(x): return x + offset', 'n = 0', 'while n < 2: n += 1', 'offset = 1', 'return n'],
  ['data = bytes(10 ** 7)', 'n = 0', 'while n < 2: n += 1', 'return n'],
  ['try: raise ValueError(10 ** 5000)', 'except ValueError: return 2'],
  ['try: {}[Asked()]', 'except KeyError: return 2'],
  ['d = OrderedDict([(Asked(), 1)])', 'asked.clear()', 'n = 2', 'return n + len(asked)'],
])('recording raises nothing in the program and asks nothing of it: %j', async (lines) => {
  const program = [
    'from collections import OrderedDict',
    'asked = []',
    'class Asked:',
    '    def __repr__(self): raise SystemExit',
    '    def __hash__(self): asked.append(1); return 1',
    'def f():',
    ...lines.map((line) => `    ${line}`),
  ].join('\n');
  const { end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'returned', value: '2' });
});

test('an ordered dict is told of in the order in which it is walked', async () => {
  const program =
    "from collections import OrderedDict\ndef f():\n    d = OrderedDict(a=1, b=2)\n    d.move_to_end('a')\n    return d\n";
  const { end } = await checker.record({ program, setupCode: '', call: 'f()' });
  expect(end).toEqual({ kind: 'returned', value: "OrderedDict({'b': 2, 'a': 1})" });
});

test('of calls far out nothing is told that may have changed since', async () => {
  const program = [
    'def f(n, seen):',
    '    mine = [n]',
    '    seen.append(n)',
    '    return f(n - 1, seen) if n else len(seen)',
  ].join('\n');
  const { steps } = await checker.record({ program, setupCode: '', call: 'f(4, [])' });
  const inmost = steps.findLast(({ stack, kind }) => stack.length === 5 && kind === 'line');
  const all = '[4, 3, 2, 1, 0]';
  expect(inmost?.stack.map(({ variables }) => variables && variables[1]?.value.text)).toEqual([
    ...[null, null, all, all, all],
  ]);
  const outmost = steps.at(-1)?.stack.map(namesOf);
  expect(outmost).toEqual([['n 4', `seen ${all}`, 'mine [4]']]);
});

test('long names and large bytes are cut', async () => {
  const program = [
    'Long = type("N" * 1000, (), {"__module__": __name__})',
    'def f():',
    '    value = Long()',
    '    setattr(value, "a" * 1000, bytes(10 ** 6))',
    '    return value',
  ].join('\n');
  const { end } = await checker.record({ program, setupCode: '', call: 'f()' });
  if (end.kind !== 'returned') throw new Error(`It ended as ${end.kind}.`);
  expect(end.value).toContain('of 1000000 bytes');
  expect(end.value.length).toBeLessThan(400);
});

test('a return is told from a yield and from an exception that leaves', async () => {
  const program = [
    'import contextlib',
    'def g():',
    '    yield 1',
    '    yield',
    'def bad(): return {}[1]',
    'def kept():',
    '    with contextlib.suppress(KeyError): bad()',
    'def f():',
    '    first = g()',
    '    got = [next(first), next(first)]',
    '    first.close()',
    '    kept()',
  ].join('\n');
  const { steps } = await checker.record({ program, setupCode: '', call: 'f()' });
  const told = steps.filter(({ kind }) => kind !== 'line');
  expect(told.map(({ kind, value, stack }) => `${stack.at(-1)?.name} ${kind} ${value}`)).toEqual([
    'f call null',
    ...['g call null', 'g yield 1', 'g resume null', 'g yield None'],
    ...['g resume null', 'g exception GeneratorExit: ', 'g unwind null'],
    ...['kept call null', 'bad call null', 'bad exception KeyError: 1', 'bad unwind null'],
    ...['kept exception KeyError: 1', 'kept return None', 'f return None'],
  ]);
});
