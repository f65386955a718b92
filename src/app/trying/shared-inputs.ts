/** A page's own inputs: one for all views that try calls and keep them, made when first needed. */

import { OwnInputs, type OwnInputsParts } from './own-inputs.svelte.ts';

const known = new WeakMap<OwnInputsParts, OwnInputs>();

export function ownInputsOf(parts: OwnInputsParts): OwnInputs {
  const inputs = known.get(parts) ?? new OwnInputs(parts);
  known.set(parts, inputs);
  return inputs;
}
