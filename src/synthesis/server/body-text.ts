/** What an answer holds that is no stream, as far as anybody wants to read it. */

/** Bytes beyond `mostBytes` are not read; what they cut off is for the caller to notice. */
export async function bodyText({ body }: Response, mostBytes: number): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      bytes += step.value.length;
      text += decoder.decode(step.value, { stream: true });
      if (bytes > mostBytes) break;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return text;
}

/** Undefined where the text is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
