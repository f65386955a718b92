/** The ways an engine can break: a closed union. Its sentences for people live in ui/. */

export type EngineFailure =
  | { readonly kind: 'no-webgpu'; readonly reason: 'no-api' | 'no-adapter' }
  | { readonly kind: 'no-shader-f16'; readonly modelName: string }
  | { readonly kind: 'out-of-memory'; readonly neededBytes: number | null }
  | { readonly kind: 'no-network'; readonly address: string }
  | { readonly kind: 'http-status'; readonly address: string; readonly status: number }
  | { readonly kind: 'no-disk-space'; readonly neededBytes: number | null }
  | { readonly kind: 'corrupt-file'; readonly address: string; readonly detail: string }
  | { readonly kind: 'wrong-file-type'; readonly address: string; readonly detail: string }
  | { readonly kind: 'device-lost'; readonly detail: string }
  | { readonly kind: 'prompt-too-long'; readonly limitTokens: number | null }
  | { readonly kind: 'no-chat-template'; readonly modelName: string }
  | { readonly kind: 'engine-crashed'; readonly detail: string }
  | ServerFailure;

/** What can go wrong with a server of the person's own. `address` is the server's. */
type ServerFailure =
  /** The page's own policy lets nothing through to such an address. */
  | { readonly kind: 'server-blocked'; readonly address: string }
  | { readonly kind: 'server-unreachable'; readonly address: string }
  /** It is there, and lets no page of another origin read its answers (CORS). */
  | { readonly kind: 'server-forbids-page'; readonly address: string }
  /** 401 or 403: a key is missing or wrong. */
  | { readonly kind: 'server-refused'; readonly address: string; readonly status: number }
  | { readonly kind: 'server-model-unknown'; readonly address: string; readonly modelName: string }
  /** Still 429 or 503 after waiting again and again. */
  | { readonly kind: 'server-overloaded'; readonly address: string; readonly status: number }
  | {
      readonly kind: 'server-error';
      readonly address: string;
      readonly status: number;
      readonly detail: string;
    }
  | { readonly kind: 'server-broken-stream'; readonly address: string; readonly detail: string }
  | { readonly kind: 'server-silent'; readonly address: string; readonly limitMs: number }
  | {
      readonly kind: 'server-unexpected-answer';
      readonly address: string;
      readonly detail: string;
    };
