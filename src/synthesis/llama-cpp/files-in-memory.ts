/**
 * GGUF files where the browser lets the page keep none: in memory, until the page goes. A download
 * that breaks goes on where it was here too, within the visit.
 */
import type { ArrivingFile, KeptFile, ModelFiles } from './model-files.ts';

/** Chunks are joined into blobs of this size, which a browser may put on its disk. */
const blobBytes = 16 * 2 ** 20;

export class FilesInMemory implements ModelFiles {
  readonly #files = new Map<string, KeptFile>();

  async kept(address: string): Promise<KeptFile | null> {
    return this.#files.get(address) ?? null;
  }

  /** What goes with the page is not kept. */
  async list(): Promise<KeptFile[]> {
    return [];
  }

  async save(address: string, arriving: ArrivingFile): Promise<KeptFile> {
    const { body, startsAt, tag } = arriving;
    const before = this.#files.get(address)?.content ?? new Blob();
    const blobs: Blob[] = startsAt === 0 ? [] : [before.slice(0, startsAt)];
    const put = (totalBytes: number | null, sha256: string | null) => {
      const content = new Blob(blobs);
      const file = { address, tag, totalBytes, sha256, keptBytes: content.size, content };
      this.#files.set(address, file);
      return file;
    };
    try {
      await pour(body, blobs);
    } catch (error) {
      put(arriving.totalBytes, null);
      throw error;
    }
    const totalBytes = blobs.reduce((sum, { size }) => sum + size, 0);
    return put(totalBytes, arriving.sha256());
  }

  async remove(address: string): Promise<void> {
    this.#files.delete(address);
  }
}

/** Also what arrived before the stream broke. */
async function pour(body: ReadableStream<Uint8Array<ArrayBuffer>>, blobs: Blob[]): Promise<void> {
  const reader = body.getReader();
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  const join = () => {
    if (waitingBytes > 0) blobs.push(new Blob(chunks));
    chunks = [];
    waitingBytes = 0;
  };
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      chunks.push(step.value);
      waitingBytes += step.value.length;
      if (waitingBytes >= blobBytes) join();
    }
  } finally {
    join();
  }
}
