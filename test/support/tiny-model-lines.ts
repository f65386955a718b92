/**
 * Cuts stored replies into the pieces that become tokens of the tiny model. A vocabulary holds
 * each text once, so a piece is a line, or several where another reply has the same line
 * already.
 */
export interface Line {
  readonly text: string;
  readonly functionName: string;
  readonly isLast: boolean;
}

export function cutReplies(
  replies: readonly { readonly functionName: string; readonly reply: string }[],
  reserved: readonly string[],
): Line[][] {
  const taken = new Set(reserved.flatMap((name) => [name, `def ${name}`]));
  return replies.map(({ functionName, reply }) => {
    const pieces = cut(reply, taken);
    return pieces.map((text, index) => ({
      text,
      functionName,
      isLast: index === pieces.length - 1,
    }));
  });
}

/** Line by line, marks of a thought by themselves; a line that is taken is said with the next one, the last with the one before. */
function cut(reply: string, taken: Set<string>): string[] {
  const pieces: string[] = [];
  // A single character is never a piece: plain text needs its characters.
  const isFree = (text: string) => text.length > 1 && !taken.has(text);
  let held = '';
  for (const line of reply.match(/<\/?think>|.*\n|.+$/g) ?? []) {
    held += line;
    if (!isFree(held)) continue;
    taken.add(held);
    pieces.push(held);
    held = '';
  }
  while (held !== '') {
    const previous = pieces.pop();
    if (previous === undefined) throw new Error(`said by another reply: ${JSON.stringify(held)}`);
    taken.delete(previous);
    held = previous + held;
    if (!isFree(held)) continue;
    taken.add(held);
    pieces.push(held);
    held = '';
  }
  return pieces;
}
