/** How many listeners wait for a signal: what is added and neither removed nor called stays. */

export function countListeners(signal: AbortSignal): () => number {
  const listening = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(...given: Parameters<typeof addEventListener>) {
      listening.add(given[1]);
      addEventListener.apply(signal, given);
    },
    removeEventListener(...given: Parameters<typeof removeEventListener>) {
      listening.delete(given[1]);
      removeEventListener.apply(signal, given);
    },
  });
  return () => listening.size;
}
