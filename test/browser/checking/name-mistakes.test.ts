/** What is said of names and attributes that Python did not find, and where nothing can be. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { saidOf } from '../../support/said-mistakes.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const one = ['assert f(3) == 4'];

describe('an unknown name is looked for', () => {
  test.for([
    // In a module, where it is used as what the module has.
    ['return math.floor(x) + 1', 'missing-import 2 math'],
    ['return string.ascii_lowercase[x]', 'missing-import 2 string'],
    ['return datetime.datetime.now()', 'missing-import 2 datetime'],
    ['return datetime.now()', 'missing-import-of 2 datetime datetime'],
    ['return sqrt(x)', 'missing-import-of 2 sqrt math'],
    ['return list(map(sqrt, [x]))', 'missing-import-of 2 sqrt math'],
    ['return pi * x', 'missing-import-of 2 pi math'],
    ['return isinstance(x, Fraction)', 'missing-import-of 2 Fraction fractions'],
    [
      '@lru_cache\n    def g():\n        return x\n    return g()',
      'missing-import-of 2 lru_cache functools',
    ],
    ['row = List[int]\n    return row(x)', 'missing-import-of 2 List typing'],
    // Among the names there are, where it is used as a variable.
    ['products = [x]\n    return product', 'misspelt-name 3 product products'],
    ['strings = "a"\n    return string.upper()', 'misspelt-name 3 string strings'],
    ['PI = 3.14\n    return pi * x', 'misspelt-name 3 pi PI'],
    ['counter = {}\n    return Counter', 'misspelt-name 3 Counter counter'],
    ['return List(x)', 'misspelt-name 2 List list'],
    ['return Any(y for y in [x])', 'misspelt-name 2 Any any'],
    [
      'def combination(n):\n        return n\n    return combinations(x)',
      'misspelt-name 4 combinations combination',
    ],
    ['prod = 1\n    prod *= x\n    return product', null],
    ['return x + factorial', null],
    ['return len(chain)', null],
    ['str1 = "a"\n    return string.upper()', null],
    ['return array.append(x)', null],
    ['return time.split(":")', null],
    ['return math.squareroot(x)', null],
  ] as const)('%s', async ([body, expected]) => {
    const program = `def f(x):\n    ${body}\n`;
    expect(await saidOf(checker, program, one)).toEqual(expected === null ? [] : [expected]);
  });
});

describe('an attribute that there is not', () => {
  test.for([
    ['[]', 'appendleft(1)', 'insert(0, …)'],
    ['[]', 'popleft()', 'pop(0)'],
    ['[]', 'removeAt(1)', 'pop(i)'],
    ['[]', 'remove_at(1)', 'pop(i)'],
    ['[]', 'sorted()', 'sorted()'],
    ['[]', 'apend(1)', 'append'],
    ['[]', 'cuont(1)', 'count'],
    ["''", 'startsWith(x)', 'startswith'],
    ["''", 'is_digit()', 'isdigit'],
    ["''", 'capitalise()', 'capitalize'],
    ['{}', 'setDefault(1, 2)', 'setdefault'],
    ['{}', 'value()', 'values'],
  ] as const)('is said of %s.%s', async ([value, call, other]) => {
    const kind = { '[]': 'list', "''": 'str', '{}': 'dict' }[value];
    const name = call.slice(0, call.indexOf('('));
    expect(await saidOf(checker, `def f(x):\n    return ${value}.${call}\n`, one)).toEqual([
      `other-attribute 2 ${kind} ${name} ${other}`,
    ]);
  });

  test.for([
    // A word more, or the other end, is another thing.
    '[].extendleft([1])',
    '[].removeall(1)',
    '[].remove_all([1])',
    '[].rindex(1)',
    '[].lpop()',
    '[]._',
    "''.isnum()",
    "''.just(3)",
    "''.find_all('a')",
    '{}.get_or_default(1, 2)',
  ])('is not guessed for %s', async (call) => {
    expect(await saidOf(checker, `def f(x):\n    return ${call}\n`, one)).toEqual([]);
  });
});
