/**
 * Programs and tests made by chance, decided by plain CPython and by the checker. The cases, with
 * what CPython makes of them, come from `cases.py`.
 */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { loadPyodide } from 'pyodide';
import type { HeadlessPage } from '../headless-page.ts';
import { hasPython, pythonPath } from '../native-python.ts';
import { taskOf } from '../tasks.ts';

export interface FuzzCase {
  readonly program: string;
  readonly setup: string;
  readonly tests: readonly { readonly source: string; readonly outcome: string }[];
}

export interface FuzzDifference {
  readonly program: string;
  readonly setup: string;
  /** The tests up to the one decided differently: they share what was set up. */
  readonly tests: readonly string[];
  /** As CPython decides it. */
  readonly right: string;
  readonly outcome: string;
  /** The checker's code for why it could not decide, or what was raised; "" for neither. */
  readonly because: string;
}

export const testsPerProgram = 10;
const script = 'test/support/fuzz/cases.py';

/** By this machine's own Python where there is one, else by Pyodide's in this process. */
export async function makeCases(seed: number, programCount: number): Promise<FuzzCase[]> {
  const numbers = [seed, programCount, testsPerProgram].map(String);
  if (!hasPython) return withPyodide(numbers);
  const { stdout } = await promisify(execFile)(pythonPath, ['-I', '-S', script, ...numbers], {
    maxBuffer: 1 << 30,
  });
  return JSON.parse(stdout) as FuzzCase[];
}

async function withPyodide(numbers: readonly string[]): Promise<FuzzCase[]> {
  const python = await loadPyodide();
  const source = await readFile(script, 'utf8');
  python.globals.set('source', source);
  python.globals.set('numbers', numbers.join(' '));
  const text: string = await python.runPythonAsync(`
import json
space = {'__name__': 'cases'}
exec(source, space)
json.dumps(space['cases'](*map(int, numbers.split())))`);
  return JSON.parse(text) as FuzzCase[];
}

/** These have no plain form, and a test that does not even look at them is not decided either. */
const returnsForeignValue = /return (object\(\)|slice\(a\)|memoryview\(a\)|f)\n$/;

/** Whether the checker says on purpose that it cannot decide: `docs/architecture.md` lists when. */
export function isListed(difference: FuzzDifference): boolean {
  const { program, outcome, because } = difference;
  if (isSharedNan(difference) || isPoppedAgain(difference)) return true;
  if (outcome !== 'unsupported-value') return false;
  // Of what is made here, only a value that contains itself is.
  return (
    because === 'too-deep' || (because === 'foreign-type' && returnsForeignValue.test(program))
  );
}

/** Of two calls each has a copy of its arguments, and `nan` equals nothing but itself. */
function isSharedNan({ setup, tests, right, outcome }: FuzzDifference): boolean {
  const isOfTwoCalls = tests.at(-1) === 'assert f(xs, xs) == f(xs, xs)';
  return isOfTwoCalls && /nan/.test(setup) && right === 'passed' && outcome === 'failed-assertion';
}

/** Each call gets a copy of a set, and CPython's own goes on popping where it popped last. */
function isPoppedAgain({ program, setup, tests, right, outcome }: FuzzDifference): boolean {
  const uses = (test: string) => /\bf\(xs\b/.test(test);
  const isOfSet = /^xs = \{/.test(setup) && program.endsWith('    a.pop()\n    return a.add(1)\n');
  const isDecided = [right, outcome].every((each) => ['passed', 'failed-assertion'].includes(each));
  const isLater = tests.filter(uses).length > 1 && uses(tests.at(-1) ?? '');
  return isOfSet && isDecided && isLater;
}

/** What the checker decides otherwise than CPython does. */
export async function differencesOf(
  headless: HeadlessPage,
  cases: readonly FuzzCase[],
): Promise<FuzzDifference[]> {
  const verdicts = await headless.check(
    cases.map(({ program, setup, tests }) => ({
      task: taskOf(
        tests.map(({ source }) => source),
        { setupCode: setup, referenceCode: '' },
      ),
      program,
    })),
  );
  return cases.flatMap(({ program, setup, tests }, at) =>
    tests.flatMap(({ source, outcome: right }, index) => {
      const result = verdicts[at]?.tests[index];
      const outcome = result?.outcome ?? verdicts[at]?.status ?? 'none';
      if (result?.source === source && outcome === right) return [];
      const { exception } = result ?? {};
      const because = exception?.reason?.code ?? exception?.type ?? '';
      const before = tests.slice(0, index + 1).map((test) => test.source);
      return [{ program, setup, tests: before, right, outcome, because }];
    }),
  );
}
