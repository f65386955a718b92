/**
 * Which lines of a reply are its program, so that they can be lit up: guessed while it grows, known
 * once the program was taken from it.
 */

export interface ReplyLine {
  readonly text: string;
  readonly isTaken: boolean;
}

/** A page that draws more lines one by one stands still: no model writes as many, a link may. */
export const mostLines = 5000;

export function hasManyLines(text: string): boolean {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count <= mostLines; count++) {
    at = text.indexOf('\n', at + 1);
  }
  return count > mostLines;
}

const fence = /^\s*(?:```|~~~)/;
const marker = /^\s*\[(?:BEGIN|DONE)\]\s*$/;
/** Where a reply without fences begins to be code. */
const codeBegins = /^(?:def |class |from \w|import \w|@\w|async def )/;

/** While it grows: what stands in a fence or between markers, else what looks like Python. */
export function growingLines(reply: string): ReplyLine[] {
  let isMarked = false;
  let isCode = false;
  return reply.split('\n').map((text) => {
    if (fence.test(text) || marker.test(text)) {
      isMarked = !isMarked;
      isCode = false;
      return { text, isTaken: false };
    }
    isCode = codeBegins.test(text) || (isCode && /^(?:\s|#|$)/.test(text));
    return { text, isTaken: (isMarked || isCode) && text.trim() !== '' };
  });
}

/**
 * The lines of the reply in order. Where the program stands in it as one piece, that is taken, empty
 * lines and all; else its lines one by one. Lines that something was done to (unescaped, undented)
 * are found by what they say. Null where the reply has too many lines to draw one by one; of a
 * program with too many, no line is looked for.
 */
export function takenLines(reply: string, program: string | null): readonly ReplyLine[] | null {
  if (hasManyLines(reply)) return null;
  const lines = reply.split('\n');
  const wanted = program === null || hasManyLines(program) ? [] : filledOf(program.split('\n'));
  const taken = takenAmong(
    filledOf(lines),
    wanted.map(({ words }) => words),
  );
  return lines.map((text, index) => ({ text, isTaken: taken(index) }));
}

interface FilledLine {
  readonly words: string;
  readonly index: number;
}

function filledOf(lines: readonly string[]): FilledLine[] {
  return lines.map((line, index) => ({ words: wordsOf(line), index })).filter(({ words }) => words);
}

function takenAmong(
  lines: readonly FilledLine[],
  wanted: readonly string[],
): (index: number) => boolean {
  const begin = blockAt(
    lines.map(({ words }) => words),
    wanted,
  );
  if (begin !== null) {
    const [first, last] = [lines[begin], lines[begin + wanted.length - 1]];
    return (index) =>
      first !== undefined && last !== undefined && index >= first.index && index <= last.index;
  }
  const places = placesOf(wanted);
  const taken = new Set<number>();
  let next = 0;
  for (const { words, index } of lines) {
    const left = places.get(words);
    while (left && left.length > 0 && (left.at(-1) ?? 0) < next) left.pop();
    const found = left?.pop();
    if (found === undefined) continue;
    taken.add(index);
    next = found + 1;
  }
  return (index) => taken.has(index);
}

/** Where each line of a program stands in it, the first place last: it is the next to be taken. */
function placesOf(wanted: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = wanted.length - 1; at >= 0; at--) {
    const words = wanted[at] ?? '';
    const known = places.get(words);
    if (known) known.push(at);
    else places.set(words, [at]);
  }
  return places;
}

/**
 * Where the program stands in the reply as one piece, the last time: a model corrects itself. Each
 * line is looked at a few times at most, however alike they are (the search of Knuth, Morris and
 * Pratt).
 */
function blockAt(lines: readonly string[], wanted: readonly string[]): number | null {
  if (wanted.length === 0) return null;
  const shorter = shorterMatches(wanted);
  let begin: number | null = null;
  let matched = 0;
  for (const [at, words] of lines.entries()) {
    while (matched > 0 && wanted[matched] !== words) matched = shorter[matched - 1] ?? 0;
    if (wanted[matched] === words) matched++;
    if (matched < wanted.length) continue;
    begin = at - matched + 1;
    matched = shorter[matched - 1] ?? 0;
  }
  return begin;
}

/** Of so many first lines, how many at their end are first lines again. */
function shorterMatches(wanted: readonly string[]): readonly number[] {
  const shorter: number[] = [0];
  let matched = 0;
  for (let at = 1; at < wanted.length; at++) {
    while (matched > 0 && wanted[matched] !== wanted[at]) matched = shorter[matched - 1] ?? 0;
    if (wanted[matched] === wanted[at]) matched++;
    shorter.push(matched);
  }
  return shorter;
}

function wordsOf(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}
