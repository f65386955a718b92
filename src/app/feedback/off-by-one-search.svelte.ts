/** The search, unasked, for the one bound that makes a program fail: what it has come to. */

import {
  findOffByOne,
  type OffBound,
  offByOneMs,
  type OffByOneRequest,
  type OffByOneTools,
} from '../../checking/feedback/off-by-one.ts';
import { Latest } from '../../platform/latest.ts';

export class OffByOneSearch {
  #found = $state.raw<OffBound | null>(null);

  readonly #tools: OffByOneTools;
  readonly #run = new Latest();
  #hasEnded = false;

  constructor(tools: OffByOneTools) {
    this.#tools = tools;
  }

  /** Null until a bound is found, and where none is. */
  get found(): OffBound | null {
    return this.#found;
  }

  /** It came to its end, and would again. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Resolves when it has ended, which nobody has to hear of where nothing was found. */
  async begin(request: OffByOneRequest): Promise<void> {
    const signal = this.#run.begin();
    this.#found = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Reading may wait for an interpreter that boots: its time is for trying.
    const whenRead = () => {
      timer = setTimeout(() => this.#cut(signal), offByOneMs);
    };
    try {
      const found = await findOffByOne(this.#tools, request, signal, whenRead);
      if (signal.aborted) return;
      this.#found = found;
      this.#hasEnded = true;
    } catch {
      // Stopped, or no sandbox: the verdict says what went wrong without it.
    } finally {
      clearTimeout(timer);
    }
  }

  /** Its time is over. */
  #cut(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#run.end();
    this.#hasEnded = true;
  }

  /** Ends a search under way; what was found stays. */
  giveWay(): void {
    this.#run.end();
  }
}
