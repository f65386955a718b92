// Made by build/sandbox-plugin.ts: addresses relative to the page.
declare module 'virtual:sandbox-files' {
  /** The frame, as HTML with its own policy. */
  export const frameDocument: string;
  export const pyodideVersion: string;
  /** In a built site their names contain a hash of their content. */
  export const sandboxFiles: {
    readonly worker: string;
    /** gzip-compressed, like `snapshot`. */
    readonly wasm: string;
    readonly stdlib: string;
    readonly snapshot: string;
  };
}
