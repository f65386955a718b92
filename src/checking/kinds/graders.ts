/** Which grader each kind of task has. A grader is made when the first answer of its kind comes. */

import { kindOf, type TaskKind } from '../../tasks/task-kind.ts';
import type { CheckOptions, CheckRequest } from '../checker.ts';
import type { Verdict } from '../verdict.ts';
import type { Grader, GraderParts } from './grader.ts';
import { CalculationGrader } from './calculation-grader.ts';
import { PredictionGrader } from './prediction-grader.ts';
import { ProgramGrader } from './program-grader.ts';

const graders: Readonly<Record<TaskKind, (parts: GraderParts) => Grader>> = {
  program: (parts) => new ProgramGrader(parts),
  output: (parts) => new PredictionGrader(parts),
  input: (parts) => new PredictionGrader(parts),
  calculation: (parts) => new CalculationGrader(parts),
  formula: (parts) => new CalculationGrader(parts),
};

export class Graders {
  readonly #parts: GraderParts;
  readonly #made = new Map<TaskKind, Grader>();

  constructor(parts: GraderParts) {
    this.#parts = parts;
  }

  grade(request: CheckRequest, options: CheckOptions): Promise<Verdict> {
    const kind = kindOf(request.task);
    const grader = this.#made.get(kind) ?? graders[kind](this.#parts);
    this.#made.set(kind, grader);
    return grader.grade(request, options);
  }

  close(): void {
    for (const grader of this.#made.values()) grader.close();
  }
}
