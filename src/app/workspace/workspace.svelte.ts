/**
 * The desk: one task, what Python says of it, and the program for it. How programs come about
 * and are checked belongs to `attempts/attempting`.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { ProgramOutline, PythonReader, TestReading } from '../../tasks/python-reader.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { examplesFor } from '../../synthesis/examples.ts';
import type { GenerationState } from './generation-state.svelte.ts';
import type { CheckState } from './check-state.svelte.ts';
import { Latest } from '../../platform/latest.ts';
import type { PromptState } from './prompt-state.svelte.ts';

export interface WorkspaceParts {
  readonly reader: Pick<PythonReader, 'readTests' | 'readOutline'>;
  readonly promptState: PromptState;
  readonly generationState: Pick<GenerationState, 'stream'>;
  readonly checkState: Pick<CheckState, 'phase'>;
  readonly programs: ProgramStore;
}

/** What the desk remembers beyond a visit. */
export interface ProgramStore {
  programOf(task: string): Promise<string | null>;
  keepProgram(task: string, program: string): void;
}

const noReadings: readonly TestReading[] = [];

export class Workspace {
  #task = $state.raw<Task | null>(null);
  #readings = $state.raw<readonly TestReading[]>(noReadings);
  #outline = $state.raw<ProgramOutline | null>(null);
  readonly #programs = new SvelteMap<string, string>();

  readonly task = $derived(this.#task);
  /** What Python says of the shown tests; [] until it has been asked. */
  readonly readings = $derived(this.#readings.slice(0, this.#task?.tests.length ?? 0));
  /** The shape of the reference; null until read, and where there is none. */
  readonly outline = $derived(this.#outline);
  readonly functionName = $derived(
    this.#readings.find((reading) => reading.functionName !== null)?.functionName ?? null,
  );
  /** Parameters of the function under test, as the reference names them; null while unknown. */
  readonly parameters = $derived(
    this.#outline?.functions.find(({ name }) => name === this.functionName)?.parameters ?? null,
  );
  /** The person's or the model's program; while a reply is being written, the reply so far. */
  readonly program = $derived(this.#inView());
  readonly isChangedSinceCheck = $derived(this.#isChanged());

  readonly #parts: WorkspaceParts;
  readonly #reading = new Latest();
  #naming: Promise<void> = Promise.resolve();

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
  }

  get #kept(): string {
    return this.#task ? (this.#programs.get(taskKey(this.#task)) ?? '') : '';
  }

  /** Puts a task of this set on the desk, with its program as it was left. */
  async open(task: Task | null, set: readonly Task[]): Promise<void> {
    if (task === this.#task) return;
    const { promptState } = this.#parts;
    const signal = this.#reading.begin();
    this.#task = task;
    this.#readings = noReadings;
    this.#outline = null;
    if (!task) return promptState.open(null, []);
    void this.#recall(taskKey(task));
    promptState.open(task, examplesFor(task, set));
    this.#naming = this.#readTests(task, signal);
    await Promise.all([this.#naming, this.#readOutline(task, signal)]);
  }

  /** Without an interpreter the page still shows the tests as they are written. */
  async #readTests(task: Task, signal: AbortSignal): Promise<void> {
    const { promptState, reader } = this.#parts;
    const tests = [...task.tests, ...task.challengeTests];
    const readings = await reader.readTests(tests, task.referenceCode).catch(() => noReadings);
    if (signal.aborted) return;
    this.#readings = readings;
    promptState.learn(this.functionName);
  }

  async #readOutline({ referenceCode }: Task, signal: AbortSignal): Promise<void> {
    if (referenceCode === '') return;
    const outline = await this.#parts.reader.readOutline(referenceCode).catch(() => null);
    if (!signal.aborted) this.#outline = outline;
  }

  /** Resolves once the function under test is known, as far as it can be. */
  named(): Promise<void> {
    return this.#naming;
  }

  /** What Python says of a shown or challenge test; null until it has been asked. */
  readingOf(source: string): TestReading | null {
    return this.#readings.find((reading) => reading.source === source.trim()) ?? null;
  }

  edit(program: string): void {
    if (!this.#task) return;
    const key = taskKey(this.#task);
    this.#programs.set(key, program);
    this.#parts.programs.keepProgram(key, program);
  }

  /** The program of a task as it stands here; null of one that was never on this desk. */
  keptOf(key: string): string | null {
    const isHere = this.#task !== null && taskKey(this.#task) === key;
    return this.#programs.get(key) ?? (isHere ? '' : null);
  }

  /** Takes over what another tab has stored already. */
  adopt(key: string, program: string): void {
    this.#programs.set(key, program);
  }

  /** The program of an earlier visit, unless this one has its own already. */
  async #recall(key: string): Promise<void> {
    if (this.#programs.has(key)) return;
    const program = await this.#parts.programs.programOf(key);
    if (program !== null && !this.#programs.has(key)) this.#programs.set(key, program);
  }

  #inView(): string {
    return this.#parts.generationState.stream ?? this.#kept;
  }

  #programToCheck(): string | null {
    return this.#kept.trim() === '' ? null : this.#kept;
  }

  #isChanged(): boolean {
    const { phase } = this.#parts.checkState;
    return phase.kind === 'judged' && phase.program !== this.#programToCheck();
  }
}
