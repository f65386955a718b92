/** Choices of a GGUF with a LoRA adapter, made from the choice of its base, and the other way round. */

import type { ModelSpec } from '../model-spec.ts';
import type { GgufPlace } from './model-kinds.ts';

export type GgufChoice = Extract<
  ModelSpec,
  { kind: 'gguf-address' | 'gguf-file' | 'gguf-adapter' }
>;
export type AdapterChoice = Extract<GgufChoice, { kind: 'gguf-adapter' }>;

/** Whether a LoRA adapter can stand beside the model, or does. */
export function takesAdapter<Choice extends { readonly kind: string }>(
  choice: Choice,
): choice is Extract<Choice, GgufChoice> {
  return ['gguf-address', 'gguf-file', 'gguf-adapter'].includes(choice.kind);
}

/** In place of the one that is there. */
export function withAdapter(choice: GgufChoice, adapter: GgufPlace): AdapterChoice {
  if (choice.kind === 'gguf-adapter') return { ...choice, adapter };
  const { processor } = choice;
  return {
    ...{ kind: 'gguf-adapter', base: placeOf(choice), adapter, scale: 1 },
    ...(processor ? { processor } : {}),
  };
}

/** The adapter stays, on the base's processor: it may be the base that was wrong. */
export function withBase(choice: GgufChoice, base: GgufChoice): GgufChoice {
  if (choice.kind !== 'gguf-adapter' || base.kind === 'gguf-adapter') return base;
  return { ...withAdapter(withoutAdapter(base), choice.adapter), scale: choice.scale };
}

/** Of the base, where an adapter stands beside it. */
function placeOf(choice: GgufChoice): GgufPlace {
  switch (choice.kind) {
    case 'gguf-address':
      return { address: choice.address };
    case 'gguf-file':
      return { fileName: choice.fileName, sizeBytes: choice.sizeBytes };
    case 'gguf-adapter':
      return choice.base;
  }
}

export function withoutAdapter(choice: GgufChoice): GgufChoice {
  if (choice.kind !== 'gguf-adapter') return choice;
  const { base, processor } = choice;
  const shared = processor ? { processor } : {};
  return 'address' in base
    ? { kind: 'gguf-address', ...base, ...shared }
    : { kind: 'gguf-file', ...base, ...shared };
}
