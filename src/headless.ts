/**
 * The page without a face: what commands of the terminal drive in a headless browser. It offers
 * the same checker as the page, its search and its runs, on `window.synthpad`.
 */

import { lazyEngines } from './synthesis/engines.ts';
import type {
  EvaluateEnd,
  EvaluateRequest,
  HeadlessRuns,
} from './app/evaluation/runs/headless-runs.ts';
import { once } from './platform/once.ts';
import type { CheckRequest, Checker } from './checking/checker.ts';
import { createChecker, programInterpreters } from './checking/create-checker.ts';
import { browserExpectedStore, type ExpectedStore } from './checking/hidden/expected-store.ts';
import {
  type HardCoding,
  type HardCodingRequest,
  lookForHardCoding,
} from './checking/hard-coding.ts';
import type { Verdict } from './checking/verdict.ts';
import type { Plan } from './evaluation/plans/plan.ts';
import type { RunEnd } from './evaluation/running/run-end.ts';
import type { LogImport } from './evaluation/log/run-log-reading.ts';
import type { SampleOutcome } from './evaluation/runs/run.ts';
import { SandboxBytes } from './sandbox/sandbox-bytes.ts';
import type { Brief } from './synthesis/engine.ts';
import type { Extraction } from './synthesis/extraction.ts';
import type { ExtractionWay } from './synthesis/extraction-way.ts';
import { replyReaderOf } from './synthesis/kinds/reply-readers.ts';
import { briefFor, defaultPromptSettings, functionNameOf } from './synthesis/prompt-settings.ts';
import type { SearchInMemory } from './synthesis/search/search-engine.ts';
import type { SearchProgress, SearchResult } from './synthesis/search/search-state.ts';
import type { PythonReader } from './tasks/python-reader.ts';
import type { Task } from './tasks/task.ts';

export interface ExtractRequest {
  readonly task: Task;
  readonly reply: string;
}

export interface SearchRequest {
  readonly task: Task;
  /** How many tests, from the first on, the search is shown. */
  readonly shownCount: number;
  readonly seconds: number;
}

export interface HeadlessSearchReport {
  readonly progress: SearchProgress;
  readonly result: SearchResult;
}

export interface HeadlessPage {
  /** Ends the checker of an earlier call. */
  start(workers: number | null): Promise<void>;
  /** All at once; as many run at a time as there are workers. */
  check(requests: readonly CheckRequest[]): Promise<Verdict[]>;
  /** What is hard-coded of each program. All at once. */
  lookForHardCoding(requests: readonly HardCodingRequest[]): Promise<HardCoding[]>;
  /** The programs of replies, in their order. */
  extract(way: ExtractionWay, requests: readonly ExtractRequest[]): Promise<Extraction[]>;
  /** What each test calls, as Python reads it. */
  readTests: PythonReader['readTests'];
  /** One search at a time, in a sandbox of its own. */
  search(request: SearchRequest): Promise<HeadlessSearchReport>;
  /**
   * A whole run, whose log goes to `synthpadAppend` line by line. Files of the person's are those
   * that were put into the document's file input; the key of a server stays in memory.
   */
  evaluate(request: EvaluateRequest, serverKey?: string | null): Promise<EvaluateEnd>;
  /** Begins a run that is kept in this browser; gives its id. */
  beginRun(plan: Plan, tasks: readonly Task[]): Promise<string>;
  continueRun(id: string): Promise<RunEnd>;
  /** Of the newest run kept in this browser. */
  runLog(): Promise<string>;
  /** Puts a log into this browser, piece by piece from `synthpadRead`. */
  importLog(): Promise<LogImport>;
  /** Of a run kept in this browser. */
  outcomes(id: string): Promise<SampleOutcome[]>;
}

declare global {
  interface Window {
    synthpad: HeadlessPage;
    /** Set by the caller of `evaluate`. */
    synthpadAppend?: (lines: string) => Promise<void>;
    /** Set by the caller of `importLog`: the next piece, null at the end. */
    synthpadRead?: () => Promise<string | null>;
    /** Set by a caller of `start` who keeps what references return; else the browser does. */
    synthpadReadExpected?: ExpectedStore['read'];
    synthpadKeepExpected?: ExpectedStore['keep'];
  }
}

