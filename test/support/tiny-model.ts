/**
 * A language model small enough to be written by hand: a GGUF of the `llama` architecture that
 * recites one stored reply per function name. It runs in real llama.cpp, so tests generate for
 * real without a network, a GPU or somebody's weights.
 *
 * How it recites. The embedding has a first half for "which line was just said" and a second half
 * for "which task is this". A function's name is one token that carries its task code. Queries and
 * keys are zero, so attention is the plain mean over all positions, and values and output pass the
 * task half only: at every position the mean tells the task. Each line of a reply is one token
 * whose output row answers to the line before it; a first line answers to its task.
 */
import { writeGguf, writeSplitGguf, type MetadataValue, type Tensor } from './gguf-writer.ts';
import { cutReplies, type Line } from './tiny-model-lines.ts';

export interface StoredReply {
  /** The reply is recited when the prompt speaks of this function more than of any other. */
  readonly functionName: string;
  /** Two replies for one name are equally likely: greedy takes the first, a seed draws one. */
  readonly reply: string;
}

export interface TinyModelOptions {
  /** Whether the file carries a chat template (ChatML), as instruction-tuned models do. */
  readonly hasChatTemplate?: boolean;
  /** Whether that template is of a model that may think first, and closes the thought where it is not to. */
  readonly mayThink?: boolean;
  /** Whether prompts define the function that is asked for, as code to complete does. */
  readonly isAskedInCode?: boolean;
}

const width = 256;
const half = width / 2;

/** Numbers that stand for a token of the tiny model. */
export const tinyWidth = width;
/** Alone in its dimension: what is left when no task is known, and ballast against the task code. */
const ballast = 0;

const chatTemplate =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n" +
  '{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';

/** As templates of such models end. */
const thinkingTemplate = chatTemplate.replace(
  'assistant\n{% endif %}',
  'assistant\n{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}',
);

const kind = { normal: 1, unknown: 2, control: 3, userDefined: 4, byte: 6 } as const;

interface Token {
  readonly text: string;
  readonly kind: (typeof kind)[keyof typeof kind];
  readonly embedding: Float32Array;
  readonly output: Float32Array;
}

export function tinyModel(
  replies: readonly StoredReply[],
  options: TinyModelOptions = {},
): Uint8Array<ArrayBuffer> {
  return writeGguf(...contentsOf(replies, options));
}

/** The same model as a file in several parts. */
export function splitTinyModel(
  replies: readonly StoredReply[],
  parts: number,
  options: TinyModelOptions = {},
): Uint8Array<ArrayBuffer>[] {
  return writeSplitGguf(...contentsOf(replies, options), parts);
}

/** What an adapter for the model has to know of it. */
export function partsOf(
  replies: readonly StoredReply[],
  { isAskedInCode = false }: TinyModelOptions = {},
) {
  const tokens = vocabulary(replies, isAskedInCode);
  const names = namesOf(replies);
  const lines = cutReplies(replies, names);
  return {
    tokenCount: tokens.length,
    /** What a prompt that speaks of the function leaves in the task half. */
    codeOf: (functionName: string) => taskCode(names.indexOf(functionName) + 1),
    /** The number of the token that begins the reply. */
    firstLineOf(functionName: string): number {
      const first = lines.find(([line]) => line?.functionName === functionName)?.[0];
      return tokens.findIndex(({ text }) => text === first?.text);
    },
  };
}

function namesOf(replies: readonly StoredReply[]): string[] {
  return [...new Set(replies.map(({ functionName }) => functionName))];
}

