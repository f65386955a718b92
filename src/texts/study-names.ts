/** The names of started studies and of their runs, in lists, charts and tables. */

import type { Run } from '../evaluation/runs/run.ts';
import { studyCalled, studyOf } from '../evaluation/studies/studies.ts';
import { onlyRunKey, type StudyId, type StudyPlan } from '../evaluation/studies/study.ts';
import type { StudyPart, StudyRecord } from '../evaluation/studies/study-record.ts';
import { dateText, grouped } from './format.ts';
import { writerName } from './run-page-texts.ts';
import { studyTexts } from './study-texts.ts';

/** As a person called it, or by its model and its day. */
export function recordName({ name, choices, createdAt, isImported }: StudyRecord): string {
  const [first] = choices.writers;
  const others = choices.writers.length - 1;
  const model = first ? writerName(first) : '';
  const models = others > 0 ? `${model} and ${grouped(others)} more` : model;
  const shown = name.trim() === '' ? `${models}, ${dateText(createdAt)}` : name;
  return isImported ? `${shown} (imported)` : shown;
}

/** In the list of runs, where it stands among others. */
export function studyPlanName(study: StudyId, { key, value }: StudyPlan): string {
  const { title, runName } = studyTexts(study);
  return key === onlyRunKey || studyOf(study).hasManyModels
    ? title
    : `${title}: ${runName(key, value)}`;
}

/** `run`: the part's, where it has begun. */
export function partName(record: StudyRecord, part: StudyPart, run: Run | null): string {
  const study = studyCalled(record.study);
  if (!study) return part.plan.name;
  if (study.hasManyModels) return run?.modelName ?? writerName(part.plan.writer);
  return studyTexts(study.id).runName(part.key, part.value);
}
