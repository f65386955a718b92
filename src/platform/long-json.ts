/**
 * JSON that may be too long to be read at once: a long list or object is cut into its entries, and
 * each of these is read by itself, so that others have a turn in between (`in-turns`).
 */

/** Read within a few milliseconds, in characters. */
const shortLength = 200_000;
/** Our formats have their records at the second level. Cut deeper, nested lists cost the square. */
const mostCutLevels = 3;

/** Gives and throws what `readShort` would for the whole text. `readShort`: `JSON.parse` or like it. */
export function* readJson(
  text: string,
  readShort: (text: string) => unknown = JSON.parse,
  levels = mostCutLevels,
): Generator<void, unknown> {
  const begin = afterSpace(text, 0);
  const isList = text[begin] === '[';
  const isCut = text.length > shortLength && levels > 0 && (isList || text[begin] === '{');
  if (!isCut) return readShort(text);
  const values: unknown[] = [];
  const fields: [string, unknown][] = [];
  const readLong = (entry: string) => readJson(entry, readShort, levels - 1);
  for (const entries of yield* cut(text, begin, isList ? ']' : '}')) {
    yield;
    const isLong = entries.length > shortLength;
    if (isList && isLong) values.push(yield* readLong(entries));
    else if (isList) values.push(...(readShort(`[${entries}]`) as unknown[]));
    else if (isLong) {
      const { name, value } = fieldOf(entries);
      fields.push([JSON.parse(name) as string, yield* readLong(value)]);
    } else fields.push(...Object.entries(readShort(`{${entries}}`) as object));
  }
  return isList ? values : Object.fromEntries(fields);
}

/**
 * The list or object that begins at `begin` as pieces of its text, each of them one long entry, or
 * several short ones with the commas between.
 */
function* cut(text: string, begin: number, closing: ']' | '}'): Generator<void, string[]> {
  const pieces: string[] = [];
  let pieceFrom = begin + 1;
  for (let from = pieceFrom; ;) {
    yield;
    const end = yield* entryEnd(text, from);
    if (from > pieceFrom && end - pieceFrom > shortLength) {
      pieces.push(text.slice(pieceFrom, from - 1));
      pieceFrom = from;
    }
    from = end + 1;
    if (text[end] === ',') continue;
    pieces.push(text.slice(pieceFrom, end));
    // The engine's own complaint, where an entry is missing, a bracket of the other kind stands, or
    // anything follows.
    if (pieces.length > 1 && pieces.some((piece) => !/\S/.test(piece))) JSON.parse('[,');
    JSON.parse(`${closing === ']' ? '[' : '{'}${text.slice(end, from)}`);
    JSON.parse(`0${text.slice(from)}`);
    return pieces;
  }
}

/** Where the comma or bracket stands that ends an entry. */
function* entryEnd(text: string, from: number): Generator<void, number> {
  let depth = 0;
  let pauseAt = from + shortLength;
  for (let at = from; at < text.length; at++) {
    if (at > pauseAt) {
      yield;
      pauseAt = at + shortLength;
    }
    switch (text[at]) {
      case '"':
        at = stringEnd(text, at);
        break;
      case '[':
      case '{':
        depth++;
        break;
      case ']':
      case '}':
        if (depth-- === 0) return at;
        break;
      case ',':
        if (depth === 0) return at;
    }
  }
  throw endOfText();
}

/** "a": [1] */
function fieldOf(entry: string): { readonly name: string; readonly value: string } {
  const begin = afterSpace(entry, 0);
  // Not a name: read as one, it says what is wrong.
  if (entry[begin] !== '"') JSON.parse(`{${entry.slice(begin, begin + 20)}`);
  const nameEnd = stringEnd(entry, begin) + 1;
  const colon = afterSpace(entry, nameEnd);
  if (entry[colon] !== ':') JSON.parse(`{${entry.slice(begin, colon + 1)}`);
  return { name: entry.slice(begin, nameEnd), value: entry.slice(colon + 1) };
}

/** Where the quote stands that ends the string which begins at `begin`. */
function stringEnd(text: string, begin: number): number {
  let end = text.indexOf('"', begin + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) throw endOfText();
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before--;
  return (at - before) % 2 === 1;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

function endOfText(): SyntaxError {
  try {
    JSON.parse('[');
  } catch (error) {
    if (error instanceof SyntaxError) return error;
  }
  return new SyntaxError();
}