function contentsOf(
  replies: readonly StoredReply[],
  { hasChatTemplate = false, mayThink = false, isAskedInCode = false }: TinyModelOptions,
): [Readonly<Record<string, MetadataValue>>, readonly Tensor[]] {
  const tokens = vocabulary(replies, isAskedInCode);
  return [
    {
      'general.architecture': { type: 'string', value: 'llama' },
      'general.name': { type: 'string', value: 'tiny reciting model' },
      'llama.context_length': { type: 'uint32', value: 16_384 },
      'llama.embedding_length': { type: 'uint32', value: width },
      'llama.block_count': { type: 'uint32', value: 1 },
      'llama.feed_forward_length': { type: 'uint32', value: 32 },
      'llama.attention.head_count': { type: 'uint32', value: 4 },
      'llama.attention.head_count_kv': { type: 'uint32', value: 4 },
      'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: 1e-5 },
      'llama.rope.dimension_count': { type: 'uint32', value: width / 4 },
      'tokenizer.ggml.model': { type: 'string', value: 'llama' },
      'tokenizer.ggml.tokens': { type: 'strings', value: tokens.map(({ text }) => text) },
      'tokenizer.ggml.scores': { type: 'float32s', value: tokens.map(() => 0) },
      'tokenizer.ggml.token_type': { type: 'int32s', value: tokens.map((token) => token.kind) },
      'tokenizer.ggml.unknown_token_id': { type: 'uint32', value: 0 },
      'tokenizer.ggml.bos_token_id': { type: 'uint32', value: 1 },
      'tokenizer.ggml.eos_token_id': { type: 'uint32', value: 2 },
      'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
      'tokenizer.ggml.add_space_prefix': { type: 'bool', value: false },
      ...(hasChatTemplate
        ? {
            'tokenizer.chat_template': {
              ...{ type: 'string', value: mayThink ? thinkingTemplate : chatTemplate },
            } as const,
          }
        : {}),
    },
    weights(tokens),
  ];
}

/**
 * Special tokens first, at the ids the metadata names. Plain text is bytes and ASCII characters;
 * all of them mean nothing but the ballast, to which the end of the reply answers: a prompt that
 * speaks of no stored function gets an empty reply.
 */
function vocabulary(replies: readonly StoredReply[], isAskedInCode: boolean): Token[] {
  const random = codes(7);
  const endCode = random();
  const plain = vector((at) => (at === ballast ? 0.1 : 0));
  const silent = vector(() => 0);
  const end = vector((at) => (at === ballast ? 3 : 0.33 * (endCode[at] ?? 0)));
  const names = namesOf(replies);
  if (names.length >= half)
    throw new RangeError(`a tiny model knows ${half - 1} functions at most`);
  const task = new Map(names.map((name, index) => [name, taskCode(index + 1)]));

  const characters = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));
  return [
    { text: '<unk>', kind: kind.unknown, embedding: plain, output: silent },
    { text: '<|im_start|>', kind: kind.control, embedding: plain, output: silent },
    { text: '<|im_end|>', kind: kind.control, embedding: plain, output: end },
    ...Array.from({ length: 256 }, (_, byte) => ({
      text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
      kind: kind.byte,
      embedding: plain,
      output: silent,
    })),
    // "▁" is how this kind of vocabulary spells a space.
    ...['▁', ...characters].map((text) => ({
      text,
      kind: kind.normal,
      embedding: plain,
      output: silent,
    })),
    ...names.flatMap((name) => nameTokens(name, task.get(name) ?? silent, silent, isAskedInCode)),
    ...cutReplies(replies, names).flatMap((lines) => lineTokens(lines, task, random, endCode)),
  ];
}

/**
 * The examples of a few-shot prompt come with their programs, the query does not: so "def name"
 * speaks against its task, as loudly as four mentions speak for it. The norm before attention
 * makes all tokens equally long, hence the ballast: it decides how much of that length is code.
 */
