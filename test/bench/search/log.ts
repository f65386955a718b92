/** The results so far as JSON lines, one file per shard: what makes the bench restartable. */

import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Job, Part } from './plan.ts';

export interface Row {
  readonly split: Part;
  readonly id: string;
  readonly shown: number;
  readonly kind: 'found' | 'exhausted' | 'out-of-time' | 'refused';
  /** The checker's word on the found program, over all tests of the task; null where none was found. */
  readonly status: string | null;
  /** Challenge tests passed and there, where a program was found. */
  readonly challenge: readonly [passed: number, count: number];
  readonly tried: number;
  readonly seconds: number;
  /** Processes that wanted a core, at the end of the search. */
  readonly load: number;
  readonly program: string | null;
}

const folder = 'artifacts';

export class SearchLog {
  readonly #prefix: string;

  constructor(seconds: number) {
    this.#prefix = `search-${seconds}s-`;
    mkdirSync(folder, { recursive: true });
  }

  /** Of all shards. */
  read(): Row[] {
    return readdirSync(folder)
      .filter((name) => name.startsWith(this.#prefix) && name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
  }

  append(shard: string, row: Row): void {
    appendFileSync(this.#pathOf(shard), `${JSON.stringify(row)}\n`);
  }

  clear(shard: string): void {
    if (existsSync(this.#pathOf(shard))) rmSync(this.#pathOf(shard));
  }

  #pathOf(shard: string): string {
    return `${folder}/${this.#prefix}${shard.replace('/', '-of-')}.jsonl`;
  }
}

export function isSame(row: Row, { split, task, shown }: Job): boolean {
  return row.split === split && row.id === task.id && row.shown === shown;
}
