/**
 * The rest of a file of which an earlier download left a part, or the whole file where the server
 * will not give a rest, or has another file by now.
 */
import { openDownload, type Download, type ModelDownloadOptions } from '../download.ts';
import { isPassing } from '../download-retry.ts';
import { EngineError } from '../engine.ts';
import type { ArrivingFile, KeptFile } from './model-files.ts';

interface RestOptions extends ModelDownloadOptions {
  /** Whether a rest that does not come at all is a reason to ask for the whole file. */
  readonly mayBeginAnew: boolean;
}

type Opened = Omit<ArrivingFile, 'sha256'>;

export async function openRest(
  address: string,
  kept: KeptFile | null,
  options: RestOptions,
): Promise<Opened> {
  const rest = await restAfter(kept, address, options);
  if (rest !== null) return rest;
  const whole = { ...(await openDownload(address, options)), startsAt: 0 };
  if (!options.mayBeginAnew) return whole;
  // The network may have come back between the two questions.
  let late: Opened | null;
  try {
    late = await restAfter(kept, address, options);
  } catch (error) {
    await giveUp(whole);
    throw error;
  }
  if (late === null) return whole;
  await giveUp(whole);
  return late;
}

async function restAfter(
  kept: KeptFile | null,
  address: string,
  options: RestOptions,
): Promise<Opened | null> {
  if (kept === null || kept.keptBytes === 0) return null;
  const rest = await orNull(openDownload(address, { ...options, from: kept.keptBytes }), options);
  if (rest !== null && continues(kept, rest)) return { ...rest, startsAt: kept.keptBytes };
  if (rest !== null) await giveUp(rest);
  return null;
}

/** A connection that is broken by then rejects, and is as good as given up. */
async function giveUp({ body }: Pick<Download, 'body'>): Promise<void> {
  await body.cancel().catch(() => undefined);
}

/** A server that knows no ranges sends the whole file, and some refuse the question itself. */
async function orNull(opening: Promise<Download>, { signal, mayBeginAnew }: RestOptions) {
  try {
    return await opening;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError)) throw error;
    // A host that is busy for a moment must not cost what is there. A question that the browser
    // may not ask looks like no network.
    const isRefused = mayBeginAnew && error.failure.kind === 'no-network';
    if (isPassing(error.failure) && !isRefused) throw error;
    return null;
  }
}

/**
 * Where nothing tells that the file is the same, it is not: another file of the same size would make
 * one that loads and writes nonsense.
 */
function continues(kept: KeptFile, rest: Download): boolean {
  if (!rest.isRest || kept.tag === null || kept.tag !== rest.tag) return false;
  return kept.totalBytes === null || kept.totalBytes === rest.totalBytes;
}
