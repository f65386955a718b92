/**
 * The hidden suites of tasks: each is made once, by its reference, in a sandbox in which nothing
 * but references run, and kept by the hash of all that decides what it says. What is read back is
 * taken only as a whole: a suite that was cut is never kept, and one damaged since is made again.
 */

import { pyodideVersion, sandboxFiles } from 'virtual:sandbox-files';
import * as v from 'valibot';
import { once } from '../../platform/once.ts';
import type { Interpreter } from '../../sandbox/interpreter.ts';
import { InterpreterPool, heapLimitBytes } from '../../sandbox/interpreter-pool.ts';
import type { SandboxBytes } from '../../sandbox/sandbox-bytes.ts';
import { sha256 } from '../../tasks/sha256.ts';
import type { HiddenInputs } from '../../tasks/task.ts';
import type { ExpectedStore } from './expected-store.ts';
import { HiddenSuite, SuiteBroken, type SuiteContent } from './hidden-suite.ts';
import { type Judge, JudgeFault } from '../judging/judge.ts';
import { Memo } from '../memo.ts';
import { candidateModules, judgeModules } from '../python-modules.ts';
import { lendFrom } from '../sessions/lend.ts';

/** Raised where what is kept gets another form. */
const format = 3;
/** A larger suite is not kept: it would crowd out all others. */
const mostTextLength = 16_000_000;
/** References at work at a time: one that is slow does not hold up the others. */
const referencesAtOnce = 2;
/** The sandbox of references ends once none was needed for so long. */
const idleMs = 20_000;

export interface HiddenSuitesOptions {
  readonly bytes: SandboxBytes;
  readonly judge: Judge;
  readonly store: ExpectedStore;
}

export class HiddenSuites {
  readonly #options: HiddenSuitesOptions;
  readonly #suites = new Memo<HiddenSuite>();
  #references: InterpreterPool | null = null;
  #atWork = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HiddenSuitesOptions) {
    this.#options = options;
  }

  /** Null where the reference came to grief twice. */
  async of({ hidden, referenceCode }: SuiteSource): Promise<HiddenSuite | null> {
    try {
      return await this.#suites.get(`${hidden.kind}\n${hidden.row}\n${referenceCode}`, () =>
        this.#keptOrMade({ hidden, referenceCode }),
      );
    } catch (error) {
      if (error instanceof SuiteBroken || error instanceof JudgeFault) return null;
      throw error;
    }
  }

  /** As of the suite's own method. */
  slowness(
    suite: HiddenSuite,
    { referenceCode }: SuiteSource,
    upTo: number,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    return this.#lend((interpreter) => suite.slowness(referenceCode, upTo, interpreter), signal);
  }

  close(): void {
    clearTimeout(this.#idleTimer);
    this.#references?.close();
    this.#references = null;
  }

  async #keptOrMade(source: SuiteSource): Promise<HiddenSuite> {
    const { store } = this.#options;
    const key = await keyOf(source);
    const kept = await readKept(key, await store.read(key));
    if (kept) return new HiddenSuite(source.hidden, kept);
    const { content, isWhole } = await this.#made(source);
    // Kept as it was told, so that what is read back is exactly what was computed.
    const text = isWhole ? await writeKept(key, content) : null;
    if (text !== null) void store.keep(key, text);
    return new HiddenSuite(source.hidden, content);
  }

  /** A suite whose session broke off is made again, alone. */
  async #made({ hidden, referenceCode }: SuiteSource) {
    const { judge, bytes } = this.#options;
    const make = (...lent: [Interpreter, InterpreterPool]) =>
      HiddenSuite.contentOf(hidden, referenceCode, lent, judge);
    try {
      return await this.#lend(make);
    } catch (error) {
      if (!(error instanceof SuiteBroken)) throw error;
      const pool = referencePool(bytes, 1);
      return await lendFrom(pool, undefined, make).finally(() => pool.close());
    }
  }

  async #lend<T>(
    work: (interpreter: Interpreter, pool: InterpreterPool) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    clearTimeout(this.#idleTimer);
    this.#references ??= referencePool(this.#options.bytes, referencesAtOnce);
    this.#atWork++;
    try {
      return await lendFrom(this.#references, signal, work);
    } finally {
      if (--this.#atWork === 0) this.#idleTimer = setTimeout(() => this.close(), idleMs);
    }
  }
}

export interface SuiteSource {
  readonly hidden: HiddenInputs;
  readonly referenceCode: string;
}

function referencePool(bytes: SandboxBytes, size: number): InterpreterPool {
  return new InterpreterPool({ bytes, modules: candidateModules, size, spares: 0 });
}

/** Of everything that has a say in what the suite is. Time limits have not: a cut one is not kept. */
async function keyOf({ hidden, referenceCode }: SuiteSource): Promise<string> {
  return digestOf([await decidersDigest(), hidden.kind, hidden.row, referenceCode]);
}

const decidersDigest = once(() => {
  const { worker, wasm, stdlib } = sandboxFiles;
  // Names with a hash of their content; the address differs from host to host.
  const files = [worker, wasm, stdlib].map((address) => address.replace(/^.*\//, ''));
  const modules = [...candidateModules, ...judgeModules];
  return digestOf([format, pyodideVersion, files, heapLimitBytes, modules]);
});

const content = v.object({
  inputs: v.array(
    v.object({
      part: v.picklist(['base', 'plus']),
      name: v.string(),
      source: v.string(),
      arguments: v.string(),
    }),
  ),
  /** One for each input, in the words of the reference's interpreter. */
  replies: v.array(v.string()),
  inputMs: v.array(v.number()),
  referenceMs: v.number(),
});

/** Null where it is too long. */
async function writeKept(key: string, content: SuiteContent): Promise<string | null> {
  const text = JSON.stringify(content);
  return text.length > mostTextLength ? null : `${await digestOf([key, text])}\n${text}`;
}

/** Null where it is not, whole and unchanged, what was kept under this key. */
async function readKept(key: string, kept: string | null): Promise<SuiteContent | null> {
  if (kept === null) return null;
  const end = kept.indexOf('\n');
  const text = kept.slice(end + 1);
  if (kept.slice(0, end) !== (await digestOf([key, text]))) return null;
  const reading = v.safeParse(content, JSON.parse(text));
  if (!reading.success) return null;
  const { inputs, replies, inputMs } = reading.output;
  const isWhole = inputs.length === replies.length && inputs.length === inputMs.length;
  return isWhole ? reading.output : null;
}

function digestOf(parts: unknown): Promise<string> {
  return sha256(new TextEncoder().encode(JSON.stringify(parts)));
}
