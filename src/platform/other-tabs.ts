/** Word to the other tabs of this site, where the browser lets tabs speak to each other. */

export interface OtherTabs {
  /** Takes plain data. */
  tell(message: unknown): void;
  hear(onMessage: (message: unknown) => void): void;
}

export const noOtherTabs: OtherTabs = { tell: () => undefined, hear: () => undefined };

export function otherTabs(name: string): OtherTabs {
  if (!('BroadcastChannel' in globalThis)) return noOtherTabs;
  const channel = new BroadcastChannel(name);
  return {
    tell: (message) => channel.postMessage(message),
    hear: (onMessage) => channel.addEventListener('message', ({ data }) => onMessage(data)),
  };
}
