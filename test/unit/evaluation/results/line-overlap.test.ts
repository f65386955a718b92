/** Which lines of a reference stand in a program: those that say something, whatever their blanks. */

import { expect, test } from 'vitest';
import { lineOverlap } from '../../../../src/evaluation/results/line-overlap.ts';

const reference = `import re
def shares(xs, limit):
    # Those below it.
    kept = [x for x in xs if x < limit]
    if not kept:
        return None
    else:
        return sorted(kept)[0]
`;

test('lines count that say something: no imports, comments, single words and plain returns', () => {
  expect(lineOverlap(reference, reference)).toEqual({ of: 4, shared: 4 });
  expect(lineOverlap('import re\n# Those below it.\nelse:\nreturn None\n', reference)).toEqual({
    of: 4,
    shared: 0,
  });
});

test('blanks make no other line, but other names do', () => {
  const program =
    'def shares( xs,limit ):\n\tkept=[ x for x in xs if x<limit ]\r\n\treturn best[0]\n';
  expect(lineOverlap(program, reference)).toEqual({ of: 4, shared: 2 });
  expect(lineOverlap(program.replace('kept', 'some'), reference)).toEqual({ of: 4, shared: 1 });
});

test('a line counts as often as it stands in both', () => {
  const twice = 'total += x[0]\ntotal += x[0]\n';
  expect(lineOverlap('total += x[0]\n', twice)).toEqual({ of: 2, shared: 1 });
  expect(lineOverlap(twice, 'total += x[0]\n')).toEqual({ of: 1, shared: 1 });
});

test('what the prompt held says nothing', () => {
  const given = 'def shares(xs, limit):\n    """The least below it."""\n';
  expect(lineOverlap(reference, given + reference, given)).toEqual({ of: 3, shared: 3 });
});

test('the words of a task in front of its function, and its asserts, are no lines of it', () => {
  const published = `"""
Write a function to find the shared items of two lists.
assert shared_items([1, 2], [2]) == [2]
"""
def shared_items(xs, ys):
    '''Those of xs.'''
    text = """
    one more line
"""
    return [x for x in xs if x in ys]
assert shared_items([1], [1]) == [1]
`;
  const overlap = lineOverlap('one more line\nreturn [x for x in xs if x in ys]\n', published);
  expect(overlap).toEqual({ of: 3, shared: 2 });
});

test('a long line of signs takes no longer than others', () => {
  const startedAt = performance.now();
  lineOverlap(`${'+'.repeat(100_000)}a a`, 'x = [1]\n');
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test.each(['', '\n', 'import re\nelse:\n', 'return x\n'])(
  'a reference without such a line gives no figure: %j',
  (nothing) => {
    expect(lineOverlap(reference, nothing)).toBeNull();
  },
);
