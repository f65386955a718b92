/** Interactive sessions: what was typed at Python's or IPython's prompts, without what it answered. */

const prompt = /^\s*(?:>>>|In \[\d+\]:) ?/;
const continuation = /^\s*(?:\.\.\.(?: |$)|\.\.\.:(?: |$))/;

/** Null where the text is none. All else leaves blank lines, so that lines keep their numbers. */
export function typedAtPrompts(text: string): string | null {
  const lines = text.split('\n');
  if (!lines.some((line) => prompt.test(line))) return null;
  return lines
    .map((line) => {
      if (prompt.test(line)) return line.replace(prompt, '');
      return continuation.test(line) ? line.replace(continuation, '') : '';
    })
    .join('\n');
}
