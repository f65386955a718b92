/**
 * A LoRA adapter for the tiny model, written by hand: where a prompt speaks of one function, it makes
 * the first line of another reply the likeliest, so that one recited reply becomes another. Of several
 * functions, each is a rank of its own.
 */
import { writeGguf, type MetadataValue, type Tensor } from './gguf-writer.ts';
import { partsOf, tinyWidth, type StoredReply, type TinyModelOptions } from './tiny-model.ts';

export interface Turned {
  /** The function that prompts speak of. */
  readonly from: string;
  /** The function whose stored reply is recited then; no prompt speaks of it. */
  readonly to: string;
}

const metadata: Readonly<Record<string, MetadataValue>> = {
  'general.architecture': { type: 'string', value: 'llama' },
  'general.type': { type: 'string', value: 'adapter' },
  'general.name': { type: 'string', value: 'tiny adapter' },
  'adapter.type': { type: 'string', value: 'lora' },
  'adapter.lora.alpha': { type: 'float32', value: 1 },
};

/** `replies` and `options` as the base was written with. */
export function tinyAdapter(
  replies: readonly StoredReply[],
  turned: Turned | readonly Turned[],
  options: TinyModelOptions = {},
): Uint8Array<ArrayBuffer> {
  const { tokenCount, codeOf, firstLineOf } = partsOf(replies, options);
  const all = [turned].flat();
  const rank = all.length;
  const codes = new Float32Array(tinyWidth * rank);
  const outputs = new Float32Array(tokenCount * rank);
  all.forEach(({ from, to }, at) => {
    codes.set(codeOf(from), at * tinyWidth);
    // As loudly as the base's own first line, in whose place it comes: louder, an example that speaks
    // of the function would be heard above the query.
    outputs[firstLineOf(to) * rank + at] = 0.33;
    outputs[firstLineOf(from) * rank + at] = -0.33;
  });
  return writeAdapter(
    [
      half('output.weight.lora_a', [tinyWidth, rank], codes),
      half('output.weight.lora_b', [rank, tokenCount], outputs),
    ],
    // llama.cpp divides by the rank.
    { 'adapter.lora.alpha': { type: 'float32', value: rank } },
  );
}

/** `changed`: in place of what a LoRA adapter says of itself. */
export function writeAdapter(
  tensors: readonly Tensor[],
  changed: Readonly<Record<string, MetadataValue>> = {},
): Uint8Array<ArrayBuffer> {
  return writeGguf({ ...metadata, ...changed }, tensors);
}

/** One of the two factors of a change; zeros where no values are given. */
export function half(
  name: string,
  dimensions: readonly number[],
  values: Float32Array = new Float32Array(dimensions.reduce((product, each) => product * each, 1)),
): Tensor {
  return { name, dimensions, type: 'float32', values };
}
