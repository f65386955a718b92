/** Fetches one file whole, with progress. What the bytes are worth is for the caller to check. */

import { TaskSourceError, type DownloadOptions } from './task-source.ts';

/**
 * `expectedBytes` is the size of the file itself: a compressing host announces another one.
 * Rejects with a `TaskSourceError`, or with the signal's reason when aborted.
 */
export async function download(
  address: string,
  expectedBytes: number | null,
  { signal, onProgress }: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(address, { signal, credentials: 'omit' });
    if (!response.ok) {
      throw new TaskSourceError({ kind: 'http-status', address, status: response.status });
    }
    return await collected(response, expectedBytes, onProgress);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TaskSourceError) throw error;
    // The browser says TypeError alike for no route, a refused origin and a connection cut short.
    throw new TaskSourceError({ kind: 'no-network', address }, { cause: error });
  }
}

/** Reads by hand: not every browser can iterate a stream yet. */
async function collected(
  response: Response,
  totalBytes: number | null,
  onProgress: DownloadOptions['onProgress'],
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let loadedBytes = 0;
  onProgress({ loadedBytes, totalBytes });
  const reader = response.body?.getReader();
  for (let step = await reader?.read(); step && !step.done; step = await reader?.read()) {
    pieces.push(step.value);
    loadedBytes += step.value.length;
    onProgress({ loadedBytes, totalBytes });
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
