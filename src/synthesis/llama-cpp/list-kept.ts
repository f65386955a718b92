/** Models for the processor, and adapters for them, whose files are on this device. */

import type { KeptModel } from '../kept-models.ts';
import { generalType } from './gguf-header.ts';
import { keptKey } from './model-kinds.ts';
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
  const listed = [...firsts].map(async (address): Promise<KeptModel> => {
    const parts = partAddresses(address);
    const there = kept.filter((file) => fileAddress(file.address) === address);
    const sizes = there.map(({ totalBytes }) => totalBytes);
    const isKnown = there.length === parts.length && !sizes.includes(null);
    const [first] = there;
    // One that cannot be read is listed all the same, to be deleted, and hides no other.
    const type = first && (await generalType(first.content).catch(() => null));
    const isAdapter = type === 'adapter';
    return {
      ...{ key: keptKey(address), isAdapter },
      // Which base an adapter stood beside, its file does not say.
      spec: isAdapter ? null : { kind: 'gguf-address', address },
      keptBytes: there.reduce((sum, { keptBytes }) => sum + keptBytes, 0),
      totalBytes: isKnown ? sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) : null,
      name: modelName({ kind: 'address', address }),
      forget: () => removeModel(address, files),
    };
  });
  return Promise.all(listed);
}
