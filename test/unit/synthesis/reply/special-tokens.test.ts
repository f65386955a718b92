import { expect, test } from 'vitest';
import { spokenAnswer } from '../../../../src/synthesis/reply/spoken-reply.ts';

const code = 'def f(x):\n    return [analysis]\n';

test.each([
  ['a thought that never ends', '[THINK]add them, def f', '', true],
  ['code before a thought', `${code}[THINK]check[/THINK] Done.`, `${code} Done.`, true],
  ['a thought in small letters', `[think]add[/think]${code}`, code, true],
  ['a list of one name', code, code, false],
  ['a list of a constant', 'x = [COT]\n', 'x = [COT]\n', false],
  ['a list of a name that a thought had', `[analysis]add[/analysis]${code}`, code, true],
])('%s', (_name, reply, text, hadThinking) => {
  expect(spokenAnswer(reply)).toEqual({ text, hadThinking, hadMarks: false });
});

test.each(['[cot]\n', '[COT]\n', '[/cot]\n', '[inst]\n', '[cot][/cot]\n'])(
  '200 kB of %j are read at once',
  (line) => {
    const reply = line.repeat(200_000 / line.length);
    const startedAt = performance.now();
    spokenAnswer(reply);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  },
);
