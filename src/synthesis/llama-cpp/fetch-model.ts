/**
 * From a model's address or file to the bytes of a GGUF, in one part or several, each downloaded once
 * and kept. A download that breaks, was cut short or cancelled goes on where it was.
 */
import { readStorage, type StorageReport } from '../../platform/capabilities.ts';
import { offered } from '../../platform/refusals.ts';
import { isQuotaError, sizeAt, type Fetch } from '../download.ts';
import { downloadWithRetry, usualRetry, type DownloadRetry } from '../download-retry.ts';
import { EngineError, type LoadOptions } from '../engine.ts';
import { checkedGguf, checkMagic, type CheckStart } from './checked-gguf.ts';
import { publishedSha256 } from './gguf-catalogue.ts';
import { keptAt } from './kept-files.ts';
import { modelAddress, type GgufFile } from './model.ts';
import { partAddresses } from './model-address.ts';
import { isWhole, type ArrivingFile, type KeptFile, type ModelFiles } from './model-files.ts';
import { openRest } from './resume.ts';

export interface ModelSource {
  readonly fetch: Fetch;
  readonly files: ModelFiles;
  readonly readStorage?: () => Promise<StorageReport>;
  readonly retry?: DownloadRetry;
  readonly checkStart?: CheckStart;
}

/** One file of a model. */
export interface ModelPart {
  readonly content: Blob;
  /** Null for a person's own file, and for one that an earlier version downloaded. */
  readonly sha256: string | null;
}

/** In the order of the file's parts. Rejects with an `EngineError`, or with the signal's reason. */
export async function fetchModel(
  model: GgufFile,
  source: ModelSource,
  options: LoadOptions,
): Promise<ModelPart[]> {
  if (model.kind === 'file') return [await ownPart(model.file, options)];
  const addresses = partAddresses(model.address);
  const kept = await keptAt(addresses, source.files);
  options.signal.throwIfAborted();
  const whole = kept.map((file) => (file !== null && isWhole(file) ? file : null));
  const found = whole.filter((file) => file !== null);
  if (found.length === addresses.length) return keptParts(model, found, options);
  const sizes = await sizesOf(addresses, whole, source, options.signal);
  const totalBytes = sizes.includes(null) ? null : sum(sizes);
  const parts: KeptFile[] = [];
  for (const [index, address] of addresses.entries()) {
    const doneBytes = sum(parts.map(({ keptBytes }) => keptBytes));
    const ofPart = (loadedBytes: number, partBytes: number | null) => ({
      loadedBytes: doneBytes + loadedBytes,
      totalBytes: addresses.length === 1 ? partBytes : totalBytes,
    });
    parts.push(whole[index] ?? (await download(address, source, { ...options, ofPart })));
  }
  return parts;
}

async function ownPart(file: File, { signal, onProgress }: LoadOptions): Promise<ModelPart> {
  onProgress({ stage: 'reading-cache', loadedBytes: file.size, totalBytes: file.size });
  checkMagic(new Uint8Array(await file.slice(0, 4).arrayBuffer()), file.name);
  signal.throwIfAborted();
  return { content: file, sha256: null };
}

async function keptParts(
  model: GgufFile,
  parts: readonly KeptFile[],
  { onProgress }: LoadOptions,
): Promise<ModelPart[]> {
  const totalBytes = sum(parts.map(({ keptBytes }) => keptBytes));
  onProgress({ stage: 'reading-cache', loadedBytes: totalBytes, totalBytes });
  const [first] = parts;
  const start = (await first?.content.slice(0, 4).arrayBuffer()) ?? new ArrayBuffer();
  checkMagic(new Uint8Array(start), modelAddress(model));
  return [...parts];
}

