/** Makes what a teacher works with, when it is first asked for: a chunk of its own. */

import type { Checker } from '../../checking/checker.ts';
import type { AddressBar } from '../page/address.ts';
import type { Navigation } from '../page/navigation.svelte.ts';
import type { Presentation } from '../page/presentation.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import type { WorkStore } from '../work/work-store.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import { ClassWork } from './class-work.svelte.ts';
import { Lessons } from './lessons.svelte.ts';
import { Paper } from './paper/paper.svelte.ts';
import type { SheetSources } from './paper/sheets.ts';

export interface ClassroomParts {
  readonly bar: AddressBar;
  readonly settings: KeptSettings;
  readonly presentation: Presentation;
  readonly navigation: Pick<Navigation, 'openHash'>;
  readonly reader: Pick<Checker, 'readTests'>;
  readonly checker: Pick<Checker, 'check'>;
  readonly work: Pick<WorkStore, 'attemptsOf' | 'programOf'>;
  readonly taskBrowser: Pick<TaskBrowser, 'tasksOf'>;
  readonly workspace: Pick<Workspace, 'keptOf'>;
}

export type Classroom = ReturnType<typeof makeClassroom>;

export function makeClassroom(parts: ClassroomParts) {
  const { bar, checker, reader, taskBrowser, work, workspace } = parts;
  const tasksOf = (set: string) => taskBrowser.tasksOf(set);
  const lessons = new Lessons({ ...parts, tasksOf });
  const sheetSources: SheetSources = {
    tasksOf,
    attemptsOf: (task) => work.attemptsOf(task),
    isSoloAt: (task) => parts.presentation.isSoloAt(task),
    // What was typed a moment ago is not stored yet.
    programOf: async (task) => workspace.keptOf(task) || (await work.programOf(task)),
  };
  return {
    ...{ bar, lessons },
    classWork: new ClassWork({ checker, tasksOf }),
    /** For one visit of its view: what was asked of Python is forgotten with it. */
    makePaper: () => new Paper({ sources: sheetSources, checker, reader }),
  };
}
