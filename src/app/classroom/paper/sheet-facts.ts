/** What Python says of sheets: examples of tasks, and verdicts on programs. Each is asked once. */

import { type Checker, CheckerError, type CheckerFailure } from '../../../checking/checker.ts';
import type { Verdict } from '../../../checking/verdict.ts';
import type { TestReading } from '../../../tasks/python-reader.ts';
import type { Task } from '../../../tasks/task.ts';
import type { Sheet } from './sheets.ts';

export type SheetVerdict =
  | { readonly kind: 'checked'; readonly verdict: Verdict }
  /** `failure` is null where it is not known what went wrong. */
  | { readonly kind: 'failed'; readonly failure: CheckerFailure | null };

export interface FactSources {
  readonly checker: Pick<Checker, 'check'>;
  readonly reader: Pick<Checker, 'readTests'>;
}

export class SheetFacts {
  readonly #sources: FactSources;
  /** Promises: reading cannot be aborted, and whoever asks while it goes on waits for the same. */
  readonly #examples = new Map<string, Promise<readonly TestReading[]>>();
  readonly #verdicts = new Map<string, SheetVerdict>();
  /** Each forgets one answer that was none. */
  #failures: (() => void)[] = [];

  constructor(sources: FactSources) {
    this.#sources = sources;
  }

  /** Calls with their values; [] where a sheet shows none, or Python cannot be asked. */
  examplesOf(task: Task): Promise<readonly TestReading[]> {
    if (task.asks || task.codePrompt !== undefined) return Promise.resolve([]);
    const key = JSON.stringify([task.tests, task.referenceCode]);
    const known = this.#examples.get(key);
    if (known) return known;
    const reading = this.#readExamples(task).catch(() => {
      this.#failures.push(() => this.#examples.delete(key));
      return [];
    });
    this.#examples.set(key, reading);
    return reading;
  }

  async #readExamples({ tests, referenceCode }: Task): Promise<readonly TestReading[]> {
    const readings = await this.#sources.reader.readTests(tests, referenceCode);
    return readings.filter(({ call, expected }) => call !== null && expected !== null);
  }

  /** What the program is worth today; null where there is none. Rejects only when aborted. */
  async verdictOn({ task, program }: Sheet, signal: AbortSignal): Promise<SheetVerdict | null> {
    if (program.trim() === '') return null;
    const key = JSON.stringify([task, program]);
    const known = this.#verdicts.get(key);
    if (known) return known;
    const found = await this.#check({ task, program }, signal);
    if (found.kind === 'failed') this.#failures.push(() => this.#verdicts.delete(key));
    this.#verdicts.set(key, found);
    return found;
  }

  async #check(
    request: Pick<Sheet, 'task' | 'program'>,
    signal: AbortSignal,
  ): Promise<SheetVerdict> {
    try {
      const verdict = await this.#sources.checker.check(request, { signal });
      return { kind: 'checked', verdict };
    } catch (error) {
      signal.throwIfAborted();
      return { kind: 'failed', failure: error instanceof CheckerError ? error.failure : null };
    }
  }

  /** So that they are asked again. */
  forgetFailures(): void {
    for (const forget of this.#failures) forget();
    this.#failures = [];
  }
}
