/**
 * The text of a file as it comes in, unpacked where it is gzip, whatever its name says, and never
 * more of it than the reader has room for.
 */

import { mostLineLength } from './text-limits.ts';
import { unpackedPieces } from './unpacking.ts';

/**
 * Throws where gzip data is damaged, the text is neither UTF-8 nor marked UTF-16, or there is more of it than
 * `mostBytes` (a `TooLargeError`); each rejects the file as a whole.
 */
export async function* textPieces(file: Blob, mostBytes: number): AsyncIterable<string> {
  let decoder: TextDecoder | null = null;
  for await (const bytes of bytePieces(file, mostBytes)) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

/** Windows programs write UTF-16, and say so by a byte order mark. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** A line without its end, of either system; null in place of one that is too long to be read. */
export type Line = string | null;

/** Cuts text into lines, each piece looked at once, however many make up a line. */
export class LineSplitter {
  #parts: string[] = [];
  #length = 0;

  /** The lines that end in this piece. */
  push(piece: string): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      this.#add(piece.slice(from, end));
      lines.push(this.#take());
      from = end + 1;
    }
    this.#add(piece.slice(from));
    return lines;
  }

  /** What stands behind the last line end; "" for nothing. */
  end(): Line {
    return this.#take();
  }

  /** What is too long is counted, and not kept. */
  #add(part: string): void {
    this.#length += part.length;
    if (this.#length > mostLineLength) this.#parts = [];
    else if (part !== '') this.#parts.push(part);
  }

  #take(): Line {
    const line = this.#length > mostLineLength ? null : this.#parts.join('').replace(/\r$/, '');
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}

/** The last line too where nothing ends it. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncIterable<Line> {
  const splitter = new LineSplitter();
  for await (const piece of pieces) yield* splitter.push(piece);
  const rest = splitter.end();
  if (rest !== '') yield rest;
}

/**
 * All of it at once, marks in place of what is not UTF-8. Rejects where gzip data is damaged, or
 * with a `TooLargeError`.
 */
export async function wholeText(file: Blob, mostBytes: number): Promise<string> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const bytes of bytePieces(file, mostBytes)) pieces.push(bytes);
  const whole = new Blob(pieces);
  const encoding = encodingOf(pieces[0] ?? new Uint8Array());
  if (encoding === 'utf-8') return whole.text();
  return new TextDecoder(encoding).decode(await whole.arrayBuffer());
}

async function* bytePieces(file: Blob, mostBytes: number): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = first === 0x1f && second === 0x8b;
  yield* unpackedPieces(file, isGzip ? 'gzip' : null, mostBytes);
}
