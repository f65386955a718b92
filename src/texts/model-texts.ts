/** Texts about models: on this device, being downloaded, on a server. */

import type { Kept, Offer } from '../app/models/model-picker.svelte.ts';
import type { Pace } from '../app/models/transfer-pace.ts';
import { bytes, hostOf } from './format.ts';

/** The promise at the top of the page, as it holds for the current model. */
export function promiseText(writer: Pick<Offer, 'sendsTo'>): string {
  return writer.sendsTo === null
    ? 'Everything runs in this tab. Nothing is uploaded.'
    : `Prompts are sent to ${hostOf(writer.sendsTo)}. Programs run in this tab.`;
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

/** An estimate should not tick by tenths of a second. */
function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

export function persistText(isPersisted: boolean): string {
  return isPersisted
    ? 'The browser keeps downloads until you delete them.'
    : 'The browser may delete downloads when space is low.';
}

/** Next to the button that sends a prompt. */
export function sendsToText(address: string): string {
  return `Generate sends the prompt to ${hostOf(address)}.`;
}

export const persistRefused =
  'The browser refused. Some allow it once you bookmark, install or often visit the site.';

export const revivedText =
  'The browser lost the GPU, so the model was loaded again. Press Generate once more.';

export const serverNotice =
  'Prompts, which contain the task, are then sent to this server. Programs still run and are checked in this tab. The API key stays in this tab’s memory and is never stored.';
