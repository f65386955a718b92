/** Whether two loads of one plan's model read the same files, as far as their hashes tell. */

import type { ModelDetails } from '../../synthesis/engine.ts';

/** The address of a file whose content is not what it was; null where none is known to differ. */
export function changedFile(
  before: ModelDetails | undefined,
  now: ModelDetails | undefined,
): string | null {
  const changed = now?.files.find(({ address, sha256, adapterScale }) =>
    before?.files.some(
      (file) =>
        file.address === address &&
        (file.adapterScale === undefined) === (adapterScale === undefined) &&
        (file.sha256 ?? sha256) !== (sha256 ?? file.sha256),
    ),
  );
  return changed?.address ?? null;
}
