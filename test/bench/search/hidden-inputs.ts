/**
 * What the found programs are worth on the inputs of MBPP+, which no search has seen. Judged after
 * the searches, so that nothing else computes while one is timed; kept, as the searches are.
 */

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { openHeadlessPage } from '../../support/headless-page.ts';
import { has, tasksOf } from '../../support/published.ts';
import type { Row } from './log.ts';

const path = 'artifacts/search-hidden-inputs.jsonl';
/** A few calls of the page: what was judged is kept now and then. */
const programsAtOnce = 40;

interface Judged {
  readonly id: string;
  readonly program: string;
  readonly status: string;
}

/** The status of a found program on all inputs; null where the task has none. */
export type StatusOnHiddenInputs = (row: Row) => string | null;

/** Of the found programs that pass all asserts. `folder`: the built site. */
export async function judgeOnHiddenInputs(
  rows: readonly Row[],
  folder?: string,
): Promise<StatusOnHiddenInputs> {
  if (!has('mbppPlus')) return () => null;
  const tasks = new Map(tasksOf('mbppPlus').map((task) => [task.id, task]));
  const known = new Map(read().map((judged) => [keyOf(judged), judged.status]));
  const taskOf = ({ split, id }: Row) => (split === 'human-eval' ? undefined : tasks.get(id));
  const missing = new Map<string, { readonly id: string; readonly program: string }>();
  for (const row of rows) {
    const { id, program, status } = row;
    if (program === null || status !== 'passed' || !taskOf(row)) continue;
    if (!known.has(keyOf({ id, program }))) missing.set(keyOf({ id, program }), { id, program });
  }
  const programs = [...missing.values()];
  if (folder !== undefined && programs.length > 0) {
    console.log(`${programs.length} programs to judge on hidden inputs`);
    const headless = await openHeadlessPage({ folder });
    for (let from = 0; from < programs.length; from += programsAtOnce) {
      const some = programs.slice(from, from + programsAtOnce).flatMap(({ id, program }) => {
        const task = tasks.get(id);
        return task ? [{ task, program }] : [];
      });
      const verdicts = await headless.check(some);
      some.forEach(({ task: { id }, program }, at) => {
        const judged: Judged = { id, program, status: verdicts[at]?.status ?? 'unchecked' };
        known.set(keyOf(judged), judged.status);
        keep(judged);
      });
      console.log(`${Math.min(from + programsAtOnce, programs.length)} of ${programs.length}`);
    }
    await headless.close();
  }
  return (row) =>
    row.program === null || !taskOf(row)
      ? null
      : (known.get(keyOf({ id: row.id, program: row.program })) ?? null);
}

function keyOf({ id, program }: Pick<Judged, 'id' | 'program'>): string {
  return `${id}\n${program}`;
}

function read(): readonly Judged[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Judged);
}

function keep(judged: Judged): void {
  mkdirSync('artifacts', { recursive: true });
  appendFileSync(path, `${JSON.stringify(judged)}\n`);
}
