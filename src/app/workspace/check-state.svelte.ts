/** One check of one program, from the request to the verdict. Owns its phases and nothing else. */

import {
  CheckerError,
  type Checker,
  type CheckerFailure,
  type CheckRequest,
} from '../../checking/checker.ts';
import type { TestResult, Verdict } from '../../checking/verdict.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { Latest } from '../../platform/latest.ts';

export type CheckPhase =
  | { readonly kind: 'idle' }
  /** `results` grows as tests are decided. */
  | { readonly kind: 'running'; readonly results: readonly TestResult[] }
  | { readonly kind: 'judged'; readonly program: string | null; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly failure: CheckerFailure };

const noResults: readonly TestResult[] = [];

export class CheckState {
  #phase = $state.raw<CheckPhase>({ kind: 'idle' });

  readonly isBusy = $derived(this.#phase.kind === 'running');
  readonly verdict = $derived(this.#phase.kind === 'judged' ? this.#phase.verdict : null);
  readonly results = $derived(this.#phase.kind === 'running' ? this.#phase.results : this.#final);

  readonly #checker: Pick<Checker, 'check'>;
  readonly #run = new Latest();
  // Only asked when a task is opened, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #last = new Map<string, { readonly task: Task; readonly phase: CheckPhase }>();

  constructor(checker: Pick<Checker, 'check'>) {
    this.#checker = checker;
  }

  get phase(): CheckPhase {
    return this.#phase;
  }

  get #final(): readonly TestResult[] {
    return this.verdict?.tests ?? noResults;
  }

  async check(request: CheckRequest): Promise<void> {
    const signal = this.#run.begin();
    this.#phase = { kind: 'running', results: [] };
    const onTest = (result: TestResult) => {
      if (signal.aborted || this.#phase.kind !== 'running') return;
      this.#phase = { kind: 'running', results: [...this.#phase.results, result] };
    };
    try {
      const verdict = await this.#checker.check(request, { signal, onTest });
      if (signal.aborted) return;
      const judged = { kind: 'judged', program: request.program, verdict } as const;
      this.#last.set(taskKey(request.task), { task: request.task, phase: judged });
      this.#phase = judged;
    } catch (error) {
      if (!signal.aborted) this.#phase = { kind: 'failed', failure: failureOf(error) };
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

function failureOf(error: unknown): CheckerFailure {
  if (error instanceof CheckerError) return error.failure;
  return {
    kind: 'sandbox-refused',
    detail: error instanceof Error ? error.message : String(error),
  };
}
