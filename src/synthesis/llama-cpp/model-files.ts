/**
 * Where downloaded GGUF files are kept: the origin's private file system, which hands them out as
 * files on disk, so that a model of gigabytes is read in slices and never held in memory whole.
 * Browsers without it keep the file in memory until the page goes.
 */

export interface ModelFiles {
  find(address: string): Promise<Blob | null>;
  /**
   * Keeps the whole stream, or nothing of it. Rejects with the stream's error, or with the
   * browser's own when it cannot write.
   */
  save(address: string, body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob>;
  remove(address: string): Promise<void>;
}

const folderName = 'gguf-models';

export async function openModelFiles(storage = navigator.storage): Promise<ModelFiles> {
  const canWrite =
    typeof FileSystemFileHandle !== 'undefined' &&
    'createWritable' in FileSystemFileHandle.prototype;
  if (!canWrite) return new FilesInMemory();
  try {
    const root = await storage.getDirectory();
    return new FilesOnDisk(await root.getDirectoryHandle(folderName, { create: true }));
  } catch {
    // Private windows of some browsers have the interface and refuse to use it.
    return new FilesInMemory();
  }
}

class FilesOnDisk implements ModelFiles {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async find(address: string): Promise<Blob | null> {
    try {
      const handle = await this.#folder.getFileHandle(await fileName(address));
      const file = await handle.getFile();
      // A handle is made before the first byte is written: an empty file is a download cut short.
      return file.size > 0 ? file : null;
    } catch {
      return null;
    }
  }

  async save(address: string, body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> {
    const name = await fileName(address);
    try {
      const handle = await this.#folder.getFileHandle(name, { create: true });
      // The bytes appear under the name when the writer closes, not before.
      await body.pipeTo(await handle.createWritable());
      return await handle.getFile();
    } catch (error) {
      await this.remove(address);
      throw error;
    }
  }

  async remove(address: string): Promise<void> {
    try {
      await this.#folder.removeEntry(await fileName(address));
    } catch {
      // Not there, or still open, here for a moment or in another tab: an empty file is no harm.
    }
  }
}

class FilesInMemory implements ModelFiles {
  readonly #files = new Map<string, Blob>();

  async find(address: string): Promise<Blob | null> {
    return this.#files.get(address) ?? null;
  }

  async save(address: string, body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Blob> {
    const file = await new Response(body).blob();
    this.#files.set(address, file);
    return file;
  }

  async remove(address: string): Promise<void> {
    this.#files.delete(address);
  }
}

/** Addresses hold characters that file names may not. */
async function fileName(address: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(address));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
