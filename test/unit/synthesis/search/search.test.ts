/** The search: specifications in, programs or reasons out. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { SearchReason } from '../../../../src/synthesis/search/search-reason.ts';
import type { SearchResult } from '../../../../src/synthesis/search/search-state.ts';
import { searchReasonText, searchStory } from '../../../../src/texts/search-texts.ts';
import { startPythonSearch, type PythonSearch, type Specification } from './python-search.ts';

let python: PythonSearch;
beforeAll(async () => {
  python = await startPythonSearch();
}, 60_000);

function programOf(specification: Specification): string {
  const { result } = python.search(specification);
  if (result?.kind !== 'found') throw new Error(JSON.stringify(result));
  return result.program;
}

/** What the found program returns for a call that it was not shown. */
function valueOf(specification: Specification, call: string): unknown {
  return python.evaluate(programOf(specification), call);
}

describe('the parameters of a program', () => {
  const text = 'Add the elements of two lists.';
  const shownTests = ['assert f([1, 2], [3, 4]) == [4, 6]', 'assert f([5], [6]) == [11]'];

  test('are called as the statement calls them', () => {
    expect(programOf({ text, shownTests, parameters: ['second', 'größer'] })).toBe(
      'def f(second, größer):\n    return [a + b for a, b in zip(second, größer)]\n',
    );
  });

  test.each([
    ['one is the name of something else', ['a', 'sums']],
    ['one is a function that it calls', ['zip', 'sums']],
    ['there are too few', ['sums']],
    ['one is no name', ['*first', 'second']],
    ['two are alike', ['sums', 'sums']],
  ])('stay as they are where %s', (_, parameters) => {
    expect(programOf({ text, shownTests, parameters })).toBe(
      'def f(first, second):\n    return [a + b for a, b in zip(first, second)]\n',
    );
  });
});

describe('a found program', () => {
  test.each<[string, string[], string]>([
    [
      'Find the largest number of a list.',
      ['assert f([1, 5, 2]) == 5', 'assert f([-3, -7]) == -3'],
      'def f(numbers):\n    return max(numbers)\n',
    ],
    [
      'Count the even numbers in a list.',
      ['assert f([1, 2, 4, 7]) == 2', 'assert f([3, 5]) == 0', 'assert f([2, 2, 8]) == 3'],
      'def f(numbers):\n    return sum(x % 2 == 0 for x in numbers)\n',
    ],
    [
      'Find the sum of the digits of a number.',
      ['assert f(345) == 12', 'assert f(97) == 16'],
      'def f(n):\n    return sum(int(d) for d in str(n))\n',
    ],
    [
      'Reverse the words of a sentence.',
      ['assert f("a b c") == "c b a"', 'assert f("one two") == "two one"'],
      "def f(text):\n    return ' '.join(text.split()[::-1])\n",
    ],
    [
      'Find the greatest common divisor of all numbers in a list.',
      ['assert f([12, 18, 30]) == 6', 'assert f([7, 21]) == 7'],
      'import math\n\n\ndef f(numbers):\n    return math.gcd(*numbers)\n',
    ],
    [
      'Add the elements of two lists.',
      ['assert f([1, 2], [3, 4]) == [4, 6]', 'assert f([5], [6]) == [11]'],
      'def f(first, second):\n    return [a + b for a, b in zip(first, second)]\n',
    ],
    [
      'Find the nth centered hexagonal-like number.',
      ['assert f(10) == 325', 'assert f(15) == 750', 'assert f(18) == 1089'],
      'def f(n):\n    return n * (7 * n - 5) // 2\n',
    ],
  ])('for "%s" reads like a person wrote it', (text, shownTests, program) => {
    expect(programOf({ text, shownTests })).toBe(program);
  });

  test('of a recurrence is a small loop that goes on rightly', () => {
    const shownTests = ['assert f(7) == 13', 'assert f(8) == 21', 'assert f(9) == 34'];
    const value = valueOf({ text: 'Find the nth Fibonacci number.', shownTests }, 'f(20)');
    expect(value).toBe(6765);
  });

  test('chooses between two texts by a condition on the input', () => {
    const shownTests = [
      'assert f("ab") == "Found a match!"',
      'assert f("xyz") == "Not matched!"',
      'assert f("abbb") == "Found a match!"',
    ];
    const text = "Match a string that has an a followed by one or more b's.";
    const specification = { text, shownTests };
    expect(programOf(specification)).toContain("re.search('ab+', text)");
    expect(valueOf(specification, '[f("cab"), f("a")]')).toEqual([
      'Found a match!',
      'Not matched!',
    ]);
  });

  test('sorts by a key that was found over the elements', () => {
    const shownTests = [
      'assert f([("a", 3), ("b", 1), ("c", 2)]) == [("b", 1), ("c", 2), ("a", 3)]',
      'assert f([("x", 9), ("y", 4)]) == [("y", 4), ("x", 9)]',
    ];
    const specification = { text: 'Sort tuples by the second element.', shownTests };
    expect(valueOf(specification, 'f([("q", 5), ("p", 0), ("r", 2)])')).toEqual([
      ['p', 0],
      ['r', 2],
      ['q', 5],
    ]);
  });

  test('satisfies asserts that wrap the call', () => {
    const shownTests = ['assert math.isclose(f(4), 2.0)', 'assert math.isclose(f(9), 3.0)'];
    expect(valueOf({ text: 'Find the square root.', shownTests }, 'f(25)')).toBe(5);
    expect(python.search({ shownTests: ['assert not f([1])', 'assert f([])'] }).result?.kind).toBe(
      'found',
    );
  });

  test('never only returns what was expected', () => {
    const shownTests = ['assert f(3) == "kzq"', 'assert f(8) == "wwx"'];
    expect(python.search({ shownTests, seconds: 1.5 }).result?.kind).not.toBe('found');
  });
});

