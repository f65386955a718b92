/** What a reference says of itself before its code is shown. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

test('an outline keeps the shape of a program and elides what it computes', async () => {
  const code = [
    'import math',
    'def helper(x): return x * 2',
    'def f(n, step=1, *rest, key: str = "a", **more) -> int:',
    '    total = 0',
    '    seen = set()',
    '    for i in range(0, n, step):',
    '        if i % 2:',
    '            total += i',
    '        elif i > 5:',
    '            break',
    '        else:',
    '            if total:',
    '                continue',
    '    while True:',
    '        try:',
    '            return helper(total)',
    '        except ValueError:',
    '            pass',
  ].join('\n');
  expect(await checker.readOutline(code)).toEqual({
    functions: [
      { name: 'helper', parameters: ['x'] },
      { name: 'f', parameters: ['n', 'step=1', '*rest', "key='a'", '**more'] },
    ],
    text: [
      'import math',
      'def helper(x):',
      '    return … * …',
      "def f(n, step=1, *rest, key='a', **more):",
      '    …',
      '    for … in …:',
      '        if …:',
      '            …',
      '        elif …:',
      '            break',
      '        else:',
      '            if …:',
      '                continue',
      '    while …:',
      '        try:',
      '            return …',
      '        except …:',
      '            …',
    ].join('\n'),
  });
});

test('an outline without control flow keeps the shape of its expressions', async () => {
  const code = [
    'LIMIT = 2 + 3',
    'def f(words):',
    '    """Counts."""',
    '    found = sorted(set(words), key=len)',
    '    total = 0',
    '    total += len(found)',
    '    return total',
  ].join('\n');
  expect((await checker.readOutline(code))?.text.split('\n')).toEqual([
    'LIMIT = …',
    'def f(words):',
    '    found = sorted(…, key=…)',
    '    total = 0',
    '    total += …',
    '    return total',
  ]);
});

test('positional and keyword parameters keep their marks', async () => {
  const outline = await checker.readOutline('def f(a, /, b=1, *, c, d=2): pass');
  expect(outline?.functions).toEqual([
    { name: 'f', parameters: ['a', '/', 'b=1', '*', 'c', 'd=2'] },
  ]);
});

test.for(['def f(:', '\0', '('.repeat(50_000)])(
  'what is not Python has no outline',
  async (code) => {
    expect(await checker.readOutline(code)).toBeNull();
  },
);
