/**
 * What a GGUF file says of itself before its weights: its metadata, and the shape and place of each
 * tensor. What they mean is for others: whether an adapter fits, `adapter-check`.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

export interface GgufHeader {
  /** Lists, as of tokens, are null. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
}

export interface GgufValue {
  readonly type: GgufValueType;
  readonly value: string | number | bigint | boolean | null;
}

export interface GgufTensor {
  /** Fastest-changing dimension first, as ggml counts them. */
  readonly dimensions: readonly number[];
}

/** In the order of their numbers in a file. */
const valueTypes = [
  ...['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'bool', 'string'],
  ...['array', 'uint64', 'int64', 'float64'],
] as const;

/** In bytes; a text says its own. */
const sizes: Readonly<Partial<Record<GgufValueType, number>>> = {
  ...{ uint8: 1, int8: 1, bool: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4 },
  ...{ uint64: 8, int64: 8, float64: 8 },
};

export type GgufValueType = (typeof valueTypes)[number];

/**
 * Numbers in a block and bytes for it, by the types of tensors as ggml numbers them. Those of later
 * versions count nothing: llama.cpp refuses what it does not know.
 */
const blocks: Readonly<Record<number, readonly [numbers: number, bytes: number]>> = {
  ...{ 0: [1, 4], 1: [1, 2], 2: [32, 18], 3: [32, 20], 6: [32, 22], 7: [32, 24] },
  ...{ 8: [32, 34], 9: [32, 36], 10: [256, 84], 11: [256, 110], 12: [256, 144] },
  ...{ 13: [256, 176], 14: [256, 210], 15: [256, 292], 16: [256, 66], 17: [256, 74] },
  ...{ 18: [256, 98], 19: [256, 50], 20: [32, 18], 21: [256, 110], 22: [256, 82] },
  ...{ 23: [256, 136], 24: [1, 1], 25: [1, 2], 26: [1, 4], 27: [1, 8], 28: [1, 8] },
  ...{ 29: [256, 56], 30: [1, 2], 34: [256, 54], 35: [256, 66], 39: [32, 17] },
};

const mostDimensions = 4;
const firstBytes = 64 * 2 ** 10;
/** More than the vocabulary of any model takes. */
const mostBytes = 256 * 2 ** 20;

/** Null where the file is cut off, in its header or its weights, or is no GGUF. */
export async function readGgufHeader(content: Blob): Promise<GgufHeader | null> {
  for (let length = firstBytes; length <= mostBytes; length *= 8) {
    const header = new Reading(await bytesOf(content, length));
    if (header.read()) return header.endsAt <= content.size ? header : null;
    if (length >= content.size) return null;
  }
  return null;
}

/**
 * What kind of file it is by its own words: "model" or "adapter"; null where it does not say, as
 * older models do. These words stand at its beginning.
 */
export async function generalType(content: Blob): Promise<string | null> {
  const header = new Reading(await bytesOf(content, firstBytes));
  header.read();
  return textIn(header, 'general.type');
}

export function textIn({ metadata }: Pick<GgufHeader, 'metadata'>, key: string): string | null {
  const found = metadata.get(key)?.value;
  return typeof found === 'string' ? found : null;
}

async function bytesOf(content: Blob, length: number): Promise<DataView> {
  return new DataView(await content.slice(0, length).arrayBuffer());
}

/** One attempt on the first bytes of a file: what stands in them is there, also where they end early. */
class Reading implements GgufHeader {
  readonly metadata = new Map<string, GgufValue>();
  readonly tensors = new Map<string, GgufTensor>();
  /** The least that the whole file is long. */
  endsAt = 0;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();
  #at = 0;

  constructor(view: DataView) {
    this.#view = view;
  }

  /** Whether the bytes hold all of it. */
  read(): boolean {
    try {
      this.#readAll();
      return true;
    } catch (error) {
      // As a view says that there are no more bytes.
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #readAll(): void {
    if (this.#text(4) !== 'GGUF') throw new RangeError('no GGUF');
    this.#skip(4);
    const [tensors, values] = [this.#length(), this.#length()];
    for (let left = values; left > 0; left--) {
      const key = this.#string();
      this.metadata.set(key, this.#value());
    }
    let end = 0;
    for (let left = tensors; left > 0; left--) end = Math.max(end, this.#tensor());
    const own = this.metadata.get('general.alignment')?.value;
    const alignment = typeof own === 'number' && own > 0 ? own : 32;
    this.endsAt = Math.ceil(this.#at / alignment) * alignment + end;
  }

  /** Where its weights end, from where those of all tensors begin. */
  #tensor(): number {
    const name = this.#string();
    const rank = this.#uint32();
    if (rank > mostDimensions) throw new RangeError('more dimensions than ggml has');
    const dimensions = Array.from({ length: rank }, () => this.#length());
    const [numbers, bytes] = blocks[this.#uint32()] ?? [1, 0];
    this.tensors.set(name, { dimensions });
    const count = dimensions.reduce((product, each) => product * each, 1);
    return this.#length() + Math.ceil(count / numbers) * bytes;
  }

  #value(): GgufValue {
    const type = this.#type();
    return { type, value: type === 'array' ? this.#skipList() : this.#single(type) };
  }

  #type(): GgufValueType {
    const type = valueTypes[this.#uint32()];
    if (type === undefined) throw new RangeError('a type of later versions');
    return type;
  }

  #skipList(): null {
    const type = this.#type();
    // ggml knows no lists of lists.
    if (type === 'array') throw new RangeError('a list of lists');
    const size = sizes[type];
    // A vocabulary has a hundred thousand texts: where they end is all that is asked.
    for (let left = this.#length(); left > 0; left--) this.#pass(size ?? this.#length());
    return null;
  }

  #single(type: Exclude<GgufValueType, 'array'>): string | number | bigint | boolean {
    const view = this.#view;
    switch (type) {
      case 'uint8':
        return view.getUint8(this.#skip(1));
      case 'int8':
        return view.getInt8(this.#skip(1));
      case 'uint16':
        return view.getUint16(this.#skip(2), true);
      case 'int16':
        return view.getInt16(this.#skip(2), true);
      case 'uint32':
        return this.#uint32();
      case 'int32':
        return view.getInt32(this.#skip(4), true);
      case 'float32':
        return view.getFloat32(this.#skip(4), true);
      case 'bool':
        return view.getUint8(this.#skip(1)) !== 0;
      case 'string':
        return this.#string();
      case 'uint64':
        return view.getBigUint64(this.#skip(8), true);
      case 'int64':
        return view.getBigInt64(this.#skip(8), true);
      case 'float64':
        return view.getFloat64(this.#skip(8), true);
    }
  }

  #uint32(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  #length(): number {
    return Number(this.#view.getBigUint64(this.#skip(8), true));
  }

  #string(): string {
    return this.#text(this.#length());
  }

  #text(length: number): string {
    const at = this.#skip(length);
    // Throws where there are fewer bytes.
    const bytes = new Uint8Array(this.#view.buffer, at, length);
    return this.#decoder.decode(bytes);
  }

  /** Throws where there are fewer bytes. */
  #pass(length: number): void {
    this.#at += length;
    if (this.#at > this.#view.byteLength) throw new RangeError('no more bytes');
  }

  /** Gives where it was. */
  #skip(length: number): number {
    const at = this.#at;
    this.#at += length;
    return at;
  }
}
