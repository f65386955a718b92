/**
 * One llama.cpp in its worker, through wllama: starts it, asks it, ends it. Every promise settles,
 * also when the worker dies, which wllama itself only writes to its log. What an error means is
 * left to `failure.ts`.
 */
// Below the package's root, whose types are its sources and would be checked with our strictness.
import type { ChatCompletionChunk, RawCompletionChunk, Wllama } from '@wllama/wllama/esm/index.js';
import compatWasmAddress from '@wllama/wllama-compat/wasm/wllama.wasm?url';
import wasmAddress from '@wllama/wllama/esm/wasm/wllama.wasm?url';
import type { GenerationRequest, Prompt } from '../engine.ts';
import { bringFile, orMissing } from '../missing-file.ts';
import type { TrialReply } from './gpu-trial.ts';
import { batchTokens, contextTokens, type Processor } from './model.ts';
import { noCache } from './no-cache.ts';
import { PromptReading, type TokensRead } from './prompt-reading.ts';
import { thinkingTokensOf } from '../thinking.ts';
import { RuntimeLog } from './runtime-log.ts';
import { promptReading, samplingParameters } from './sampling.ts';

/** As its JSON library says that a text is not UTF-8. */
const noText = /json\.exception\.type_error\.316/;

/** More than any model has. */
const allLayers = 9_999;

export type LlamaCppChunk = ChatCompletionChunk | RawCompletionChunk;

export function textOf({ choices: [choice] }: LlamaCppChunk): string {
  if (choice === undefined) return '';
  return 'text' in choice ? choice.text : (choice.delta.content ?? '');
}

type AskParameters = Partial<ReturnType<typeof samplingParameters>> & {
  readonly max_tokens: number;
  readonly cache_prompt: boolean;
};

/** As wllama names the files it is given, in their order. */
function pathOf(number: number, files: number): string {
  const digits = (count: number) => String(count).padStart(5, '0');
  return `/models/model-${digits(number)}-of-${digits(files)}.gguf`;
}

/**
 * Only templates of models that may think or not look at it. A thought of a thousand tokens would
 * leave none for a program that no more are added for.
 */
function thinkingSwitch({ kind }: Prompt, isThinking: boolean) {
  return kind === 'chat' ? { chat_template_kwargs: { enable_thinking: isThinking } } : {};
}

export class Runtime {
  /** Of llama.cpp, as its builds are named. */
  readonly libraryVersion: string;
  readonly #wllama: Wllama;
  readonly #log: RuntimeLog;
  readonly #reading = new PromptReading();
  #hasAdapter = false;

  private constructor(wllama: Wllama, log: RuntimeLog, libraryVersion: string) {
    this.libraryVersion = libraryVersion;
    this.#wllama = wllama;
    this.#log = log;
  }

  static async libraryVersion(): Promise<string> {
    const { Wllama } = await orMissing(import('@wllama/wllama/esm/index.js'));
    return Wllama.getLibllamaVersion();
  }

  /** Downloads the library on first use. */
  static async create(): Promise<Runtime> {
    const [{ CacheManager, Wllama }, { default: code }] = await orMissing(
      Promise.all([
        import('@wllama/wllama/esm/index.js'),
        import('@wllama/wllama-compat/wasm/wllama.js?raw'),
      ]),
    );
    const log = new RuntimeLog();
    const cacheManager = new CacheManager([noCache]);
    const wllama = new Wllama({ default: wasmAddress }, { logger: log.logger, cacheManager });
    // For Safari, which has no 64-bit memories. The library's default is a public CDN.
    wllama.setCompat({ worker: { code }, wasm: compatWasmAddress });
    await bringFile(wllama.getWorkerResources().wasmPath);
    return new Runtime(wllama, log, Wllama.getLibllamaVersion());
  }

  /** What llama.cpp complained about so far, in its own words. */
  get complaints(): readonly string[] {
    return this.#log.complaints;
  }

  get hasChatTemplate(): boolean {
    return this.chatTemplate !== null;
  }

  get chatTemplate(): string | null {
    return this.#wllama.getChatTemplate();
  }

  /** As many as the library took: one where the page has none, whatever was asked for. */
  get threads(): number {
    return this.#wllama.getNumThreads();
  }

