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

const interfaceEnding = /\/(chat\/completions|completions|models)$/;

/** The address under which all interfaces lie, "https://host/v1". Null where it is no address. */
export function baseAddress(address: string): string | null {
  const url = urlOf(address);
  if (url === null) return null;
  const given = url.pathname.replace(/\/+$/, '');
  const path = given.replace(interfaceEnding, '');
  // Whoever gives an interface's whole address, or one with a version in it, means that one.
  const isWhole = path !== given || /\/v\d\w*(\/|$)|\/openai$/.test(path);
  return `${url.origin}${isWhole ? path : `${path}/v1`}`;
}

/** The query of an address, "?api-version=1"; "" where it has none. */
export function queryOf(address: string): string {
  return urlOf(address)?.search ?? '';
}

/** "0.0.0.0:8000" as a page reaches it, "http://localhost:8000"; null for any other address. */
export function forThisComputer(address: string): string | null {
  const isEverywhere = /^\s*([a-z]+:\/\/)?0\.0\.0\.0(?![\w.])/i.test(address);
  const url = isEverywhere ? urlOf(address) : null;
  return url && url.href.replace(/\/$/, '');
}

function urlOf(address: string): URL | null {
  const text = address.trim();
  // People type "localhost:8080", which would be read as an address of the scheme "localhost:".
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  if (text === '' || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  // Servers print where they listen; as an address it means this computer.
  if (url.hostname === '0.0.0.0') url.hostname = 'localhost';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}

/** Whether the page may speak to it at all; a site's own host always. */
export function isReachable(address: string, siteOrigin: string): boolean {
  const { protocol, hostname, origin } = new URL(address);
  const isThisMachine = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || isThisMachine || origin === siteOrigin;
}
