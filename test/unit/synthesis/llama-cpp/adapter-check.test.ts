/** Which LoRA adapters fit which bases, by the headers of real files. */
import { describe, expect, test } from 'vitest';
import { faultBeside, faultOfAdapter } from '../../../../src/synthesis/llama-cpp/adapter-check.ts';
import { generalType, readGgufHeader } from '../../../../src/synthesis/llama-cpp/gguf-header.ts';
import { half, tinyAdapter, writeAdapter } from '../../../support/tiny-adapter.ts';
import { tinyModel } from '../../../support/tiny-model.ts';

const replies = [
  { functionName: 'halve', reply: 'def halve(n):\n    return n\n' },
  { functionName: 'halve, tuned', reply: 'def halve(n):\n    return n // 2\n' },
];
const base = tinyModel(replies, { hasChatTemplate: true });
const fitting = tinyAdapter(replies, { from: 'halve', to: 'halve, tuned' });

const text = (value: string) => ({ type: 'string', value }) as const;
const named = 'blk.0.attn_q.weight';
/** Of a matrix of 256 by 256 numbers. */
const pair = [half(`${named}.lora_a`, [256, 2]), half(`${named}.lora_b`, [2, 256])] as const;

async function headerOf(bytes: Uint8Array<ArrayBuffer>) {
  const header = await readGgufHeader(new Blob([bytes]));
  if (!header) throw new Error('damaged');
  return header;
}

async function faultOf(bytes: Uint8Array<ArrayBuffer>) {
  const adapter = await headerOf(bytes);
  return faultOfAdapter(adapter) ?? faultBeside(adapter, await headerOf(base));
}

test('a header tells what a file is, and the shapes of its tensors', async () => {
  const header = await headerOf(base);
  const { tensors } = header;
  expect(header.metadata.get('llama.context_length')).toEqual({ type: 'uint32', value: 16_384 });
  expect(header.metadata.get('tokenizer.ggml.tokens')).toEqual({ type: 'array', value: null });
  expect(tensors.get(named)).toEqual({ dimensions: [256, 256] });
  expect(await generalType(new Blob([base]))).toBeNull();
  expect(await generalType(new Blob([fitting]))).toBe('adapter');
});

test('an adapter that fits is told from its base alone', async () => {
  expect(await faultOf(fitting)).toBeNull();
  expect(await faultOf(writeAdapter(pair))).toBeNull();
});

test('rows of the table of tokens are looked up, so both halves lie the other way', async () => {
  const tokens = (await headerOf(base)).tensors.get('token_embd.weight')?.dimensions[1] ?? 0;
  const table = 'token_embd.weight';
  const turned = [half(`${table}.lora_a`, [2, tokens]), half(`${table}.lora_b`, [2, 256])];
  expect(await faultOf(writeAdapter(turned))).toBeNull();
  const usual = [half(`${table}.lora_a`, [256, 2]), half(`${table}.lora_b`, [2, tokens])];
  expect(await faultOf(writeAdapter(usual))).toMatchObject({ reason: 'other-shape' });
});

const [halfA, halfB] = pair;
describe('what does not fit is said', () => {
  test.each([
    ['a whole model', base, { reason: 'whole-model' }],
    [
      'a control vector',
      writeAdapter(pair, { 'adapter.type': text('vector') }),
      { reason: 'other-kind', found: 'vector' },
    ],
    [
      'a LoRA that begins at some words',
      writeAdapter(pair, { 'adapter.alora.invocation_tokens': { type: 'int32s', value: [1] } }),
      { reason: 'other-kind', found: 'alora' },
    ],
    ['nothing in it', writeAdapter([]), { reason: 'no-tensors' }],
    [
      'weights that llama.cpp leaves out',
      writeAdapter([...pair, half('blk.0.attn_norm.weight', [256])]),
      { reason: 'other-tensor', tensor: 'blk.0.attn_norm.weight' },
    ],
    ['one half', writeAdapter([halfA]), { reason: 'half-pair', tensor: named }],
    [
      'another architecture',
      writeAdapter(pair, { 'general.architecture': text('qwen2') }),
      { reason: 'other-architecture', found: 'qwen2', needed: 'llama' },
    ],
    [
      'a layer more',
      writeAdapter([
        half('blk.1.attn_q.weight.lora_a', [256, 2]),
        half('blk.1.attn_q.weight.lora_b', [2, 256]),
      ]),
      { reason: 'unknown-tensor', tensor: 'blk.1.attn_q.weight' },
    ],
    [
      'wider layers',
      writeAdapter([half(`${named}.lora_a`, [512, 2]), half(`${named}.lora_b`, [2, 512])]),
      {
        ...{ reason: 'other-shape', tensor: named },
        ...{ found: '512 × 2, 2 × 512', needed: '256 × 256' },
      },
    ],
    [
      'a half that was not turned',
      writeAdapter([half(`${named}.lora_a`, [256, 2]), half(`${named}.lora_b`, [256, 2])]),
      expect.objectContaining({ reason: 'other-shape' }),
    ],
    [
      'two ranks',
      writeAdapter([half(`${named}.lora_a`, [256, 3]), halfB]),
      expect.objectContaining({ reason: 'other-shape' }),
    ],
  ])('%s', async (_, bytes, fault) => {
    expect(await faultOf(bytes)).toEqual(fault);
  });
});

test('a file that was cut off, or is none, has no header', async () => {
  const cuts = [3, 20, 200, 300, fitting.length - 33];
  const read = cuts.map((length) => readGgufHeader(new Blob([fitting.slice(0, length)])));
  expect(await Promise.all(read)).toEqual(cuts.map(() => null));
  expect(await readGgufHeader(new Blob(['<!doctype html>']))).toBeNull();
  // Of weights in K-quants too, whose blocks are of 256 numbers.
  const blocks = new Uint8Array(2 * 144);
  const quantised = writeAdapter([{ name: named, dimensions: [256, 2], type: 'q4_k', blocks }]);
  expect(await readGgufHeader(new Blob([quantised]))).not.toBeNull();
  expect(await readGgufHeader(new Blob([quantised.slice(0, -1)]))).toBeNull();
  // Lengths that no file has end the reading, not the page.
  const endless = fitting.slice();
  endless.fill(255, 24, 32);
  expect(await readGgufHeader(new Blob([endless]))).toBeNull();
});
