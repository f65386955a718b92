/**
 * From a model's address or file to the bytes of a GGUF, downloaded once and kept. A download that
 * was cut short or cancelled goes on where it was.
 */
import { readStorage, type StorageReport } from '../../platform/capabilities.ts';
import { offered } from '../../platform/refusals.ts';
import { isQuotaError, type Fetch } from '../download.ts';
import { EngineError, type LoadOptions } from '../engine.ts';
import { modelAddress, type LlamaCppModel } from './model.ts';
import type { ArrivingFile, ModelFiles } from './model-files.ts';
import { openRest } from './resume.ts';

export interface ModelSource {
  readonly fetch: Fetch;
  readonly files: ModelFiles;
  readonly readStorage?: () => Promise<StorageReport>;
}

/** Rejects with an `EngineError`, or with the signal's reason. */
export async function fetchModel(
  model: LlamaCppModel,
  source: ModelSource,
  { signal, onProgress }: LoadOptions,
): Promise<Blob> {
  const kept = model.kind === 'file' ? model.file : await source.files.find(model.address);
  signal.throwIfAborted();
  if (kept !== null) {
    onProgress({ stage: 'reading-cache', loadedBytes: kept.size, totalBytes: kept.size });
    checkMagic(new Uint8Array(await kept.slice(0, 4).arrayBuffer()), modelAddress(model));
    return kept;
  }
  return download(modelAddress(model), source, { signal, onProgress });
}

async function download(
  address: string,
  { fetch, files, readStorage: read }: ModelSource,
  { signal, onProgress }: LoadOptions,
): Promise<Blob> {
  let loadedBytes = 0;
  let totalBytes: number | null = null;
  const report = () => onProgress({ stage: 'downloading', loadedBytes, totalBytes });
  const arriving = await openRest(address, await files.kept(address), {
    signal,
    fetch,
    onBytes: (count) => {
      loadedBytes += count;
      report();
    },
  });
  totalBytes = arriving.totalBytes;
  loadedBytes = arriving.startsAt;
  report();
  await checkSpace(
    arriving,
    await (read ?? (() => readStorage(offered(() => navigator.storage))))(),
  );
  try {
    const isBeginning = arriving.startsAt === 0;
    const body = isBeginning ? arriving.body.pipeThrough(magicCheck(address)) : arriving.body;
    return await files.save(address, { ...arriving, body });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) throw error;
    if (isQuotaError(error)) {
      throw new EngineError({ kind: 'no-disk-space', neededBytes: totalBytes }, { cause: error });
    }
    throw new EngineError({ kind: 'engine-crashed', detail: String(error) }, { cause: error });
  }
}

/** Half a gigabyte in vain is worse than a word at the start. */
async function checkSpace(
  { body, totalBytes, startsAt }: ArrivingFile,
  { freeBytes }: StorageReport,
): Promise<void> {
  if (totalBytes === null || freeBytes === null || totalBytes - startsAt <= freeBytes) return;
  await body.cancel();
  throw new EngineError({ kind: 'no-disk-space', neededBytes: totalBytes - startsAt });
}

/** Passes the file through, and fails at its first bytes where they are no GGUF's. */
function magicCheck(address: string): TransformStream<Uint8Array<ArrayBuffer>> {
  let isFirst = true;
  return new TransformStream({
    transform(chunk, controller) {
      if (isFirst) checkMagic(chunk, address);
      isFirst = false;
      controller.enqueue(chunk);
    },
    flush() {
      if (isFirst) checkMagic(new Uint8Array(), address);
    },
  });
}

function checkMagic(start: Uint8Array, address: string): void {
  const found = new TextDecoder('latin1').decode(start.subarray(0, 4));
  if (found === 'GGUF') return;
  throw new EngineError({
    kind: 'wrong-file-type',
    address,
    detail: `starts with ${JSON.stringify(found)} instead of "GGUF"`,
  });
}
