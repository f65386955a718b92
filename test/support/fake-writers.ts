/** Hand-written doubles of what a run needs: writers and a checker, with controls for the tests. */

import type { Checker, CheckOptions, CheckRequest } from '../../src/checking/checker.ts';
import type { Verdict } from '../../src/checking/verdict.ts';
import type { OpenedWriter, Writers } from '../../src/evaluation/running/writers.ts';
import type { EngineFailure } from '../../src/synthesis/engine-failure.ts';
import {
  EngineError,
  type GenerateOptions,
  type Generation,
  type GenerationRequest,
  type LoadedModel,
  type ModelDetails,
} from '../../src/synthesis/engine.ts';
import { FakeReader } from './fake-reader.ts';
import { verdictOf } from './plans.ts';

/** What the fake writes for a request, or fails of; undefined for a program that is right. */
export type Script = (
  request: GenerationRequest,
  call: number,
) => string | EngineFailure | undefined | Promise<string>;

/** Writes `def f(x): return SEED`, unless its script says otherwise. */
export class FakeWriters implements Writers {
  readonly requests: GenerationRequest[] = [];
  opened = 0;
  unloaded = 0;
  atOnce = 0;
  mostAtOnce = 0;
  hasChatTemplate = true;
  details: ModelDetails = {
    ...{ engine: 'a fake 1.0', revision: 'main', chatTemplate: '{{ messages }}' },
    files: [{ address: 'https://models.example/a.gguf', sizeBytes: 4e8, sha256: 'ab12' }],
    ranOn: [{ processor: 'cpu', threads: 2 }],
  };
  /** Set, the next `open` fails. */
  openFailure: Error | null = null;
  script: Script = () => undefined;

  async open(): Promise<OpenedWriter> {
    if (this.openFailure) throw this.openFailure;
    this.opened++;
    const model: LoadedModel = {
      engineId: 'llama-cpp',
      modelName: 'A fake',
      hasChatTemplate: this.hasChatTemplate,
      details: this.details,
      generate: (request, options) => this.#generate(request, options),
      unload: async () => void this.unloaded++,
    };
    return { model, parameters: 5e8, bytes: 4e8 };
  }

  /** Seeds in the order in which they were asked for, by task. */
  get seeds(): string[] {
    return this.requests.map(({ brief, sampling }) => `${brief.text} ${sampling.seed}`);
  }

  async #generate(
    request: GenerationRequest,
    { signal, onText }: GenerateOptions,
  ): Promise<Generation> {
    this.requests.push(request);
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    try {
      const said: ReturnType<Script> = this.script(request, this.requests.length);
      const written = await unlessAborted(said, signal);
      if (typeof written === 'object') throw new EngineError(written);
      const text = written ?? `def f(x):\n    return ${request.sampling.seed}\n`;
      if (!signal.aborted) onText(text);
      const counts = { promptTokens: 5, replyTokens: 4, firstTokenMs: 1, totalMs: 2 };
      return { text, finish: signal.aborted ? 'stopped' : 'stop', ...counts };
    } finally {
      this.atOnce--;
    }
  }
}

/** Takes a turn of the event loop, as real writers do. */
function unlessAborted<Said>(said: Said | Promise<Said>, signal: AbortSignal): Promise<Said | ''> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve('');
    const stop = () => resolve('');
    signal.addEventListener('abort', stop);
    const done = () => signal.removeEventListener('abort', stop);
    setTimeout(() => Promise.resolve(said).then(resolve, reject).finally(done));
  });
}

/** Passes what returns an even number. */
export class FakeRunChecker
  extends FakeReader
  implements Pick<Checker, 'check' | 'readProgram' | 'readTests'>
{
  readonly checked: string[] = [];
  /** Set, the next check fails. */
  failure: Error | null = null;
  /** Checks wait for it. */
  hold: Promise<void> | null = null;

  async check({ program }: CheckRequest, { signal }: CheckOptions = {}): Promise<Verdict> {
    await this.hold;
    signal?.throwIfAborted();
    if (this.failure) throw this.failure;
    this.checked.push(program ?? '');
    return verdictOf(/[02468]\n$/.test(program ?? '') ? 'passed' : 'failed-assertion');
  }
}
