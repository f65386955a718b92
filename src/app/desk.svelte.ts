/**
 * The desk: one task, the program for it, and the commands a person gives. Brings prompt, model
 * and judge together; each of them owns its own phases.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { ProgramOutline, PythonReader, TestReading } from '../tasks/python-reader.ts';
import { taskKey, type Task } from '../tasks/task.ts';
import type { Verdict } from '../checking/verdict.ts';
import { examplesFor } from '../synthesis/examples.ts';
import type { Generating } from './generating.svelte.ts';
import type { Judging } from './judging.svelte.ts';
import { Latest } from './latest.ts';
import { newAttemptId, type AttemptRecord } from './memory/records.ts';
import type { ModelShelf } from './model-shelf.svelte.ts';
import type { Prompting } from './prompting.svelte.ts';
import type { TaskProgress } from './task-progress.svelte.ts';

export interface DeskParts {
  readonly reader: Pick<PythonReader, 'readTests' | 'readOutline'>;
  readonly shelf: ModelShelf;
  readonly prompting: Prompting;
  readonly generating: Generating;
  readonly judging: Judging;
  readonly progress: TaskProgress;
  readonly memory: DeskMemory;
}

/** What the desk remembers beyond a visit. */
export interface DeskMemory {
  programOf(task: string): Promise<string | null>;
  keepProgram(task: string, program: string): void;
  keepAttempt(attempt: AttemptRecord): void;
}

const noReadings: readonly TestReading[] = [];

export class Desk {
  #task = $state.raw<Task | null>(null);
  #readings = $state.raw<readonly TestReading[]>(noReadings);
  #outline = $state.raw<ProgramOutline | null>(null);
  readonly #programs = new SvelteMap<string, string>();
  /** The programs as a model left them, to tell whose program was checked. */
  readonly #byModel = new SvelteMap<string, string>();

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

  readonly #parts: DeskParts;
  readonly #reading = new Latest();
  /** Until then the request lacks the name of the function. */
  #naming: Promise<void> = Promise.resolve();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get #kept(): string {
    return this.#task ? (this.#programs.get(taskKey(this.#task)) ?? '') : '';
  }

  /** Puts a task of this set on the desk. Its program is as it was left; everything running ends. */
  async open(task: Task | null, set: readonly Task[]): Promise<void> {
    if (task === this.#task) return;
    const { generating, judging, prompting } = this.#parts;
    const signal = this.#reading.begin();
    generating.clear();
    judging.clear();
    this.#task = task;
    this.#readings = noReadings;
    this.#outline = null;
    if (!task) return prompting.open(null, []);
    void this.#recall(taskKey(task));
    prompting.open(briefOf(task), examplesFor(task, set));
    this.#naming = this.#readTests(task, signal);
    await Promise.all([this.#naming, this.#readOutline(task, signal)]);
  }

  /** Without an interpreter the page still shows the tests as they are written. */
  async #readTests(task: Task, signal: AbortSignal): Promise<void> {
    const { prompting, reader } = this.#parts;
    const tests = [...task.tests, ...task.challengeTests];
    const readings = await reader.readTests(tests, task.referenceCode).catch(() => noReadings);
    if (signal.aborted) return;
    this.#readings = readings;
    prompting.learn(this.functionName);
  }

  async #readOutline({ referenceCode }: Task, signal: AbortSignal): Promise<void> {
    if (referenceCode === '') return;
    const outline = await this.#parts.reader.readOutline(referenceCode).catch(() => null);
    if (!signal.aborted) this.#outline = outline;
  }

  /** What Python says of a shown or challenge test; null until it has been asked. */
  readingOf(source: string): TestReading | null {
    return this.#readings.find((reading) => reading.source === source.trim()) ?? null;
  }

  edit(program: string): void {
    if (!this.#task) return;
    const key = taskKey(this.#task);
    this.#programs.set(key, program);
    this.#parts.memory.keepProgram(key, program);
  }

  /** The program of an earlier visit, unless this one has its own already. */
  async #recall(key: string): Promise<void> {
    if (this.#programs.has(key)) return;
    const program = await this.#parts.memory.programOf(key);
    if (program !== null && !this.#programs.has(key)) this.#programs.set(key, program);
  }

  /**
   * Writes a program with the loaded model, or by search while there is none. Resolves when it is
   * written; unless the person stopped it, its check has then begun.
   */
  async generate(): Promise<void> {
    const { shelf, prompting, generating, judging } = this.#parts;
    const task = this.#task;
    if (!task || generating.isBusy) return;
    judging.clear();
    const code = await generating.write(async () => {
      const [model] = await Promise.all([shelf.take(), this.#naming]);
      const request = prompting.request();
      return request && { model, request };
    });
    const { phase } = generating;
    if (phase.kind === 'failed') shelf.noteFailure(phase.failure);
    if (code === null) return;
    this.edit(code);
    this.#byModel.set(taskKey(task), code);
    if (phase.kind === 'written' && phase.generation.finish !== 'stopped') void this.check();
  }

  async check(): Promise<void> {
    const { generating, judging, progress, memory } = this.#parts;
    const task = this.#task;
    const program = this.#programToCheck();
    if (!task || generating.isBusy) return;
    await judging.check({ task, program });
    const { phase } = judging;
    if (phase.kind !== 'judged' || phase.program !== program || task !== this.#task) return;
    const { status } = phase.verdict;
    if (program === null || status === 'sandbox-fault') return;
    const author = this.#byModel.get(taskKey(task)) === program ? 'model' : 'person';
    progress.note(taskKey(task), { author, isSolved: status === 'passed' });
    memory.keepAttempt(this.#attempt(taskKey(task), author, program, phase.verdict));
  }

  #attempt(
    task: string,
    author: 'person' | 'model',
    program: string,
    { status, tests }: Verdict,
  ): AttemptRecord {
    const { phase } = this.#parts.generating;
    const written = author === 'model' && phase.kind === 'written' ? phase : null;
    const decisive = tests.filter((test) => test.group !== 'challenge');
    return {
      id: newAttemptId(),
      task,
      startedAt: Date.now(),
      author: written ? { kind: 'model', name: written.modelName } : { kind: 'person' },
      request: written ? this.#parts.prompting.request() : null,
      reply: written ? { text: written.generation.text, isWhole: true } : null,
      program,
      status,
      testsPassed: decisive.filter((test) => test.outcome === 'passed').length,
      testsCount: decisive.length,
      after: null,
      hint: null,
    };
  }

  #inView(): string {
    return this.#parts.generating.stream ?? this.#kept;
  }

  #programToCheck(): string | null {
    return this.#kept.trim() === '' ? null : this.#kept;
  }

  #isChanged(): boolean {
    const { phase } = this.#parts.judging;
    return phase.kind === 'judged' && phase.program !== this.#programToCheck();
  }
}

function briefOf({ text, tests, setupCode }: Task) {
  return { text, functionName: null, shownTests: tests, setupCode };
}
