/** The text of a file as it comes in, unpacked where it is gzip, whatever its name says. */

/** Throws where gzip data is damaged or the text is not UTF-8; both reject the file as a whole. */
export async function* textPieces(file: Blob): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = (await unpacked(file)).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    yield decoder.decode(value, { stream: true });
  }
  yield decoder.decode();
}

/** Lines without their ends, of either system; the last one too where nothing ends it. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const piece of pieces) {
    const [first = '', ...others] = piece.split('\n');
    const last = others.pop();
    rest += first;
    if (last === undefined) continue;
    for (const line of [rest, ...others]) yield line.replace(/\r$/, '');
    rest = last;
  }
  if (rest !== '') yield rest;
}

/** All of it at once, marks in place of what is not UTF-8. Rejects where gzip data is damaged. */
export async function wholeText(file: Blob): Promise<string> {
  return new Response(await unpacked(file)).text();
}

async function unpacked(file: Blob): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = first === 0x1f && second === 0x8b;
  return isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
}
