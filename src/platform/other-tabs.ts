/** Word to the other tabs of this site, where the browser lets tabs speak to each other. */

import { offered } from './refusals.ts';

export interface OtherTabs {
  /** Takes plain data. */
  tell(message: unknown): void;
  hear(onMessage: (message: unknown) => void): void;
}

export const noOtherTabs: OtherTabs = { tell: () => undefined, hear: () => undefined };

/** Where tabs may not speak, as in Firefox with site data blocked, nobody hears and nobody tells. */
export function otherTabs(name: string): OtherTabs {
  const channel = offered(() => new BroadcastChannel(name));
  if (!channel) return noOtherTabs;
  return {
    tell: (message) => offered(() => channel.postMessage(message)),
    hear: (onMessage) =>
      offered(() => channel.addEventListener('message', ({ data }) => onMessage(data))),
  };
}
