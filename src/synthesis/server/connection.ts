/**
 * One server as the page reaches it: the way there, the key, and why a request did not get
 * through. What is asked and answered belongs to `reply` and `list-models`.
 */

import { EngineError } from '../engine.ts';
import type { EngineFailure } from '../engine-failure.ts';
import { PassingFault, refusalOf } from './failure.ts';
import { baseAddress, isReachable, queryOf, type Interface, type ServerModel } from './model.ts';

export interface ConnectionServices {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** The page's own origin, which its policy always lets through. */
  readonly siteOrigin: string;
}

export class Connection {
  readonly model: ServerModel;
  readonly #base: string;
  /** Such as the version of the interface, which some servers want in each address. */
  readonly #query: string;
  readonly #fetch: ConnectionServices['fetch'];

  /** Throws an `EngineError` where the page's policy would let nothing through. */
  constructor(model: ServerModel, { fetch, siteOrigin }: ConnectionServices) {
    const base = baseAddress(model.address);
    if (base === null || !isReachable(base, siteOrigin)) {
      throw new EngineError({ kind: 'server-blocked', address: model.address });
    }
    this.model = { ...model, address: base };
    this.#base = base;
    this.#query = queryOf(model.address);
    this.#fetch = fetch;
  }

  /**
   * A successful answer; anything else rejects with a `PassingFault`, an `EngineError` or the
   * signal's reason. A body of null asks with GET.
   */
  async ask(kind: Interface, body: object | null, signal: AbortSignal): Promise<Response> {
    let response: Response;
    try {
      response = await this.#fetch(`${this.#base}/${kind}${this.#query}`, {
        ...(body === null ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: this.#headers(body !== null),
        signal,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // A prompt goes where the person said, and to nobody else.
        redirect: 'manual',
      });
    } catch (error) {
      signal.throwIfAborted();
      throw new PassingFault(await this.#whyUnreached(signal), null, { cause: error });
    }
    if (response.type === 'opaqueredirect') {
      throw new EngineError({ kind: 'server-redirects', address: this.model.address });
    }
    if (!response.ok) throw await refusalOf(response, this.model);
    return response;
  }

  #headers(hasBody: boolean): Record<string, string> {
    const { apiKey } = this.model;
    return {
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
    };
  }

  /** The browser says the same of both; a question that needs no permission tells them apart. */
  async #whyUnreached(signal: AbortSignal): Promise<EngineFailure> {
    const { address } = this.model;
    try {
      const init = { mode: 'no-cors', cache: 'no-store', credentials: 'omit', signal } as const;
      await this.#fetch(`${this.#base}/models${this.#query}`, init);
      return { kind: 'server-forbids-page', address };
    } catch {
      signal.throwIfAborted();
      return { kind: 'server-unreachable', address };
    }
  }
}
