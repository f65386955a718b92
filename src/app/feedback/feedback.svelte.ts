/**
 * The dialogs of this browser and those that other people gave as files, for the paper's curve.
 * What others gave is looked at, never mixed into one's own work.
 */

import { readWorkFile } from '../work/work-file.ts';
import { type AttemptRecord, isOwn, type WorkExport, workFormat } from '../work/records.ts';
import { feedbackCurve } from './feedback-curve.ts';
import { sessionsIn } from './sessions.ts';

const none: readonly AttemptRecord[] = [];

export interface OthersWork {
  readonly fileName: string;
  readonly attempts: readonly AttemptRecord[];
}

/** `own`: it is one's own, or a file that is here already. */
export type AddedWork = 'added' | 'own' | 'no-dialogs' | 'no-work-file' | 'newer' | 'too-large';

export class Feedback {
  #own = $state.raw(none);
  #others = $state.raw<readonly OthersWork[]>([]);
  readonly #attempts: () => Promise<readonly AttemptRecord[]>;
  readonly #all = $derived([...this.#own, ...this.#others.flatMap(({ attempts }) => attempts)]);
  readonly found = $derived(sessionsIn(this.#all));
  readonly curve = $derived(feedbackCurve(this.found.sessions, this.#all));

  constructor(attempts: () => Promise<readonly AttemptRecord[]>) {
    this.#attempts = attempts;
  }

  get others(): readonly OthersWork[] {
    return this.#others;
  }

  /** Again: there may be more by now. */
  async look(): Promise<void> {
    this.#own = withModels(await this.#attempts());
  }

  /** Of a file of work, or of dialogs alone: for this visit. */
  async add(file: File): Promise<AddedWork> {
    const reading = await readWorkFile(file);
    if (reading.kind !== 'work') return reading.kind;
    const attempts = withModels(reading.file.attempts);
    if (attempts.length === 0) return 'no-dialogs';
    // Gone before anything could react to it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const known = new Set(this.#all.map(({ id }) => id));
    const added = attempts.filter(({ id }) => !known.has(id));
    if (added.length === 0) return 'own';
    this.#others = [...this.#others, { fileName: file.name, attempts: added }];
    return 'added';
  }

  remove(others: OthersWork): void {
    this.#others = this.#others.filter((each) => each !== others);
  }

  /** What others need of this browser's dialogs, as a file of work: no program by hand, no name. */
  export(): WorkExport {
    const attempts = this.#own.filter((attempt) => !isOwn(attempt));
    return { format: workFormat, version: 1, programs: [], attempts, settings: [] };
  }
}

/** Models alone take part in dialogs. */
function withModels(attempts: readonly AttemptRecord[]): readonly AttemptRecord[] {
  return attempts.filter(({ author }) => author.kind === 'model');
}
