/** Replies as models send them: the right program in each is found, by Python's own parser. */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { extractProgram } from '../../../src/synthesis/extraction.ts';
import { replies, spanTests } from '../../support/replies.ts';
import { taskOf } from '../../support/tasks.ts';

const python = createChecker();
afterAll(() => python.close());

const task = taskOf([...spanTests], { id: 'span', referenceCode: '' });

describe.each(replies)('%s', (_, cases) => {
  test.each(Object.entries(cases))('%s', async (_name, reply) => {
    const { program, rule } = await extractProgram(reply, { functionName: 'span' }, python);
    const { status } = await python.check({ task, program });
    expect([rule, status, program]).toEqual(['defines-function', 'passed', program]);
  });
});
