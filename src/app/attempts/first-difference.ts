/** Where two programs part: enough to tell one from the other in a sentence. */

export interface FirstDifference {
  /** Counted from 1. */
  readonly line: number;
  /** Without its indentation, shortened; "" where there is nothing. */
  readonly here: string;
  readonly there: string;
}

const longest = 60;

/** Null of two that are the same but for white space. */
export function firstDifference(here: string, there: string): FirstDifference | null {
  const [mine, theirs] = [here.split('\n'), there.split('\n')];
  for (let at = 0; at < Math.max(mine.length, theirs.length); at++) {
    const [left, right] = [shown(mine[at]), shown(theirs[at])];
    if (left !== right) return { line: at + 1, here: left, there: right };
  }
  return null;
}

function shown(line = ''): string {
  const text = line.trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
