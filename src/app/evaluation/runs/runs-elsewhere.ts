/**
 * What other tabs do with the runs of this browser. Tabs tell each other at once where they may
 * speak; while a run is under way elsewhere, this one looks again until it is not, since a tab
 * that is closed or killed tells nobody.
 */

import { runsElsewhere } from '../../../evaluation/runs/run-lock.ts';
import type { OtherTabs } from '../../../platform/other-tabs.ts';
import type { RunItems } from './run-items.svelte.ts';

const lookAgainMs = 2000;
const changed = 'runs-changed';

export interface HearOfOthers {
  /** Another tab is at this run, which this one need not wait for. */
  onTaken(id: string): void;
  /** It is so no more, and may have left the run changed. */
  onLeft(id: string): void;
}

export class RunsElsewhere {
  readonly #items: RunItems;
  readonly #tabs: OtherTabs;
  readonly #hear: HearOfOthers;
  #isWaiting = false;

  constructor(items: RunItems, tabs: OtherTabs, hear: HearOfOthers) {
    this.#items = items;
    this.#tabs = tabs;
    this.#hear = hear;
    tabs.hear((message) => {
      if (message === changed) void this.#lookAnew();
    });
  }

  /** Something was stored, begun, ended or deleted here. */
  tell(): void {
    this.#tabs.tell(changed);
  }

  /** Marks the runs that other tabs are at, and recounts those that they have left. */
  async look(): Promise<void> {
    const elsewhere = await runsElsewhere();
    for (const { run, state } of this.#items.all) {
      if (elsewhere.has(run.id)) this.#mark(run.id);
      else if (state.kind === 'elsewhere') await this.#takeBack(run.id);
    }
    if (elsewhere.size === 0 || this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      void this.#lookAnew();
    }, lookAgainMs);
  }

  #mark(id: string): void {
    this.#hear.onTaken(id);
    this.#items.change(id, { state: { kind: 'elsewhere' } });
  }

  async #takeBack(id: string): Promise<void> {
    // Storage that fails is told where a person asks for something.
    await this.#items.refresh(id).catch(() => undefined);
    this.#hear.onLeft(id);
  }

  async #lookAnew(): Promise<void> {
    await this.#items.find().catch(() => undefined);
    await this.look();
  }
}
