/**
 * What this browser can do, as plain data: its GPU, its processor, its disk. Facts only; what a
 * model needs of them is for `synthesis/model-catalogue` to say.
 */

import { answerOrNull, offered } from './refusals.ts';
import { threadChoice, type ThreadChoice } from './thread-choice.ts';

export type GpuReport =
  /** The browser has no WebGPU, or the page is not served securely. */
  | { readonly kind: 'no-api' }
  /** WebGPU is there, but the browser offers no adapter: no GPU, or one it does not trust. */
  | { readonly kind: 'no-adapter' }
  | {
      readonly kind: 'adapter';
      /** The adapter in the browser's words, "" where it keeps them to itself. */
      readonly description: string;
      readonly hasShaderF16: boolean;
      readonly maxBufferBytes: number;
      readonly maxStorageBufferBindingBytes: number;
    };

export interface StorageReport {
  /** What this site may still store; null where the browser does not tell. */
  readonly freeBytes: number | null;
  /** Whether the browser promised not to evict what is stored. */
  readonly isPersisted: boolean;
}

/** The stores that downloads are kept in: the caches, and the private file system. */
interface DownloadStores {
  readonly caches: Pick<CacheStorage, 'has'> | undefined;
  readonly storage: Partial<Pick<StorageManager, 'getDirectory'>> | undefined;
}

export interface Capabilities {
  readonly gpu: GpuReport;
  readonly storage: StorageReport;
  /** Whether what is downloaded is there on the next visit, whichever engine it is for. */
  readonly keepsDownloads: boolean;
  /** Logical processors. */
  readonly cores: number;
  /** Memory rounded down by the browser, at most 8 GiB in Chromium; null elsewhere. */
  readonly memoryBytes: number | null;
  /** Whether the site has SharedArrayBuffer, and with it threads in WebAssembly. */
  readonly isCrossOriginIsolated: boolean;
  /** How many were fastest here, where that was measured. */
  readonly threads: number | null;
}

/** The part of `navigator` that is read here. Chromium alone has `deviceMemory`. */
export interface BrowserFacts {
  readonly gpu?: Pick<GPU, 'requestAdapter'> | undefined;
  readonly storage?: Partial<Pick<StorageManager, 'estimate' | 'persisted'>> | undefined;
  readonly hardwareConcurrency?: number;
  readonly deviceMemory?: number;
}

/** Never rejects: a question the browser refuses is answered as "not there". */
export async function readCapabilities(
  facts: BrowserFacts = navigator,
  isCrossOriginIsolated: boolean = globalThis.crossOriginIsolated,
  stores: DownloadStores = browserStores(),
  threads: Pick<ThreadChoice, 'read'> = threadChoice(facts.hardwareConcurrency),
): Promise<Capabilities> {
  const [gpu, storage, keepsDownloads] = await Promise.all([
    readGpu(offered(() => facts.gpu)),
    readStorage(offered(() => facts.storage)),
    areUsable(stores),
  ]);
  const { deviceMemory } = facts;
  return {
    ...{ gpu, storage, keepsDownloads },
    cores: facts.hardwareConcurrency ?? 1,
    memoryBytes: deviceMemory === undefined ? null : deviceMemory * 2 ** 30,
    isCrossOriginIsolated,
    threads: isCrossOriginIsolated ? threads.read() : null,
  };
}

function browserStores(): DownloadStores {
  return {
    caches: offered(() => globalThis.caches as CacheStorage | undefined),
    storage: offered(() => globalThis.navigator?.storage as StorageManager | undefined),
  };
}

async function areUsable({ caches, storage }: DownloadStores): Promise<boolean> {
  const [cached, folder] = await Promise.all([
    answerOrNull(async () => caches?.has('synthpad')),
    answerOrNull(async () => storage?.getDirectory?.()),
  ]);
  return typeof cached === 'boolean' && Boolean(folder);
}

export async function readGpu(gpu: BrowserFacts['gpu']): Promise<GpuReport> {
  if (gpu === undefined) return { kind: 'no-api' };
  const adapter = await answerOrNull(() =>
    gpu.requestAdapter({ powerPreference: 'high-performance' }),
  );
  if (adapter === null) return { kind: 'no-adapter' };
  return {
    kind: 'adapter',
    description: adapter.info.description || adapter.info.vendor,
    hasShaderF16: adapter.features.has('shader-f16'),
    maxBufferBytes: adapter.limits.maxBufferSize,
    maxStorageBufferBindingBytes: adapter.limits.maxStorageBufferBindingSize,
  };
}

export async function readStorage(storage: BrowserFacts['storage']): Promise<StorageReport> {
  const [estimate, isPersisted] = await Promise.all([
    answerOrNull(async () => storage?.estimate?.()),
    answerOrNull(async () => storage?.persisted?.()),
  ]);
  const { quota, usage } = estimate ?? {};
  return {
    freeBytes: quota === undefined || usage === undefined ? null : Math.max(0, quota - usage),
    isPersisted: isPersisted ?? false,
  };
}

/** Whether the browser promises not to evict what is stored; it may ask the person. */
export async function askToPersist(
  storage: Partial<Pick<StorageManager, 'persist'>> | undefined,
): Promise<boolean> {
  try {
    // Without a limit: a person who is asked may take their time.
    return (await storage?.persist?.()) ?? false;
  } catch {
    return false;
  }
}
