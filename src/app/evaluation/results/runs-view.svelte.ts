/**
 * The runs that are looked at: what is stored of them, kept up with the run under way, and what a
 * person does with them (export, re-check, import). Their results are worked out elsewhere.
 */

import { tick } from 'svelte';
import type { Checker } from '../../../checking/checker.ts';
import type { Verdict } from '../../../checking/verdict.ts';
import { checkRequestOf } from '../../../evaluation/running/requests.ts';
import { readCompletions } from '../../../evaluation/formats/completions.ts';
import { type ExportChoice, exportedFile } from '../../../evaluation/formats/exports.ts';
import type { HiddenRows } from '../../../evaluation/formats/evalplus-files.ts';
import type { Report } from '../../../evaluation/formats/html-report.ts';
import { importRun, storeImported } from '../../../evaluation/formats/imported-run.ts';
import { newRunId } from '../../../evaluation/runs/new-run.ts';
import type { Plan } from '../../../evaluation/plans/plan.ts';
import { createRevision, type Revision } from '../../../evaluation/runs/revise.ts';
import type {
  SampleOutcome,
  Run,
  RunStore,
  RunTask,
  Sample,
} from '../../../evaluation/runs/run.ts';
import type { ExtractionWay } from '../../../synthesis/extraction-way.ts';
import { hiddenSourceOf } from '../../../tasks/hidden-source.ts';
import type { ProgramReader, TestReading } from '../../../tasks/python-reader.ts';
import { anyOwnSet } from '../../../tasks/own-set-id.ts';
import type { Task, TaskSetId } from '../../../tasks/task.ts';
import { Latest } from '../../../platform/latest.ts';
import { setFor, type ChosenSet } from './completions-set.ts';
import { RunsError, type RunsFault, runsFaultOf, type RunsWork } from '../runs/runs-work.ts';
import type { GivenHiddenInputs } from '../given/hidden-inputs.svelte.ts';
import { rowsOfInputs } from '../given/hidden-rows.ts';
import { GrowingOutcomes } from './growing-outcomes.ts';
import { type Inputs, inputsIn, inputsOf } from '../given/inputs-file.ts';
import { currentEnvironment } from '../environment/current-environment.ts';
import { madeWith } from '../environment/made-with.ts';
import type { Runs } from '../runs/runs.svelte.ts';

export interface ShownRun {
  readonly run: Run;
  readonly outcomes: readonly SampleOutcome[];
  readonly tasks: readonly RunTask[];
}

export interface RunsViewParts {
  readonly store: RunStore;
  readonly runs: Runs;
  readonly reader: Pick<Checker, 'check' | 'readTests'> & ProgramReader;
  readonly hidden: GivenHiddenInputs;
  findSet(source: TaskSetId): Promise<readonly Task[] | null>;
}

/** Inputs of a file; those that the run was checked with, if any; or none beyond the tasks' tests. */
export type HiddenChoice = File | 'kept' | 'none';

/** What a person says of a file of completions. */
export interface CompletionsWish extends ChosenSet {
  readonly extraction: ExtractionWay;
}

/** Numbers that change more often than this are not read. */
const refreshMs = 500;
/** Of a large run they take a while to show: the page is to have five times as long for itself. */
const restShare = 5;
const longestRefreshMs = 2000;
const asChecked: Plan['checking'] = {
  ...{ limitMs: null, floatTolerance: null, isOrderInsensitive: false },
};
const idle: RunsWork = { kind: 'idle' };
const stopped: RunsWork = { kind: 'stopped' };

export class RunsView {
  #read = $state.raw<readonly ShownRun[]>([]);
  #isLooking = $state(false);
  #exporting = $state<ExportChoice | null>(null);
  #revision = $state.raw<RunsWork>(idle);
  #import = $state.raw<RunsWork>(idle);

