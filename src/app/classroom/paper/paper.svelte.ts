/**
 * What is about to be printed: the sheets with all that stands on them. They are gathered one after
 * the other, which can be stopped, and printed only once everything is there.
 */

import { nextTurn } from '../../../platform/in-turns.ts';
import { Latest } from '../../../platform/latest.ts';
import type { TestReading } from '../../../tasks/python-reader.ts';
import { type Task, taskKey } from '../../../tasks/task.ts';
import { type LessonStep, stepName } from '../lesson.ts';
import { type FactSources, SheetFacts, type SheetVerdict } from './sheet-facts.ts';
import { type LeftOut, type Sheet, sheetOfStep, sheetOfTask, type SheetSources } from './sheets.ts';

export interface PaperParts extends FactSources {
  readonly sources: SheetSources;
}

/** Tasks to write on, or programs with their verdict and story. */
export type PaperKind = 'sheets' | 'solutions';

export interface FullSheet extends Sheet {
  /** [] where the tests stand in their place. */
  readonly examples: readonly TestReading[];
  /** Null where there is no program, and where the sheet shows none. */
  readonly verdict: SheetVerdict | null;
}

export interface Gathering {
  readonly kind: 'running' | 'stopped' | 'ready';
  readonly done: number;
  readonly total: number;
}

export class Paper {
  #pages = $state.raw<readonly (FullSheet | LeftOut)[]>([]);
  #gathering = $state.raw<Gathering>({ kind: 'ready', done: 0, total: 0 });

  readonly sheets = $derived(this.#pages.filter((page) => 'task' in page));
  readonly leftOut = $derived(this.#pages.filter((page) => 'kind' in page));
  /** Verdicts that the check did not come to. */
  readonly failures = $derived(
    this.sheets.flatMap(({ verdict }) => (verdict?.kind === 'failed' ? verdict : [])),
  );

  #kind: PaperKind = 'sheets';
  #chosen: readonly (Task | LessonStep)[] = [];
  readonly #run = new Latest();
  readonly #sources: SheetSources;
  readonly #facts: SheetFacts;

  constructor(parts: PaperParts) {
    this.#sources = parts.sources;
    this.#facts = new SheetFacts(parts);
  }

  get gathering(): Gathering {
    return this.#gathering;
  }

  /** Starts again: what is gathered for an earlier choice ends. Answers of Python are kept. */
  choose(kind: PaperKind, chosen: readonly (Task | LessonStep)[]): Promise<void> {
    this.#kind = kind;
    this.#chosen = chosen;
    this.#pages = [];
    return this.#gather();
  }

  /** What is gathered so far stays, and is not enough to print. */
  stop(): void {
    this.#run.end();
    if (this.#gathering.kind !== 'running') return;
    this.#gathering = { ...this.#gathering, kind: 'stopped' };
  }

  /** Goes on where it was stopped. */
  async resume(): Promise<void> {
    if (this.#gathering.kind === 'stopped') await this.#gather();
  }

  /** Asks once more for what failed. */
  again(): Promise<void> {
    this.#facts.forgetFailures();
    return this.choose(this.#kind, this.#chosen);
  }

  async #gather(): Promise<void> {
    const signal = this.#run.begin();
    const total = this.#chosen.length;
    for (const each of this.#chosen.slice(this.#pages.length)) {
      this.#gathering = { kind: 'running', done: this.#pages.length, total };
      // Sheets of which all is known would else be drawn in one go.
      await nextTurn();
      if (signal.aborted) return;
      const page = await this.#pageOf(each, signal);
      if (signal.aborted) return;
      this.#pages = [...this.#pages, page];
    }
    this.#gathering = { kind: 'ready', done: total, total };
  }

  /** Never rejects. Means nothing once it is aborted. */
  async #pageOf(each: Task | LessonStep, signal: AbortSignal): Promise<FullSheet | LeftOut> {
    const isStep = 'hash' in each;
    try {
      const sheet = isStep
        ? await sheetOfStep(each, this.#sources)
        : await sheetOfTask(each, taskKey(each), this.#sources);
      signal.throwIfAborted();
      if ('kind' in sheet) return sheet;
      const examples = await this.#facts.examplesOf(sheet.task);
      signal.throwIfAborted();
      const isJudged = this.#kind === 'solutions';
      const verdict = isJudged ? await this.#facts.verdictOn(sheet, signal) : null;
      return { ...sheet, examples, verdict };
    } catch {
      return { title: isStep ? stepName(each) : taskKey(each), kind: 'unreadable' };
    }
  }
}
