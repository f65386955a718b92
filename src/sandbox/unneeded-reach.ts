/**
 * Takes out of a worker what no program needs and what some use against their neighbours: further
 * workers, ports and channels, errors reported at will, closing. It is tidiness, not a defence.
 */

const unneeded = [
  ...['reportError', 'Worker', 'SharedWorker', 'MessageChannel', 'BroadcastChannel'],
  ...['postMessage', 'close', 'importScripts', 'indexedDB', 'caches', 'EventSource'],
  ...['WebSocket', 'WebTransport', 'XMLHttpRequest'],
];

export function removeReach(scope: object): void {
  for (const name of unneeded) {
    for (let owner: object | null = scope; owner; owner = Object.getPrototypeOf(owner)) {
      Reflect.deleteProperty(owner, name);
    }
  }
}
