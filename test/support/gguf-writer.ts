/**
 * Writes a GGUF file, version 3: metadata, tensor table, tensor data. Knows nothing of what the
 * tensors mean; that is `tiny-model.ts`.
 * Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

export type MetadataValue =
  | { readonly type: 'uint16'; readonly value: number }
  | { readonly type: 'uint32'; readonly value: number }
  | { readonly type: 'int32'; readonly value: number }
  | { readonly type: 'int32s'; readonly value: readonly number[] }
  | { readonly type: 'float32'; readonly value: number }
  | { readonly type: 'float32s'; readonly value: readonly number[] }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] };

export type Tensor = {
  readonly name: string;
  /** Fastest-changing dimension first, as ggml counts them. */
  readonly dimensions: readonly number[];
} & (
  | { readonly type: 'float32' | 'float16'; readonly values: Float32Array }
  /** Blocks of 32 numbers: their scale as a half float, then four bits for each. */
  | { readonly type: 'q4_0'; readonly blocks: Uint8Array<ArrayBuffer> }
  /** Blocks of 256 numbers, and a type that no ggml has. */
  | { readonly type: 'q4_k' | 'none'; readonly blocks: Uint8Array<ArrayBuffer> }
);

const alignment = 32;
const code = { uint16: 2, uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
const tensorCode = { float32: 0, float16: 1, q4_0: 2, q4_k: 12, none: 99 } as const;

export function writeGguf(
  metadata: Readonly<Record<string, MetadataValue>>,
  tensors: readonly Tensor[],
): Uint8Array<ArrayBuffer> {
  const sink = new ByteSink();
  sink.bytes(new TextEncoder().encode('GGUF'));
  sink.uint32(3);
  sink.uint64(tensors.length);
  sink.uint64(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    sink.string(key);
    writeValue(sink, value);
  }
  const blobs = tensors.map(tensorBytes);
  let offset = 0;
  tensors.forEach((tensor, index) => {
    sink.string(tensor.name);
    sink.uint32(tensor.dimensions.length);
    for (const dimension of tensor.dimensions) sink.uint64(dimension);
    sink.uint32(tensorCode[tensor.type]);
    sink.uint64(offset);
    offset += padded(blobs[index]?.length ?? 0);
  });
  sink.pad();
  for (const blob of blobs) {
    sink.bytes(blob);
    sink.pad();
  }
  return sink.toBytes();
}

/** As llama.cpp splits a file: all metadata in the first part, some tensors in each. */
export function writeSplitGguf(
  metadata: Readonly<Record<string, MetadataValue>>,
  tensors: readonly Tensor[],
  count: number,
): Uint8Array<ArrayBuffer>[] {
  const perPart = Math.ceil(tensors.length / count);
  return Array.from({ length: count }, (_, index) =>
    writeGguf(
      {
        ...(index === 0 ? metadata : {}),
        'split.no': { type: 'uint16', value: index },
        'split.count': { type: 'uint16', value: count },
        'split.tensors.count': { type: 'int32', value: tensors.length },
      },
      tensors.slice(index * perPart, (index + 1) * perPart),
    ),
  );
}

function writeValue(sink: ByteSink, { type, value }: MetadataValue): void {
  switch (type) {
    case 'uint32':
      sink.uint32(code.uint32);
      return sink.uint32(value);
    case 'uint16':
      sink.uint32(code.uint16);
      return sink.uint16(value);
    case 'int32':
      sink.uint32(code.int32);
      return sink.uint32(value);
    case 'float32':
      sink.uint32(code.float32);
      return sink.float32(value);
    case 'bool':
      sink.uint32(code.bool);
      return sink.bytes(Uint8Array.of(value ? 1 : 0));
    case 'string':
      sink.uint32(code.string);
      return sink.string(value);
    case 'int32s':
      return writeArray(sink, code.int32, value, (item) => sink.uint32(item));
    case 'float32s':
      return writeArray(sink, code.float32, value, (item) => sink.float32(item));
    case 'strings':
      return writeArray(sink, code.string, value, (item) => sink.string(item));
  }
}

function writeArray<Item>(
  sink: ByteSink,
  itemCode: number,
  items: readonly Item[],
  write: (item: Item) => void,
): void {
  sink.uint32(code.array);
  sink.uint32(itemCode);
  sink.uint64(items.length);
  items.forEach(write);
}

function tensorBytes(tensor: Tensor): Uint8Array {
  if ('blocks' in tensor) return tensor.blocks;
  const { type, values } = tensor;
  if (type === 'float32')
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const halves = Uint16Array.from(values, halfOf);
  return new Uint8Array(halves.buffer);
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Truncates the mantissa; zero for what is too small for a half float. */
export function halfOf(value: number): number {
  float[0] = value;
  const whole = bits[0] ?? 0;
  const sign = (whole >>> 16) & 0x8000;
  const exponent = ((whole >>> 23) & 0xff) - 127 + 15;
  if (exponent <= 0) return sign;
  if (exponent >= 31) throw new RangeError(`${value} does not fit a half float`);
  return sign | (exponent << 10) | ((whole >>> 13) & 0x3ff);
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

/** A growing little-endian buffer. */
class ByteSink {
  #bytes = new Uint8Array(1 << 20);
  #length = 0;

  #view(size: number): DataView {
    while (this.#length + size > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const view = new DataView(this.#bytes.buffer, this.#length, size);
    this.#length += size;
    return view;
  }

  bytes(bytes: Uint8Array): void {
    const view = this.#view(bytes.length);
    new Uint8Array(view.buffer, view.byteOffset, bytes.length).set(bytes);
  }

  uint16(value: number): void {
    this.#view(2).setUint16(0, value, true);
  }

  uint32(value: number): void {
    this.#view(4).setUint32(0, value, true);
  }

  uint64(value: number): void {
    this.#view(8).setBigUint64(0, BigInt(value), true);
  }

  float32(value: number): void {
    this.#view(4).setFloat32(0, value, true);
  }

  string(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.uint64(bytes.length);
    this.bytes(bytes);
  }

  pad(): void {
    this.#view(padded(this.#length) - this.#length);
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}
