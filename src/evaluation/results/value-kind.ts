/** What type a value is of, going by how Python prints it. */

export type ValueKind =
  | 'none'
  | 'bool'
  | 'int'
  | 'float'
  | 'complex'
  | 'text'
  | 'bytes'
  | 'list'
  | 'tuple'
  | 'set'
  | 'dict'
  | 'other';

/** The beginning and the end are enough: the middle of a long value may be left out. */
export function valueKindOf(printed: string): ValueKind {
  const value = printed.trim();
  if (value === 'None') return 'none';
  if (value === 'True' || value === 'False') return 'bool';
  if (/^-?\d+$/.test(value)) return 'int';
  if (/^-?(\d+\.\d*|\d+(\.\d*)?e[+-]?\d+|inf|nan)$/.test(value)) return 'float';
  // "2j", "(1+2j)", "(-0-infj)".
  if (/^\(?(?:[-+.\de]|inf|nan)+j\)?$/.test(value)) return 'complex';
  if (/^['"]/.test(value)) return 'text';
  if (/^b['"]/.test(value)) return 'bytes';
  if (value.startsWith('[')) return 'list';
  if (value.startsWith('(')) return 'tuple';
  if (/^(set|frozenset)\(/.test(value)) return 'set';
  if (value.startsWith('{')) return isDict(value) ? 'dict' : 'set';
  return 'other';
}

/** Of a set no item is followed by a colon, outside of texts and brackets. */
function isDict(value: string): boolean {
  if (value === '{}') return true;
  const bare = value.slice(1).replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, '');
  let depth = 0;
  for (const sign of bare) {
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign)) depth--;
    else if (depth === 0 && (sign === ':' || sign === ',')) return sign === ':';
  }
  return false;
}
