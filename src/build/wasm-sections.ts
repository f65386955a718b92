/** Reads and replaces sections of a WebAssembly module, for changes to the interpreter's binary. */

const magicBytes = 8;

export const section = { exports: 7, code: 10 };

/** What a section holds. */
export function sectionOf(wasm: Uint8Array, id: number): Uint8Array {
  const { contentAt, end } = placeOf(wasm, id);
  return wasm.subarray(contentAt, end);
}

/** The module with other content in one section. */
export function withSection(wasm: Uint8Array, id: number, content: Uint8Array): Uint8Array {
  const { start, end } = placeOf(wasm, id);
  const head = Buffer.concat([Uint8Array.of(id), encoded(content.length)]);
  return Buffer.concat([wasm.subarray(0, start), head, content, wasm.subarray(end)]);
}

function placeOf(wasm: Uint8Array, id: number) {
  const reader = new WasmReader(wasm, magicBytes);
  while (reader.at < wasm.length) {
    const start = reader.at;
    const found = reader.byte();
    const length = reader.number();
    const contentAt = reader.at;
    const end = contentAt + length;
    if (found === id) return { start, contentAt, end };
    reader.at = end;
  }
  throw new Error(`The interpreter has no section ${id}.`);
}

export interface WasmExport {
  readonly name: string;
  readonly kind: number;
  /** Among what is of its kind. */
  readonly index: number;
  readonly bytes: Uint8Array;
}

export function exportsOf(wasm: Uint8Array): WasmExport[] {
  const reader = new WasmReader(sectionOf(wasm, section.exports));
  return Array.from({ length: reader.number() }, () => {
    const start = reader.at;
    const name = reader.text();
    const kind = reader.byte();
    const index = reader.number();
    return { name, kind, index, bytes: reader.bytes.subarray(start, reader.at) };
  });
}

export class WasmReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  /** Seven bits a byte, the lowest first (LEB128). */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const length = this.number();
    return new TextDecoder().decode(this.bytes.subarray(this.at, (this.at += length)));
  }
}

export function encoded(number: number): Uint8Array {
  const bytes: number[] = [];
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.of(...bytes, rest);
}
