/** Replies of 200 kB, sensible or not, are read without the page's waiting for them. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { extractProgram } from '../../../src/synthesis/extraction.ts';

const python = createChecker();
afterAll(() => python.close());

const program = 'def work(a, b):\n    return a + b\n';
const times = (text: string) => text.repeat(Math.ceil(200_000 / text.length));
const fence = '```';

test.each(
  Object.entries({
    prose: `${times("This isn't Python, but a line of prose (really).\n")}\n${program}`,
    'prose and programs in turn': times(`It's a line of prose.\n\n${program}\n`),
    'a program of many functions':
      times('def one(x):\n    y = [x, {1: (x,)}]\n    return y\n\n') + program,
    blocks: times(`${fence}python\n${program}${fence}\nOr:\n`),
    'blocks with open strings': times(`${fence}python\n"""\n${fence}\n`) + `${fence}\n${program}`,
    'marks alone': `${program}${times(`${fence}\n`)}`,
    'lists of a name for thoughts': `${program}${times('[cot]\n')}`,
    tokens: `${program}${times('<|im_end|>x = "<think>"\n')}`,
    'open brackets': `${program}\n${times('x = (\n')}`,
    'open strings': `${program}\n${times('x = """\n')}`,
    'a function cut in each line': `${program}\n${times('def f(x):\n    y = (x + 1\n')}`,
    'one long line': `${program}\n${times('word. ')}`,
    quotes: `${program}\n${times('> word\n\n')}`,
    'words that are Python': `${program}\n${times('word\n')}`,
    'deeper and deeper': `${program}\n${Array.from({ length: 600 }, (_, at) => `${' '.repeat(at)}word is: not\n`).join('')}`,
  }),
)('%s', async (_name, reply) => {
  const startedAt = performance.now();
  const extraction = await extractProgram(reply, { functionName: 'work' }, python);
  expect(extraction.program).toContain(program);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});
