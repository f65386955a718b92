/** What the address bar says: the task in view as "#/mbpp/2". Who moves there is for others. */

import type { TaskSourceId } from '../tasks/task.ts';

/** The playground is for one task at a time, the evaluation for runs over many. */
export type View = 'playground' | 'evaluation';

export const evaluationHash = '#/evaluation';

/** A fragment that begins so names the evaluation, whatever follows. */
export function viewAt(hash: string): View {
  return hash === evaluationHash || hash.startsWith(`${evaluationHash}/`)
    ? 'evaluation'
    : 'playground';
}

/** A null id names a set of tasks and none of it. */
export interface Place {
  readonly source: TaskSourceId;
  readonly id: string | null;
}

const sources: readonly TaskSourceId[] = ['starter', 'mbpp', 'mbpp-sanitized', 'own-file'];

export const home: Place = { source: 'starter', id: null };

/** Any address that names no place leads home. */
export function placeAt(hash: string): Place {
  const [, source, id] = /^#\/([^/]+)(?:\/(.+))?$/.exec(hash) ?? [];
  const known = sources.find((name) => name === source);
  return known ? { source: known, id: decoded(id) } : home;
}

export function addressOf({ source, id }: Place): string {
  return id === null ? `#/${source}` : `#/${source}/${encodeURIComponent(id)}`;
}

function decoded(id: string | undefined): string | null {
  if (id === undefined) return null;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The browser's address bar, as far as the page needs one. */
export interface AddressBar {
  readonly hash: string;
  /** The address of the page, before its "#". */
  readonly base: string;
  /** Adds a step to the history. The listeners hear of it. */
  go(hash: string): void;
  /** Changes the address in place, unheard. */
  replace(hash: string): void;
  listen(onChange: () => void): void;
}

export function browserAddressBar(): AddressBar {
  return {
    get hash() {
      return location.hash;
    },
    get base() {
      return location.href.replace(/#.*$/, '');
    },
    go: (hash) => void (location.hash = hash),
    replace: (hash) => history.replaceState(history.state, '', hash),
    listen: (onChange) => addEventListener('hashchange', onChange),
  };
}
