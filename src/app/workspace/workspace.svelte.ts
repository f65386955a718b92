/**
 * One task, what Python says of it, and the program for it. The rule of the house is here: what
 * replaces a program keeps it as an attempt first. How programs come about and are checked
 * belongs to `attempts/attempt-session`.
 */

import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { ProgramOutline, PythonReader, TestReading } from '../../tasks/python-reader.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import type { Attempts } from '../attempts/attempts.svelte.ts';
import type { AttemptRecord } from '../work/records.ts';
import type { WantedProgram } from '../../synthesis/code-prompt.ts';
import type { GenerationState } from './generation-state.svelte.ts';
import type { CheckState } from './check-state.svelte.ts';
import { Latest } from '../../platform/latest.ts';
import { AdoptedPrograms } from './adopted-programs.ts';
import { ownCompletion } from './own-completion.ts';
import type { PromptState } from './prompt-state.svelte.ts';

export interface WorkspaceParts {
  readonly reader: Pick<PythonReader, 'readTests' | 'readOutline'>;
  readonly promptState: PromptState;
  readonly generationState: Pick<GenerationState, 'stream'>;
  readonly checkState: Pick<CheckState, 'phase'>;
  readonly programs: ProgramStore;
  readonly attempts: Pick<Attempts, 'keep'>;
}

/** Programs beyond a visit. */
export interface ProgramStore {
  programOf(task: string): Promise<string | null>;
  /** Once typing pauses. */
  keepProgram(task: string, program: string): void;
  /** Stores at once what waits for a pause. */
  flush(): void;
}

const noReadings: readonly TestReading[] = [];

export class Workspace {
  #task = $state.raw<Task | null>(null);
  #readings = $state.raw<readonly TestReading[]>(noReadings);
  #outline = $state.raw<ProgramOutline | null>(null);
  readonly #programs = new SvelteMap<string, string>();
  readonly #formers = new SvelteMap<string, string>();
  /** Tasks whose stub a person has taken away. */
  readonly #stubless = new SvelteSet<string>();
  /** What Python said on this visit: whoever comes back to a task has it at once. */
  readonly #knownReadings = new WeakMap<Task, readonly TestReading[]>();
  readonly #knownOutlines = new WeakMap<Task, ProgramOutline>();
  /** How often all of it was forgotten. */
  #clearings = $state(0);

