/** Sentences about models as things one has: on this device, on their way, on a server. */

import type { Kept, Offer } from '../app/models/model-picker.svelte.ts';
import type { Pace } from '../app/models/transfer-pace.ts';
import { bytes, hostOf } from './format.ts';

/** The promise at the top of the page, as it is true now. */
export function promiseText(writer: Pick<Offer, 'sendsTo'>): string {
  return writer.sendsTo === null
    ? 'Models and programs run in this tab. Nothing leaves it.'
    : `Prompts go to ${hostOf(writer.sendsTo)}. Programs run in this tab.`;
}

export function keptText({ keptBytes, totalBytes }: Kept): string {
  if (keptBytes === totalBytes) return `${bytes(keptBytes)} on this device`;
  if (totalBytes === null) return `${bytes(keptBytes)} downloaded so far`;
  return `${bytes(keptBytes)} of ${bytes(totalBytes)} downloaded`;
}

/** "12 MB/s, 25 s left" */
export function paceText({ bytesPerSecond, secondsLeft }: Pace): string {
  const speed = `${bytes(Math.round(bytesPerSecond))}/s`;
  return secondsLeft === null ? speed : `${speed}, ${roughly(secondsLeft)} left`;
}

/** A time that is only guessed should not tick by tenths. */
function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

export function persistText(isPersisted: boolean): string {
  return isPersisted
    ? 'The browser keeps them until you delete them.'
    : 'When space runs short, the browser may throw them away.';
}

/** Beside the button that would send one. */
export function sendsToText(address: string): string {
  return `What you generate is written by ${hostOf(address)}: the prompt goes there.`;
}

export const persistRefused =
  'The browser did not agree. Some do once a site is bookmarked, installed or often visited.';

export const revivedText =
  'The browser had lost the GPU, so the model was loaded again. Generate once more.';

export const serverNotice =
  'The prompts, which hold the task, are then sent to this server. Programs still run and are checked in this tab. The key stays in the memory of this tab.';
