/** Hand-written doubles of what the page is given, with controls for the tests. */

import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import type { Recording } from '../../../src/checking/recording.ts';
import type { AddressBar } from '../../../src/app/page/address.ts';
import { makePage } from '../../../src/app/make-page.ts';
import { lazyEngines } from '../../../src/synthesis/engines.ts';
import { makeEvaluation } from '../../../src/app/evaluation/make-evaluation.ts';
import type { Models, Offer, OwnModel } from '../../../src/app/models/model-picker.svelte.ts';
import type { StoragePart } from '../../../src/app/storage/storage-parts.ts';
import type {
  Checker,
  CheckOptions,
  CheckRequest,
  RecordRequest,
} from '../../../src/checking/checker.ts';
import type { TestResult, Verdict } from '../../../src/checking/verdict.ts';
import type {
  EngineId,
  Generation,
  GenerationRequest,
  LoadedModel,
  LoadOptions,
} from '../../../src/synthesis/engine.ts';
import type { SearchGenerateOptions } from '../../../src/synthesis/search/search-engine.ts';
import type { MixedText, TestReading } from '../../../src/tasks/python-reader.ts';
import { keptInMemory } from '../../support/kept-in-memory.ts';
import { textRuns } from '../../support/text-runs.ts';
import { rememberedFiles } from '../../../src/tasks/kept-files.ts';
import { OwnSets } from '../../../src/tasks/own-sets.ts';
import type { TaskSet, TaskSource } from '../../../src/tasks/task-source.ts';
import type { Task, TaskSetId } from '../../../src/tasks/task.ts';

export function taskOf(id: string, name: string, source: TaskSetId = 'starter'): Task {
  return {
    source,
    id,
    text: `Write a function to ${name} a number.`,
    referenceCode: `def ${name}(n):\n    return n`,
    setupCode: '',
    tests: [`assert ${name}(1) == 2`, `assert ${name}(2) == 3`],
    challengeTests: [`assert ${name}(-1) == 0`],
  };
}

export function setOf(tasks: readonly Task[], source: TaskSetId = 'starter'): TaskSet {
  return { source, tasks, faults: [], keepFault: null };
}

/** A promise whose end the test decides. */
export class Held<Result> {
  readonly promise: Promise<Result>;
  finish: (result: Result) => void = () => undefined;
  fail: (error: unknown) => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  }
}

export class FakeBar implements AddressBar {
  hash = '';
  readonly base = 'https://synthpad.example/';
  /** Whether listeners hear of a change in a task of its own, as a browser's do. */
  isLate = false;
  readonly #listeners: (() => void)[] = [];

  go(hash: string): void {
    this.hash = hash;
    if (this.isLate) setTimeout(() => this.#tell());
    else this.#tell();
  }

  #tell(): void {
    for (const onChange of this.#listeners) onChange();
  }

  replace(hash: string): void {
    this.hash = hash;
  }

  listen(onChange: () => void): void {
    this.#listeners.push(onChange);
  }
}

/** Reads `assert name(input) == expected`, which is all these tests use. */
function readTest(source: string): TestReading {
  const [, call = '', functionName = '', input = '', expected = ''] =
    /^assert ((\w+)\((.*)\)) == (.*)$/.exec(source) ?? [];
  return { source, functionName, call, inputs: [input], expected, syntaxError: null };
}

export class FakeChecker implements Checker {
  readonly checks: { request: CheckRequest; options: CheckOptions; held: Held<Verdict> }[] = [];

  check(request: CheckRequest, options: CheckOptions = {}): Promise<Verdict> {
    const held = new Held<Verdict>();
    options.signal?.addEventListener('abort', () => held.fail(options.signal?.reason));
    this.checks.push({ request, options, held });
    return held.promise;
  }

  get last() {
    const last = this.checks.at(-1);
    if (!last) throw new Error('Nothing was checked.');
    return last;
  }

  readTests = async (tests: readonly string[]) => tests.map(readTest);

