/** What the llama.cpp engine can load: a GGUF file, and perhaps a LoRA adapter beside it. */

/** From an address or from the person's disk. */
export type GgufFile =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'file'; readonly file: File };

export type LlamaCppModel = GgufFile & {
  /** The CPU where left out. */
  readonly processor?: Processor | undefined;
  readonly adapter?: Adapter | undefined;
};

export interface Adapter {
  readonly file: GgufFile;
  /** How strongly it counts: 0 leaves the base as it is, 1 is as it was trained. */
  readonly scale: number;
}

export type Processor = 'gpu';

/** Room for a three-shot prompt and a long program; more would cost memory from the start. */
export const contextTokens = 4096;

/** Prompt tokens between two looks at the stop button: a second or so on a slow processor. */
export const batchTokens = 128;

/** Apache-2.0. */
export const defaultModel = {
  kind: 'address',
  address:
    'https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
} as const satisfies LlamaCppModel;

const defaultModelFileBytes = 491_400_064;

/**
 * The memory is worked out from the model's shape, not measured: besides the weights, the keys and
 * values of a whole context (24 layers, 2 heads of 64 numbers, 2 bytes each), and the scores of a
 * batch over its 151,936 tokens (4 bytes each).
 */
export const defaultModelBytes = {
  file: defaultModelFileBytes,
  memory: defaultModelFileBytes + contextTokens * 24 * 2 * 2 * 64 * 2 + batchTokens * 151_936 * 4,
};

/**
 * The file's name without its ending and part: what people call the model. With its adapter, and a
 * mark where the GPU runs it.
 */
export function modelName({ adapter, processor, ...file }: LlamaCppModel): string {
  const name = adapter ? nameBeside(file, adapter) : fileName(file);
  return processor === undefined ? name : `${name}-${processor}`;
}

function nameBeside(base: GgufFile, { file, scale }: Adapter): string {
  const name = `${fileName(base)} + ${fileName(file)}`;
  return scale === 1 ? name : `${name} × ${scale}`;
}

function fileName(file: GgufFile): string {
  const name = file.kind === 'file' ? file.file.name : lastSegment(file.address);
  return name.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '');
}

/** How messages name the file. */
export function modelAddress(file: GgufFile): string {
  return file.kind === 'file' ? file.file.name : file.address;
}

function lastSegment(address: string): string {
  const path = address.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || address;
}
