/** A file that a person drops on the page or chooses on the playground: it says itself what it is. */

import type { Classroom } from '../classroom/make-classroom.ts';
import { ownFile, type ModelPicker } from '../models/model-picker.svelte.ts';
import type { Replaying } from '../replaying/replaying.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import type { WorkStore } from '../work/work-store.svelte.ts';
import { addressOf, evaluationHash, replaysHash } from './address.ts';
import type { DroppedFile } from './dropped-file.svelte.ts';
import { type FileKind, kindOf } from './file-kind.ts';
import type { Navigation } from './navigation.svelte.ts';

export interface FileTakers {
  readonly navigation: Navigation;
  readonly modelPicker: ModelPicker;
  readonly taskBrowser: TaskBrowser;
  readonly work: Pick<WorkStore, 'import'>;
  /** The way to the view of the evaluation, which knows more kinds of file than this does. */
  readonly droppedFile: DroppedFile;
  classroom(): Promise<Pick<Classroom, 'classWork' | 'lessons'>>;
  replaying(): Promise<Pick<Replaying, 'openFile'>>;
}

/** For the playground. What says nothing else of itself is taken for tasks. Never rejects. */
export async function openFile(file: File, takers: FileTakers): Promise<void> {
  const { modelPicker, taskBrowser, work } = takers;
  const is = await kindOf(file);
  switch (is) {
    case 'model':
      modelPicker.close();
      return modelPicker.chooseOwn(ownFile(file));
    case 'work':
      return void (await work.import(file));
    case 'lesson':
      return showLesson(file, takers);
    case 'replay':
      return showReplay(file, takers);
    case 'study':
    case 'log':
    case 'plan':
    case 'completions': {
      const fault = { kind: 'other-file', is } as const;
      return taskBrowser.refuse(file.name, { kind: 'refused-file', fileName: file.name, fault });
    }
    case 'tasks':
    case 'other':
    case 'unreadable':
      return taskBrowser.openFile(file);
  }
}

/**
 * Dropped on any view at once. Files of work are those of a class, where one is in view or there are
 * several; of others one is taken, and that is said. Never rejects.
 */
export async function dropFiles(files: readonly File[], takers: FileTakers): Promise<void> {
  const { navigation, droppedFile } = takers;
  droppedFile.news = null;
  const [first] = files;
  if (!first) return;
  if (files.length > 1) {
    const kinds = await Promise.all(files.map(kindOf));
    const works = kinds.filter((kind) => kind === 'work').length;
    const isOfClass = navigation.view === 'class';
    if (works > 1 || (works === 1 && isOfClass)) {
      if (!isOfClass) droppedFile.news = { kind: 'shown-as-class', count: works };
      // All of them: the view says of what is no work that it is none.
      return showPupils(files, takers);
    }
    droppedFile.news = { kind: 'one-taken', name: first.name, count: files.length };
  }
  return navigation.view === 'playground' ? openFile(first, takers) : dropFile(first, takers);
}

/** In any view but the playground: what is not for that view is shown where it belongs. Never rejects. */
async function dropFile(file: File, takers: FileTakers): Promise<void> {
  const { navigation, droppedFile, taskBrowser } = takers;
  const kind = await kindOf(file);
  if (kind === 'lesson' || kind === 'replay') return openFile(file, takers);
  if (navigation.view === 'evaluation') return droppedFile.put(file);
  if (isForEvaluation(kind)) {
    navigation.openHash(evaluationHash);
    return droppedFile.put(file);
  }
  const isOfClass = navigation.view === 'class';
  // In front of a class, work is that of a pupil, and stays out of one's own.
  if (kind === 'work' && isOfClass) return showPupils([file], takers);
  if (kind === 'other' || kind === 'unreadable') {
    // Each says of what it is asked to show that it is none.
    return isOfClass ? showLesson(file, takers) : showReplay(file, takers);
  }
  navigation.openHash(addressOf({ source: taskBrowser.source, id: taskBrowser.id }));
  return openFile(file, takers);
}

function isForEvaluation(kind: FileKind): boolean {
  return kind === 'study' || kind === 'log' || kind === 'plan' || kind === 'completions';
}

// Where one of these parts is not on the site any more, the view that is gone to says so.

async function showLesson(file: File, { classroom, navigation }: FileTakers): Promise<void> {
  navigation.openHash('#/class');
  const made = await classroom().catch(() => null);
  await made?.lessons.openFile(file);
}

async function showPupils(
  files: readonly File[],
  { classroom, navigation }: FileTakers,
): Promise<void> {
  navigation.openHash('#/class/work');
  const made = await classroom().catch(() => null);
  await made?.classWork.add(files);
}

async function showReplay(file: File, { navigation, replaying }: FileTakers): Promise<void> {
  const made = await replaying().catch(() => null);
  if (made) await made.openFile(file);
  else navigation.openHash(replaysHash);
}