  readonly task = $derived(this.#task);
  /** What Python says of the shown tests; [] until it has been asked. */
  readonly readings = $derived(this.#readings.slice(0, this.#task?.tests.length ?? 0));
  /** The shape of the reference; null until read, and where there is none. */
  readonly outline = $derived(this.#outline);
  readonly functionName = $derived(
    this.#task?.functionName ??
      this.#readings.find((reading) => reading.functionName !== null)?.functionName ??
      null,
  );
  /** What a reply to the task is to hold. */
  readonly wanted: WantedProgram = $derived({
    functionName: this.functionName,
    codePrompt: this.#task?.codePrompt,
    asks: this.#task?.asks,
  });
  /** Parameters of the function under test, as the reference names them; null while unknown. */
  readonly parameters = $derived(
    this.#outline?.functions.find(({ name }) => name === this.functionName)?.parameters ?? null,
  );
  /** The person's or the model's program; while a reply is being written, the reply so far. */
  readonly program = $derived(this.#inView());
  /** What an editor shows while there is no program: the beginning of one. Nobody's work. */
  readonly stub = $derived(this.#isStubless() ? '' : this.#signature);
  /** As it runs: behind its prompt where it is the rest of one. */
  readonly runnable = $derived.by(
    () => ownCompletion(this.program, this.wanted)?.program ?? this.program,
  );
  readonly isChangedSinceCheck = $derived(this.#isChanged());
  /** What was replaced last on this visit, for an editor that did not see it; null if nothing was. */
  readonly former = $derived(this.#task ? (this.#formers.get(taskKey(this.#task)) ?? null) : null);

  /** Names what is edited, for an editor: undo leads to nothing of another name. */
  readonly documentId = $derived(this.#task ? `${this.#clearings}:${taskKey(this.#task)}` : '');

  /** What the editor writes down of each program, so that undo outlives a change of tasks. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly editorStates = new Map<string, unknown>();

  readonly #parts: WorkspaceParts;
  readonly #adopted = new AdoptedPrograms();
  readonly #reading = new Latest();
  #naming: Promise<unknown> = Promise.resolve();
  /** Reads of earlier programs under way, each with what became of one that came too late. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #recalls = new Map<string, Promise<AttemptRecord | null>>();

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
  }

  get #kept(): string {
    return this.#task ? (this.#programs.get(taskKey(this.#task)) ?? '') : '';
  }

  /** Opens a task of this set, with its program as it was left. */
  async open(task: Task | null, set: readonly Task[]): Promise<void> {
    if (task === this.#task) return;
    const { promptState } = this.#parts;
    const signal = this.#reading.begin();
    this.#task = task;
    // Without them the stub would go for a moment, and with it what an editor knows of its text.
    this.#readings = (task && this.#knownReadings.get(task)) ?? noReadings;
    this.#outline = (task && this.#knownOutlines.get(task)) ?? null;
    if (!task) return promptState.open(null, []);
    this.#recall(taskKey(task));
    const asking = promptState.open(task, set);
    this.#naming = Promise.all([asking, this.#readTests(task, signal)]);
    await Promise.all([this.#naming, this.#readOutline(task, signal)]);
  }

  /** Without an interpreter the page still shows the tests as they are written. */
  async #readTests(task: Task, signal: AbortSignal): Promise<void> {
    const { promptState, reader } = this.#parts;
    const tests = [...task.tests, ...task.challengeTests];
    const known = this.#knownReadings.get(task);
    const readings = await (known ?? reader.readTests(tests, task.referenceCode).catch(() => null));
    if (readings) this.#knownReadings.set(task, readings);
    if (signal.aborted) return;
    this.#readings = readings ?? noReadings;
    promptState.learn(this.functionName);
  }

  async #readOutline(task: Task, signal: AbortSignal): Promise<void> {
    if (task.referenceCode === '' || this.#knownOutlines.has(task)) return;
    const outline = await this.#parts.reader.readOutline(task.referenceCode).catch(() => null);
    if (outline) this.#knownOutlines.set(task, outline);
    if (!signal.aborted) this.#outline = outline;
  }

  /** Resolves once it is known what is asked, and the function under test as far as it can be. */
  async named(): Promise<void> {
    await this.#naming;
  }

  /** What Python says of a shown or challenge test; null until it has been asked. */
  readingOf(source: string): TestReading | null {
    return this.#readings.find((reading) => reading.source === source.trim()) ?? null;
  }

  /**
   * What a person types or undoes. Everything else that changes the program replaces it. What
   * another tab wrote is kept before it goes.
   */
  edit(text: string): void {
    if (!this.#task) return;
    const key = taskKey(this.#task);
    // Undone or written back, a stub is still nobody's work.
    const isStub = text === this.#signature;
    const program = isStub ? '' : text;
    if (text === '') this.#stubless.add(key);
    else if (isStub) this.#stubless.delete(key);
    const lost = this.#adopted.lostBy(key, program);
    if (lost !== null) void this.#parts.attempts.keep(key, lost);
    this.#programs.set(key, program);
    this.#parts.programs.keepProgram(key, program);
  }

  /**
   * Puts this program in the place of the one there is, which is kept as an attempt unless one
   * has it already. Resolves with that attempt; null where there was nothing to keep.
   */
  async replace(program: string): Promise<AttemptRecord | null> {
    if (!this.#task) return null;
    const key = taskKey(this.#task);
    const former = this.#kept;
    const isNew = former !== program;
    this.#programs.set(key, program);
    const keeping = isNew ? this.#leave(key, former) : null;
    this.#parts.programs.keepProgram(key, program);
    this.#parts.programs.flush();
    return (await keeping) ?? (await this.#recalls.get(key)) ?? null;
  }

  /** Keeps the program as it stands, for something that will replace it. */
  async keepAsAttempt(): Promise<void> {
    if (this.#task) await this.#parts.attempts.keep(taskKey(this.#task), this.#kept);
  }

  /** The program of a task as it stands here; null of one that was not opened on this visit. */
  keptOf(key: string): string | null {
    const isHere = this.#task !== null && taskKey(this.#task) === key;
    return this.#programs.get(key) ?? (isHere ? '' : null);
  }

  /** Follows another tab that went on from the program here, and has stored it already. */
  adopt(key: string, program: string): void {
    this.#adopted.note(key, this.keptOf(key) ?? '', program);
    this.#programs.set(key, program);
  }

  /** Goes over to another tab's program; the one here is kept, and so is that one if undone. */
  async replaceByAdopted(program: string): Promise<void> {
    if (this.#task) this.#adopted.note(taskKey(this.#task), this.#kept, program);
    await this.replace(program);
  }

  /** Storage can be read again: what it has of the open task takes its place or is kept. */
  recallAgain(): void {
    if (this.#task) this.#recall(taskKey(this.#task));
  }

  /** Forgets all programs here; storage is for others to clear. */
  clear(): void {
    this.#programs.clear();
    this.#formers.clear();
    this.#adopted.clear();
    this.editorStates.clear();
    this.#stubless.clear();
    this.#clearings += 1;
  }

  /** Takes up the program of an earlier visit. */
  #recall(key: string): void {
    const isBlank = () => (this.#programs.get(key) ?? '').trim() === '';
    if (!isBlank() || this.#recalls.has(key)) return;
    const recall = this.#parts.programs.programOf(key).then((stored) => {
      this.#recalls.delete(key);
      if (stored === null || this.#programs.get(key) === stored) return null;
      // Something was quicker than storage: a person, a reply, a link.
      if (!isBlank()) return this.#leave(key, stored);
      this.#programs.set(key, stored);
      return null;
    });
    this.#recalls.set(key, recall);
  }

  #leave(key: string, program: string): Promise<AttemptRecord | null> {
    if (program.trim() !== '') this.#formers.set(key, program);
    return this.#parts.attempts.keep(key, program);
  }

  #inView(): string {
    return this.#parts.generationState.stream ?? this.#kept;
  }

  #isStubless(): boolean {
    return this.#task !== null && this.#stubless.has(taskKey(this.#task));
  }

  get #signature(): string {
    const { functionName, parameters } = this;
    if (!this.#task || functionName === null || parameters === null) return '';
    const isProgram = this.#task.asks === undefined && this.#task.codePrompt === undefined;
    if (!isProgram) return '';
    return `def ${functionName}(${parameters.join(', ')}):\n    `;
  }

  #programToCheck(): string | null {
    return this.#kept.trim() === '' ? null : this.#kept;
  }

  #isChanged(): boolean {
    const { phase } = this.#parts.checkState;
    return phase.kind === 'judged' && phase.program !== this.#programToCheck();
  }
}
