/** Tokens, BLEU-4 and Spearman's rho, against Python's own tokenizer and numbers worked out by it. */
import { describe, expect, test } from 'vitest';
import { bleu4Against } from '../../../../src/evaluation/statistics/bleu.ts';
import { pythonTokens } from '../../../../src/evaluation/statistics/python-tokens.ts';
import { spearman } from '../../../../src/evaluation/statistics/rank-correlation.ts';
import { bleuByPython } from '../../../support/bleu-by-python.ts';
import { hasPython } from '../../../support/native-python.ts';
import { has, publishedSamples, tasksOf } from '../../../support/published.ts';

const written: readonly (readonly [string, string])[] = [
  ['def f(a):\n    return a + 1\n', 'def f(b):\n\treturn b + 1  # next\n'],
  ['x = 0x_FF + 1_0.5e-3j + .5 + 1. + 0b1 + 0o7', 'x=255'],
  ['s = r"\\"" + f\'{a!r}\' + b"x" + """a\n"b" \'\'\' c""" + Rb\'\\\\\'', "s = ''"],
  ['a = (1,\n  2) ; b = a[0:1]\nc: int = b if a else [*a]', 'a **= 2; a //= 3; a >>= 1; a != b'],
  ['straße = λ := 3\nprint(straße, ...)\nx = a \\\n  + b', 'x->y\n@d\nclass A: pass'],
  ['x = 1', 'x = 1'],
  ['return', 'x = 1 + 2'],
  ['f(f(f(f(x))))', 'f(f(x))'],
];

describe.runIf(hasPython)('as Python counts', () => {
  test('tokens and BLEU of programs written to be hard to cut', () => {
    const byPython = bleuByPython(written);
    written.forEach(([text, reference], at) => {
      expect([pythonTokens(text), pythonTokens(reference)]).toEqual(byPython[at]?.tokens);
      expect(bleuOf(text, reference)).toBeCloseTo(byPython[at]?.bleu ?? NaN, 12);
    });
  });

  test.runIf(has('samples', 'mbppPlus'))('BLEU of published completions', async () => {
    const references = new Map(tasksOf('mbppPlus').map((task) => [task.id, task.referenceCode]));
    const pairs = (await publishedSamples()).map(
      ({ taskId, program }) => [program, references.get(taskId) ?? ''] as const,
    );
    const known = bleuByPython(pairs).flatMap((each, at) => {
      const [text = '', reference = ''] = pairs[at] ?? [];
      return each ? [{ text, reference, bleu: each.bleu }] : [];
    });
    expect(known.length).toBeGreaterThan(0.9 * pairs.length);
    const others = known.filter(
      ({ text, reference, bleu }) => Math.abs(bleuOf(text, reference) - bleu) > 1e-12,
    );
    expect(others).toEqual([]);
  });
});

function bleuOf(text: string, reference: string): number {
  return bleu4Against(pythonTokens(reference))(pythonTokens(text));
}

test('what is no Python has tokens too, and nothing has none', () => {
  expect(pythonTokens('a = "open\nb $ ?')).toEqual(['a', '=', '"open', 'b', '$', '?']);
  expect(pythonTokens('"""never closed\n# in it')).toEqual(['"""never closed\n# in it']);
  expect(pythonTokens('# only a comment\n\n')).toEqual([]);
  expect(bleu4Against(['x'])([])).toBe(0);
  expect(bleu4Against([])(['x'])).toBe(0);
  expect(bleu4Against(['x'])(['y'])).toBe(0);
});

test('rho by ranks, ties sharing theirs', () => {
  // Worked out by hand: ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4 have covariance 4.5 / sqrt(4.5 * 5).
  const pairs = [
    { x: 1, y: 0 },
    { x: 2, y: 5 },
    { x: 2, y: 1 },
    { x: 9, y: 8 },
  ];
  const rho = expect.closeTo(4.5 / Math.sqrt(22.5), 12);
  expect(spearman(pairs)).toEqual({ rho, interval: null });
});

test('no rho where nothing is in an order', () => {
  const even = [1, 2].map((x) => ({ x, y: 0 }));
  expect([spearman([]), spearman([{ x: 1, y: 1 }]), spearman(even)]).toEqual([null, null, null]);
});

test('the interval of rho from ten pairs on', () => {
  const ten = [2, 1, 4, 3, 6, 5, 8, 7, 10, 9].map((y, x) => ({ x, y }));
  // 1 - 6 * 10 / (10 * 99); atanh(0.939394) = 1.7325, its spread 1.96 * sqrt(1.441230 / 7) = 0.8893.
  expect(spearman(ten)).toEqual({
    rho: expect.closeTo(0.9393939, 6),
    interval: { low: expect.closeTo(0.687, 2), high: expect.closeTo(0.9895, 3) },
  });
});
