/** One face for three browser engines, each driven by its own protocol. */

export interface EnginePage {
  open(address: string): Promise<void>;
  /** Calls a function that stands alone, in the page; arguments and results are plain data. */
  evaluate<A, R>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  /** Ends the browser. */
  close(): Promise<void>;
}

export interface Engine {
  readonly name: 'Chromium' | 'Firefox' | 'WebKit';
  /** What to install where `find` finds nothing. */
  readonly help: string;
  /** Whether it is on this machine. Installs nothing. */
  isInstalled(): boolean;
  launch(): Promise<EnginePage>;
}

/** The source of an asynchronous function that calls `run` with plain data as JSON. */
export function asTextCall(run: unknown): string {
  return `async (argument) => JSON.stringify((await (${String(run)})(JSON.parse(argument))) ?? null)`;
}
