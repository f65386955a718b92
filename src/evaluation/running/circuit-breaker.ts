/**
 * Tells a server that cannot be reached from one that failed a single reply. What was asked in
 * vain is held back until the server answers again; where it does not, nothing was asked, and the
 * run waits for a person instead of failing every sample that is left.
 */

import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import { RunPause } from './run-end.ts';
import type { Sample } from '../runs/run.ts';

/** Each was asked for half a minute already. */
const mostInARow = 3;

export class CircuitBreaker {
  #held: Sample[] = [];

  /** The samples that can be stored now. Throws a `RunPause` where contact is lost. */
  after(sample: Sample): readonly Sample[] {
    if (sample.failure && isUnreached(sample.failure)) {
      this.#held.push(sample);
      if (this.#held.length >= mostInARow) this.end();
      return [];
    }
    return [...this.#held.splice(0), sample];
  }

  /** Throws a `RunPause` where the last samples found nobody. */
  end(): void {
    const failure = this.#held.at(-1)?.failure;
    if (failure) throw new RunPause({ kind: 'engine', failure });
  }
}

/** The next request would fail for the same reason. */
function isUnreached({ kind }: EngineFailure): boolean {
  switch (kind) {
    case 'no-network':
    case 'server-blocked':
    case 'server-unreachable':
    case 'server-forbids-page':
    case 'server-refused':
    case 'server-model-unknown':
    case 'server-overloaded':
    case 'server-silent':
      return true;
    default:
      return false;
  }
}
