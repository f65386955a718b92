/** The list of a browser's runs as it is shown: found in the store, counted, and changed in place. */

import type { Speed } from '../../../evaluation/running/forecast.ts';
import type { PlannedModel } from '../../../evaluation/plans/plan.ts';
import type { Run, RunStore } from '../../../evaluation/runs/run.ts';
import { speedOfTally, tallyOf } from '../../../evaluation/running/tally.ts';
import { itemOf, type RunItem } from './run-item.ts';
import type { RunProgress } from './run-progress.svelte.ts';

export class RunItems {
  #all = $state.raw<readonly RunItem[]>([]);
  #isFound = $state(false);
  readonly #store: Pick<RunStore, 'runs' | 'outcomes'>;

  constructor(store: Pick<RunStore, 'runs' | 'outcomes'>) {
    this.#store = store;
  }

  /** Whether the store was looked at: until then a run that is not listed may be there. */
  get isFound(): boolean {
    return this.#isFound;
  }

  /** Newest first. */
  get all(): readonly RunItem[] {
    return this.#all;
  }

  /** What is under way; null while nothing is. */
  get running(): RunProgress | null {
    for (const { state } of this.#all) if (state.kind === 'running') return state.progress;
    return null;
  }

  /** Those of the named runs that rest, in the order of the names. */
  resting(named: readonly { readonly id: string }[]): readonly RunItem[] {
    const items = named.map(({ id }) => this.of(id)).filter((item) => item !== null);
    return items.filter(({ state }) => state.kind === 'resting');
  }

  of(id: string): RunItem | null {
    return this.#all.find(({ run }) => run.id === id) ?? null;
  }

  /** A run that was just made: nothing of it is done. */
  add(run: Run): void {
    this.#all = [{ ...itemOf(run), tally: tallyOf(run, []) }, ...this.#all];
  }

  change(id: string, fields: Partial<RunItem>): void {
    this.#all = this.#all.map((item) => (item.run.id === id ? { ...item, ...fields } : item));
  }

  remove(id: string): void {
    this.#all = this.#all.filter(({ run }) => run.id !== id);
  }

  /** Those that are stored. How far one is stays known. */
  async find(): Promise<void> {
    const runs = await this.#store.runs();
    this.#all = runs.map((run) => this.#found(run));
    this.#isFound = true;
  }

  /** One after the other: a large run takes a moment. */
  async count(): Promise<void> {
    for (const { run } of this.#all) await this.#count(run.id);
  }

  /** As it is stored now: another tab has worked on it. */
  async refresh(id: string): Promise<void> {
    const item = this.of(id);
    if (item) this.change(id, itemOf(item.run));
    await this.#count(id);
  }

  /** What was measured of a writer in the newest run that timed it; null where none did. */
  speedOf(writer: PlannedModel): Speed | null {
    const same = this.#all.filter(({ run }) => isSame(run.plan.writer, writer));
    return same.map(({ tally }) => tally && speedOfTally(tally)).find((speed) => speed) ?? null;
  }

  /** What this tab is running knows more than what is stored. */
  #found(run: Run): RunItem {
    const item = this.of(run.id);
    if (!item) return itemOf(run);
    return item.state.kind === 'running' ? item : { ...item, run };
  }

  async #count(id: string): Promise<void> {
    const item = this.of(id);
    if (!item || item.tally) return;
    const tally = tallyOf(item.run, await this.#store.outcomes(id));
    const isResting = this.of(id)?.state.kind === 'resting';
    const isFinished = isResting && tally.done === tally.total;
    this.change(id, isFinished ? { tally, state: { kind: 'finished' } } : { tally });
  }
}

function isSame(left: PlannedModel, right: PlannedModel): boolean {
  const entries = (writer: PlannedModel) => JSON.stringify(Object.entries(writer).sort());
  return entries(left) === entries(right);
}
