/**
 * An interpreter's memory at one moment, and the way back to it. Three fifths of a fresh
 * interpreter's memory are zero: those are cleared rather than copied, and not kept.
 */

interface Piece {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const pageBytes = 4096;
/** Zeros between two pieces shorter than this are copied along with them. */
const shortestGapBytes = 16 * pageBytes;

export class MemoryImage {
  readonly #memory: WebAssembly.Memory;
  readonly #pieces: readonly Piece[];

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
    this.#pieces = piecesOf(new Uint8Array(memory.buffer));
  }

  /** What the memory has grown by since is cleared: it never shrinks. */
  restore(): void {
    const heap = new Uint8Array(this.#memory.buffer);
    let end = 0;
    for (const { at, bytes } of this.#pieces) {
      heap.fill(0, end, at);
      heap.set(bytes, at);
      end = at + bytes.length;
    }
    heap.fill(0, end);
  }
}

function piecesOf(heap: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  let start = -1;
  let end = 0;
  for (let page = 0; page < heap.length; page += pageBytes) {
    if (isZero(new Int32Array(heap.buffer, page, pageBytes / 4))) continue;
    if (start >= 0 && page - end >= shortestGapBytes) {
      pieces.push({ at: start, bytes: heap.slice(start, end) });
      start = -1;
    }
    if (start < 0) start = page;
    end = page + pageBytes;
  }
  if (start >= 0) pieces.push({ at: start, bytes: heap.slice(start, end) });
  return pieces;
}

function isZero(words: Int32Array): boolean {
  // A loop: `every` with its callback would take as long as the rest of the boot.
  for (let at = 0; at < words.length; at++) if (words[at] !== 0) return false;
  return true;
}