describe('a hostile specification ends in a reason', () => {
  test.each<[string, Partial<Specification>, SearchReason]>([
    ['no asserts', { shownTests: [] }, { code: 'no-asserts' }],
    ['no function', { functionName: null }, { code: 'no-function' }],
    ['another function', { shownTests: ['assert g(1) == 2'] }, { code: 'no-call', name: 'f' }],
    [
      'a contradiction',
      { shownTests: ['assert f(1) == 2', 'assert f(1) == 3'] },
      { code: 'contradiction' },
    ],
    [
      'an argument that raises',
      { shownTests: ['assert f(1 / 0) == 2'] },
      { code: 'assert-raises', type: 'ZeroDivisionError' },
    ],
    [
      'a huge number',
      { shownTests: ['assert f(10 ** 10 ** 10) == 2'] },
      { code: 'number-too-large' },
    ],
    ['a huge list', { shownTests: ['assert f([0] * 10 ** 9) == 2'] }, { code: 'value-too-large' }],
    [
      'a huge range',
      { shownTests: ['assert f(range(10 ** 9)) == 2'] },
      { code: 'range-too-large' },
    ],
    [
      'huge values',
      { shownTests: [`assert f("${'x'.repeat(20_001)}") == 2`] },
      { code: 'values-too-large' },
    ],
    ['broken syntax', { shownTests: ['assert f('] }, { code: 'not-python' }],
    [
      'two arities',
      { shownTests: ['assert f(1) == 2', 'assert f(1, 2) == 2'] },
      { code: 'different-argument-counts' },
    ],
    ['keywords', { shownTests: ['assert f(a=1) == 2'] }, { code: 'not-positional' }],
    ['stars', { shownTests: ['assert f(*[1]) == 2'] }, { code: 'not-positional' }],
    ['a statement', { shownTests: ['import os'] }, { code: 'not-one-assert' }],
    ['endless setup', { setupCode: 'while True: pass' }, { code: 'runs-too-long' }],
    [
      'setup that exits',
      { setupCode: 'raise SystemExit' },
      { code: 'setup-fails', type: 'SystemExit' },
    ],
    ['two calls', { shownTests: ['assert f(1) == f(2)'] }, { code: 'several-calls', name: 'f' }],
    [
      'an unknown name',
      { shownTests: ['assert f(n) == 2'] },
      { code: 'undefined-name', name: 'n' },
    ],
    ['no arguments', { shownTests: ['assert f() == 2'] }, { code: 'no-arguments' }],
    [
      'many arguments',
      { shownTests: ['assert f(1, 2, 3, 4, 5, 6, 7) == 2'] },
      { code: 'too-many-arguments' },
    ],
    ['an operator', { shownTests: ['assert f(1 << 2) == 2'] }, { code: 'unknown-operator' }],
    ['a lambda', { shownTests: ['assert f(lambda: 1) == 2'] }, { code: 'unknown-expression' }],
  ])('%s', (_, parts, reason) => {
    const { result } = python.search({ shownTests: ['assert f(1) == 2'], ...parts });
    expect(result).toEqual({ kind: 'refused', reason, best: null });
  });

  test.each<[string, Partial<Specification>]>([
    ['whose values change by chance', { shownTests: ['assert f(random.random()) == time.time()'] }],
    ['whose setup changes what it shares', { shownTests: ['assert f(box) == box.pop()'] }],
  ])('%s ends when its time is over', (_, parts) => {
    const setupCode = 'import random, time\nbox = [0.25, 0.5, 0.75]';
    const { result } = python.search({ setupCode, seconds: 1, ...parts } as Specification);
    expect(['found', 'out-of-time', 'exhausted', 'refused']).toContain(result?.kind);
    if (result && result.kind !== 'found') expect(searchReasonText(result.reason)).toMatch(/\.$/);
  });

  test('that no program satisfies in time comes with the best attempt', () => {
    const shownTests = ['assert f(3) == 6', 'assert f(7) == "no"', 'assert f(11) == (1, {2})'];
    const { result, progress } = python.search({ shownTests, seconds: 1 });
    expect(result).toMatchObject({ kind: 'out-of-time', reason: { code: 'out-of-time' } });
    expect(progress.best).toEqual({ program: expect.stringContaining('def f(n)'), passes: 1 });
  });
});

