/** Code inside of string literals: in JSON, in a dictionary of Python, or with the quotes left out. */

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const escape = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g;

/** A literal on one line, closed or cut off at the end, where a value can stand. */
const literal = /(?<=^|[\s:,[({])(["'])((?:(?!\1)[^\\\n]|\\.)*)(?:\1|\\?$(?![^]))/g;

/**
 * The texts of several lines that literals hold, in their order; null where there is none. A notebook
 * has one literal for each line.
 */
export function quotedTexts(text: string): string | null {
  const texts: string[] = [];
  let end = -1;
  for (const { 0: whole, 2: inner = '', index } of text.matchAll(literal)) {
    const goesOn =
      end >= 0 && texts.at(-1)?.endsWith('\n') && /^\s*,\s*$/.test(text.slice(end, index));
    end = index + whole.length;
    const value = unescaped(inner);
    if (goesOn) texts.push((texts.pop() ?? '') + value);
    else if (value.includes('\n')) texts.push(value);
  }
  return texts.length === 0 ? null : texts.join('\n\n');
}

/** Of a literal whose beginning is missing. */
export function withoutEscapes(text: string): string | null {
  return /\\n/.test(text) ? unescaped(text) : null;
}

function unescaped(inner: string): string {
  return inner.replace(escape, (_, long?: string, short?: string, letter = '') => {
    const code = long ?? short;
    return code === undefined
      ? (letters[letter] ?? letter)
      : String.fromCharCode(parseInt(code, 16));
  });
}
