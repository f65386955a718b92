/** Interactive sessions: what was typed at Python's or IPython's prompts, without what it answered. */

const prompt = /^\s*(?:>>>|In \[\d+\]:) ?/;
const continuation = /^\s*(?:\.\.\.(?: |$)|\.\.\.:(?: |$))/;

/** Null where the text is none. All else leaves blank lines, so that lines keep their numbers. */
export function typedAtPrompts(text: string): string | null {
  const lines = text.split('\n');
  if (!lines.some((line) => prompt.test(line))) return null;
  // Some show no prompt before the lines of a body, which begins behind a colon.
  let isBody = false;
  return lines
    .map((line) => {
      if (prompt.test(line)) {
        const typed = line.replace(prompt, '');
        isBody = /:\s*(?:#.*)?$/.test(typed);
        return /^(?:exit|quit)\(\)\s*$/.test(typed) ? '' : typed;
      }
      if (continuation.test(line)) {
        isBody = false;
        return line.replace(continuation, '');
      }
      isBody &&= /^\s+\S/.test(line);
      return isBody ? line : '';
    })
    .join('\n');
}
