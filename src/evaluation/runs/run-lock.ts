/**
 * Which tab has a run: making, running, changing and deleting one is done by one alone among the
 * tabs of this site, so that nothing is stored of a run that another tab takes away.
 */

import { heldNames, isHeld, whileAlone } from '../../platform/tab-lock.ts';
import type { RunStore } from './run.ts';

const prefix = 'synthpad-run/';
/** What this tab is at: locks do not tell whose they are. */
const ours = new Set<string>();

/** Null where another tab, or other work of this one, is at the run. */
export async function whileOurs<Result>(
  run: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  if (ours.has(run)) return null;
  ours.add(run);
  try {
    return await whileAlone(prefix + run, work);
  } finally {
    ours.delete(run);
  }
}

/** By any tab, this one included. */
export function isUnderWay(run: string): Promise<boolean> {
  return isHeld(prefix + run);
}

/** The ids of all that other tabs are at. */
export async function runsElsewhere(): Promise<ReadonlySet<string>> {
  const before = new Set(ours);
  const names = [...((await heldNames()) ?? [])].filter((name) => name.startsWith(prefix));
  const ids = names.map((name) => name.slice(prefix.length));
  return new Set(ids.filter((id) => !before.has(id) && !ours.has(id)));
}

/** False where somebody is at it: then it stays. */
export async function deleteRunIfFree(
  store: Pick<RunStore, 'deleteRun'>,
  run: string,
): Promise<boolean> {
  const deleted = await whileOurs(run, async () => {
    await store.deleteRun(run);
    return true;
  });
  return deleted ?? false;
}

/**
 * Clears what belongs to no run. Where tabs cannot tell what they are at, another one may just be
 * putting a run together: then all of it stays.
 */
export async function deleteOrphans(store: Pick<RunStore, 'orphans' | 'deleteRun'>): Promise<void> {
  const orphans = await store.orphans();
  if (orphans.length === 0 || (await heldNames()) === null) return;
  for (const id of orphans) await deleteRunIfFree(store, id);
}
