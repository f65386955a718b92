/**
 * Whether a LoRA adapter fits a base, from what both files say of themselves. llama.cpp asks the same
 * and gives no reason; what it would leave out without a word is refused here too.
 */
import type { EngineFailure } from '../engine-failure.ts';
import { type GgufHeader, type GgufTensor, textIn } from './gguf-header.ts';

/**
 * What does not fit. `found` is of the adapter, `needed` of the base.
 * - `whole-model`: the file is a model, and no adapter.
 * - `other-kind`: an adapter of another kind than LoRA, or a LoRA that begins at some words only.
 * - `no-tensors`: nothing in it changes a base.
 * - `other-tensor`: it holds weights that are no LoRA's, which llama.cpp leaves out.
 * - `half-pair`: one of the two halves of a change is missing.
 * - `unknown-tensor`: it changes weights that the base has not.
 * - `other-shape`: its halves do not make up the shape of the base's weights.
 * - `split-base`: llama.cpp in the browser takes adapters beside a base in one file only.
 */
export type AdapterFault = Omit<
  Extract<EngineFailure, { kind: 'adapter-unfit' }>,
  'kind' | 'address'
>;

/** What can be said without the base; null where nothing is wrong. */
export function faultOfAdapter(adapter: GgufHeader): AdapterFault | null {
  if (textIn(adapter, 'general.type') !== 'adapter') return { reason: 'whole-model' };
  const kind = textIn(adapter, 'adapter.type');
  if (kind !== 'lora') return { reason: 'other-kind', found: kind ?? '' };
  const isActivated = adapter.metadata.has('adapter.alora.invocation_tokens');
  if (isActivated) return { reason: 'other-kind', found: 'alora' };
  const names = [...adapter.tensors.keys()];
  if (names.length === 0) return { reason: 'no-tensors' };
  const other = names.find((name) => !/\.lora_[ab]$/.test(name));
  if (other !== undefined) return { reason: 'other-tensor', tensor: other };
  const alone = changedBy(adapter).find((name) => !pairOf(adapter, name));
  return alone === undefined ? null : { reason: 'half-pair', tensor: alone };
}

/** Null where the adapter, in which nothing else is wrong, fits. */
export function faultBeside(adapter: GgufHeader, base: GgufHeader): AdapterFault | null {
  const [found, needed] = [adapter, base].map((each) => textIn(each, 'general.architecture') ?? '');
  if (found !== needed) return { reason: 'other-architecture', found, needed };
  for (const tensor of changedBy(adapter)) {
    const changed = base.tensors.get(tensor);
    if (!changed) return { reason: 'unknown-tensor', tensor };
    const pair = pairOf(adapter, tensor);
    if (pair && !makesUp(pair, changed, tensor)) {
      const shapes = { found: `${shapeOf(pair.a)}, ${shapeOf(pair.b)}`, needed: shapeOf(changed) };
      return { reason: 'other-shape', tensor, ...shapes };
    }
  }
  return null;
}

/** The tensors of a base, each once. */
function changedBy({ tensors }: GgufHeader): string[] {
  return [...new Set([...tensors.keys()].map((name) => name.replace(/\.lora_[ab]$/, '')))];
}

interface Pair {
  readonly a: GgufTensor;
  readonly b: GgufTensor;
}

function pairOf({ tensors }: GgufHeader, name: string): Pair | null {
  const [a, b] = [tensors.get(`${name}.lora_a`), tensors.get(`${name}.lora_b`)];
  return a && b ? { a, b } : null;
}

/** Of the table of tokens, whose rows are looked up and not multiplied, both halves lie the other way. */
function makesUp({ a, b }: Pair, changed: GgufTensor, name: string): boolean {
  const [columns, rows, experts] = sizesOf(changed);
  const [a0, a1, a2] = sizesOf(a);
  const [b0, b1, b2] = sizesOf(b);
  if (a2 !== experts || b2 !== experts) return false;
  return name === 'token_embd.weight'
    ? columns === b1 && rows === a1 && a0 === b0
    : columns === a0 && rows === b1 && a1 === b0;
}

function sizesOf({ dimensions: [first = 1, second = 1, third = 1] }: GgufTensor) {
  return [first, second, third] as const;
}

function shapeOf({ dimensions }: GgufTensor): string {
  return dimensions.join(' × ');
}
