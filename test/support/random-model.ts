/**
 * A language model of random weights: a GGUF of the `llama` architecture, of any size, that says
 * nothing sensible. Its replies depend on every digit of what was computed, and computing them takes
 * what a trained model of that shape takes.
 */
import { halfOf, writeGguf, type Tensor } from './gguf-writer.ts';
import { half, writeAdapter } from './tiny-adapter.ts';

export interface ModelShape {
  /** Numbers that stand for a token, a multiple of 64. */
  readonly width: number;
  readonly layers: number;
  /** Tokens besides the characters. */
  readonly words: readonly string[];
}

/** Attention is wholly over heads of 64 numbers, and layers are as wide inside as usual. */
const headWidth = 64;
const blockNumbers = 32;
const blockBytes = 18;

const chatTemplate =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n" +
  '{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';
const tokenKind = { normal: 1, unknown: 2, control: 3, userDefined: 4, byte: 6 } as const;

export function randomModel({ width, layers, words }: ModelShape): Uint8Array<ArrayBuffer> {
  const tokens = vocabulary(words);
  const inner = Math.ceil((width * 8) / 3 / 32) * 32;
  return writeGguf(
    {
      'general.architecture': { type: 'string', value: 'llama' },
      'general.name': { type: 'string', value: 'random model' },
      'llama.context_length': { type: 'uint32', value: 16_384 },
      'llama.embedding_length': { type: 'uint32', value: width },
      'llama.block_count': { type: 'uint32', value: layers },
      'llama.feed_forward_length': { type: 'uint32', value: inner },
      'llama.attention.head_count': { type: 'uint32', value: width / headWidth },
      'llama.attention.head_count_kv': { type: 'uint32', value: width / headWidth },
      'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: 1e-5 },
      'llama.rope.dimension_count': { type: 'uint32', value: headWidth },
      'tokenizer.ggml.model': { type: 'string', value: 'llama' },
      'tokenizer.ggml.tokens': { type: 'strings', value: tokens.map(({ text }) => text) },
      'tokenizer.ggml.scores': { type: 'float32s', value: tokens.map(() => 0) },
      'tokenizer.ggml.token_type': { type: 'int32s', value: tokens.map(({ kind }) => kind) },
      'tokenizer.ggml.unknown_token_id': { type: 'uint32', value: 0 },
      'tokenizer.ggml.bos_token_id': { type: 'uint32', value: 1 },
      'tokenizer.ggml.eos_token_id': { type: 'uint32', value: 2 },
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
      'tokenizer.ggml.add_space_prefix': { type: 'bool', value: false },
      'tokenizer.chat_template': { type: 'string', value: chatTemplate },
    },
    weights(width, inner, layers, tokens.length),
  );
}

/** An adapter for such a model, of random weights too: loud enough that it says something else. */
export function randomAdapter({ width, layers }: ModelShape, rank = 4): Uint8Array<ArrayBuffer> {
  const random = randomNumbers(5);
  const values = (count: number) =>
    Float32Array.from({ length: count }, () => random() / 2 ** 32 - 0.5);
  return writeAdapter(
    Array.from({ length: layers }, (_, at) => `blk.${at}.attn_output.weight`).flatMap((name) => [
      half(`${name}.lora_a`, [width, rank], values(width * rank)),
      half(`${name}.lora_b`, [rank, width], values(rank * width)),
    ]),
  );
}

/** No byte that is not a character by itself: a random choice of those would be no text. */
function vocabulary(words: readonly string[]) {
  const { normal, unknown, control, userDefined, byte } = tokenKind;
  return [
    { text: '<unk>', kind: unknown },
    { text: '<|im_start|>', kind: control },
    { text: '<|im_end|>', kind: control },
    ...Array.from({ length: 128 }, (_, code) => ({
      text: `<0x${code.toString(16).toUpperCase().padStart(2, '0')}>`,
      kind: byte,
    })),
    // "▁" is how this kind of vocabulary spells a space.
    ...['▁', ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))].map(
      (text) => ({
        text,
        kind: normal,
      }),
    ),
    ...words.map((text) => ({ text, kind: userDefined })),
  ];
}

function weights(width: number, inner: number, layers: number, tokens: number): Tensor[] {
  const random = randomNumbers(11);
  const matrix = (name: string, columns: number, rows: number, loudness = 1): Tensor => ({
    ...{ name, dimensions: [columns, rows], type: 'q4_0' },
    blocks: randomBlocks((columns * rows) / blockNumbers, loudness / Math.sqrt(columns), random),
  });
  const norm = (name: string): Tensor => ({
    ...{ name, dimensions: [width], type: 'float32', values: new Float32Array(width).fill(1) },
  });
  const layer = (at: number): Tensor[] => [
    norm(`blk.${at}.attn_norm.weight`),
    // Loud queries look at single tokens: all of a prompt would be much the same for every prompt.
    matrix(`blk.${at}.attn_q.weight`, width, width, 4),
    matrix(`blk.${at}.attn_k.weight`, width, width, 4),
    matrix(`blk.${at}.attn_v.weight`, width, width),
    matrix(`blk.${at}.attn_output.weight`, width, width),
    norm(`blk.${at}.ffn_norm.weight`),
    matrix(`blk.${at}.ffn_gate.weight`, width, inner),
    matrix(`blk.${at}.ffn_up.weight`, width, inner),
    matrix(`blk.${at}.ffn_down.weight`, inner, width),
  ];
  return [
    matrix('token_embd.weight', width, tokens),
    norm('output_norm.weight'),
    matrix('output.weight', width, tokens),
    ...Array.from({ length: layers }, (_, at) => layer(at)).flat(),
  ];
}

/** Four bits are -8 to 7 times the scale: about 4.6 times it on average. */
function randomBlocks(
  count: number,
  deviation: number,
  random: () => number,
): Uint8Array<ArrayBuffer> {
  const blocks = new Uint8Array(count * blockBytes);
  const view = new DataView(blocks.buffer);
  const scale = halfOf(deviation / 4.6);
  for (let at = 0; at < blocks.length; at += blockBytes) {
    view.setUint16(at, scale, true);
    for (let word = 2; word < blockBytes; word += 4) view.setUint32(at + word, random(), true);
  }
  return blocks;
}

/** The same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
