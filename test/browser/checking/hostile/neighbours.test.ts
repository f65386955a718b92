/**
 * Programs that harm their neighbours, beside correct programs whose verdicts are asserted, with
 * one, two and three interpreters. The neighbours' hidden inputs are worked out meanwhile.
 */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../../src/checking/create-checker.ts';
import { SandboxBytes } from '../../../../src/sandbox/sandbox-bytes.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { taskOf } from '../../../support/tasks.ts';
import { neighbourHarms } from './neighbours.ts';

const reference = 'def f(a, b):\n    return a + b\n';
const task = taskOf(['assert f(2, 3) == 5', 'assert f(-1, 1) == 0'], { referenceCode: reference });
const right = reference;
const wrong = 'def f(a, b):\n    return a + b if a < 50 else 0\n';

const inputs = Array.from({ length: 60 }, (_, index) => [index, 1]);
let made = 0;

/** A task with hidden inputs that no check has met yet. */
function hiddenTask(): Task {
  const row = {
    task_id: `Mbpp/${10_000 + ++made}`,
    entry_point: 'f',
    base_input: inputs.slice(0, 3),
    plus_input: inputs.slice(3),
    atol: 0,
  };
  return {
    ...task,
    id: String(made),
    referenceCode: `# ${made}\nimport time\ntime.sleep(0.2)\n${reference}`,
    hidden: { kind: 'mbpp-plus', row: JSON.stringify(row) },
  };
}

const bytes = new SandboxBytes();

describe.each([1, 2, 3])('with %i interpreters', (size) => {
  const checker = createChecker({ size, bytes });
  afterAll(() => checker.close());

  test.each(Object.entries(neighbourHarms))('%s', async (_, { program, statuses }) => {
    const neighbour = hiddenTask();
    const hostile = checker.check({ task, program, limits: { timeMs: 2_000 } });
    const others = await Promise.all([
      checker.check({ task: neighbour, program: right }),
      checker.check({ task, program: right, limits: { timeMs: 2_000 } }),
      checker.check({ task: neighbour, program: wrong }),
      checker.check({ task, program: right, limits: { timeMs: 2_000 } }),
    ]);
    expect(others.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'failed-assertion',
      'passed',
    ]);
    expect(others[0]?.hidden).toEqual({ known: 60, of: 60, base: 'passed', plus: 'passed' });
    expect(others[0]?.tests).toHaveLength(62);
    expect(statuses).toContain((await hostile).status);
    const after = await checker.check({ task, program: right, limits: { timeMs: 2_000 } });
    expect(after.status).toBe('passed');
  });
});
