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
    this.#pieces = piecesOf(memory);
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

function piecesOf(memory: WebAssembly.Memory): Piece[] {
  const heap = new Uint8Array(memory.buffer);
  const firstNonZero = zeroSkipper(memory);
  const pieces: Piece[] = [];
  let start = -1;
  let end = 0;
  for (let at = 0; (at = firstNonZero(at, heap.length)) < heap.length; at = end) {
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

/** The address in [at, end) of the first eight bytes that are not all zero, `end` if all are. */
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
  0x0a, 35, 1, 33, 0, // its code, without further variables
  0x03, 0x40, // loop
  0x20, 0, 0x20, 1, 0x49, 0x04, 0x40, //   if at < end
  0x20, 0, 0x29, 3, 0, 0x50, 0x04, 0x40, //     if the eight bytes at `at` are zero
  0x20, 0, 0x41, 8, 0x6a, 0x21, 0, //       at += 8
  0x0c, 2, //       continue
  0x0b, 0x0b, 0x0b, // end, end, end
  0x20, 0, 0x0b, // return at
]);
