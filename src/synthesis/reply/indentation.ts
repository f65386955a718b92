/** White space at the beginning of lines. */

/** Removes what all lines begin with; blank lines have no say. */
export function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0]);
  const common = indents.reduce((left = '', right = '') => commonStart(left, right), indents[0]);
  if (common === undefined || common === '') return text;
  return lines
    .map((line) => (line.startsWith(common) ? line.slice(common.length) : line.trim()))
    .join('\n');
}

function commonStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return left.slice(0, length);
}
