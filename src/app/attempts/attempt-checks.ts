/** What a verdict makes of an attempt and of its task's progress. */

import type { Checker } from '../../checking/checker.ts';
import type { Verdict } from '../../checking/verdict.ts';
import { decisiveOf, failsChallengeOnly } from '../../checking/verdict-facts.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { type AttemptRecord, isSolvedHere, newAttempt } from '../work/records.ts';
import type { TaskProgress } from '../work/task-progress.svelte.ts';
import type { Attempts } from './attempts.svelte.ts';

export interface AttemptChecksParts {
  readonly attempts: Attempts;
  readonly checker: Pick<Checker, 'check'>;
  readonly progress: TaskProgress;
}

export class AttemptChecks {
  readonly #parts: AttemptChecksParts;
  /** Until all work is deleted: leaving a task ends nothing that is checked apart. */
  #life = new AbortController();

  constructor(parts: AttemptChecksParts) {
    this.#parts = parts;
  }

  /** Beside whatever the page is doing, and shown nowhere else. Never rejects. */
  async checkApart(task: Task, attempt: AttemptRecord): Promise<void> {
    const { signal } = this.#life;
    try {
      const { program } = attempt;
      const verdict = await this.#parts.checker.check({ task, program }, { signal });
      if (!signal.aborted) this.note(attempt, verdict);
    } catch {
      // It stays unchecked: choosing it checks it again, and says what is wrong.
    }
  }

  /** Nothing that is being checked is noted: it is deleted. */
  forget(): void {
    this.#life.abort();
    this.#life = new AbortController();
  }

  /** The attempt that this is the program of, else a new one by the person. */
  attemptOf(task: Task, program: string): AttemptRecord {
    return this.#parts.attempts.holderOf(program) ?? { ...newAttempt(taskKey(task)), program };
  }

  /** A fault of the sandbox says nothing of the program. */
  note(attempt: AttemptRecord, verdict: Verdict): void {
    const { status } = verdict;
    const { attempts, progress } = this.#parts;
    if (status === 'sandbox-fault') return;
    const { passed, count } = decisiveOf(verdict);
    const checked: AttemptRecord = {
      ...attempt,
      failsChallenge: failsChallengeOnly(verdict),
      status,
      testsPassed: passed,
      testsCount: count,
    };
    attempts.put(checked);
    progress.note(attempt.task, {
      author: attempt.author.kind,
      isSolved: isSolvedHere(checked),
    });
  }
}
