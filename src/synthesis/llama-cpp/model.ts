/** What the llama.cpp engine can load: one GGUF file, from an address or from the person's disk. */

export type LlamaCppModel =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'file'; readonly file: File };

/** About 491 MB; Apache-2.0. */
export const defaultModel: LlamaCppModel = {
  kind: 'address',
  address:
    'https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
};

/** The file's name without its ending: what people call the model. */
export function modelName(model: LlamaCppModel): string {
  const file = model.kind === 'file' ? model.file.name : lastSegment(model.address);
  return file.replace(/\.gguf$/i, '');
}

/** How messages name the file. */
export function modelAddress(model: LlamaCppModel): string {
  return model.kind === 'file' ? model.file.name : model.address;
}

function lastSegment(address: string): string {
  const path = address.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || address;
}
