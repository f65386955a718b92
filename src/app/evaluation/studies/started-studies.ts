/**
 * The list of started studies as it is kept: what of it this version can read, and changes to it
 * that leave alone what it cannot.
 */

import {
  mergedRecord,
  readStudyRecord,
  type StudyRecord,
} from '../../../evaluation/studies/study-record.ts';
import { keptList } from '../../work/kept-settings.ts';

/** Newest first. */
export function readableStudies(kept: unknown): StudyRecord[] {
  return keptList(kept).flatMap((entry) => readStudyRecord(entry) ?? []);
}

/** At the front; one that is there already learns what the other knows. */
export function withStudy(kept: unknown, added: StudyRecord): unknown[] {
  const isThere = readableStudies(kept).some(({ id }) => id === added.id);
  if (!isThere) return [added, ...keptList(kept)];
  return withStudyChanged(kept, added.id, (here) => mergedRecord(here, added));
}

/** Nothing changes where it was deleted meanwhile. */
export function withStudyChanged(
  kept: unknown,
  id: string,
  change: (record: StudyRecord) => StudyRecord,
): unknown[] {
  return keptList(kept).map((entry) => {
    const record = readStudyRecord(entry);
    return record?.id === id ? change(record) : entry;
  });
}

export function withoutStudy(kept: unknown, id: string): unknown[] {
  return keptList(kept).filter((entry) => readStudyRecord(entry)?.id !== id);
}
