/**
 * Programs that another tab wrote and this one follows. Knows when an edit here takes such a
 * program away, by undo or by hand: then it has to be kept. The keeping is for `workspace`.
 */

interface Adopted {
  readonly program: string;
  /** What stood here before: undo leads there. */
  readonly befores: ReadonlySet<string>;
}

/** Fewer characters than this are corrected, not taken away. */
const correctedLength = 10;

export class AdoptedPrograms {
  readonly #all = new Map<string, Adopted>();

  /** This program of another tab takes the place of `before`. */
  note(key: string, before: string, program: string): void {
    if (program === before) return;
    const last = this.#all.get(key);
    // An editor that was away goes over several programs in one step.
    const earlier = last?.program === before ? last.befores : [];
    this.#all.set(key, { program, befores: new Set([...earlier, before]) });
  }

  /** What an edit that leads to this program takes away, said once; null where it goes on from it. */
  lostBy(key: string, program: string): string | null {
    const adopted = this.#all.get(key);
    if (!adopted) return null;
    const isGone = adopted.befores.has(program) || isCut(adopted.program, program);
    if (!isGone) return null;
    this.#all.delete(key);
    return adopted.program;
  }

  clear(): void {
    this.#all.clear();
  }
}

/** Whether a considerable piece of `before` is missing in `after`. */
function isCut(before: string, after: string): boolean {
  const shorter = Math.min(before.length, after.length);
  let begin = 0;
  while (begin < shorter && before[begin] === after[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && before.at(-1 - end) === after.at(-1 - end)) end++;
  const lost = before.slice(begin, before.length - end).trim();
  return lost.length > Math.min(correctedLength, before.trim().length / 2);
}
