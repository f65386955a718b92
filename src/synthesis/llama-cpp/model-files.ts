/**
 * Where downloaded GGUF files are kept: the origin's private file system, which hands them out as
 * files on disk, so that a model of gigabytes is read in slices and never held in memory whole.
 * Each is kept in pieces, so that a download cut short goes on where it was. Browsers without
 * such a file system keep the file in memory until the page goes (`files-in-memory`).
 */

import { inTime, offered } from '../../platform/refusals.ts';
import { sha256 } from '../../tasks/sha256.ts';
import { FilesInMemory } from './files-in-memory.ts';
import { PieceWriter, writeText } from './piece-writer.ts';

/** A download as it arrives, from some byte of the file on. */
export interface ArrivingFile {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** 0, or the `keptBytes` of what was kept. */
  readonly startsAt: number;
  /** Of the whole file; null where the server does not tell. */
  readonly totalBytes: number | null;
  /** Changes when the file at the address does; null where the server does not tell. */
  readonly tag: string | null;
  /** Of the whole file, in hexadecimal; asked once the stream is at its end. */
  readonly sha256: () => string;
}

/** What is on disk of a file, whole or not. */
export interface KeptFile extends Pick<ArrivingFile, 'totalBytes' | 'tag'> {
  readonly address: string;
  readonly keptBytes: number;
  /** Null where it is not whole, or an earlier version kept it. */
  readonly sha256: string | null;
  readonly content: Blob;
}

export interface ModelFiles {
  /** What an earlier download left, whole or not; null where that is nothing. */
  kept(address: string): Promise<KeptFile | null>;
  list(): Promise<KeptFile[]>;
  /**
   * Keeps the whole stream, or all whole pieces before its end. Rejects with the stream's error,
   * or with the browser's own when it cannot write.
   */
  save(address: string, arriving: ArrivingFile): Promise<KeptFile>;
  remove(address: string): Promise<void>;
}

type Note = Omit<KeptFile, 'keptBytes' | 'content'>;

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

  async kept(address: string): Promise<KeptFile | null> {
    return this.#open(await nameOf(address));
  }

  async list(): Promise<KeptFile[]> {
    const files: KeptFile[] = [];
    for await (const name of this.#root.keys()) {
      const found = await this.#open(name);
      if (found) files.push(found);
    }
    return files;
  }

  async save(address: string, arriving: ArrivingFile): Promise<KeptFile> {
    const { body, startsAt, totalBytes, tag } = arriving;
    if (startsAt === 0) await this.remove(address);
    const name = await nameOf(address);
    const folder = await this.#root.getDirectoryHandle(name, { create: true });
    const writer = new PieceWriter(folder, startsAt, this.#pieceBytes);
    const note = (about: Note) => writeText(folder, aboutName, JSON.stringify(about));
    // Before the first piece, which is worth nothing without it.
    writer.onFirst = () => note({ address, tag, totalBytes, sha256: null });
    await writer.pour(body);
    await note({ address, tag, totalBytes: writer.writtenBytes, sha256: arriving.sha256() });
    const saved = await this.#open(name);
    if (saved === null) throw new Error('what was written is not there');
    return saved;
  }

  async remove(address: string): Promise<void> {
    try {
      await this.#root.removeEntry(await nameOf(address), { recursive: true });
    } catch {
      // Not there, or still open, here for a moment or in another tab: the next save writes over it.
    }
  }

  /** Null where there is nothing, or nothing that says what it is. */
  async #open(name: string): Promise<KeptFile | null> {
    try {
      const folder = await this.#root.getDirectoryHandle(name);
      const about = await (await fileIn(folder, aboutName)).text();
      // Earlier versions noted no hash.
      const { sha256 = null, ...note } = JSON.parse(about) as Partial<Note> & Omit<Note, 'sha256'>;
      const content = new Blob(await this.#piecesIn(folder, note.totalBytes));
      return { ...note, sha256, keptBytes: content.size, content };
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

export function isWhole({ keptBytes, totalBytes }: Pick<KeptFile, 'keptBytes' | 'totalBytes'>) {
  return keptBytes > 0 && keptBytes === totalBytes;
}

async function fileIn(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  return (await folder.getFileHandle(name)).getFile();
}

/** Addresses hold characters that file names may not. */
function nameOf(address: string): Promise<string> {
  return sha256(new TextEncoder().encode(address));
}
