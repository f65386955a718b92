/** Where a text of Python is inside a string: as much of its lexing as fences need. */

/** `'''` and `"""` go on over lines, `'` and `"` end with theirs. */
export type OpenString = "'''" | '"""' | "'" | '"' | null;

const quoteOrComment = /\\.|'''|"""|'|"|#/g;

/** What is open behind a piece of a line, with what was open before it. */
export function openStringAfter(piece: string, before: OpenString): OpenString {
  let open = before;
  for (const [sign] of piece.matchAll(quoteOrComment)) {
    if (sign === open) open = null;
    else if (open !== null) continue;
    else if (sign === '#') return null;
    else if (sign === "'''" || sign === '"""' || sign === "'" || sign === '"') open = sign;
  }
  return open;
}

/** What is open at the beginning of the next line. */
export function openStringAfterLine(line: string, before: OpenString): OpenString {
  const open = openStringAfter(line, before);
  return open === "'''" || open === '"""' ? open : null;
}
