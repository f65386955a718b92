/** What a program prints, kept up to a cap. Reads the interpreter's own streams, not Python's. */

import type { PyodideAPI } from 'pyodide';
import { outputLimitBytes as limitBytes } from './output-limit.ts';

export interface Output {
  readonly output: string;
  readonly isOutputTruncated: boolean;
}

export class CappedOutput {
  #chunks: Uint8Array[] = [];
  #sizeBytes = 0;
  #isTruncated = false;

  constructor(pyodide: PyodideAPI) {
    const write = (bytes: Uint8Array) => this.#add(bytes);
    pyodide.setStdout({ write });
    pyodide.setStderr({ write });
    pyodide.setStdin({ stdin: () => undefined });
  }

  /** Hands over what was printed since the last time. */
  take(): Output {
    const decoder = new TextDecoder();
    const text = this.#chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('');
    const taken = { output: text + decoder.decode(), isOutputTruncated: this.#isTruncated };
    this.#chunks = [];
    this.#sizeBytes = 0;
    this.#isTruncated = false;
    return taken;
  }

  #add(bytes: Uint8Array): number {
    const room = limitBytes - this.#sizeBytes;
    if (bytes.length > room) this.#isTruncated = true;
    if (room > 0) {
      // A copy: the bytes lie in a buffer that is used again.
      const chunk = bytes.slice(0, room);
      this.#chunks.push(chunk);
      this.#sizeBytes += chunk.length;
    }
    return bytes.length;
  }
}
