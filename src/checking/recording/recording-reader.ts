/**
 * Reads what the program's own interpreter told of a call, piece by piece and with care: the program
 * could have written any of it.
 */

import type {
  ContainerKind,
  PartPlace,
  RecordedFrame,
  RecordedObject,
  RecordedPart,
  RecordedStep,
  RecordedValue,
  RecordedVariable,
  Recording,
  RecordingEnd,
} from '../recording.ts';
import { list, type Loose, number, record, text } from './loose-values.ts';

/** Beyond this the rest is dropped and the recording counts as cut. */
const maxTextLength = 16 * 1024 * 1024;
/** Of the stack, the innermost. */
const mostFrames = 50;
const stepKinds = ['call', 'resume', 'line', 'return', 'yield', 'unwind', 'exception'] as const;
const containerKinds: readonly ContainerKind[] = ['list', 'tuple', 'set', 'dict', 'object'];
const noVariables: readonly RecordedVariable[] = [];

/** Gathers the pieces of a report and reads its lines. */
export class RecordingReader {
  #text = '';
  #isFull = false;

  add(piece: string): void {
    if (this.#text.length + piece.length > maxTextLength) this.#isFull = true;
    else this.#text += piece;
  }

  /** A line at a time; `otherwise` is the end where the report tells of none. */
  *read(otherwise: RecordingEnd): Generator<void, Recording> {
    const state = new ReadingState();
    let end: RecordingEnd = this.#isFull ? { kind: 'cut' } : otherwise;
    let from = 0;
    while (from < this.#text.length) {
      const next = this.#text.indexOf('\n', from);
      const to = next === -1 ? this.#text.length : next;
      const entry = parse(this.#text.slice(from, to));
      end = readEnd(entry['end']) ?? end;
      state.add(entry);
      from = to + 1;
      yield;
    }
    return { steps: state.steps, places: state.places, end };
  }
}

type ReadStep = Omit<RecordedStep, 'parts'> & { readonly parts: RecordedPart[] };

/** Each entry tells what is new since the one before. */
class ReadingState {
  readonly steps: ReadStep[] = [];
  places: readonly PartPlace[] = [];
  #output = '';
  /** Entered and not left yet, outermost first; their variables are told of apart. */
  readonly #frames: RecordedFrame[] = [];
  /** Of how many of them the variables are told. */
  #openFrames = 0;
  readonly #variables = new Map<number, readonly RecordedVariable[]>();
  readonly #objects = new Map<number, RecordedObject>();

  add(entry: Loose): void {
    if ('places' in entry) this.places = list(entry['places']).map(readPlace);
    if ('open' in entry) this.#openFrames = number(entry['open']);
    this.#output += text(entry['output']);
    for (const part of list(entry['parts'])) this.#addPart(list(part));
    for (const [key, told] of Object.entries(record(entry['variables']))) {
      this.#variables.set(Number(key), readVariables(told));
    }
    for (const [key, told] of Object.entries(record(entry['objects']))) {
      this.#objects.set(Number(key), readObject(list(told)));
    }
    this.#addStep(entry);
  }

  #addPart([step, place, shown]: readonly unknown[]): void {
    if (!this.places[number(place)]) return;
    this.steps[number(step)]?.parts.push({ place: number(place), text: text(shown) });
  }

  #addStep({ kind, line, value, since, stack }: Loose): void {
    const known = stepKinds.find((each) => each === kind);
    if (!known || typeof line !== 'number') return;
    this.#frames.length = Math.max(0, Math.min(this.#frames.length, Math.trunc(number(since))));
    for (const frame of list(stack)) this.#frames.push(readFrame(list(frame)));
    const frames = this.#shown();
    const globals = this.#variables.get(0) ?? noVariables;
    const roots = [globals, ...frames.map(({ variables }) => variables ?? noVariables)].flat();
    this.steps.push({
      ...{ kind: known, line, globals, stack: frames, parts: [], output: this.#output },
      value: typeof value === 'string' ? value : null,
      objects: this.#reached(roots.map((variable) => variable.value)),
    });
  }

  /** What was told of a frame further out may have changed since. */
  #shown(): RecordedFrame[] {
    const shown = this.#frames.slice(-mostFrames);
    const firstOpen = shown.length - this.#openFrames;
    return shown.map((frame, index) => {
      const variables = this.#variables.get(frame.number);
      const isOpen = index >= firstOpen && frame.number !== 0;
      return isOpen && variables ? { ...frame, variables } : frame;
    });
  }

  #reached(roots: readonly RecordedValue[]): ReadonlyMap<number, RecordedObject> {
    const reached = new Map<number, RecordedObject>();
    const open = [...roots];
    for (let value = open.pop(); value; value = open.pop()) {
      if (value.object === null || reached.has(value.object)) continue;
      const object = this.#objects.get(value.object);
      if (!object) continue;
      reached.set(value.object, object);
      open.push(...object.entries.map((entry) => entry.value));
    }
    return reached;
  }
}

function readFrame([told, name, line]: readonly unknown[]): RecordedFrame {
  return { number: number(told), name: text(name), line: number(line), variables: null };
}

function readPlace(told: unknown): PartPlace {
  const [line, column, endLine, endColumn, around, flags] = list(told).map(number);
  return {
    from: { line: line ?? 0, column: column ?? 0 },
    to: { line: endLine ?? 0, column: endColumn ?? 0 },
    around: around === undefined || around < 0 ? null : around,
    isName: ((flags ?? 0) & 1) !== 0,
    isRepeated: ((flags ?? 0) & 2) !== 0,
  };
}

/** A name has one value: a second one was made up. */
function readVariables(told: unknown): RecordedVariable[] {
  const read = new Map<string, RecordedVariable>();
  for (const pair of list(told)) {
    const [first, value] = list(pair);
    const name = text(first);
    if (!read.has(name)) read.set(name, { name, value: readValue(value) });
  }
  return [...read.values()];
}

function readValue(told: unknown): RecordedValue {
  if (typeof told === 'string') return { text: told, object: null };
  const [shown, object, ...more] = list(told);
  const value = { text: text(shown), object: typeof object === 'number' ? object : null };
  if (more.length === 0) return value;
  return { ...value, digest: typeof more[0] === 'number' ? more[0] : null };
}

function readObject([kind, type, length, entries]: readonly unknown[]): RecordedObject {
  return {
    kind: containerKinds.find((each) => each === kind) ?? 'object',
    type: text(type),
    length: number(length),
    entries: list(entries).map((entry) => {
      const [key, value] = list(entry);
      return { key: typeof key === 'string' ? key : null, value: readValue(value) };
    }),
  };
}

function readEnd(told: unknown): RecordingEnd | null {
  const { kind, value, step } = record(told);
  if (kind === 'cut') return { kind };
  if (kind === 'repeats') return { kind, step: number(step) };
  return kind === 'returned' || kind === 'raised' ? { kind, value: text(value) } : null;
}

function parse(line: string): Loose {
  try {
    return record(JSON.parse(line));
  } catch {
    return {};
  }
}
