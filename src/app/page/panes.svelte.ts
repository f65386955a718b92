/** How wide the panes of the playground are: a person drags their edges, and the next visit has them. */

import { keptFields, type KeptSettings } from '../work/kept-settings.ts';

/** The list of tasks in rem; the problem in percent of what it shares with the program. */
export const paneLimits = {
  list: { least: 12, usual: 18, most: 36 },
  problem: { least: 25, usual: 45, most: 70 },
} as const;

export type PaneName = keyof typeof paneLimits;

type Sizes = Readonly<Record<PaneName, number>>;

const usual: Sizes = { list: paneLimits.list.usual, problem: paneLimits.problem.usual };

export class Panes {
  #sizes = $state.raw<Sizes>(usual);
  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  sizeOf(name: PaneName): number {
    return this.#sizes[name];
  }

  async restore(): Promise<void> {
    const kept = keptFields(await this.#settings.setting('panes'));
    const known = (name: PaneName) => {
      const size = kept[name];
      return typeof size === 'number' && Number.isFinite(size) ? within(name, size) : usual[name];
    };
    this.#sizes = { list: known('list'), problem: known('problem') };
  }

  /** Beyond a limit is that limit. */
  resize(name: PaneName, size: number): void {
    this.#sizes = { ...this.#sizes, [name]: within(name, size) };
  }

  /** Once an edge is let go: storage need not follow every pixel. */
  keep(): void {
    void this.#settings.keepSetting('panes', this.#sizes);
  }
}

function within(name: PaneName, size: number): number {
  const { least, most } = paneLimits[name];
  return Math.min(most, Math.max(least, size));
}