function nameTokens(
  name: string,
  code: Float32Array,
  silent: Float32Array,
  isAskedInCode: boolean,
): Token[] {
  const mention = vector((at) => (at === ballast ? 88 : (code[at] ?? 0)));
  if (isAskedInCode) {
    return [name, `def ${name}`].map((text) => ({
      ...{ text, kind: kind.userDefined, embedding: mention, output: silent },
    }));
  }
  const definition = vector((at) => (at === ballast ? 0.1 : -(code[at] ?? 0)));
  return [
    { text: name, kind: kind.userDefined, embedding: mention, output: silent },
    { text: `def ${name}`, kind: kind.userDefined, embedding: definition, output: silent },
  ];
}

function lineTokens(
  lines: readonly Line[],
  task: ReadonlyMap<string, Float32Array>,
  random: () => Float32Array,
  endCode: Float32Array,
): Token[] {
  let before: Float32Array | undefined;
  return lines.map(({ text, functionName, isLast }) => {
    const asked = before ?? task.get(functionName);
    const own = isLast ? endCode : random();
    // Such a line may stand in a prompt, and then swallows the token that speaks against the task.
    const against = text.includes(`def ${functionName}`) ? task.get(functionName) : undefined;
    before = own;
    return {
      text,
      kind: kind.userDefined,
      // Loud against the task half, so that a line leads to the next and not back to the first.
      embedding: vector((at) => 4000 * ((own[at] ?? 0) - (against?.[at] ?? 0))),
      output: vector((at) => 0.33 * (asked?.[at] ?? 0)),
    };
  });
}

/** Row `index` of a Hadamard matrix: task codes are exactly orthogonal, so mentions never mix. */
function taskCode(index: number): Float32Array {
  return vector((at) => (at < half ? 0 : parity(index & (at - half)) === 0 ? 1 : -1));
}

function parity(bits: number): number {
  let ones = 0;
  for (let rest = bits; rest > 0; rest >>= 1) ones += rest & 1;
  return ones % 2;
}

/** Random signs in the line half from a fixed seed, the same in every run. */
function codes(seed: number): () => Float32Array {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 31 === 0 ? 1 : -1;
  };
  return () => vector((at) => (at === ballast || at >= half ? 0 : next()));
}

function vector(entry: (at: number) => number): Float32Array {
  return Float32Array.from({ length: width }, (_, at) => entry(at));
}

function weights(tokens: readonly Token[]): Tensor[] {
  const zero = (rows: number) => new Float32Array(rows * width);
  const matrix = (name: string, values: Float32Array, dimensions = [width, width]): Tensor => ({
    name,
    dimensions,
    type: 'float16',
    values,
  });
  const norm = (name: string): Tensor => ({
    name,
    dimensions: [width],
    type: 'float32',
    values: new Float32Array(width).fill(1),
  });
  return [
    matrix('token_embd.weight', rows(tokens.map(({ embedding }) => embedding)), [
      width,
      tokens.length,
    ]),
    norm('output_norm.weight'),
    matrix('output.weight', rows(tokens.map(({ output }) => output)), [width, tokens.length]),
    norm('blk.0.attn_norm.weight'),
    matrix('blk.0.attn_q.weight', zero(width)),
    matrix('blk.0.attn_k.weight', zero(width)),
    matrix('blk.0.attn_v.weight', taskHalf(1)),
    // A long prompt thins the mean out; the last norm levels that, if it is well above its epsilon.
    matrix('blk.0.attn_output.weight', taskHalf(1000)),
    norm('blk.0.ffn_norm.weight'),
    matrix('blk.0.ffn_gate.weight', zero(32), [width, 32]),
    matrix('blk.0.ffn_up.weight', zero(32), [width, 32]),
    matrix('blk.0.ffn_down.weight', zero(32), [32, width]),
  ];
}

/** The identity on the task half, times `scale`; zero on the line half. */
function taskHalf(scale: number): Float32Array {
  const values = new Float32Array(width * width);
  for (let at = half; at < width; at++) values[at * width + at] = scale;
  return values;
}

function rows(vectors: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(vectors.length * width);
  vectors.forEach((row, index) => values.set(row, index * width));
  return values;
}
