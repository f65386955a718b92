/**
 * How the values of some variables are drawn: small ones in a few words, containers as boxes with a
 * slot for each entry. What is one and the same object is one box, however many names or slots have
 * it: a second slot says where the box is.
 */

import type {
  ContainerKind,
  RecordedObject,
  RecordedStep,
  RecordedValue,
  RecordedVariable,
} from '../../checking/recording.ts';

export type Drawn =
  | { readonly kind: 'text'; readonly text: string; readonly isChanged: boolean }
  /** Drawn elsewhere: where, as an expression of the program. */
  | { readonly kind: 'same'; readonly of: string; readonly type: string }
  | DrawnBox;

export interface DrawnBox {
  readonly kind: 'box';
  readonly shape: ContainerKind;
  readonly type: string;
  readonly slots: readonly DrawnSlot[];
  /** Entries that are not recorded. */
  readonly more: number;
}

export interface DrawnSlot {
  /** An index, a key or an attribute; null in a set. */
  readonly label: string | null;
  readonly drawn: Drawn;
}

/** One value under all the names that it has. */
export interface DrawnGroup<Variable extends RecordedVariable> {
  readonly variables: readonly Variable[];
  readonly drawn: Drawn;
  /** Of the object that they share; null where there is but one name, or nothing shared. */
  readonly sharedType: string | null;
}

const deepest = 4;
const mostWords = 24;
const mostSmall = 3;
/** Slots in all: a tuple that is had many times is drawn each time. */
const mostSlots = 300;

/** `before`: the step with which is compared; null marks nothing as changed. */
export function drawVariables<Variable extends RecordedVariable>(
  variables: readonly Variable[],
  objects: RecordedStep['objects'],
  before: RecordedStep['objects'] | null,
): DrawnGroup<Variable>[] {
  return new Drawing(objects, before).groups(variables);
}

class Drawing {
  readonly #objects: RecordedStep['objects'];
  readonly #before: RecordedStep['objects'] | null;
  /** Of each object that is drawn: the first expression that leads there. */
  readonly #paths = new Map<number, string>();
  /** How often each object is had. */
  readonly #holders = new Map<number, number>();
  #room = mostSlots;

  constructor(objects: RecordedStep['objects'], before: RecordedStep['objects'] | null) {
    this.#objects = objects;
    this.#before = before;
  }

  groups<Variable extends RecordedVariable>(
    variables: readonly Variable[],
  ): DrawnGroup<Variable>[] {
    for (const object of this.#objects.values()) {
      for (const { value } of object.entries) this.#count(value);
    }
    for (const { value } of variables) this.#count(value);
    const groups = new Map<number | string, Variable[]>();
    for (const variable of variables) {
      const object = this.#shareable(variable.value);
      const key = object ?? variable.name;
      groups.set(key, [...(groups.get(key) ?? []), variable]);
      if (object !== null && !this.#paths.has(object)) this.#paths.set(object, variable.name);
    }
    return [...groups.values()].map((each) => this.#group(each));
  }

  #group<Variable extends RecordedVariable>(variables: readonly Variable[]): DrawnGroup<Variable> {
    const [{ name, value } = { name: '', value: { text: '', object: null } }] = variables;
    const object = value.object === null ? undefined : this.#objects.get(value.object);
    const drawn =
      object && value.object !== null && !this.#isSmall(value, object) && this.#hasRoom(object)
        ? this.#box(value.object, object, name, 1)
        : ({ kind: 'text', text: value.text, isChanged: false } as const);
    return { variables, drawn, sharedType: variables.length > 1 ? (object?.type ?? null) : null };
  }

  #count({ object }: RecordedValue): void {
    if (object !== null) this.#holders.set(object, (this.#holders.get(object) ?? 0) + 1);
  }

  /** Its number, where it matters whether two are the same: what can change, others see. */
  #shareable({ object }: RecordedValue): number | null {
    if (object === null) return null;
    const kind = this.#objects.get(object)?.kind;
    return kind === undefined || kind === 'tuple' ? null : object;
  }

  #isSmall(value: RecordedValue, { kind, length, entries }: RecordedObject): boolean {
    const isShared = kind !== 'tuple' && (this.#holders.get(value.object ?? -1) ?? 0) > 1;
    if (isShared || entries.some((entry) => entry.value.object !== null)) return false;
    return value.text.length <= mostWords && (length <= mostSmall || kind === 'tuple');
  }

  #hasRoom({ entries }: RecordedObject): boolean {
    return entries.length <= this.#room;
  }

  #box(number: number, object: RecordedObject, path: string, depth: number): DrawnBox {
    const { kind, type, length, entries } = object;
    this.#room -= entries.length;
    const before = this.#before?.get(number);
    const old = before && before !== object ? before : null;
    const slots = entries.map(({ key, value }, index): DrawnSlot => {
      const label = kind === 'list' || kind === 'tuple' ? String(index) : key;
      const former = kind === 'list' || kind === 'tuple' ? old?.entries[index] : keyed(old, key);
      const isChanged = old !== null && kind !== 'set' && (!former || !isSame(former.value, value));
      return { label, drawn: this.#slot(value, pathOf(path, kind, label), depth, isChanged) };
    });
    return { kind: 'box', shape: kind, type, slots, more: Math.max(0, length - entries.length) };
  }

  #slot(value: RecordedValue, path: string, depth: number, isChanged: boolean): Drawn {
    const object = value.object === null ? undefined : this.#objects.get(value.object);
    if (!object || value.object === null || this.#isSmall(value, object)) {
      return { kind: 'text', text: value.text, isChanged };
    }
    const shared = this.#shareable(value);
    const elsewhere = shared === null ? undefined : this.#paths.get(shared);
    if (elsewhere !== undefined) return { kind: 'same', of: elsewhere, type: object.type };
    if (depth >= deepest || !this.#hasRoom(object))
      return { kind: 'text', text: value.text, isChanged };
    if (shared !== null) this.#paths.set(shared, path);
    return this.#box(value.object, object, path, depth + 1);
  }
}

function keyed(object: RecordedObject | null, key: string | null) {
  return object?.entries.find((entry) => entry.key === key);
}

/** A container within marks its own slots. */
function isSame(a: RecordedValue, b: RecordedValue): boolean {
  const isText = a.object === null && b.object === null;
  return isText ? a.text === b.text && a.digest === b.digest : a.object === b.object;
}

function pathOf(path: string, kind: ContainerKind, label: string | null): string {
  if (kind === 'object') return `${path}.${label ?? ''}`;
  return kind === 'set' ? path : `${path}[${label ?? ''}]`;
}