/** Asked only of files in several parts: a file alone tells its size when it comes. */
async function sizesOf(
  addresses: readonly string[],
  whole: readonly (KeptFile | null)[],
  { fetch }: ModelSource,
  signal: AbortSignal,
): Promise<(number | null)[]> {
  if (addresses.length === 1) return [null];
  return Promise.all(
    addresses.map(
      async (address, index) => whole[index]?.keptBytes ?? (await sizeAt(address, fetch, signal)),
    ),
  );
}

interface PartOptions extends LoadOptions {
  /** What of the whole model is there, where this much is there of the part. */
  readonly ofPart: (
    loadedBytes: number,
    partBytes: number | null,
  ) => { readonly loadedBytes: number; readonly totalBytes: number | null };
}

async function download(
  address: string,
  source: ModelSource,
  { signal, onProgress, ofPart }: PartOptions,
): Promise<KeptFile> {
  let loadedBytes = 0;
  let partBytes: number | null = null;
  const report = (stage: 'downloading' | 'reconnecting') =>
    onProgress({ stage, ...ofPart(loadedBytes, partBytes) });
  const attempt = async (onReached: (bytes: number) => void, inVain: number) => {
    const arriving = await openRest(address, await source.files.kept(address), {
      signal,
      fetch: source.fetch,
      // An old browser may not ask another origin for a rest. On a later visit nothing arrives
      // before that, and the third attempt is the last.
      mayBeginAnew: inVain >= 2,
      onBytes: (count) => {
        loadedBytes += count;
        onReached(loadedBytes);
        report('downloading');
      },
    });
    partBytes = arriving.totalBytes;
    loadedBytes = arriving.startsAt;
    report('downloading');
    return keep(address, arriving, source, signal);
  };
  const retry = source.retry ?? usualRetry;
  const fetchOnce = () =>
    downloadWithRetry(attempt, { signal, retry, onWait: () => report('reconnecting') });
  const file = await fetchOnce();
  if (isAsPublished(file)) return file;
  // Damaged on its way, or another file by now: what comes a second time is what its home has.
  await source.files.remove(address);
  const again = await fetchOnce();
  if (isAsPublished(again) || again.sha256 === file.sha256) return again;
  await source.files.remove(address);
  const detail = `SHA-256 ${file.sha256}, then ${again.sha256}`;
  throw new EngineError({ kind: 'corrupt-file', address, detail });
}

/** True also where no hash is published. */
function isAsPublished({ address, sha256 }: KeptFile): boolean {
  return [null, sha256].includes(publishedSha256(address));
}

async function keep(
  address: string,
  arriving: Omit<ArrivingFile, 'sha256'>,
  { files, readStorage: read, checkStart }: ModelSource,
  signal: AbortSignal,
): Promise<KeptFile> {
  await checkSpace(
    arriving,
    await (read ?? (() => readStorage(offered(() => navigator.storage))))(),
  );
  try {
    const kept = arriving.startsAt === 0 ? null : await files.kept(address);
    // Another tab may have added to it since the rest was asked for.
    const before = kept?.content.slice(0, arriving.startsAt) ?? null;
    return await files.save(address, await checkedGguf(address, arriving, before, checkStart));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) throw error;
    if (isQuotaError(error)) {
      const neededBytes = arriving.totalBytes;
      throw new EngineError({ kind: 'no-disk-space', neededBytes }, { cause: error });
    }
    throw new EngineError({ kind: 'engine-crashed', detail: String(error) }, { cause: error });
  }
}

/** Half a gigabyte in vain is worse than a word at the start. */
async function checkSpace(
  { body, totalBytes, startsAt }: Pick<ArrivingFile, 'body' | 'totalBytes' | 'startsAt'>,
  { freeBytes }: StorageReport,
): Promise<void> {
  if (totalBytes === null || freeBytes === null || totalBytes - startsAt <= freeBytes) return;
  await body.cancel();
  throw new EngineError({ kind: 'no-disk-space', neededBytes: totalBytes - startsAt });
}

function sum(sizes: readonly (number | null)[]): number {
  return sizes.reduce<number>((total, size) => total + (size ?? 0), 0);
}
