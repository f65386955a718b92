/**
 * An interpreter's memory at one moment, and the way back to it. Three fifths of a fresh
 * interpreter's memory are zero: those are looked through rather than copied, and not kept.
 */

/** Begins and ends with a page. */
export interface MemoryPiece {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const pageBytes = 4096;
/** Zeros between two pieces shorter than this are copied along with them. */
const shortestGapBytes = 16 * pageBytes;

export class MemoryImage {
  readonly #memory: WebAssembly.Memory;
  readonly #firstNonZero: ZeroSkipper;
  #pieces: readonly MemoryPiece[];

  /** Of this moment, or of the one that `pieces` hold; those are then the image's own. */
  constructor(memory: WebAssembly.Memory, pieces?: readonly MemoryPiece[]) {
    this.#memory = memory;
    this.#firstNonZero = zeroSkipper(memory);
    this.#pieces = pieces ?? [];
    if (!pieces) this.retake();
  }

  get pieces(): readonly MemoryPiece[] {
    return this.#pieces;
  }

  /** What the memory has grown by since is cleared: it never shrinks. */
  restore(): void {
    const heap = new Uint8Array(this.#memory.buffer);
    let end = 0;
    for (const { at, bytes } of this.#pieces) {
      this.#clear(heap, end, at);
      heap.set(bytes, at);
      end = at + bytes.length;
    }
    this.#clear(heap, end, heap.length);
  }

  /** Makes it an image of this moment, in the room that it has: fresh memory costs more. */
  retake(): void {
    const heap = new Uint8Array(this.#memory.buffer);
    const pieces: MemoryPiece[] = [];
    let end = 0;
    for (const piece of this.#pieces) {
      pieces.push(...this.#piecesWithin(heap, end, piece.at), piece);
      end = piece.at + piece.bytes.length;
      piece.bytes.set(heap.subarray(piece.at, end));
    }
    pieces.push(...this.#piecesWithin(heap, end, heap.length));
    this.#pieces = pieces;
  }

  /** Writes to no page that is clear already, which would make the browser give it memory. */
  #clear(heap: Uint8Array, start: number, end: number): void {
    for (let at = start; (at = this.#firstNonZero(at, end)) < end;) {
      const next = at - (at % pageBytes) + pageBytes;
      heap.fill(0, at, next);
      at = next;
    }
  }

  #piecesWithin(heap: Uint8Array, from: number, to: number): MemoryPiece[] {
    const pieces: MemoryPiece[] = [];
    let start = -1;
    let end = from;
    for (let at = from; (at = this.#firstNonZero(at, to)) < to; at = end) {
      const page = at - (at % pageBytes);
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
}

/** The address in [at, end) of the first 32 bytes that are not all zero, `end` if all are. */
type ZeroSkipper = (at: number, end: number) => number;

/**
 * In WebAssembly, which is quick from its first round: in JavaScript a cold scan takes longer than
 * all the rest of the image.
 */
function zeroSkipper(memory: WebAssembly.Memory): ZeroSkipper {
  const module = new WebAssembly.Module(zeroSkipperCode);
  const { exports } = new WebAssembly.Instance(module, { m: { m: memory } });
  return exports['z'] as ZeroSkipper;
}

// prettier-ignore
const zeroSkipperCode = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // "\0asm", version 1
  1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, // type 0: (i32, i32) -> i32
  2, 8, 1, 1, 0x6d, 1, 0x6d, 2, 0, 0, // import "m" "m": a memory of any size
  3, 2, 1, 0, // function 0 is of type 0
  7, 5, 1, 1, 0x7a, 0, 0, // export "z": function 0
  0x0a, 53, 1, 51, 0, // its code, without further variables
  0x03, 0x40, // loop
  0x20, 0, 0x20, 1, 0x49, 0x04, 0x40, //   if at < end
  0x20, 0, 0x29, 3, 0, //     the eight bytes at `at`
  0x20, 0, 0x29, 3, 8, 0x84, //     or those after them
  0x20, 0, 0x29, 3, 16, 0x84, //     or those
  0x20, 0, 0x29, 3, 24, 0x84, //     or those
  0x50, 0x04, 0x40, //     if all are zero
  0x20, 0, 0x41, 32, 0x6a, 0x21, 0, //       at += 32
  0x0c, 2, //       continue
  0x0b, 0x0b, 0x0b, // end, end, end
  0x20, 0, 0x0b, // return at
]);
