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
  readonly attempts: Pick<Attempts, 'claim' | 'hides' | 'isLoaded' | 'keep'>;
  /** The person wants to see nothing that others wrote. */
  isSolo(): boolean;
  /** The same, also while that is not known yet. */
  mayBeSolo(): boolean;
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
  /** There is a program, and nobody knows yet whether it is to be seen. */
  readonly isUndecided = $derived.by(
    () => !this.#parts.attempts.isLoaded && this.hides(this.#kept),
  );
  /** What was replaced last on this visit, for an editor that did not see it; null if nothing was. */
  readonly former = $derived(this.#formerInView());

  /** Names what is edited, for an editor: undo leads to nothing of another name. */
  readonly documentId = $derived(this.#documentId());

  /** What the editor writes down of each program, so that undo outlives a change of tasks. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly editorStates = new Map<string, unknown>();

  /** What a person typed last, which is theirs whoever else has written it. */
  readonly #typed = new SvelteMap<string, string>();
  /** Programs that were not to be seen when a person began to type. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #aside = new Map<string, string>();
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

  /** How often all programs were deleted on this visit. */
  get clearings(): number {
    return this.#clearings;
  }

  get isSolo(): boolean {
    return this.#parts.isSolo();
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
    promptState.parameters = this.parameters;
    await Promise.all([this.#naming, this.#readOutline(task, signal)]);
    if (!signal.aborted) promptState.parameters = this.parameters;
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
    const isSolo = this.#parts.mayBeSolo();
    // Undone or written back, a stub is still nobody's work.
    const isStub = text === this.#signature;
    if (this.hides(this.#kept)) {
      this.#aside.set(key, this.#kept);
      void this.#parts.attempts.keep(key, this.#kept);
    } else if (!isSolo) this.#aside.delete(key);
    // Who has deleted all of their own is where they began, and what was there comes back later.
    const begun = this.#aside.get(key) ?? '';
    const isBack = isStub || text === '';
    const program = isBack ? begun : text;
    // Who undoes to what a model wrote, with it in view, has not written that.
    if (isSolo) this.#typed.set(key, isBack ? '' : text);
    if (text === '') this.#stubless.add(key);
    else if (isStub) this.#stubless.delete(key);
    const lost = this.#adopted.lostBy(key, program);
    if (lost !== null) void this.#parts.attempts.keep(key, lost);
    this.#programs.set(key, program);
    this.#parts.programs.keepProgram(key, program);
    if (isSolo && !isBack) this.#parts.attempts.claim(key, text);
  }

  /** Stores the program as it stands: something else was stored in its place. */
  store(): void {
    if (this.#task) this.#parts.programs.keepProgram(taskKey(this.#task), this.#kept);
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

  /** Whether a program is not to be seen now, because the person wants to solve the task alone. */
  hides(program: string): boolean {
    const key = this.#task && taskKey(this.#task);
    return this.#parts.attempts.hides(program) && (!key || this.#typed.get(key) !== program);
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
    this.#typed.clear();
    this.#aside.clear();
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
    const stream = this.#parts.isSolo() ? null : this.#parts.generationState.stream;
    return stream ?? (this.hides(this.#kept) ? '' : this.#kept);
  }

  #formerInView(): string | null {
    const former = this.#task && this.#formers.get(taskKey(this.#task));
    return former && !this.hides(former) ? former : null;
  }

  /** Solving alone has a history of its own: no undo leads out of it. */
  #documentId(): string {
    if (!this.#task) return '';
    const id = `${this.#clearings}:${taskKey(this.#task)}`;
    if (this.isUndecided) return `${id}:undecided`;
    return this.#parts.isSolo() ? `${id}:solo` : id;
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
    const shown = this.hides(this.#kept) ? '' : this.#kept;
    return shown.trim() === '' ? null : shown;
  }

  #isChanged(): boolean {
    const { phase } = this.#parts.checkState;
    return phase.kind === 'judged' && phase.program !== this.#programToCheck();
  }
}
