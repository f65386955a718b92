/**
 * Where downloaded GGUF files are kept: the origin's private file system, which hands them out as
 * files on disk, so that a model of gigabytes is read in slices and never held in memory whole.
 * Each is kept in pieces, so that a download cut short goes on where it was. Browsers without
 * such a file system keep the file in memory until the page goes.
 */

import { inTime, offered } from '../../platform/refusals.ts';

/** A download as it arrives, from some byte of the file on. */
export interface ArrivingFile {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** 0, or the `keptBytes` of what was kept. */
  readonly startsAt: number;
  /** Of the whole file; null where the server does not tell. */
  readonly totalBytes: number | null;
  /** Changes when the file at the address does; null where the server does not tell. */
  readonly tag: string | null;
}

/** What is on disk of a file, whole or not. */
export interface KeptFile extends Pick<ArrivingFile, 'totalBytes' | 'tag'> {
  readonly address: string;
  readonly keptBytes: number;
}

export interface ModelFiles {
  /** Null where it is not there whole. */
  find(address: string): Promise<Blob | null>;
  /** What an earlier download left; null where that is nothing. */
  kept(address: string): Promise<KeptFile | null>;
  list(): Promise<KeptFile[]>;
  /**
   * Keeps the whole stream, or all whole pieces before its end. Rejects with the stream's error,
   * or with the browser's own when it cannot write.
   */
  save(address: string, arriving: ArrivingFile): Promise<Blob>;
  remove(address: string): Promise<void>;
}

const folderName = 'gguf-models';
const aboutName = 'about.json';

/** What a cut costs at most; a file of gigabytes is then some hundred pieces. */
const usualPieceBytes = 16 * 2 ** 20;

export async function openModelFiles(
  storage: Pick<StorageManager, 'getDirectory'> | undefined = offered(() => navigator.storage),
  pieceBytes = usualPieceBytes,
): Promise<ModelFiles> {
  const canWrite =
    typeof FileSystemFileHandle !== 'undefined' &&
    'createWritable' in FileSystemFileHandle.prototype;
  if (!canWrite) return new FilesInMemory();
  try {
    const folder = await inTime(folderOf(storage), null);
    if (folder) return new FilesOnDisk(folder, pieceBytes);
  } catch {
    // Private windows of some browsers have the interface and refuse to use it.
  }
  return new FilesInMemory();
}

async function folderOf(
  storage: Pick<StorageManager, 'getDirectory'> | undefined,
): Promise<FileSystemDirectoryHandle | null> {
  const root = await storage?.getDirectory();
  return root ? root.getDirectoryHandle(folderName, { create: true }) : null;
}

/** One folder a file, with its pieces by number and a note on what they are pieces of. */
class FilesOnDisk implements ModelFiles {
  readonly #root: FileSystemDirectoryHandle;
  readonly #pieceBytes: number;

  constructor(root: FileSystemDirectoryHandle, pieceBytes: number) {
    this.#root = root;
    this.#pieceBytes = pieceBytes;
  }

  async find(address: string): Promise<Blob | null> {
    const found = await this.#open(await hashOf(address));
    return found && isWhole(found.file) ? new Blob(found.pieces) : null;
  }

