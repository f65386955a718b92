/** Cuts a stream into files; the bytes of one appear when it is full, not before. */

export class PieceWriter {
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

  /** By hand: a pipe would drop what waits to be written when its source breaks. */
  async pour(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const reader = body.getReader();
    try {
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        await this.#write(step.value);
      }
      await this.#close();
    } catch (error) {
      // Drops the piece that is not full.
      await this.#piece?.abort().catch(() => undefined);
      await reader.cancel(error).catch(() => undefined);
      throw error;
    }
  }

  async #write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!this.#isBegun) await this.onFirst();
    this.#isBegun = true;
    for (let rest = chunk; rest.length > 0;) {
      const room = this.#pieceBytes - (this.#writtenBytes % this.#pieceBytes);
      const part = rest.subarray(0, room);
      this.#piece ??= await this.#next();
      await this.#piece.write(part);
      this.#writtenBytes += part.length;
      rest = rest.subarray(part.length);
      if (part.length === room) await this.#close();
    }
  }

  async #close(): Promise<void> {
    await this.#piece?.close();
    this.#piece = null;
  }

  async #next(): Promise<FileSystemWritableFileStream> {
    const name = String(Math.floor(this.#writtenBytes / this.#pieceBytes));
    return (await this.#folder.getFileHandle(name, { create: true })).createWritable();
  }
}

export async function writeText(folder: FileSystemDirectoryHandle, name: string, text: string) {
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writable.write(text);
  await writable.close();
}
