/** Models for the processor whose files are on this device. */

import type { KeptModel } from '../kept-models.ts';
import { ggufAddressKind } from './model-kinds.ts';
import { openModelFiles } from './model-files.ts';
import { modelName } from './model.ts';

export async function keptByLlamaCpp(): Promise<KeptModel[]> {
  const files = await openModelFiles();
  const kept = await files.list();
  return kept.map(({ address, keptBytes, totalBytes }) => {
    const spec = { kind: 'gguf-address', address } as const;
    return {
      ...{ key: ggufAddressKind.keptKeyOf(spec) ?? '', spec, keptBytes, totalBytes },
      name: modelName({ kind: 'address', address }),
      forget: () => files.remove(address),
    };
  });
}
