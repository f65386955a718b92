/** Which models of the catalogue this computer is offered for its processor. */

import type { Capabilities } from '../../platform/capabilities.ts';
import { ggufCatalogue, type GgufModel } from '../../synthesis/llama-cpp/gguf-catalogue.ts';

/** The tab needs room for itself, and the model for what it has read. */
const usableShare = 0.6;

export function cpuModels(
  { memoryBytes }: Pick<Capabilities, 'memoryBytes'>,
  canHoldLargeParts = has64BitMemory(),
): GgufModel[] {
  return ggufCatalogue.filter(
    ({ sizeBytes, hasLargePart }) =>
      (canHoldLargeParts || !hasLargePart) &&
      (memoryBytes === null || (sizeBytes ?? 0) <= memoryBytes * usableShare),
  );
}

function has64BitMemory(): boolean {
  try {
    return new WebAssembly.Memory({ address: 'i64', initial: 1n } as never) !== null;
  } catch {
    return false;
  }
}
