/**
 * The run token of one kind of command: the newest request wins. Beginning aborts the one before,
 * so a command asks after every `await` whether its own signal was aborted, and leaves if so.
 */
export class Latest {
  #controller: AbortController | null = null;

  begin(): AbortSignal {
    this.end();
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /** Aborts the command under way, if any. */
  end(): void {
    this.#controller?.abort();
    this.#controller = null;
  }
}
