/** What the llama.cpp engine can load: one GGUF file, from an address or from the person's disk. */

export type LlamaCppModel = (
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'file'; readonly file: File }
) & {
  /** The CPU where left out. */
  readonly processor?: Processor | undefined;
};

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
 * The file's name without its ending and part: what people call the model. With a mark where the
 * GPU runs it.
 */
export function modelName(model: LlamaCppModel): string {
  const file = model.kind === 'file' ? model.file.name : lastSegment(model.address);
  const name = file.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '');
  return model.processor === undefined ? name : `${name}-${model.processor}`;
}

/** How messages name the file. */
export function modelAddress(model: LlamaCppModel): string {
  return model.kind === 'file' ? model.file.name : model.address;
}

function lastSegment(address: string): string {
  const path = address.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || address;
}