  /** False where llama.cpp refused the file: `complaints` say why. An adapter has to fit. */
  async load(
    file: Blob | readonly Blob[],
    threads: number,
    processor?: Processor,
    adapter: Blob | null = null,
  ): Promise<boolean> {
    this.#hasAdapter = adapter !== null;
    // Without a name: wllama sorts files by what their names say of parts.
    const files = [file, adapter?.slice() ?? []].flat();
    const path = pathOf(files.length, files.length);
    const loading = this.#wllama.loadModel(files, {
      ...(adapter ? { lora_adapters: [{ path }] } : {}),
      n_ctx: contextTokens,
      n_batch: batchTokens,
      n_threads: threads,
      // One reply at a time, so that it may use the whole context.
      n_parallel: 1,
      // All layers or none: a part of a model on the GPU is neither fast nor as the CPU has it.
      n_gpu_layers: processor === 'gpu' ? allLayers : 0,
      // Thinking is part of the reply, extraction drops it; parsing would hide it instead.
      reasoning_format: 'none',
      skip_chat_parsing: true,
      warmup: false,
    });
    await Promise.race([loading, this.#log.crash]);
    // A refused file leaves an empty vocabulary and no error.
    return this.#wllama.getModelMetadata().hparams.nVocab > 0;
  }

  /**
   * Reads the prompt once for all samples of it that follow one another; what it shares with the
   * prompt before was read with that one, and is not read again. False where llama.cpp gave up on the reply because the model wrote bytes
   * that are no text: it cannot say them, and goes on with the next request. `scale` is the adapter's.
   */
  async complete(
    request: GenerationRequest,
    signal: AbortSignal,
    onData: (chunk: LlamaCppChunk) => void,
    scale = 0,
  ): Promise<boolean> {
    let isWhole = false;
    const { prompt } = request;
    const isThinking = thinkingTokensOf(request) > 0;
    const same = { ...this.#adapterAt(scale), ...thinkingSwitch(prompt, isThinking) };
    try {
      await this.#reading.hold(prompt, { scale, isThinking }, (stage, from) =>
        this.#read(stage, { ...same, cache_prompt: from === 'held' }, signal),
      );
      const parameters = {
        ...samplingParameters(request),
        ...same,
        cache_prompt: this.#reading.canBeCut,
      };
      isWhole = await this.#ask(prompt, parameters, signal, onData);
    } finally {
      if (!isWhole || signal.aborted) this.#reading.forget();
    }
    return isWhole;
  }

  /** With every request: one that says nothing of it gets the adapter as it was trained. */
  #adapterAt(scale: number) {
    return this.#hasAdapter ? { lora: [{ id: 0, scale }] } : {};
  }

  /** Reads a text and goes on with it a little, greedily; with the adapter, where there is one. */
  async tryOut(): Promise<TrialReply> {
    const signal = new AbortController().signal;
    const prompt: Prompt = { kind: 'completion', text: 'def add(a, b):\n'.repeat(8) };
    const own = { ...this.#adapterAt(1), max_tokens: 8, cache_prompt: false };
    const parameters = { ...promptReading, ...own };
    const startedAt = performance.now();
    let text = '';
    await this.#ask(prompt, parameters, signal, (chunk) => (text += textOf(chunk)));
    return { text, ms: performance.now() - startedAt, isOnGpu: this.#log.isOnGpu };
  }

  async #read(
    prompt: Prompt,
    how: Pick<AskParameters, 'cache_prompt'>,
    signal: AbortSignal,
  ): Promise<TokensRead> {
    let last: LlamaCppChunk | undefined;
    await this.#ask(prompt, { ...promptReading, ...how }, signal, (chunk) => (last = chunk));
    signal.throwIfAborted();
    return { held: last?.timings?.cache_n ?? 0, read: last?.timings?.prompt_n ?? 0 };
  }

  async #ask(
    prompt: Prompt,
    parameters: AskParameters,
    signal: AbortSignal,
    onData: (chunk: LlamaCppChunk) => void,
  ): Promise<boolean> {
    const earlier = this.complaints.length;
    const options = { ...parameters, stream: true as const, abortSignal: signal, onData };
    const replying =
      prompt.kind === 'completion'
        ? this.#wllama.createCompletion({ ...options, prompt: prompt.text })
        : this.#wllama.createChatCompletion({
            ...options,
            messages: [...prompt.messages],
          });
    try {
      await Promise.race([replying, this.#log.crash]);
      return true;
    } catch (error) {
      // The error itself is of wllama, which takes the missing answer for one of a gigabyte.
      if (this.complaints.slice(earlier).some((complaint) => noText.test(complaint))) return false;
      throw error;
    }
  }

  /**
   * Terminates the worker. Waits for it to exist: wllama makes it some turns after it is asked
   * to load, and one that is not there yet cannot be terminated.
   */
  async exit(loading: Promise<unknown> = Promise.resolve()): Promise<void> {
    const settled = loading.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([settled, this.#log.firstWord]);
    await this.#wllama.exit();
  }
}