const bytes = new SandboxBytes();
/** Not the checker's, which is made again for every number of workers. */
const searchPool = programInterpreters(bytes, 1);
let checker: Checker | null = null;
/** Of the run under way. */
let keyOfServer: string | null = null;
let search: { readonly seconds: number; readonly model: SearchInMemory } | null = null;

window.synthpad = {
  async start(workers) {
    checker?.close();
    const size = workers === null ? {} : { size: workers };
    checker = createChecker({ bytes, ...size, expected: expectedStore() });
    await checker.warmUp();
  },
  check(requests) {
    const started = startedChecker();
    return Promise.all(requests.map((request) => started.check(request)));
  },
  lookForHardCoding(requests) {
    const started = startedChecker();
    return Promise.all(
      requests.map(async (request) => {
        const functionName = request.functionName ?? (await functionNameOf(request.task, started));
        return lookForHardCoding(started, { ...request, functionName });
      }),
    );
  },
  extract(way, requests) {
    const reader = startedChecker();
    return Promise.all(
      requests.map(async ({ task, reply }) => {
        const functionName = await functionNameOf(task, reader);
        const { codePrompt, asks } = task;
        return replyReaderOf(task)(way, reply, { functionName, codePrompt, asks }, reader);
      }),
    );
  },
  readTests: (tests, referenceCode) => startedChecker().readTests(tests, referenceCode),
  async search({ task, shownCount, seconds }) {
    const model = await loadedSearch(seconds);
    let report: HeadlessSearchReport | null = null;
    await model.generate(
      {
        brief: await briefOf(task, shownCount),
        prompt: { kind: 'completion', text: '' },
        sampling: { temperature: 0, topP: 1, maxTokens: 1, seed: 0, stop: [] },
      },
      {
        signal: new AbortController().signal,
        onText: () => {},
        onSearch: (progress, result) => (report = result && { progress, result }),
      },
    );
    if (!report) throw new Error('The search ended without a result.');
    return report;
  },
  async evaluate(request, serverKey = null) {
    keyOfServer = serverKey;
    const append = window.synthpadAppend;
    if (!append) throw new Error('There is nobody to append the log.');
    return (await runs()).evaluate(request, append);
  },
  beginRun: async (plan, tasks) => (await runs()).begin(plan, tasks),
  continueRun: async (id) => (await runs()).goOn(id),
  runLog: async () => (await runs()).log(),
  async importLog() {
    const read = window.synthpadRead;
    if (!read) throw new Error('There is nobody to read the log from.');
    return (await runs()).importLog(read);
  },
  outcomes: async (id) => (await runs()).outcomes(id),
};

const runs = once(async (): Promise<HeadlessRuns> => {
  const [{ HeadlessRuns: Runs }, { appWriters }] = await Promise.all([
    import('./app/evaluation/runs/headless-runs.ts'),
    import('./app/evaluation/writers.ts'),
  ]);
  const engines = lazyEngines(searchEngine);
  return new Runs(startedChecker, appWriters({ engines, ggufFile, serverKey: () => keyOfServer }));
});

function ggufFile(fileName: string, sizeBytes: number): File | null {
  const files = [...(document.querySelector('input')?.files ?? [])];
  return files.find(({ name, size }) => name === fileName && size === sizeBytes) ?? null;
}

async function searchEngine() {
  const [{ SearchEngine }, { searchReasonText }] = await Promise.all([
    import('./synthesis/search/search-engine.ts'),
    import('./texts/search-texts.ts'),
  ]);
  return new SearchEngine(searchPool, searchReasonText);
}

function expectedStore(): ExpectedStore {
  const { synthpadReadExpected: read, synthpadKeepExpected: keep } = window;
  return read && keep ? { read, keep } : browserExpectedStore();
}

function startedChecker(): Checker {
  if (!checker) throw new Error('Call start first.');
  return checker;
}

async function loadedSearch(seconds: number): Promise<SearchInMemory> {
  if (search?.seconds === seconds) return search.model;
  await search?.model.unload();
  const engine = await searchEngine();
  const signal = new AbortController().signal;
  const model = await engine.load({ seconds }, { signal, onProgress: () => {} });
  search = { seconds, model };
  return model;
}

/** What a synthesizer may know of a task: only its shown tests. */
async function briefOf(task: Task, shownCount: number): Promise<Brief> {
  const shown = { ...task, tests: task.tests.slice(0, shownCount) };
  return briefFor(shown, defaultPromptSettings, startedChecker());
}
