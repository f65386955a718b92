/** Text of a file in the making, piece by piece, so that no run has to fit into memory whole. */

/** One row per line. */
export async function* jsonLines(rows: AsyncIterable<unknown>): AsyncIterable<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** All of a text that is known to be small. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
