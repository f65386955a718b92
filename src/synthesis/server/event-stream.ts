/**
 * The data of server-sent events, one event at a time, from a stream of bytes. What the data means
 * is for the caller to say. Many servers leave out the blank line behind their last event: what stands
 * there at the end counts as one.
 */
export async function* eventData(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<string, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unread = '';
  let data: string[] = [];
  try {
    // Reads by hand: not every browser can iterate a stream yet.
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      onBytes(step.value.length);
      unread += decoder.decode(step.value, { stream: true });
      const lines = unread.split(/\r\n|\n|\r(?!$)/);
      unread = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('data:')) data.push(line.slice('data:'.length).replace(/^ /, ''));
        if (line !== '' || data.length === 0) continue;
        yield data.join('\n');
        data = [];
      }
    }
    const rest = unread.replace(/\r$/, '');
    if (rest.startsWith('data:')) data.push(rest.slice('data:'.length).replace(/^ /, ''));
    if (data.length > 0) yield data.join('\n');
  } finally {
    // A caller that stops listening stops the server.
    await reader.cancel().catch(() => undefined);
  }
}