test('memory that runs out is no claim that nothing fits', () => {
  const statements = `
import search_session
def full():
    raise MemoryError
    yield
search = search_session.Search('', 'f', ['assert f(3) == "kzq"'])
search._work = full()
search.step(1)
`;
  expect(python.evaluate(statements, 'search.result()')).toMatchObject({
    kind: 'exhausted',
    reason: { code: 'out-of-memory' },
  });
});

describe('the work', () => {
  const unsolvable = ['assert f(3, [1, 2]) == "a"', 'assert f(4, [5]) == 0.123'];

  test('comes in slices of about the asked length, with counts that grow', () => {
    // A clock that goes on by a millisecond each time it is read: no machine is too slow for it.
    const statements = `
import search_session
ticks = 0
most_between = tried_before = 0
def clock():
    global ticks, most_between, tried_before
    ticks += 1
    tried = search.progress()['tried']
    most_between, tried_before = max(most_between, tried - tried_before), tried
    return ticks / 1000
limits = {'seconds': 2.0, 'clock': clock}
search = search_session.Search('', 'f', ${JSON.stringify(unsolvable)}, limits=limits)
lengths, counts = [], []
while search.result() is None:
    begun = ticks
    search.step(0.2)
    lengths.append(ticks - begun)
    counts.append(search.progress())
`;
    const [lengths, counts, mostBetween] = python.evaluate(
      statements,
      '[lengths, counts, most_between]',
    ) as [number[], { tried: number; dropped: number; held: number }[], number];
    expect(lengths.length).toBe(10);
    for (const length of lengths) expect(Math.abs(length - 200)).toBeLessThan(10);
    const tried = counts.map((count) => count.tried);
    expect(tried).toEqual([...tried].sort((left, right) => left - right));
    expect(tried.at(-1)).toBeGreaterThan(1000);
    expect(counts.at(-1)).toMatchObject({ dropped: expect.any(Number), held: expect.any(Number) });
    // Between two looks at the clock little is done, so that a slice is not late.
    expect(mostBetween).toBeLessThan(1000);
  });

  test('is the same for the same seed', () => {
    const shownTests = ['assert f([4, 1, 3]) == 8', 'assert f([2, 2]) == 4'];
    const first = python.search({ shownTests, seed: 7 });
    const again = python.search({ shownTests, seed: 7 });
    const untimed = ({ progress, result }: typeof first) => [
      progress.tried,
      progress.held,
      result?.kind === 'found' ? result.program : result,
    ];
    expect(untimed(again)).toEqual(untimed(first));
  });

  test('leaves the values of the asserts as they were', () => {
    const statements = `
import search_session
search = search_session.Search('sort reverse remove append', 'f',
    ['assert f([3, 1, 2], {"a": [1]}) == 99', 'assert f([5, 4], {}) == 98'], '', 0, {'seconds': 1})
while search.result() is None:
    search.step(0.2)
arguments = [example.arguments for example in search.task.examples]
`;
    expect(python.evaluate(statements, 'arguments')).toEqual([
      [[3, 1, 2], { a: [1] }],
      [[5, 4], {}],
    ]);
  });

  test('tells True, 1 and 1.0 apart', () => {
    const statements = `
from search_bank import Bank, Counters, Entry
bank = Bank([], 1, Counters(10), 10)
kept = [bank.add(Entry(1, [value], None, None, 1)) is not None
        for value in (True, 1, 1.0, 1, [1], (1,), [True], [1])]
`;
    expect(python.evaluate(statements, 'kept')).toEqual([
      ...[true, true, true, false],
      ...[true, true, true, false],
    ]);
  });
});