  async readProgram(code: string) {
    const definitions = [...code.matchAll(/^def (\w+)/gm)].map(([, name = '']) => name);
    return { kind: 'program', definitions } as const;
  }

  async readRuns(texts: readonly MixedText[]) {
    return textRuns(texts);
  }

  async readLongestCode(text: string) {
    return text;
  }

  async readOutline(code: string) {
    const functions = [...code.matchAll(/^def (\w+)\((.*)\):/gm)].map(
      ([, name = '', parameters = '']) => ({ name, parameters: parameters.split(', ') }),
    );
    return { functions, text: code.replace(/return .*/g, 'return …') };
  }

  async readHardCoding() {
    return { constants: [], calls: [] };
  }

  readonly recordings: { request: RecordRequest; signal: AbortSignal; held: Held<Recording> }[] =
    [];

  record(request: RecordRequest, options: Pick<CheckOptions, 'signal'> = {}): Promise<Recording> {
    const held = new Held<Recording>();
    const signal = options.signal ?? new AbortController().signal;
    signal.addEventListener('abort', () => held.fail(signal.reason));
    this.recordings.push({ request, signal, held });
    return held.promise;
  }

  get lastRecording() {
    const last = this.recordings.at(-1);
    if (!last) throw new Error('Nothing was recorded.');
    return last;
  }

  async warmUp() {
    // Always warm.
  }

  close() {
    // Nothing to end.
  }
}

export class FakeModel implements LoadedModel {
  readonly engineId: EngineId;
  readonly modelName: string;
  readonly hasChatTemplate = true;
  isUnloaded = false;
  readonly calls: {
    request: GenerationRequest;
    options: SearchGenerateOptions;
    held: Held<Generation>;
  }[] = [];

  constructor(engineId: EngineId = 'llama-cpp', modelName = 'Tiny') {
    this.engineId = engineId;
    this.modelName = modelName;
  }

  generate(request: GenerationRequest, options: SearchGenerateOptions): Promise<Generation> {
    const held = new Held<Generation>();
    let text = '';
    const onText = (piece: string) => {
      text += piece;
      options.onText(piece);
    };
    options.signal.addEventListener('abort', () => held.finish(generationOf(text, 'stopped')));
    this.calls.push({ request, options: { ...options, onText }, held });
    return held.promise;
  }

  get last() {
    const last = this.calls.at(-1);
    if (!last) throw new Error('Nothing was generated.');
    return last;
  }

  async unload() {
    this.isUnloaded = true;
  }
}

export function generationOf(text: string, finish: Generation['finish'] = 'stop'): Generation {
  return { text, finish, promptTokens: 10, replyTokens: 5, firstTokenMs: 1, totalMs: 1200 };
}

export class FakeModels implements Models {
  readonly loads: { options: LoadOptions; held: Held<LoadedModel> }[] = [];
  /** What the stand-in loads as, each time anew. */
  readonly searches: FakeModel[] = [];
  readonly defaultOffer: Offer = {
    id: 'search',
    engineId: 'search',
    name: 'Built-in search',
    parameters: null,
    downloadBytes: 0,
    memoryBytes: null,
    licence: null,
    figures: null,
    isRecommended: false,
    spec: { kind: 'search', seconds: 10 },
    ...{ kept: null, sendsTo: null, remove: null },
    load: async () => {
      const model = new FakeModel('search', 'Built-in search');
      this.searches.push(model);
      return model;
    },
  };
  offer: Offer = {
    id: 'llama-cpp/tiny',
    engineId: 'llama-cpp',
    name: 'Tiny',
    parameters: 5e8,
    downloadBytes: 4e8,
    memoryBytes: null,
    licence: 'apache-2.0',
    figures: { mbpp: 69.2, mbppPlus: 59.4 },
    isRecommended: true,
    spec: { kind: 'gguf-address', address: 'https://models.example/tiny.gguf' },
    ...{ kept: null, sendsTo: null, remove: null },
    load: (options) => {
      const held = new Held<LoadedModel>();
      options.signal.addEventListener('abort', () => held.fail(options.signal.reason));
      this.loads.push({ options, held });
      return held.promise;
    },
  };

