/** Texts of the notices above a task: storage trouble, what links and files brought, other tabs. */

import type { StorageTrouble } from '../app/work/database-connection.ts';
import type { ImportResult } from '../app/work/joining-work.ts';
import type { LinkFault } from '../app/sharing/link.ts';
import type { LeftOut, Solving } from '../app/sharing/link-schema.ts';
import type { FirstDifference } from '../app/attempts/first-difference.ts';
import type { Author } from '../app/work/records.ts';
import { mostWorkBytes } from '../platform/text-limits.ts';
import { bytes, count, listed } from './format.ts';

/** Why nothing is kept at the moment, what that means, and what to do. */
export function storageTroubleText(trouble: StorageTrouble): string {
  switch (trouble) {
    case 'refused':
      return 'This browser does not let the page store anything, as in a private window. Your work is lost when you close this tab; export it to keep it. The page keeps trying.';
    case 'full':
      return 'This browser’s storage is full. Not all of your new work may be there when you come back; export it, or free some space and it will be stored.';
    case 'silent':
      return 'This browser’s storage does not respond. New work may be lost when you close this tab; export it to be safe. The page keeps trying.';
    case 'outdated':
      return 'A newer version of Synthpad is open in another tab, so this one can no longer store your work. Export it, then reload this tab.';
  }
}

/** What became of a file that was to be imported. */
export function importedText(result: ImportResult): string {
  switch (result.kind) {
    case 'imported':
      return joinedText(result);
    case 'too-large':
      return `The file is too large: at most ${bytes(mostWorkBytes)}. Nothing was imported.`;
    case 'newer':
      return 'This file was written by a newer version of Synthpad. Update to open it.';
    case 'no-work-file':
      return 'This is not a file of exported work.';
    case 'no-storage':
      return 'Nothing was imported, because this browser’s storage does not respond. Try again later.';
  }
}

function joinedText(result: Extract<ImportResult, { kind: 'imported' }>): string {
  const { programCount, attemptCount, planCount, promptCount, isStored } = result;
  const { answerCount, callCount, draftCount, ownTestCount, clueCount } = result;
  const { lessonCount, replayCount } = result;
  const own = programCount + attemptCount + planCount + promptCount + ownTestCount;
  const total = own + answerCount + callCount + draftCount + clueCount + lessonCount + replayCount;
  if (total === 0) return 'Everything in this file is already here.';
  const what = listed([
    ...[count(programCount, 'program'), count(attemptCount, 'attempt')],
    ...(planCount === 0 ? [] : [count(planCount, 'plan')]),
    ...(promptCount === 0 ? [] : [count(promptCount, 'edited prompt')]),
    ...(answerCount === 0 ? [] : [count(answerCount, 'prediction')]),
    ...(callCount === 0 ? [] : [count(callCount, 'typed call')]),
    ...(draftCount === 0 ? [] : [count(draftCount, 'unfinished guess', 'unfinished guesses')]),
    ...(ownTestCount === 0 ? [] : [count(ownTestCount, 'test of your own', 'tests of your own')]),
    ...(lessonCount === 0 ? [] : [count(lessonCount, 'lesson')]),
    ...(replayCount === 0 ? [] : [count(replayCount, 'replay')]),
    ...(clueCount === 0 ? [] : [count(clueCount, 'opened hint')]),
  ]);
  return isStored
    ? `Imported ${what}. Nothing here was replaced.`
    : `Imported ${what}, but this browser’s storage does not take all of it: the rest is kept only until you close this tab. Nothing here was replaced.`;
}

/** Null where everything in an imported file could be read. */
export function unreadableText(result: ImportResult): string | null {
  if (result.kind !== 'imported' || result.unreadableCount === 0) return null;
  return `${count(result.unreadableCount, 'entry', 'entries')} of the file could not be read.`;
}

/** Above a program that a link has brought. */
export function receivedText(author: Author): string {
  return author.kind === 'person'
    ? 'This came from a link. Someone else wrote the program.'
    : `This came from a link. ${author.name} wrote the program.`;
}

/** Above a person's own program, where a link brought one that “Solve it yourself” hides. */
export const receivedAsideText =
  'The link brought a program that was not written by a person. Your own program stays. The other one is kept under “Attempts”, which show it when you leave “Solve it yourself”.';

/** Above a task that a link asks to be solved alone. */
export function solvingText(solving: Solving, hasReference: boolean): string {
  const what =
    'A link opened this task in “Solve it yourself”: what models and the search wrote for it is hidden.';
  const more =
    solving === 'without-hints' && hasReference
      ? ' So are its hints and its reference solution.'
      : '';
  return `${what}${more}`;
}

/** Who has chosen it for every task stays there: what ends is what the link asked. */
export function endSolvingLabel(solving: Solving, isByChoice: boolean): string {
  if (!isByChoice) return 'Leave “Solve it yourself” for this task';
  return solving === 'without-hints' ? 'Show its hints' : 'Dismiss';
}

/** What a link that was opened had no room for. */
export function receivedLeftOutText(leftOut: LeftOut): string {
  switch (leftOut) {
    case 'details':
      return 'The dialog was too long for the link: prompts and replies of earlier turns are missing.';
    case 'turns':
      return 'The dialog was too long for the link: its earliest turns are missing.';
  }
}

export function linkFaultText(fault: LinkFault): string {
  switch (fault) {
    case 'damaged':
      return 'This link is incomplete or damaged. Ask the sender for a new one.';
    case 'too-large':
      return 'This link contains more than the page can show. Ask the sender for a file instead.';
  }
}

export const changedElsewhereText =
  'You also changed this program in another tab. The version you do not choose is kept under “Attempts”.';

/** Where two versions part; an empty line is none. */
export function firstDifferenceText({ line, here, there }: FirstDifference): string {
  if (here === '')
    return `They first differ at line ${line}: “${there}” is only in the other version.`;
  if (there === '') return `They first differ at line ${line}: “${here}” is only in this version.`;
  return `They first differ at line ${line}: “${here}” in this version, “${there}” in the other.`;
}
