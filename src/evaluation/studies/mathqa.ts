/** Word problems solved by Python programs and by formulas in MathQA's operations, on the same ones. */

import { mathQaPython } from '../../tasks/sets/mathqa-python.ts';
import { calculationKinds } from '../../tasks/task-kind.ts';
import { plansOver, usualSizes } from './protocol.ts';
import { placeOf, rateSeries, solvedMore } from './rates.ts';
import type { Study, StudySize } from './study.ts';

const source = mathQaPython.id;
/** The conversion leaves problems out, so that no list of ids is sure to be there: 20 are drawn. */
const few: StudySize['tasks'] = { source, which: { kind: 'random', count: 20, seed: 1 } };
const testProblems: StudySize['tasks'] = { source, which: { kind: 'split', split: 'test' } };

/** By the 137B model with four examples, as Python programs (arXiv 2108.07732). */
const reportedShare = 0.334;

export const mathQa: Study = {
  id: 'mathqa',
  needsPrompt: true,
  hasManyModels: false,
  readsSamples: false,
  namesTasks: false,
  // How many samples the paper took of these problems, we could not check.
  isLargeOurs: true,
  sizes: {
    small: { ...usualSizes.small, tasks: few },
    paper: { ...usualSizes.paper, tasks: testProblems, samplesPerTask: 1 },
  },
  // At their most, examples are as many as the kind has: of calculations four.
  plansFor: (choices) =>
    plansOver(choices, calculationKinds, (plan, kind) => ({ ...plan, asks: { kind } })).map(
      ({ value, plan }) => ({ key: value, value: null, plan }),
    ),
  figuresOf(groups) {
    const runs = groups.flatMap((group) => group.runs);
    const begun = calculationKinds.flatMap((kind) => runs.find(({ key }) => key === kind) ?? []);
    const places = begun.map(placeOf);
    const at = begun.findIndex(({ key }) => key === 'calculation');
    const points = at < 0 ? [] : [{ at, rate: reportedShare }];
    return [
      {
        ...{ kind: 'points', name: 'calculations', places, series: rateSeries(groups, places) },
        ...{ lines: [], reported: [{ name: 'calculations', points }] },
      },
    ];
  },
  // One problem in two languages is the same by its id, and asks for something else.
  findingsOf: (group) => solvedMore(group, 'calculation', 'formula', 'by-id'),
};
