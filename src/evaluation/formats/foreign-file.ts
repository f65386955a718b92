/** Files of the field that are not read, told by how they begin, so that a sentence can name them. */

export type ForeignFormat =
  'parquet' | 'zip' | 'inspect' | 'promptfoo' | 'arrow' | 'pickle' | 'yaml' | 'lfs-pointer';

/** How many of the first bytes are looked at. */
export const foreignBytesSeen = 64;

/** A document's mark, or a field of an object or of a list's first one. */
const yamlStart = /^(?:%YAML|---\s|(?:- )?[A-Za-z_]\w*:(?:\s|$))/;

/** By the first bytes; null where they say nothing. */
export function foreignBytes(bytes: Uint8Array): ForeignFormat | null {
  const begins = (text: string) => [...text].every((each, at) => bytes[at] === each.charCodeAt(0));
  if (begins('PAR1')) return 'parquet';
  if (begins('PK\u0003\u0004')) return 'zip';
  if (begins('ARROW1')) return 'arrow';
  if (begins('version https://git-lfs')) return 'lfs-pointer';
  if (yamlStart.test(String.fromCharCode(...bytes))) return 'yaml';
  return bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 9) <= 5 ? 'pickle' : null;
}

/** Of a file that is one object. */
export function foreignObject(value: object): ForeignFormat | null {
  if ('eval' in value && 'plan' in value && 'status' in value) return 'inspect';
  if ('eval' in value && 'samples' in value) return 'inspect';
  return 'results' in value && ('evalId' in value || 'config' in value) ? 'promptfoo' : null;
}
