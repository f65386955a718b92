/** What a person says of a run beside its plan: another name, tags and notes. They change no result. */

import type { Plan } from '../plans/plan.ts';
import type { Run } from './run.ts';

export type RunLabels = Pick<Run, 'title' | 'tags' | 'notes'>;

/** As typed. */
interface TypedLabels {
  readonly title: string;
  readonly tags: readonly string[];
  readonly notes: string;
}

/** Without what says nothing: a title that is the plan's name, empty tags, and tags that repeat. */
export function labelsOf({ name }: Plan, typed: TypedLabels): RunLabels {
  const [title, notes] = [typed.title.trim(), typed.notes.trim()];
  const tags = [...new Set(typed.tags.map((tag) => tag.trim()).filter(Boolean))];
  return {
    ...(title === '' || title === name ? {} : { title }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(notes === '' ? {} : { notes }),
  };
}

/** The run with these labels and no others. */
export function withLabels(run: Run, labels: RunLabels): Run {
  const bare: { -readonly [Field in keyof Run]: Run[Field] } = { ...run };
  delete bare.title;
  delete bare.tags;
  delete bare.notes;
  return { ...bare, ...labels };
}

/** Of runs that become one: the first title, all tags and all notes, each once. */
export function joinedLabels(runs: readonly Run[]): RunLabels {
  const title = runs.find((run) => run.title !== undefined)?.title;
  const tags = [...new Set(runs.flatMap((run) => run.tags ?? []))];
  const notes = [...new Set(runs.flatMap((run) => run.notes ?? []))].join('\n\n');
  return {
    ...(title === undefined ? {} : { title }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(notes === '' ? {} : { notes }),
  };
}
