/**
 * The interpreter's only source of chance, the same after every restore: a program that draws
 * random numbers gets the same ones in every check, so its verdict can be repeated.
 */

const seed = 0x9e3779b9;

export class RepeatableRandom {
  #state = seed;
  #memory: WebAssembly.Memory | null = null;

  /** Replaces the system call, to be followed by `attach` before the first one. */
  install(imports: WebAssembly.Imports): void {
    const system = imports['wasi_snapshot_preview1'];
    const original = system?.['random_get'];
    if (!system || typeof original !== 'function') return;
    system['random_get'] = (address: number, length: number): number => {
      if (!this.#memory) return original(address, length) as number;
      const bytes = new Uint8Array(this.#memory.buffer, address >>> 0, length >>> 0);
      for (let i = 0; i < bytes.length; i++) bytes[i] = this.#next();
      return 0;
    };
  }

  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
  }

  reset(): void {
    this.#state = seed;
  }

  /** xorshift32 (Marsaglia 2003); nothing here needs secrecy. */
  #next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 8) & 0xff;
  }
}
