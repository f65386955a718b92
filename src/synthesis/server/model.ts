/** What the server engine can speak to, and where its interfaces lie. */

export interface ServerModel {
  /** As a person gives it: with or without "/v1", or even an interface's whole address. */
  readonly address: string;
  /** As the server names it. */
  readonly model: string;
  /** Kept in memory and nowhere else; null for a server that asks for none. */
  readonly apiKey: string | null;
}

export type Interface = 'chat/completions' | 'completions' | 'models';

/** What the page's Content-Security-Policy lets through besides the site itself. */
export const reachableSources = ['https:', 'http://localhost:*', 'http://127.0.0.1:*'] as const;

/** The address under which all interfaces lie, "https://host/v1". Null where it is no address. */
export function baseAddress(address: string): string | null {
  const text = address.trim();
  // People type "localhost:8080", which would be read as an address of the scheme "localhost:".
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  if (text === '' || !URL.canParse(whole)) return null;
  const { origin, pathname, protocol } = new URL(whole);
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const path = pathname
    .replace(/\/+$/, '')
    .replace(/\/(chat\/completions|completions|models)$/, '');
  return `${origin}${/\/v\d+$/.test(path) ? path : `${path}/v1`}`;
}

/** Whether the page may speak to it at all; a site's own host always. */
export function isReachable(address: string, siteOrigin: string): boolean {
  const { protocol, hostname, origin } = new URL(address);
  const isThisMachine = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || isThisMachine || origin === siteOrigin;
}
