/** What a file is that a person hands to the page: it says so itself, in how it begins. */

import { type ArrivingKind, kindOfFile } from '../../evaluation/formats/arriving-file.ts';
import { lessonFormat, replayFormat, workFormat } from '../work/records.ts';

/** `other` and `unreadable` say nothing of themselves that is known here. */
export type FileKind = ArrivingKind | 'work' | 'replay' | 'lesson';

const formats = [
  [workFormat, 'work'],
  [replayFormat, 'replay'],
  [lessonFormat, 'lesson'],
] as const;

/** The format is the first thing in a file of ours. Never rejects. */
export async function kindOf(file: File): Promise<FileKind> {
  const beginning = await file
    .slice(0, 100)
    .text()
    .catch(() => '');
  const known = formats.find(([format]) => beginning.includes(`"${format}"`));
  return known ? known[1] : kindOfFile(file);
}
