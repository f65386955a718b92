/** Texts of the program: the editor, Generate and Check, and what the status line says meanwhile. */

import type { Round } from '../app/attempts/attempt-session.svelte.ts';
import type { Offer } from '../app/models/model-picker.svelte.ts';
import { duration, hostOf } from './format.ts';

export const editorTexts = {
  label: 'Program in Python',
  help: 'Tab indents. To leave the editor with Tab, press Escape first.',
  predictionInvitation: 'Write your prediction here.',
  invitation: (canGenerate: boolean, isCompletion: boolean) => {
    if (isCompletion) {
      return canGenerate
        ? 'Write the function here, or only its indented body, or press Generate.'
        : 'Write the function here, or only its indented body.';
    }
    return canGenerate ? 'Write Python here, or press Generate.' : 'Write Python here.';
  },
} as const;

export const programTexts = {
  title: 'Program',
  answerTitle: 'Your answer',
  details: 'How the program was generated',
  /** What the button that chooses a model says to a screen reader. */
  modelIs: (name: string, about: string) => `Model: ${name}, ${about}`,
  generate: (samples: number) => (samples > 1 ? `Generate ${samples}` : 'Generate'),
  check: 'Check',
  searching: 'Searching …',
  checking: 'Checking …',
  stopped: 'Stopped. You can check the program so far.',
  generatedIn: (ms: number) => `Generated in ${duration(ms)}.`,
  needsModel:
    'The built-in search only writes functions that pass tests. Choose a model for this task.',
  searchFoundNone: 'The search found no program. See why below.',
} as const;

/** Below the name of what writes: where it runs, and at what price. */
export function writerText({ engineId, sendsTo }: Pick<Offer, 'engineId' | 'sendsTo'>): string {
  if (engineId === 'search') return 'no download';
  return sendsTo === null ? 'runs in this tab' : `on ${hostOf(sendsTo)}`;
}

/** What the status line says while a model writes, and while its samples are checked and compared. */
export function writingNews(round: Round | null): string {
  if (!round || round.count < 2) return 'Generating …';
  const { index, count } = round;
  return index < count ? `Generating ${index + 1} of ${count} …` : `Checking ${count} samples …`;
}

/** What to do next where a reply gave nothing to check. */
export function noCodeNews(canHint: boolean): string {
  return canHint
    ? 'The reply contains no code. Tell the model below, or generate again.'
    : 'The reply contains no code. Read it below, or generate again.';
}