  async kept(address: string): Promise<KeptFile | null> {
    return (await this.#open(await hashOf(address)))?.file ?? null;
  }

  async list(): Promise<KeptFile[]> {
    const files: KeptFile[] = [];
    for await (const name of this.#root.keys()) {
      const found = await this.#open(name);
      if (found) files.push(found.file);
    }
    return files;
  }

  async save(address: string, { body, startsAt, totalBytes, tag }: ArrivingFile): Promise<Blob> {
    if (startsAt === 0) await this.remove(address);
    const name = await hashOf(address);
    const folder = await this.#root.getDirectoryHandle(name, { create: true });
    const writer = new PieceWriter(folder, startsAt, this.#pieceBytes);
    const note = (total: number | null) =>
      write(folder, aboutName, JSON.stringify({ address, tag, totalBytes: total }));
    // Before the first piece, which is worth nothing without it.
    writer.onFirst = () => note(totalBytes);
    await pour(body, writer);
    if (totalBytes === null) await note(writer.writtenBytes);
    return new Blob((await this.#open(name))?.pieces ?? []);
  }

  async remove(address: string): Promise<void> {
    try {
      await this.#root.removeEntry(await hashOf(address), { recursive: true });
    } catch {
      // Not there, or still open, here for a moment or in another tab: the next save writes over it.
    }
  }

  /** Null where there is nothing, or nothing that says what it is. */
  async #open(name: string): Promise<{ file: KeptFile; pieces: File[] } | null> {
    try {
      const folder = await this.#root.getDirectoryHandle(name);
      const about = await (await fileIn(folder, aboutName)).text();
      const { address, totalBytes, tag } = JSON.parse(about) as Omit<KeptFile, 'keptBytes'>;
      const pieces = await this.#piecesIn(folder, totalBytes);
      const keptBytes = pieces.reduce((sum, { size }) => sum + size, 0);
      return { file: { address, totalBytes, tag, keptBytes }, pieces };
    } catch {
      return null;
    }
  }

  /** Up to the first that is missing or too short; only the last of a file may be short. */
  async #piecesIn(folder: FileSystemDirectoryHandle, totalBytes: number | null): Promise<File[]> {
    const pieces: File[] = [];
    for (let start = 0; ; start += this.#pieceBytes) {
      const piece = await fileIn(folder, String(pieces.length)).catch(() => null);
      const isLast = totalBytes !== null && start + (piece?.size ?? 0) === totalBytes;
      if (piece === null || (piece.size !== this.#pieceBytes && !isLast)) return pieces;
      pieces.push(piece);
    }
  }
}

/** Cuts a stream into files; the bytes of one appear when it is full, not before. */
class PieceWriter {
  onFirst: () => Promise<void> = async () => {};
  readonly #folder: FileSystemDirectoryHandle;
  readonly #pieceBytes: number;
  #writtenBytes: number;
  #piece: FileSystemWritableFileStream | null = null;
  #isBegun = false;

  constructor(folder: FileSystemDirectoryHandle, startsAt: number, pieceBytes: number) {
    this.#folder = folder;
    this.#writtenBytes = startsAt;
    this.#pieceBytes = pieceBytes;
  }

  get writtenBytes(): number {
    return this.#writtenBytes;
  }

  async write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!this.#isBegun) await this.onFirst();
    this.#isBegun = true;
    for (let rest = chunk; rest.length > 0;) {
      const room = this.#pieceBytes - (this.#writtenBytes % this.#pieceBytes);
      const part = rest.subarray(0, room);
      this.#piece ??= await this.#next();
      await this.#piece.write(part);
      this.#writtenBytes += part.length;
      rest = rest.subarray(part.length);
      if (part.length === room) await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#piece?.close();
    this.#piece = null;
  }

  /** Drops the piece that is not full. */
  async abort(): Promise<void> {
    await this.#piece?.abort().catch(() => undefined);
  }

  async #next(): Promise<FileSystemWritableFileStream> {
    const name = String(Math.floor(this.#writtenBytes / this.#pieceBytes));
    return (await this.#folder.getFileHandle(name, { create: true })).createWritable();
  }
}

/** By hand: a pipe would drop what waits to be written when its source breaks. */
async function pour(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  writer: PieceWriter,
): Promise<void> {
  const reader = body.getReader();
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      await writer.write(step.value);
    }
    await writer.close();
  } catch (error) {
    await writer.abort();
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}

class FilesInMemory implements ModelFiles {
  readonly #files = new Map<string, Blob>();

  async find(address: string): Promise<Blob | null> {
    return this.#files.get(address) ?? null;
  }

  async kept(): Promise<null> {
    return null;
  }

  /** What goes with the page is not kept. */
  async list(): Promise<KeptFile[]> {
    return [];
  }

  async save(address: string, { body }: ArrivingFile): Promise<Blob> {
    const file = await new Response(body).blob();
    this.#files.set(address, file);
    return file;
  }

  async remove(address: string): Promise<void> {
    this.#files.delete(address);
  }
}

export function isWhole({ keptBytes, totalBytes }: KeptFile): boolean {
  return keptBytes > 0 && keptBytes === totalBytes;
}

async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  return (await folder.getFileHandle(name)).getFile();
}

async function write(folder: FileSystemDirectoryHandle, name: string, text: string) {
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writable.write(text);
  await writable.close();
}

/** Addresses hold characters that file names may not. */
async function hashOf(address: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(address));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
