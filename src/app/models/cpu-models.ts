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

/** A module with such a memory and nothing else. */
function has64BitMemory(): boolean {
  const bytes = [...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], ...[5, 3, 1, 4, 1]];
  return WebAssembly.validate(new Uint8Array(bytes));
}
