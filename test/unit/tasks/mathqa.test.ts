/** MathQA's formulas, their conversion to MathQA-Python, and the archive they come in. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readMathQaArchive } from '../../../src/tasks/mathqa/archive.ts';
import { converted, declaredAnswer, numbersIn } from '../../../src/tasks/mathqa/conversion.ts';
import {
  pythonFloat,
  pythonOf,
  readFormula,
  workedSteps,
} from '../../../src/tasks/mathqa/formula.ts';
import { readProgramLines } from '../../../src/tasks/mathqa/program-lines.ts';
import { operationNames } from '../../../src/tasks/mathqa/operations.ts';
import { workedSolution } from '../../../src/tasks/mathqa/worked-solution.ts';
import { mathQaPython } from '../../../src/tasks/sets/mathqa-python.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import { isCalculation } from '../../../src/tasks/task-kind.ts';
import { has, pathOf } from '../../support/published.ts';
import { mathQaFiles, problemOf, problems, workedOperations, zipOf } from '../../support/mathqa.ts';

function formulaOf(text: string, numbers: readonly number[]) {
  const reading = readFormula(text, numbers.length);
  if (reading.kind === 'fault') throw new Error(reading.at);
  return reading.formula;
}

describe('a formula', () => {
  test('is worked out step by step, each with its operation', () => {
    const numbers = [360, 108];
    const formula = formulaOf('multiply(n1,const_100)|divide(#0,n0)|', numbers);
    expect(workedSteps(formula, numbers)).toEqual([
      {
        ...{ source: 'multiply(n1,const_100)', operation: 'multiply', inputs: [108, 100] },
        value: 10_800,
      },
      { source: 'divide(#0,n0)', operation: 'divide', inputs: [10_800, 360], value: 30 },
    ]);
    expect(pythonOf(formula, numbers)).toBe(
      'n0 = 360.0\nn1 = 108.0\nt0 = n1 * 100.0\nanswer = t0 / n0',
    );
  });

  test('may use every operation of the table', () => {
    expect(Object.keys(workedOperations).toSorted()).toEqual(operationNames.toSorted());
    for (const [name, { inputs, value }] of Object.entries(workedOperations)) {
      const given = inputs.map((_, index) => `n${index}`).join(',');
      const [step] = workedSteps(formulaOf(`${name}(${given})`, inputs), inputs);
      expect([name, step?.value.toFixed(6)]).toEqual([name, value.toFixed(6)]);
    }
  });

  test.each([
    ['const_pi', Math.PI],
    ['const_deg_to_rad', Math.PI / 180],
    ['const_0_25', 0.25],
    ['const_3600', 3600],
  ])('takes %s as %d', (constant, value) => {
    expect(workedSteps(formulaOf(`add(n0,${constant})`, [0]), [0])[0]?.value).toBeCloseTo(
      value,
      12,
    );
  });

  test.each([
    ['an operation that is none', 'multiplied(n0,n1)'],
    ['what every object has', 'constructor(n0)'],
    ['too few arguments', 'add(n0)'],
    ['too many', 'sqrt(n0,n1)'],
    ['a number that the problem lacks', 'add(n0,n2)'],
    ['a step that is still to come', 'add(n0,#0)'],
    ['a constant that is none', 'add(n0,const_e)'],
    ['a number as it is', 'add(n0,100)'],
    ['nothing', '|'],
    ['a call within', 'add(n0,sqrt(n1))'],
  ])('with %s is none', (_, text) => {
    expect(readFormula(text, 2).kind).toBe('fault');
  });

  test.each([
    ['power(n0,n1)', [2, 9], 32],
    ['sqrt(n0)', [-4], 0],
    ['reminder(n0,n1)', [-7, 3], 2],
    ['choose(n0,n1)', [2, 5], 0],
    ['factorial(n0)', [20], 1_307_674_368_000],
    ['permutation(n0,n1)', [200, 3], 7_880_400],
    ['permutation(n0,n1)', [4, -2], 1 / 30],
  ] as const)('%s of %j is %d, as the paper bounds it', (text, numbers, value) => {
    expect(workedSteps(formulaOf(text, numbers), numbers)[0]?.value).toBe(value);
  });
});

test.each([
  [5, '5.0'],
  [0.25, '0.25'],
  [1e16, '1e+16'],
  [0.00001, '1e-05'],
  [-3, '-3.0'],
])('%d is printed as Python prints it: %s', (value, text) => {
  expect(pythonFloat(value)).toBe(text);
});

test('numbers of a problem are found as the paper finds them', () => {
  expect(numbersIn('rs . 1,234.5 at 5 % for .5 years , -3 and 2e3')).toEqual([
    ...[1234.5, 5, 0.5, -3, 2000],
  ]);
});

test.each([
  ['a ) 38 , b ) 27.675 , c ) 30 , d ) data inadequate , e ) none of these', 'a', 38],
  ['a ) 38 , b ) 27.675 , c ) 30', 'b', 27.675],
  ['a ) rs . 1,200 , b ) rs . 689', 'a', 1200],
  ['a ) 3 / 4 , b ) 1 / 4', 'b', 0.25],
  ['a ) 1 , b ) none of these', 'b', null],
  ['a ) 1 , b ) 2', 'e', null],
  ['a ) 1 , b ) 2', '.*', null],
])('of %j the right option %s is %j', (options, correct, value) => {
  expect(declaredAnswer({ options, correct })).toBe(value);
});

describe('a problem', () => {
  const problem = problemOf('divide', { inputs: [108, 3.6], value: 30 });

  test('becomes a row with its numbers, its program and its formula', () => {
    expect(converted(problem)).toEqual({
      prompt: '# what is divide of 108 and 3.6 ? n0 = 108.0 n1 = 3.6',
      code: 'n0 = 108.0\nn1 = 3.6\nanswer = n0 / n1',
      answer: 108 / 3.6,
      formula: 'divide(n0,n1)|',
    });
  });

  test.each([
    ['just within 1%', 30.3, true],
    ['beyond it', 30.4, false],
  ])('whose declared option is %s is kept or left out', (_, value, isKept) => {
    const other = { ...problem, options: `a ) 1 , b ) ${value} , c ) 2` };
    expect(converted(other) !== null).toBe(isKept);
  });

  // Each would hold up the page for many seconds, or for good.
  test.each([
    ['points without end', { options: `b ) ${'.'.repeat(70_000)}/` }],
    ['digits without end', { options: `b ) ${'1'.repeat(70_000)}` }],
    [
      'orders of a billion things',
      { Problem: '2000000000 3', linear_formula: 'permutation(n0,n1)' },
    ],
    [
      ...(['choices from millions', { Problem: '2000000 999999' }] as const),
      { linear_formula: 'choose(n0,n1)|'.repeat(200) },
    ],
  ] as const)('of %s is left out at once', (_, ...others) => {
    const begin = performance.now();
    expect(converted(Object.assign({ ...problem }, ...others))).toBeNull();
    expect(performance.now() - begin).toBeLessThan(1_000);
  });

  test('whose formula is none is left out', () => {
    expect(converted({ ...problem, linear_formula: 'guess(n0)|' })).toBeNull();
  });
});

test('a reference is worked out line by line, with the operation of each', () => {
  const asks = { kind: 'calculation', answer: 36 * Math.PI, numbers: [6, 4] } as const;
  const formula = 'divide(n0,const_2)|circle_area(#0)|multiply(#1,n1)|';
  const numbers = [6, 4];
  const referenceCode = pythonOf(formulaOf(formula, numbers), numbers);
  const line = (text: string, value: number, operation: string | null, step: string | null) => ({
    ...{ line: text, value, operation, step },
  });
  expect(workedSolution({ asks: { ...asks, formula }, referenceCode })).toEqual([
    line('n0 = 6.0', 6, null, null),
    line('n1 = 4.0', 4, null, null),
    line('t0 = n0 / 2.0', 3, 'divide', 'divide(n0,const_2)'),
    line('t1 = math.pi * t0**2', 9 * Math.PI, 'circle_area', 'circle_area(#0)'),
    line('answer = t1 * n1', 36 * Math.PI, 'multiply', 'multiply(#1,n1)'),
  ]);
  // The published file has programs alone: the plainest operation that writes such a line.
  const read = workedSolution({ asks: { ...asks, formula: null }, referenceCode });
  expect(read?.map(({ line, value, operation }) => [line, value, operation])).toEqual([
    ['n0 = 6.0', 6, null],
    ['n1 = 4.0', 4, null],
    ['t0 = n0 / 2.0', 3, 'divide'],
    ['t1 = math.pi * t0**2', 9 * Math.PI, 'circle_area'],
    ['answer = t1 * n1', 36 * Math.PI, 'multiply'],
  ]);
  expect(workedSolution({ asks: { ...asks, formula: null }, referenceCode: 'x = 1' })).toBeNull();
});

test.each(Object.entries(workedOperations))('a line of %s is read back', (name, worked) => {
  const { inputs, value } = worked;
  const all = inputs.map((_, at) => `n${at}`).join(',');
  const code = pythonOf(formulaOf(`${name}(${all})|`, inputs), inputs);
  expect(readProgramLines(code)?.at(-1)?.value).toBeCloseTo(value, 8);
  expect(readProgramLines(`${code}  # ${name}`)).not.toBeNull();
  expect(readProgramLines(`${code} + other`)).toBeNull();
});

test.runIf(has('mathQa'))('every program of the published test file is worked out', () => {
  const reading = readTaskFile(readFileSync(pathOf('mathQa'), 'utf8'), mathQaPython.id);
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  expect(reading.tasks).toHaveLength(1883);
  for (const task of reading.tasks) {
    const last = workedSolution(task)?.at(-1)?.value ?? NaN;
    const { answer } = isCalculation(task.asks) ? task.asks : { answer: NaN };
    expect(Math.abs(last - answer), task.id).toBeLessThanOrEqual(
      Math.max(1e-4, 1e-6 * Math.abs(answer)),
    );
  }
});

describe('an archive', () => {
  test('gives the tasks of all three splits, with every operation', async () => {
    const reading = await readMathQaArchive(zipOf(mathQaFiles()));
    const text = reading.kind === 'rows' ? reading.text : reading.fault;
    const tasks = readTaskFile(text, mathQaPython.id);
    if (tasks.kind === 'refused') throw new Error(tasks.fault.kind);
    expect(tasks.faults).toEqual([]);
    expect(tasks.tasks).toHaveLength(problems.length + 5);
    expect(tasks.tasks[0]).toEqual({
      ...{ source: 'mathqa-python', id: 'train-0' },
      text: 'what is add of 6 and 4 ? n0 = 6.0 n1 = 4.0',
      referenceCode: 'n0 = 6.0\nn1 = 4.0\nanswer = n0 + n1',
      ...{ setupCode: '', tests: [], challengeTests: [] },
      asks: { kind: 'calculation', answer: 10, numbers: [6, 4], formula: 'add(n0,n1)|' },
    });
    const splits = tasks.tasks.map(({ id }) => mathQaPython.splitOf(id));
    expect(
      ['train', 'validation', 'test'].map((each) => splits.filter((s) => s === each).length),
    ).toEqual([problems.length, 2, 3]);
  });

  test('may keep its files in a folder', async () => {
    const files = mathQaFiles().map(({ name, text }) => ({ name: `MathQA/${name}`, text }));
    expect((await readMathQaArchive(zipOf(files))).kind).toBe('rows');
  });

  const whole = zipOf(mathQaFiles());
  test.each([
    ['cut in its middle', whole.slice(0, whole.length / 2), 'not-a-zip'],
    ['cut before its end', whole.slice(0, whole.length - 4), 'not-a-zip'],
    ['that is empty', new Uint8Array(0), 'not-a-zip'],
    ['that is a page', new TextEncoder().encode('<!doctype html>'), 'not-a-zip'],
    ['with other files', zipOf([{ name: 'a.txt', text: 'a' }]), 'other-contents'],
    ['without one split', zipOf(mathQaFiles().slice(0, 3)), 'other-contents'],
    ['of other rows', zipOf(mathQaFiles([{ question: 1 }])), 'other-contents'],
    [
      'of no JSON',
      zipOf([...mathQaFiles().slice(2), { name: 'train.json', text: '[' }]),
      'other-contents',
    ],
  ])('%s is refused', async (_, bytes, fault) => {
    expect(await readMathQaArchive(bytes)).toEqual({ kind: 'fault', fault });
  });

  test('that was altered is refused, wherever in its files', async () => {
    const faults = new Set<string>();
    const text = Buffer.from(whole).toString('latin1');
    const [begin, end] = [text.indexOf('train.json') + 10, text.indexOf('dev.json') - 30];
    expect(end - begin).toBeGreaterThan(1_000);
    for (let at = begin; at < end; at += 97) {
      const altered = whole.slice();
      altered[at] = (altered[at] ?? 0) ^ 0x20;
      const reading = await readMathQaArchive(altered);
      faults.add(reading.kind === 'fault' ? reading.fault : `taken, altered at ${at}`);
    }
    expect([...faults]).toEqual(['damaged']);
  });
});
