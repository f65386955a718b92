/**
 * The adapter that a model is loaded with: brought like a model's own file, and looked at before
 * llama.cpp sees it. Whether it fits is worked out by `adapter-check`.
 */
import { EngineError, type LoadOptions } from '../engine.ts';
import { faultBeside, faultOfAdapter, type AdapterFault } from './adapter-check.ts';
import { sha256 } from '../../tasks/sha256.ts';
import { fetchModel, type ModelPart, type ModelSource } from './fetch-model.ts';
import { generalType, readGgufHeader, type GgufHeader } from './gguf-header.ts';
import { modelAddress, type Adapter } from './model.ts';

export interface LoadedAdapter extends ModelPart {
  readonly address: string;
  readonly header: GgufHeader;
}

/** Before its base, which may be gigabytes to download. Rejects where the file is no LoRA adapter. */
export async function fetchAdapter(
  { file }: Adapter,
  source: ModelSource,
  options: LoadOptions,
): Promise<LoadedAdapter> {
  const address = modelAddress(file);
  const checkStart = async (start: Blob) => {
    // A whole model may be gigabytes; what does not say so yet is looked at once it is there.
    const isModel = ![null, 'adapter'].includes(await generalType(start));
    refuse(isModel ? { reason: 'whole-model' } : null, address);
  };
  const [part] = await fetchModel(file, { ...source, checkStart }, options);
  const header = part ? await readGgufHeader(part.content) : null;
  if (!part || !header) {
    if (file.kind === 'address') await source.files.remove(address);
    throw new EngineError({ kind: 'corrupt-file', address, detail: 'cut off or damaged' });
  }
  refuse(faultOfAdapter(header), address);
  return {
    ...part,
    sha256: part.sha256 ?? (await sha256(new Uint8Array(await part.content.arrayBuffer()))),
    address,
    header,
  };
}

/** Rejects where the base is none, or none for the adapter. */
export async function checkBase(
  parts: readonly ModelPart[],
  address: string,
  adapter: LoadedAdapter | null,
): Promise<void> {
  const [first, ...others] = parts;
  if (!first) return;
  if ((await generalType(first.content)) === 'adapter') {
    throw new EngineError({ kind: 'adapter-as-model', address });
  }
  if (!adapter) return;
  refuse(others.length > 0 ? { reason: 'split-base' } : null, adapter.address);
  const header = await readGgufHeader(first.content);
  // llama.cpp says what is wrong with a base.
  if (header) refuse(faultBeside(adapter.header, header), adapter.address);
}

function refuse(fault: AdapterFault | null, address: string): void {
  if (fault) throw new EngineError({ kind: 'adapter-unfit', address, ...fault });
}