  isPersisted = false;
  /** What the browser will say when it is asked. */
  mayPersist = true;
  /** What is on this device of the one model, until it is removed. */
  kept: Offer['kept'] = null;
  onRemove: () => void = () => undefined;
  readonly owned: OwnModel[] = [];

  async look() {
    const storage = { freeBytes: 1e9, isPersisted: this.isPersisted };
    const capabilities = {
      gpu: { kind: 'no-api' },
      storage,
      cores: 4,
      memoryBytes: null,
      keepsDownloads: true,
      isCrossOriginIsolated: false,
      threads: null,
    } as const;
    const { kept } = this;
    const remove = async () => {
      this.kept = null;
      this.onRemove();
    };
    const offer = { ...this.offer, kept, remove: kept && remove };
    return { capabilities, offers: [this.defaultOffer, offer] };
  }

  serverKey = () => null;

  own = (model: OwnModel): Offer => {
    this.owned.push(model);
    return model.spec.kind === 'server'
      ? { ...this.offer, id: 'server/it', engineId: 'server', sendsTo: model.spec.address }
      : this.offer;
  };

  forgetThreads = () => undefined;
  persist = async () => (this.isPersisted = this.mayPersist);

  listServer = async () => ['small', 'large'];

  get search() {
    const search = this.searches.at(-1);
    if (!search) throw new Error('The search was not loaded.');
    return search;
  }

  get last() {
    const last = this.loads.at(-1);
    if (!last) throw new Error('Nothing was loaded.');
    return last;
  }
}

export function resultOf(source: string, fields: Partial<TestResult> = {}): TestResult {
  return {
    group: 'shown',
    source,
    outcome: 'passed',
    expected: null,
    got: null,
    expectedType: null,
    gotType: null,
    exception: null,
    output: '',
    ms: 1,
    isUnisolated: false,
    ...fields,
  };
}

export function verdictOf(fields: Partial<Verdict>): Verdict {
  return {
    status: 'passed',
    tests: [],
    exception: null,
    output: '',
    isOutputTruncated: false,
    oracle: [],
    ms: 20,
    ...fields,
  };
}

/** A source whose tasks are there at once. */
export function sourceOf(tasks: readonly Task[]): TaskSource {
  const set = setOf(tasks);
  return { id: 'starter', download: null, openKept: async () => null, fetch: async () => set };
}

/**
 * Everything a page needs, wired as `main` wires it, over doubles; real models may take the place
 * of theirs, and the storage of an earlier visit that of a new one.
 */
export function fakePage(
  sources: readonly TaskSource[],
  realModels?: Models,
  work = new WorkStore(new WorkDatabase({ name: crypto.randomUUID() })),
  settings = keptInMemory(),
) {
  const checker = new FakeChecker();
  const models = new FakeModels();
  const bar = new FakeBar();
  const stored: StoragePart[] = [];
  const copied: string[] = [];
  const parts = makePage({
    ...{ bar, sources, checker, work, settings },
    ownSets: new OwnSets(rememberedFiles()),
    models: () => realModels ?? models,
    updates: { watch: () => {}, apply: () => {} },
    lookAtStorage: async () => ({
      parts: [...stored],
      report: { freeBytes: 1e9, isPersisted: false },
    }),
    copy: async (text) => void copied.push(await text),
    makeEvaluation: async (fromPage) =>
      makeEvaluation({
        ...{ checker, settings, ...fromPage },
        engines: lazyEngines(() => Promise.reject(new Error('none'))),
        attempts: async () => (await work.export()).attempts,
      }),
  });
  return { ...parts, parts, checker, models, bar, settings, copied, stored };
}

export const rememberedSettings = keptInMemory;
