/** Models for the processor whose files are on this device. */

import type { KeptModel } from '../kept-models.ts';
import { ggufAddressKind } from './model-kinds.ts';
import { fileAddress, partAddresses } from './model-address.ts';
import { openModelFiles, type ModelFiles } from './model-files.ts';
import { removeModel } from './kept-files.ts';
import { modelName } from './model.ts';

export async function keptByLlamaCpp(
  opening: Promise<ModelFiles> = openModelFiles(),
): Promise<KeptModel[]> {
  const files = await opening;
  const kept = await files.list();
  const firsts = new Set(kept.map(({ address }) => fileAddress(address)));
  return [...firsts].map((address) => {
    const parts = partAddresses(address);
    const there = kept.filter((file) => fileAddress(file.address) === address);
    const sizes = there.map(({ totalBytes }) => totalBytes);
    const isKnown = there.length === parts.length && !sizes.includes(null);
    const spec = { kind: 'gguf-address', address } as const;
    return {
      ...{ key: ggufAddressKind.keptKeyOf(spec) ?? '', spec },
      keptBytes: there.reduce((sum, { keptBytes }) => sum + keptBytes, 0),
      totalBytes: isKnown ? sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) : null,
      name: modelName({ kind: 'address', address }),
      forget: () => removeModel(address, files),
    };
  });
}