describe('a program that passes, while a plainer one may still come', () => {
  // An argument that goes unused makes the program doubtful, so it waits.
  const begun = `
import search_session
search = search_session.Search('', 'f', ['assert f(1, 7) == 2', 'assert f(4, 9) == 5'])
while search.progress()['kept'] is None:
    next(search._work)
`;

  test('is kept and told, with how it was found', () => {
    expect(python.evaluate(begun, '[search.result(), search.progress()["kept"]]')).toEqual([
      null,
      {
        program: expect.stringMatching(/^def f\(.*\):\n {4}return a \+ 1\n$/),
        explanation: expect.objectContaining({ how: 'expression', words: expect.any(Array) }),
      },
    ]);
  });

  test.each([
    ['the time is over', 'search.limits["seconds"] = 0', 'time-limit'],
    ['nothing is left to try', 'search._work = iter(())', 'size-limit'],
    ['the memory is full', 'search._work = full()', 'memory-limit'],
  ])('is the result once %s, and its story says so', (_, change, until) => {
    const full = 'def full():\n    raise MemoryError\n    yield\n';
    const statements = `${full}${begun}${change}\nsearch.step(1)`;
    const told = python.evaluate(statements, '[search.result(), search.progress()["kept"]]');
    expect(told).toEqual([
      expect.objectContaining({
        kind: 'found',
        program: expect.stringContaining('return a + 1'),
        explanation: expect.objectContaining({ until }),
      }),
      null,
    ]);
    const [result] = told as [Extract<SearchResult, { kind: 'found' }>];
    expect(searchStory(result)).toMatch(/looked for a plainer one until /);
  });

  test('is the one that the full search chooses, where nothing plainer comes', () => {
    const statements = `${begun}kept = search.progress()["kept"]["program"]
while search.result() is None:
    search.step(0.2)
`;
    const [kept, chosen] = python.evaluate(statements, '[kept, search.result()]') as [
      string,
      object,
    ];
    expect(chosen).toMatchObject({ kind: 'found', program: kept });
    expect(chosen).not.toHaveProperty('explanation.until');
  });

  test('costs the search no time where its check is slow, and is checked once', () => {
    const statements = `
from search_candidates import Candidates
from search_reader import read_examples
examples, names = read_examples('f', ['assert f(1) == 2'], 'count = [0]')
candidates = Candidates('f', examples, names)
slow = "count[0] += 1\\ndef f(n): return n + 1"
# Each look at the clock finds it more than a second on.
class Clock:
    now = 0
    def monotonic(self):
        self.now += 1.2
        return self.now
import search_candidates
search_candidates.time = Clock()
for rank in (30, 20):
    candidates.offer(rank, 5, 'expression', lambda: (slow,))
kept = [candidates.kept() is not None for _ in range(3)]
candidates.choose_up_to(20)
import time
search_candidates.time = time
`;
    expect(
      python.evaluate(statements, '[kept, names["count"], candidates.chosen.program == slow]'),
    ).toEqual([[true, true, true], [1], true]);
  });
});
