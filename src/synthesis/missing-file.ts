/**
 * Files of the engines themselves, which are fetched from the site when they are first used: why one
 * is not there. Not kept yet and no network, or no longer on the site, as after an update of it.
 */
import { isSiteReachable } from '../platform/site-reach.ts';
import { EngineError } from './engine.ts';

export async function missingFile(cause: unknown): Promise<EngineError> {
  const reason = (await isSiteReachable()) ? 'gone' : 'offline';
  return new EngineError({ kind: 'engine-file-missing', reason }, { cause });
}

/** Gives the parts of an engine, or rejects with an `EngineError` where one does not arrive. */
export async function orMissing<Parts>(arriving: Promise<Parts>): Promise<Parts> {
  try {
    return await arriving;
  } catch (error) {
    throw error instanceof EngineError ? error : await missingFile(error);
  }
}

/**
 * Brings a file into the browser's cache for a library that fetches it by itself, and waits for ever
 * where it does not arrive.
 */
export async function bringFile(address: string): Promise<void> {
  const response = await orMissing(fetch(address));
  // Many hosts answer with a page instead of a 404.
  const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '');
  if (!response.ok || isPage) throw await missingFile(`${address}: status ${response.status}`);
  await orMissing(response.arrayBuffer());
}
