/** Texts about the chosen model: the promise it allows, its download, its loss. */

import type { Offer } from '../app/models/model-picker.svelte.ts';
import type { Pace } from '../app/models/transfer-pace.ts';
import { bytes, hostOf } from './format.ts';

/** The promise at the top of the page, as it holds for the current model. */
export function promiseText(writer: Pick<Offer, 'sendsTo'>): string {
  return writer.sendsTo === null
    ? 'Everything runs in this tab. Nothing is uploaded.'
    : `Prompts are sent to ${hostOf(writer.sendsTo)}. Programs run in this tab.`;
}

/** "12 MB/s, 25 s left" */
export function paceText({ bytesPerSecond, secondsLeft }: Pace): string {
  const speed = `${bytes(Math.round(bytesPerSecond))}/s`;
  return secondsLeft === null ? speed : `${speed}, ${roughly(secondsLeft)} left`;
}

/** An estimate should not tick by tenths of a second. */
function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** Next to the button that sends a prompt. */
export function sendsToText(address: string): string {
  return `Generate sends the prompt to ${hostOf(address)}.`;
}

export const revivedText =
  'The browser lost the GPU, so the model was loaded again. Press Generate once more.';

export const modelStateTexts = {
  loading: (stage: string, name: string) => `${stage}: ${name}`,
  loadAgain: (name: string) => `Load ${name} again`,
  reload: 'Reload the page',
  chooseOther: 'Choose another model',
} as const;
