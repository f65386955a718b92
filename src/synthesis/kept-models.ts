/** Which models are on this device, whole or in part, whichever engine keeps them. */

import { inTime } from '../platform/refusals.ts';
import { modelKinds, type ModelSpec } from './model-spec.ts';

/** What of a model is on this device. */
export interface Kept {
  readonly keptBytes: number;
  /** Of the whole model; null where that was never told. */
  readonly totalBytes: number | null;
}

export interface KeptModel extends Kept {
  /** As `keptKeyOf` of its kind makes it. */
  readonly key: string;
  readonly name: string;
  /** A file that changes a model, and is none itself. */
  readonly isAdapter?: boolean;
  /** How it is offered again; null where what is kept does not say all of it. */
  readonly spec: ModelSpec | null;
  forget(): Promise<void>;
}

/** For a store that means to answer, on a busy disk; the list of models waits for it. */
const lookLimitMs = 10_000;

/** Never rejects: what cannot be looked at is not there. */
export async function listKeptModels(): Promise<KeptModel[]> {
  const looks = modelKinds.map((kind) => inTime(kind.listKept(), [], lookLimitMs));
  const found = await Promise.allSettled(looks);
  return found.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
}
