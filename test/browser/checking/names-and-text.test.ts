/**
 * Tests that are easily judged by something other than the program: names that Python has too, text
 * that JSON would change, text that is run, and tests that ask nothing.
 */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

async function results(tests: readonly string[], program: string, referenceCode = '') {
  const task = taskOf(tests, { referenceCode });
  return (await checker.check({ task, program })).tests;
}

describe('the name under test is the program’s', () => {
  test.each([
    ...['pow', 'sum', 'max', 'id', 'list', 'print', 'sorted', 'input', 'eval', 'type', 'next'],
    ...['code', 'string', 'copy', 'calendar', 'random', 'statistics', 'this', 'test'],
  ])('%s', async (name) => {
    const tests = [
      `assert ${name}(2, 3) == 7`,
      `assert [${name}(x, 3) for x in (1, 2)] == [5, 7]`,
      `x = ${name}(0, 3)\nassert x == 3`,
    ];
    const right = `def ${name}(a, b): return 2 * a + b`;
    const wrong = `def ${name}(a, b): return None`;
    for (const reference of ['', right]) {
      const told = await results(tests, right, reference);
      expect(told.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed']);
      const other = await results(tests, wrong, reference);
      expect(other.map(({ outcome }) => outcome)).not.toContain('passed');
    }
    const missing = await results(tests, 'def other(a, b): return 2 * a + b', right);
    expect(missing.map(({ outcome }) => outcome)).not.toContain('passed');
  });
});

describe('halves of a surrogate pair are not the letter', () => {
  const halves = 'chr(0xd83d) + chr(0xde00)';
  test.each([
    ['alone', `return ${halves}`, '"\\U0001F600"'],
    ['in a list', `return [${halves}]`, '["\\U0001F600"]'],
    ['as a key', `return {${halves}: 1}`, '{"\\U0001F600": 1}'],
    ['in a set', `return {${halves}}`, '{"\\U0001F600"}'],
    ['by its length', `return len(${halves})`, '1'],
    ['in a subclass', `return type("T", (str,), {})(${halves})`, '"\\U0001F600"'],
    [
      'in a tuple of a name',
      `from collections import namedtuple\n    return namedtuple("P", "x")(${halves})`,
      '("\\U0001F600",)',
    ],
    ['in an iterator', `return iter([${halves}])`, null],
  ])('%s', async (_, body, letter) => {
    const tests =
      letter === null ? ['assert list(f()) == ["\\U0001F600"]'] : [`assert f() == ${letter}`];
    const program = `def f():\n    ${body}`;
    expect((await results(tests, program))[0]?.outcome).toBe('failed-assertion');
    const whole = program.replaceAll(halves, '"\\U0001F600"');
    expect((await results(tests, whole))[0]?.outcome).toBe('passed');
  });

  test('in an argument that a test gives, and in what became of it', async () => {
    const program = 'def f(xs):\n    xs.append(chr(0xde00))\n    return len(xs[0])';
    const tests = [
      'xs = ["\\ud83d"]\nassert f(xs) == 1\nassert "".join(xs) != "\\U0001F600" and len("".join(xs)) == 2',
    ];
    expect((await results(tests, program))[0]?.outcome).toBe('passed');
  });
});

describe('what the program returned is never run by the judge', () => {
  const program = `
def f(): return "__import__('sys').exit() or 5"
def g(): return "__class__"
def h(): return "os"
`;
  test.each([
    'assert eval(f()) == 5',
    'assert eval(f"{f()}") == 5',
    'assert eval("(" + f() + ")") == 5',
    'x = f()\nassert eval(x) == 5',
    'exec("y = " + f())\nassert y == 5',
    'assert list(map(eval, [f()])) == [5]',
    'e = eval\nassert e(f()) == 5',
    'import builtins\nassert builtins.eval(f()) == 5',
    'assert getattr(5, g()) is int',
    'assert __import__(h()).sep == "/"',
    'import importlib\nassert importlib.import_module(h()).sep == "/"',
    'assert compile(f(), "x", "eval")',
    'import operator\nassert operator.attrgetter(g())(5) is int',
  ])('%s', async (source) => {
    const [result] = await results([source], program, program);
    const isRefused = result?.exception?.reason?.code === 'runs-text';
    expect(isRefused || result?.isUnisolated).toBe(true);
  });
});

describe('a test that asks nothing of the program', () => {
  test.each([
    'assert True',
    'assert 1 == 1',
    'assert len([1]) == 1',
    'x = 1\nassert x',
    'assert "f(1)"',
    'pass',
    'assert (lambda f: f(1))(abs) == 1',
    'assert [f for f in [1]] == [1]',
    'def f(x): return 1\nassert f(1) == 1',
  ])('%s', async (source) => {
    const [nothing, something] = await results(
      [source, 'assert f(1) == 1'],
      'def f(x): return 1',
      'def f(x): pass',
    );
    expect(nothing?.asksNothing).toBe(true);
    expect(something).toMatchObject({ outcome: 'passed' });
    expect(something?.asksNothing).toBeUndefined();
  });
});