  /** The run in view, and those it is compared with, as the list has them. */
  readonly shown: readonly ShownRun[] = $derived(this.#read.map((each) => this.#latest(each)));

  /** Of the run in view, from a person's own file of its tasks. */
  #ownInputs = $state.raw<Inputs | null>(null);
  /** The hidden inputs that the run in view was checked with; null where they are not at hand. */
  readonly #inputs: Inputs | null = $derived.by(() => this.#givenInputs() ?? this.#ownInputs);
  /** As they were published. */
  readonly hiddenRows: HiddenRows | null = $derived(this.#inputs && rowsOfInputs(this.#inputs));

  readonly #parts: RunsViewParts;
  readonly #showing = new Latest();
  readonly #revising = new Latest();
  readonly #importing = new Latest();
  readonly #growing = new GrowingOutcomes();
  /** Since the runs in view were looked for. */
  readonly #heard: SampleOutcome[] = [];
  #refreshMs = refreshMs;

  constructor(parts: RunsViewParts) {
    this.#parts = parts;
    parts.runs.listen((outcome) => this.#hear(outcome));
    parts.runs.onChangedElsewhere = (id) => void this.#readAnew(id);
  }

  /** Until then a run that is not shown may be there. */
  get isLooking(): boolean {
    return this.#isLooking || !this.#parts.runs.isFound;
  }

  get exporting(): ExportChoice | null {
    return this.#exporting;
  }

  get revision(): RunsWork {
    return this.#revision;
  }

  get import(): RunsWork {
    return this.#import;
  }

  /** Shows these runs, in this order; those that are not stored are left out. */
  async show(ids: readonly string[]): Promise<void> {
    const signal = this.#showing.begin();
    this.#heard.length = 0;
    this.#revising.end();
    this.#revision = idle;
    this.#isLooking = true;
    // Where storage fails, the list of runs says so.
    const found = await Promise.all(ids.map((id) => this.#find(id).catch(() => null)));
    if (signal.aborted) return;
    this.#isLooking = false;
    this.#growing.clear();
    this.#read = found.filter((each) => each !== null);
    void this.#findOwnInputs(this.#read[0]?.run, signal);
    // Of a run under way, some came after its outcomes were read.
    for (const outcome of this.#heard.splice(0)) this.#hear(outcome);
  }

  #givenInputs(): Inputs | undefined {
    const run = this.#read[0]?.run;
    return run?.hiddenInputs ? this.#parts.hidden.of(run.id) : undefined;
  }

  async #findOwnInputs(run: Run | undefined, signal: AbortSignal): Promise<void> {
    this.#ownInputs = null;
    if (!run?.hiddenInputs) return;
    const tasks = await this.#parts.findSet(run.plan.tasks.source).catch(() => null);
    const inputs = inputsOf(tasks ?? []);
    // The file may have been opened anew since, with other inputs.
    const isSame = inputs.size > 0 && (await areSame(run, inputs));
    if (isSame && !signal.aborted) this.#ownInputs = inputs;
  }

  sampleOf(run: string, task: string, index: number): Promise<Sample | null> {
    return this.#parts.store.sample(run, task, index);
  }

  /** What the tests of a task call. Never rejects. */
  async callsOf({ task }: RunTask): Promise<readonly Pick<TestReading, 'source' | 'call'>[]> {
    const tests = [...task.tests, ...task.challengeTests];
    return this.#parts.reader.readTests(tests, task.referenceCode).catch(() => []);
  }

  /** A program again as its run checks it; null where its hidden inputs are not at hand. */
  async checkAgain(run: Run, asked: RunTask, program: string | null): Promise<Verdict | null> {
    const hidden = this.#parts.hidden.of(run.id)?.get(asked.task.id);
    if (run.hiddenInputs && !hidden) return null;
    return this.#parts.reader.check(checkRequestOf(run.plan, asked, program, hidden));
  }

  /** The whole file of a run; null where there is no such run in view. */
  async export(choice: ExportChoice, report: () => Report): Promise<File | null> {
    const run = this.shown[0]?.run;
    if (!run) return null;
    this.#exporting = choice;
    try {
      const { name, mediaType, pieces } = exportedFile(
        ...([choice, this.#parts.store, run, report] as const),
        this.hiddenRows ?? undefined,
      );
      const parts: string[] = [];
      for await (const piece of pieces) parts.push(piece);
      return new File(parts, name, { type: mediaType });
    } finally {
      this.#exporting = null;
    }
  }

  /**
   * The replies of the run in view under other rules, as a run of its own; gives its id. Where its
   * hidden inputs are kept and not at hand, the new run asks for them before it goes on.
   */
  async revise(
    rules: Pick<Revision, 'extraction' | 'checking' | 'name'>,
    choice: HiddenChoice,
  ): Promise<string | null> {
    const from = this.shown[0];
    if (!from) return null;
    const signal = this.#revising.begin();
    const { store, runs, reader, hidden } = this.#parts;
    const total = from.outcomes.length;
    this.#revision = { kind: 'working', done: 0, total };
    const runId = newRunId();
    try {
      const { inputs, ...judged } = await this.#judgedWith(from.run, choice);
      if (inputs) hidden.give(runId, inputs);
      const environment = await currentEnvironment(from.run.plan.writer);
      const made = { runId, now: Date.now(), madeWith, environment };
      const revision = { ...rules, ...judged, ...made };
      const onProgress = (done: number) => {
        if (!signal.aborted) this.#revision = { kind: 'working', done, total };
      };
      const services = { store, reader };
      const isMade = await createRevision(from.run, revision, services, { signal, onProgress });
      if (!isMade) throw new RunsError({ kind: 'under-way' });
      await runs.restore();
      runs.continue(runId);
      this.#revision = idle;
      return runId;
    } catch (error) {
      if (!signal.aborted) this.#revision = { kind: 'failed', why: runsFaultOf(error) };
      return null;
    }
  }

  async #judgedWith(
    from: Run,
    choice: HiddenChoice,
  ): Promise<Pick<Run, 'hiddenInputs' | 'hiddenSource'> & { readonly inputs: Inputs | null }> {
    if (choice === 'none') return { inputs: null };
    const { hiddenInputs = null, hiddenSource } = from;
    const inputs =
      choice === 'kept' ? this.#inputs : await inputsIn(choice, from.plan.tasks.source);
    if (!inputs) return { inputs, hiddenInputs, ...(hiddenSource ? { hiddenSource } : {}) };
    const used = [...inputs.values()].map(({ hidden }) => hidden);
    return {
      ...{ inputs, hiddenInputs: used[0]?.kind ?? null },
      hiddenSource: await hiddenSourceOf(used),
    };
  }

  /** Before its replies are all there. What was stored of the new run goes, the first one stays. */
  stopRevision(): void {
    this.#revising.end();
    this.#revision = stopped;
  }

  /** Of the model of a run, where its name does not say it. Not while it runs: it has the run then. */
  async giveParameters(id: string, modelParameters: number | null): Promise<void> {
    await this.#parts.runs.change(id, { modelParameters });
  }

  /** Gives a run the inputs again that it is checked with, and goes on with it; null if it does. */
  async giveHiddenInputs(run: string, file: File): Promise<RunsFault | null> {
    try {
      const inputs = await inputsIn(file, await this.#sourceOf(run));
      await this.#expectSame(run, inputs, file.name);
      this.#parts.hidden.give(run, inputs);
      this.#parts.runs.continue(run);
      return null;
    } catch (error) {
      return runsFaultOf(error);
    }
  }

  /** One run is checked with one set of inputs, however often it is continued. */
  async #expectSame(id: string, inputs: Inputs, fileName: string): Promise<void> {
    const run = await this.#parts.store.run(id);
    if (run && !(await areSame(run, inputs))) {
      throw new RunsError({ kind: 'other-inputs', fileName });
    }
  }

  /** Completions made elsewhere as a run, which is then checked; gives its id. */
  async importCompletions(
    file: File,
    wish: CompletionsWish,
    atHand: readonly TaskSetId[],
  ): Promise<string | null> {
    const { extraction, order } = wish;
    const signal = this.#importing.begin();
    this.#import = { kind: 'working', done: 0, total: 0 };
    try {
      const reading = await readCompletions(file, extraction);
      if (reading.kind === 'refused') {
        throw new RunsError({ kind: 'refused-completions', fault: reading.fault });
      }
      const { findSet } = this.#parts;
      const environment = await currentEnvironment({ kind: 'imported', from: file.name });
      const { source, tasks } = await setFor(reading, wish, atHand, findSet);
      const imported = await importRun({
        ...{ reading, set: { source, tasks }, order, fileName: file.name, extraction },
        ...{ checking: asChecked, reader: this.#parts.reader, signal },
        ...{ runId: newRunId(), now: Date.now(), madeWith, environment },
        onProgress: (done, total) => {
          if (!signal.aborted) this.#import = { kind: 'working', done, total };
        },
      });
      if (signal.aborted) return null;
      if (imported.samples.length === 0) throw new RunsError({ kind: 'no-known-task', source });
      const { store, runs } = this.#parts;
      await storeImported(imported, store);
      await runs.restore();
      runs.continue(imported.run.id);
      this.#import = { kind: 'imported', imported, reading };
      return imported.run.id;
    } catch (error) {
      if (!signal.aborted) this.#import = { kind: 'failed', why: runsFaultOf(error) };
      return null;
    }
  }

  stopImport(): void {
    this.#importing.end();
    this.#import = stopped;
  }

  async #sourceOf(run: string): Promise<TaskSetId> {
    return (await this.#parts.store.run(run))?.plan.tasks.source ?? anyOwnSet;
  }

  #latest(shown: ShownRun): ShownRun {
    const run = this.#parts.runs.itemOf(shown.run.id)?.run ?? shown.run;
    return run === shown.run ? shown : { ...shown, run };
  }

  async #readAnew(id: string): Promise<void> {
    const found = await this.#find(id).catch(() => null);
    if (found) this.#read = this.#read.map((each) => (each.run.id === id ? found : each));
  }

  async #find(id: string): Promise<ShownRun | null> {
    const { store } = this.#parts;
    const run = await store.run(id);
    if (!run) return null;
    const [outcomes, tasks] = await Promise.all([store.outcomes(id), store.tasks(id)]);
    return { run, outcomes, tasks };
  }

  #hear(outcome: SampleOutcome): void {
    if (this.#isLooking) this.#heard.push(outcome);
    const shown = this.#read.find(({ run }) => run.id === outcome.run);
    if (!shown || !this.#growing.put(outcome, shown.outcomes)) return;
    setTimeout(() => void this.#refresh(), this.#refreshMs);
  }

  async #refresh(): Promise<void> {
    const startedAt = performance.now();
    const grown = this.#growing.take();
    this.#read = this.#read.map((shown) => {
      const outcomes = grown.get(shown.run.id);
      return outcomes ? { ...shown, outcomes } : shown;
    });
    await tick();
    const restMs = restShare * (performance.now() - startedAt);
    this.#refreshMs = Math.min(longestRefreshMs, Math.max(refreshMs, restMs));
  }
}

/** Whether these are the inputs that a run is checked with, as far as it says which. */
async function areSame({ hiddenSource }: Run, inputs: Inputs): Promise<boolean> {
  if (!hiddenSource) return true;
  const { sha256 } = await hiddenSourceOf([...inputs.values()].map(({ hidden }) => hidden));
  return sha256 === hiddenSource.sha256;
}
