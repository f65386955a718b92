/**
 * A call of a program, recorded line by line. The recording comes from the program's own
 * interpreter, piece by piece, and is read here with care: it is for looking at, not for judging.
 */

export interface RecordedStep {
  /** `line` and `call` are about to run their line; `return` and `exception` have run it. */
  readonly kind: 'call' | 'line' | 'return' | 'exception';
  /** 1-based line of the program. */
  readonly line: number;
  /** What is returned or raised; null for the other kinds. */
  readonly value: string | null;
  /** Functions entered and their current lines, outermost first. */
  readonly stack: readonly { readonly name: string; readonly line: number }[];
  /** Of the innermost function, in the order in which they were bound. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** All that was printed up to here. */
  readonly output: string;
}

/** `cut`: there was more than is recorded. `timeout`: the program was still at work. */
export type RecordingEnd =
  | { readonly kind: 'returned' | 'raised'; readonly value: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'crashed' };

export interface Recording {
  readonly steps: readonly RecordedStep[];
  readonly end: RecordingEnd;
}

/** Beyond this the rest is dropped and the recording counts as cut. */
const maxTextLength = 16 * 1024 * 1024;

/** Gathers the pieces of a report and reads its lines. */
export class RecordingReader {
  #text = '';
  #isFull = false;

  add(piece: string): void {
    if (this.#text.length + piece.length > maxTextLength) this.#isFull = true;
    else this.#text += piece;
  }

  /** `otherwise` is the end where the report tells of none. */
  read(otherwise: RecordingEnd): Recording {
    const steps: RecordedStep[] = [];
    let end: RecordingEnd = this.#isFull ? { kind: 'cut' } : otherwise;
    let output = '';
    for (const line of this.#text.split('\n')) {
      const entry = parse(line);
      output += text(entry['output']);
      const told = readEnd(entry['end']);
      if (told) end = told;
      const step = readStep(entry, output);
      if (step) steps.push(step);
    }
    return { steps, end };
  }
}

function readStep(entry: Record<string, unknown>, output: string): RecordedStep | null {
  const { kind, line, value } = entry;
  const isKnown = kind === 'call' || kind === 'line' || kind === 'return' || kind === 'exception';
  if (!isKnown || typeof line !== 'number') return null;
  return {
    kind,
    line,
    value: typeof value === 'string' ? value : null,
    stack: pairs(entry['stack']).map(([name, at]) => ({ name: text(name), line: Number(at) })),
    variables: pairs(entry['variables']).map(([name, shown]) => ({
      name: text(name),
      value: text(shown),
    })),
    output,
  };
}

function readEnd(value: unknown): RecordingEnd | null {
  const { kind, value: shown } = record(value);
  if (kind === 'cut') return { kind };
  return kind === 'returned' || kind === 'raised' ? { kind, value: text(shown) } : null;
}

function parse(line: string): Record<string, unknown> {
  try {
    return record(JSON.parse(line));
  } catch {
    return {};
  }
}

function pairs(value: unknown): unknown[][] {
  return Array.isArray(value) ? value.filter((each): each is unknown[] => Array.isArray(each)) : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
