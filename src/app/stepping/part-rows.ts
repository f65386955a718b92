/** The expressions of a line as they were evaluated: each part with what stood in it, inner first. */

import type { PartPlace, RecordedPart, RecordedStep } from '../../checking/recording.ts';

export interface PartRow {
  /** The part as it was evaluated. Joined, the pieces are its source with values in place. */
  readonly pieces: readonly { readonly text: string; readonly isValue: boolean }[];
  readonly value: string;
}

/** A longer value in the midst of an expression is harder to read than the part it is of. */
const longestInner = 24;

/** Of the line that is run at a step; [] where it has no parts. */
export function partRows(
  program: string,
  places: readonly PartPlace[],
  steps: readonly RecordedStep[],
  at: number,
): PartRow[] {
  const lines = withoutComments(program).split('\n');
  /** What was evaluated and is part of nothing yet. */
  const open = new Map<number, string>();
  const rows: PartRow[] = [];
  for (const { place: index, text } of partsOfLine(places, steps, at)) {
    const place = places[index];
    if (!place) continue;
    const inner = [...open].flatMap(([key, value]) => {
      const each = places[key];
      return each?.around === index ? [{ key, place: each, value }] : [];
    });
    for (const { key } of inner) open.delete(key);
    if (place.around !== null) open.set(index, text);
    if (place.isName) continue;
    const shown = inner.filter((each) => isShownInPlace(each.place, each.value));
    const pieces = piecesOf(lines, place, shown);
    const source = pieces.map((piece) => piece.text).join('');
    if (source !== text && !text.startsWith('<super')) rows.push({ pieces, value: text });
  }
  return rows;
}

/** A comprehension is met at its line again and again: all of that is one run of the line. */
function partsOfLine(
  places: readonly PartPlace[],
  steps: readonly RecordedStep[],
  at: number,
): RecordedPart[] {
  const step = steps[at];
  if (step?.kind !== 'line') return [];
  const isRepeated = places.some(({ from, isRepeated }) => isRepeated && from.line === step.line);
  if (!isRepeated) return [...step.parts];
  const frame = step.stack.at(-1)?.number;
  const isSameRun = (other: RecordedStep) =>
    other.stack.length > step.stack.length ||
    (other.kind === 'line' && other.line === step.line && other.stack.at(-1)?.number === frame);
  let first = at;
  while (steps[first - 1] && isSameRun(steps[first - 1] as RecordedStep)) first--;
  let last = at;
  while (steps[last + 1] && isSameRun(steps[last + 1] as RecordedStep)) last++;
  return steps
    .slice(first, last + 1)
    .flatMap((each) => (each.stack.at(-1)?.number === frame ? each.parts : []));
}

/** A container is better known by its name than by all that is in it. */
function isShownInPlace({ isName }: PartPlace, value: string): boolean {
  return value.length <= longestInner && !(isName && /^[[{(<]|^\w+\(/.test(value));
}

function piecesOf(
  lines: readonly string[],
  place: PartPlace,
  inner: readonly { readonly place: PartPlace; readonly value: string }[],
): PartRow['pieces'] {
  const inOrder = inner.toSorted(
    ({ place: { from: a } }, { place: { from: b } }) => a.line - b.line || a.column - b.column,
  );
  const pieces: { text: string; isValue: boolean }[] = [];
  let from = place.from;
  for (const each of inOrder) {
    pieces.push({ text: between(lines, from, each.place.from), isValue: false });
    pieces.push({ text: each.value, isValue: true });
    from = each.place.to;
  }
  pieces.push({ text: between(lines, from, place.to), isValue: false });
  return pieces.filter(({ text }) => text !== '');
}

/** Whatever is in quotes comes first, so that no `#` in there is taken for a comment. */
const quotedOrComment = /('''|""")(?:\\[^]|(?!\1)[^])*\1|(['"])(?:\\[^]|(?!\2)[^\\\n])*\2|#[^\n]*/g;

function withoutComments(program: string): string {
  return program.replace(quotedOrComment, (found) => (found.startsWith('#') ? '' : found));
}

/** In one line, with one space for each break. */
function between(lines: readonly string[], from: PartPlace['from'], to: PartPlace['to']): string {
  if (from.line === to.line) return characters(lines[from.line - 1], from.column, to.column);
  const first = characters(lines[from.line - 1], from.column);
  const middle = lines.slice(from.line, to.line - 1).filter((line) => line.trim() !== '');
  const last = characters(lines[to.line - 1], 0, to.column);
  return [first.trimEnd(), ...middle.map((line) => line.trim()), last.trimStart()].join(' ');
}

/** As Python counts them, which is not by halves of those beyond the first 65,536. */
function characters(line = '', from: number, to?: number): string {
  return [...line].slice(from, to).join('');
}
