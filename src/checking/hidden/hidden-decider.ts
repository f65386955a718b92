/** Decides a program's hidden inputs as their answers come in, while the program goes on. */

import type { Answer } from '../sessions/answer.ts';
import type { Judge } from '../judging/judge.ts';
import type { HiddenDecisionRequest } from '../judging/judge-messages.ts';
import { type Outcome, outcomeOfDecision } from '../test-result.ts';

/** What goes to the judge in one message: writing more would hold up the page. */
const mostPerMessage = 500;
const mostTextPerMessage = 1_000_000;

export class HiddenDecider {
  readonly #judge: Judge;
  readonly #row: string;
  readonly #onFailure: (input: number) => void;
  readonly #outcomes = new Map<number, Outcome>();
  readonly #waiting: HiddenDecisionRequest[] = [];
  #deciding: Promise<void> | null = null;

  /** `onFailure` is called for each input that did not pass. */
  constructor(judge: Judge, row: string, onFailure: (input: number) => void) {
    this.#judge = judge;
    this.#row = row;
    this.#onFailure = onFailure;
  }

  add(request: HiddenDecisionRequest): void {
    this.#waiting.push(request);
    this.#deciding ??= this.#decide();
    this.#deciding.catch(() => {});
  }

  /** By input, of all that were added. Rejects with a `JudgeFault`. */
  async outcomes(): Promise<ReadonlyMap<number, Outcome>> {
    await this.#deciding;
    return this.#outcomes;
  }

  /** After a fault of the judge nothing more is decided. */
  async #decide(): Promise<void> {
    while (this.#waiting.length > 0) {
      const requests = this.#takeMessage();
      const decisions = await this.#judge.decideHidden(this.#row, requests);
      for (const [index, decision] of decisions.entries()) {
        const outcome = outcomeOfDecision(decision);
        const input = requests[index]?.input ?? -1;
        this.#outcomes.set(input, outcome);
        if (outcome.outcome !== 'passed') this.#onFailure(input);
      }
    }
    this.#deciding = null;
  }

  /** One request at least. */
  #takeMessage(): HiddenDecisionRequest[] {
    let count = 0;
    let textLength = 0;
    for (const { expected, got } of this.#waiting) {
      textLength += lengthOf(expected) + lengthOf(got);
      if (count > 0 && (count >= mostPerMessage || textLength > mostTextPerMessage)) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }
}

function lengthOf(answer: Answer): number {
  return answer.kind === 'value' ? answer.value.length : 0;
}
