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
  | { readonly kind: 'engine-crashed'; readonly detail: string };
