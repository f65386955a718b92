/** One check of one program, from the request to the verdict. Owns its phases and nothing else. */

import {
  type Checker,
  type CheckerFailure,
  checkerFailureOf,
  type CheckRequest,
} from '../../checking/checker.ts';
import type { TestResult, Verdict } from '../../checking/verdict.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { Latest } from '../../platform/latest.ts';

export type CheckPhase =
  | { readonly kind: 'idle' }
  /** `results` grows as tests are decided. */
  | {
      readonly kind: 'running';
      readonly program: string | null;
      readonly results: readonly TestResult[];
    }
  | { readonly kind: 'judged'; readonly program: string | null; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly failure: CheckerFailure };

const idle: CheckPhase = { kind: 'idle' };
const noResults: readonly TestResult[] = [];

export class CheckState {
  #phase = $state.raw<CheckPhase>(idle);

  readonly #shown = $derived(this.#isHidden() ? idle : this.#phase);
  readonly isBusy = $derived(this.#phase.kind === 'running');
  readonly verdict = $derived(this.#shown.kind === 'judged' ? this.#shown.verdict : null);
  readonly results = $derived(this.#shown.kind === 'running' ? this.#shown.results : this.#final);

  readonly #checker: Pick<Checker, 'check'>;
  readonly #run = new Latest();
  // Only asked when a task is opened, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #last = new Map<string, { readonly task: Task; readonly phase: CheckPhase }>();

  readonly #hides: (program: string) => boolean;

  /** `hides`: whether a program is not to be seen now, and its verdict with it. */
  constructor(checker: Pick<Checker, 'check'>, hides: (program: string) => boolean = () => false) {
    this.#checker = checker;
    this.#hides = hides;
  }

  get phase(): CheckPhase {
    return this.#shown;
  }

  #isHidden(): boolean {
    const phase = this.#phase;
    const program = 'program' in phase ? phase.program : null;
    return program !== null && this.#hides(program);
  }

  get #final(): readonly TestResult[] {
    return this.verdict?.tests ?? noResults;
  }

  /** Resolves with the verdict, shown or not; null where there is none. */
  async check(request: CheckRequest): Promise<Verdict | null> {
    const { program } = request;
    const signal = this.#run.begin();
    this.#phase = { kind: 'running', program, results: [] };
    const onTest = (result: TestResult) => {
      if (signal.aborted || this.#phase.kind !== 'running') return;
      this.#phase = { kind: 'running', program, results: [...this.#phase.results, result] };
    };
    try {
      const verdict = await this.#checker.check(request, { signal, onTest });
      if (signal.aborted) return null;
      const judged = { kind: 'judged', program, verdict } as const;
      this.#last.set(taskKey(request.task), { task: request.task, phase: judged });
      this.#phase = judged;
      return verdict;
    } catch (error) {
      if (!signal.aborted) this.#phase = { kind: 'failed', failure: checkerFailureOf(error) };
      return null;
    }
  }

  /** Ends a running check, and shows the last verdict on a task, as far as this visit has one. */
  recall(task: Task | null): void {
    this.#run.end();
    const last = task ? this.#last.get(taskKey(task)) : undefined;
    const isOfIt = task && last && isSameTask(task, last.task);
    this.#phase = isOfIt ? last.phase : { kind: 'idle' };
  }

  /** All that was judged, of every task. */
  forget(): void {
    this.#last.clear();
    this.clear();
  }

  /** Ends a running check and drops the verdict there is. */
  clear(): void {
    this.#run.end();
    this.#phase = { kind: 'idle' };
  }
}

/** A file of tasks may have come in again, with other tests under the same id. */
function isSameTask(task: Task, other: Task): boolean {
  return task === other || JSON.stringify(task) === JSON.stringify(other);
}
