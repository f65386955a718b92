/** A browser that refuses one of its parts in one of the ways in which browsers do. */

export type Refusal =
  'absent' | 'throws when looked at' | 'throws when called' | 'rejects' | 'hangs';

export const refusedParts = [
  'indexedDB',
  'localStorage',
  'caches',
  'BroadcastChannel',
  'navigator.storage',
  'navigator.locks',
  'navigator.clipboard',
  'navigator.serviceWorker',
] as const;

export type RefusedPart = (typeof refusedParts)[number];

/** For an init script: it stands alone, and runs before any of the page. */
export function refuse([parts, refusal]: readonly [readonly RefusedPart[], Refusal]): void {
  const denied = () => new DOMException('Denied for a test.', 'SecurityError');
  const say = () => {
    if (refusal === 'throws when called') throw denied();
    if (refusal === 'rejects') return Promise.reject(denied());
    return new Promise(() => undefined);
  };
  /** As `indexedDB.open` answers: later, over events. */
  const request = () => {
    if (refusal === 'throws when called') throw denied();
    const listeners: ((event: Event) => void)[] = [];
    const made: object = Object.create(IDBOpenDBRequest.prototype, {
      error: { value: denied() },
      onerror: { value: null, writable: true },
      addEventListener: {
        value: (type: string, listener: (event: Event) => void) =>
          type === 'error' && listeners.push(listener),
      },
      removeEventListener: { value: () => undefined },
    });
    if (refusal === 'rejects') {
      setTimeout(() => listeners.forEach((listener) => listener(new Event('error'))), 10);
    }
    return made;
  };
  /** It answers at once or not at all: it rejects what finds no room. */
  const store = () => {
    if (refusal !== 'hangs') throw new DOMException('Denied for a test.', 'QuotaExceededError');
    return null;
  };
  const answers: { readonly [part in RefusedPart]?: () => unknown } = {
    indexedDB: request,
    localStorage: store,
  };
  class SilentChannel {
    constructor() {
      if (refusal === 'throws when called') throw denied();
    }
    postMessage() {
      if (refusal === 'rejects') throw denied();
    }
    addEventListener() {
      if (refusal === 'rejects') throw denied();
    }
  }
  const standIn = (part: RefusedPart) => {
    if (part === 'BroadcastChannel') return SilentChannel;
    const answer = answers[part] ?? say;
    return new Proxy({}, { get: (_, name) => (typeof name === 'string' ? answer : undefined) });
  };
  for (const part of parts) {
    const [holder, name] = part.startsWith('navigator.')
      ? [navigator, part.slice('navigator.'.length)]
      : [globalThis, part];
    Object.defineProperty(holder, name, {
      configurable: true,
      get() {
        if (refusal === 'throws when looked at') throw denied();
        return refusal === 'absent' ? undefined : standIn(part);
      },
    });
  }
}
