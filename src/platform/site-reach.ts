/** Whether the site itself answers: what the page has of it may come from this device. */

import { answerOrNull } from './refusals.ts';

/**
 * Asks for no file but its head, which the service worker does not answer for the site; nor may the
 * browser's own cache, where hosts let what they sent stand for a while.
 */
export async function isSiteReachable(): Promise<boolean> {
  if (!navigator.onLine) return false;
  const address = new URL('sw.js', document.baseURI);
  return (await answerOrNull(() => fetch(address, { method: 'HEAD', cache: 'no-store' }))) !== null;
}
