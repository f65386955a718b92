/**
 * The files of a model on this device. Earlier versions kept them under addresses as they were
 * typed, which are other addresses of the same files.
 */
import { fileAddress, partAddress, partAddresses } from './model-address.ts';
import type { KeptFile, ModelFiles } from './model-files.ts';

/** What is there of each part, in the order of their addresses. */
export async function keptAt(
  addresses: readonly string[],
  files: ModelFiles,
): Promise<(KeptFile | null)[]> {
  const kept = await Promise.all(addresses.map((address) => files.kept(address)));
  if (!kept.includes(null)) return kept;
  const all = await files.list();
  return addresses.map(
    (address, index) =>
      kept[index] ?? all.find((file) => partAddress(file.address) === address) ?? null,
  );
}

export async function removeModel(address: string, files: ModelFiles): Promise<void> {
  const all = (await files.list()).map((file) => file.address);
  const asTyped = all.filter((kept) => fileAddress(kept) === fileAddress(address));
  const addresses = new Set([...partAddresses(address), ...asTyped]);
  await Promise.all([...addresses].map((part) => files.remove(part)));
}
