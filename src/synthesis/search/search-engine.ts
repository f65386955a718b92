/**
 * The engine that needs no download: programs are searched for in Python, slice by slice, in an
 * interpreter that is the search's alone until it ends. What is searched, and how, is the Python's.
 */

import type { Interpreter, JobEnd } from '../../sandbox/interpreter.ts';
import { UnreachableError } from '../../sandbox/sandbox-bytes.ts';
import {
  EngineError,
  type Engine,
  type GenerateOptions,
  type Generation,
  type GenerationRequest,
  type LoadedModel,
  type LoadOptions,
} from '../engine.ts';
import { Generations, type Ending, type Reply } from '../generations.ts';
import { docstringExamples } from './docstring-examples.ts';
import { courseWith } from './search-course.ts';
import type { SearchReason } from './search-reason.ts';
import { searchModules } from './search-modules.ts';
import {
  programSoFar,
  readState,
  replyText,
  settled,
  type SayReason,
  type SearchProgress,
  type SearchResult,
  type SearchState,
} from './search-state.ts';

export interface SearchModel {
  /** The longest that one generation searches. */
  readonly seconds: number;
}

export type SearchInterpreter = Pick<Interpreter, 'run' | 'kill'>;

/** The part of an interpreter pool that the search needs. */
export interface InterpreterLender {
  /** Resolves when one has booted, and takes none. */
  ready(signal?: AbortSignal): Promise<void>;
  take(signal?: AbortSignal, patienceMs?: number): Promise<SearchInterpreter>;
  giveBack(interpreter: SearchInterpreter): void;
}

export interface SearchGenerateOptions extends GenerateOptions {
  /** After every slice, and once more with the result; `course` as a report keeps it. */
  readonly onSearch?: (
    progress: SearchProgress,
    result: SearchResult | null,
    course?: readonly number[],
  ) => void;
}

const sliceSeconds = 0.2;
/** A search that goes on for so long may leave its interpreter unfit for the check after it. */
const patienceMs = 2_000;
/** A slice that takes this long is stuck in a single evaluation. */
const stuckMs = 8_000;

export class SearchEngine implements Engine<SearchModel> {
  readonly id = 'search';
  readonly #interpreters: InterpreterLender;
  readonly #sayReason: SayReason;

  /** Lent from the pool that programs are checked in: the check that follows finds it booted. */
  constructor(interpreters: InterpreterLender, sayReason: SayReason) {
    this.#interpreters = interpreters;
    this.#sayReason = sayReason;
  }

  async load(model: SearchModel, { signal, onProgress }: LoadOptions): Promise<SearchInMemory> {
    signal.throwIfAborted();
    onProgress({ stage: 'preparing', loadedBytes: 0, totalBytes: null });
    try {
      await this.#interpreters.ready(signal);
      signal.throwIfAborted();
      return new SearchInMemory(model, this.#interpreters, this.#sayReason);
    } catch (error) {
      signal.throwIfAborted();
      throw classified(error);
    }
  }
}

function classified(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  if (error instanceof UnreachableError) {
    return new EngineError({ kind: 'no-network', address: error.address }, { cause: error });
  }
  return new EngineError({ kind: 'engine-crashed', detail: String(error) }, { cause: error });
}

export class SearchInMemory implements LoadedModel {
  readonly engineId = 'search';
  readonly modelName = 'Built-in search';
  readonly hasChatTemplate = true;
  readonly #seconds: number;
  readonly #interpreters: InterpreterLender;
  readonly #sayReason: SayReason;
  readonly #generations = new Generations();

  constructor(model: SearchModel, interpreters: InterpreterLender, sayReason: SayReason) {
    this.#seconds = model.seconds;
    this.#interpreters = interpreters;
    this.#sayReason = sayReason;
  }

  /**
   * Reads the brief, never the prompt. Stopped, it settles as at its time limit: it replies with the
   * program that it kept, which is a result, or else with its best attempt.
   */
  generate(request: GenerationRequest, options: SearchGenerateOptions): Promise<Generation> {
    let last: SearchProgress = nothing;
    let course: readonly number[] = [];
    let isSettled = false;
    const onSearch: SearchGenerateOptions['onSearch'] = (progress, result) => {
      last = progress;
      course = courseWith(course, progress);
      options.onSearch?.(progress, result, course);
    };
    const searching = this.#generations.run(request, options, (reply, signal) => {
      // Before `Generations` closes the reply: a signal tells its own listeners first, and only
      // then the signals that were made of it.
      const onStop = () => {
        const end = settled(last, 'stopped');
        if (end) options.onSearch?.(end.progress, end.result, course);
        isSettled = end !== null;
        reply.push(programSoFar(last));
      };
      options.signal.addEventListener('abort', onStop, { once: true });
      return this.#search(request, reply, signal, onSearch).finally(() =>
        options.signal.removeEventListener('abort', onStop),
      );
    });
    return searching.then((end) => (isSettled ? { ...end, finish: 'stop' } : end));
  }

  unload(): Promise<void> {
    this.#generations.stopAll();
    return Promise.resolve();
  }

  async #search(
    { brief, sampling }: GenerationRequest,
    reply: Reply,
    signal: AbortSignal,
    onSearch: SearchGenerateOptions['onSearch'],
  ): Promise<Ending> {
    const { shownTests, codePrompt = '' } = brief;
    const specification = JSON.stringify({
      ...brief,
      shownTests: shownTests.length > 0 ? shownTests : docstringExamples(codePrompt),
      ...{ seed: sampling.seed, seconds: this.#seconds },
    });
    const interpreter = await this.#lent(signal);
    try {
      let state = await call(interpreter, 'begin', specification);
      while (state.result === null && !signal.aborted) {
        onSearch?.(state.progress, null);
        state = await call(interpreter, 'step', String(sliceSeconds), state.progress);
      }
      const { progress, result } = state;
      if (result !== null && !signal.aborted) {
        onSearch?.(progress, result);
        reply.push(replyText(result, this.#sayReason));
      }
      return {
        finish: result?.kind === 'out-of-time' ? 'length' : 'stop',
        promptTokens: null,
        replyTokens: null,
      };
    } finally {
      this.#interpreters.giveBack(interpreter);
    }
  }

  async #lent(signal: AbortSignal): Promise<SearchInterpreter> {
    try {
      return await this.#interpreters.take(signal, patienceMs);
    } catch (error) {
      signal.throwIfAborted();
      throw classified(error);
    }
  }
}

/** One call in Python. Where the interpreter is lost with it, the search ends with what it had. */
async function call(
  interpreter: SearchInterpreter,
  name: 'begin' | 'step',
  argument: string,
  progress: SearchProgress = nothing,
): Promise<SearchState> {
  const calls = [{ function: `search_service.${name}`, argument }];
  const modules = name === 'begin' ? searchModules : [];
  const { returned, end } = await interpreter.run(calls, { limitMs: stuckMs, modules });
  const [first] = returned;
  if (end.kind === 'ended' && first !== undefined) return readState(first.reply);
  interpreter.kill();
  const lost = settled(progress, 'lost');
  if (lost) return lost;
  const best = progress.best?.program ?? null;
  return { progress, result: { kind: 'exhausted', reason: lossOf(end), best } };
}

const nothing: SearchProgress = {
  tried: 0,
  level: 0,
  dropped: 0,
  held: 0,
  elapsedSeconds: 0,
  best: null,
};

function lossOf(end: JobEnd): SearchReason {
  if (end.kind === 'timeout') return { code: 'stuck' };
  if (end.kind === 'crashed') return { code: 'broke-off' };
  return { code: 'ended-from-outside' };
}
