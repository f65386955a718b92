/** What the address bar says: the task in view as "#/mbpp/2". Who moves there is for others. */

import { homeSet, isTaskSetId, taskSets } from '../../tasks/task-sets.ts';
import type { TaskSetId } from '../../tasks/task.ts';

/**
 * The playground is for one task at a time, the evaluation for runs over many, a class for lessons;
 * replays show recorded sessions.
 */
export type View = 'playground' | 'evaluation' | 'class' | 'replays';

export const evaluationHash = '#/evaluation';

export const replaysHash = '#/replays';

/** Such an address carries a whole recorded session. */
export const replayHash = '#/replay/';

/** Such an address carries all it shows, and names a place only once that is unpacked. */
export const sharedHash = '#/shared/';

export function isSharedHash(hash: string): boolean {
  return hash.startsWith(sharedHash);
}

/** A link to a plan leads to the evaluation as well. */
export function viewAt(hash: string): View {
  if (/^#\/class(\/|$)/.test(hash)) return 'class';
  if (/^#\/replays?(\/|$)/.test(hash)) return 'replays';
  return /^#\/(evaluation|plan)(\/|$)/.test(hash) ? 'evaluation' : 'playground';
}

export const studiesHash = `${evaluationHash}/studies`;

/** The study that has no runs: it counts the dialogs of the playground. */
export const feedbackStudy = 'hints';

/** A null `study` is the list of all, a null `record` one that is to be put together. */
export interface StudyPlace {
  readonly study: string | null;
  readonly record: string | null;
}

/** Of "#/evaluation/studies/STUDY/RECORD"; null of any other address. */
export function studyPlaceAt(hash: string): StudyPlace | null {
  if (hash !== studiesHash && !hash.startsWith(`${studiesHash}/`)) return null;
  const [study = null, record = null] = hash
    .slice(studiesHash.length + 1)
    .split('/')
    .filter(Boolean);
  return { study, record };
}

export function addressOfStudy(study: string, record: string | null = null): string {
  return [studiesHash, study, ...(record === null ? [] : [record])].join('/');
}

/**
 * The runs in view as "#/evaluation/ID/ID"; [] where a plan or a study is. What is in view of them
 * may follow a "?".
 */
export function runIdsAt(hash: string): readonly string[] {
  if (!hash.startsWith(`${evaluationHash}/`) || studyPlaceAt(hash)) return [];
  return hash
    .slice(evaluationHash.length + 1)
    .replace(/\?.*$/s, '')
    .split('/')
    .filter(Boolean);
}

export function addressOfRuns(ids: readonly string[]): string {
  return [evaluationHash, ...ids].join('/');
}

/** A null id names a set of tasks and none of it. */
export interface TaskPlace {
  readonly source: TaskSetId;
  readonly id: string | null;
}

export const home: TaskPlace = { source: homeSet.id, id: null };

/** Any address that names no place leads home. */
export function placeAt(hash: string): TaskPlace {
  const [, name, id] = /^#\/([^/]+)(?:\/(.+))?$/.exec(hash) ?? [];
  const source = name === undefined ? null : setCalled(name);
  return source === null ? home : { source, id: decoded(id) };
}

/** What an address calls a set, where there is none of that name; null of any other address. */
export function unknownSetAt(hash: string): string | null {
  const [, name] = /^#\/([^/]+)/.exec(hash) ?? [];
  return name === undefined || setCalled(name) !== null ? null : decoded(name);
}

/** "HumanEval" and "mbpp_sanitized" are guesses at a name that has one other spelling. */
function setCalled(name: string): TaskSetId | null {
  if (isTaskSetId(name)) return name;
  return taskSets.find(({ id }) => lettersOf(id) === lettersOf(name))?.id ?? null;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function addressOf({ source, id }: TaskPlace): string {
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
    replace: (hash) => {
      try {
        history.replaceState(history.state, '', hash);
      } catch {
        // Browsers refuse it where it comes too often: a later change takes the address along.
      }
    },
    listen: (onChange) => addEventListener('hashchange', onChange),
  };
}
