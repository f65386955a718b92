/**
 * What has to be taken out of one text and put in to get another: the shortest such change, by
 * Myers' greedy algorithm (An O(ND) Difference Algorithm and Its Variations, 1986).
 */

/** Neighbouring pieces differ in kind; `removed` comes before `added`. */
export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Beyond this many changed parts two texts are told apart as a whole. */
const maxChanges = 400;

export function diffCharacters(before: string, after: string): DiffPiece[] {
  return diffParts([...before], [...after]);
}

/** Words and the spaces between them are parts of their own. */
export function diffWords(before: string, after: string): DiffPiece[] {
  return diffParts(before.match(words) ?? [], after.match(words) ?? []);
}

/** Lines keep their line ends. */
export function diffLines(before: string, after: string): DiffPiece[] {
  return diffParts(before.match(lines) ?? [], after.match(lines) ?? []);
}

const words = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
const lines = /[^\n]*\n|[^\n]+$/g;

function diffParts(before: readonly string[], after: readonly string[]): DiffPiece[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = shortestChange(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  );
  return joined([
    ...before.slice(0, head).map(same),
    ...middle,
    ...before.slice(before.length - tail).map(same),
  ]);
}

function same(text: string): DiffPiece {
  return { kind: 'same', text };
}

/** `furthest[k]` is how far into `before` diagonal k was reached; its history leads back. */
function shortestChange(before: readonly string[], after: readonly string[]): DiffPiece[] {
  const limit = Math.min(before.length + after.length, maxChanges);
  const history: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let changes = 0; changes <= limit; changes++) {
    history.push(furthest);
    const next = new Map(furthest);
    for (let k = -changes; k <= changes; k += 2) {
      let x = startOn(furthest, k, changes);
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x++;
      next.set(k, x);
      if (x >= before.length && x - k >= after.length) return wayBack(history, before, after);
    }
    furthest = next;
  }
  return [
    { kind: 'removed', text: before.join('') },
    { kind: 'added', text: after.join('') },
  ];
}

/** Where diagonal k begins with this change: one step down (added) or right (removed). */
function startOn(furthest: ReadonlyMap<number, number>, k: number, changes: number): number {
  return isAdded(furthest, k, changes) ? reach(furthest, k + 1) : reach(furthest, k - 1) + 1;
}

function isAdded(furthest: ReadonlyMap<number, number>, k: number, changes: number): boolean {
  return k === -changes || (k !== changes && reach(furthest, k - 1) < reach(furthest, k + 1));
}

function reach(furthest: ReadonlyMap<number, number>, k: number): number {
  return furthest.get(k) ?? 0;
}

function wayBack(
  history: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): DiffPiece[] {
  const pieces: DiffPiece[] = [];
  let x = before.length;
  let y = after.length;
  for (let changes = history.length - 1; changes >= 0; changes--) {
    const furthest = history[changes] ?? new Map<number, number>();
    const k = x - y;
    const isDown = isAdded(furthest, k, changes);
    const fromX = changes === 0 ? 0 : reach(furthest, isDown ? k + 1 : k - 1);
    const fromY = changes === 0 ? 0 : fromX - (isDown ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      pieces.push(same(before[--x] ?? ''));
      y--;
    }
    if (changes === 0) break;
    if (isDown) pieces.push({ kind: 'added', text: after[--y] ?? '' });
    else pieces.push({ kind: 'removed', text: before[--x] ?? '' });
  }
  return pieces.reverse();
}

/** Neighbours of a kind become one; within a change what is removed comes first. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  let removed = '';
  let added = '';
  let kept = '';
  const flushChange = () => {
    if (removed) result.push({ kind: 'removed', text: removed });
    if (added) result.push({ kind: 'added', text: added });
    removed = added = '';
  };
  const flushKept = () => {
    if (kept) result.push(same(kept));
    kept = '';
  };
  for (const { kind, text } of pieces) {
    if (kind === 'same') {
      flushChange();
      kept += text;
    } else {
      flushKept();
      if (kind === 'removed') removed += text;
      else added += text;
    }
  }
  flushChange();
  flushKept();
  return result;
}
