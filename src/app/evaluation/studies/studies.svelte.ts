/**
 * The studies of this browser: those that were started, what is chosen for the next, their runs,
 * and their files. What a study means is its definition's; running is for `runs`.
 */

import type { Forecast } from '../../../evaluation/running/forecast.ts';
import { fileBase } from '../../../evaluation/formats/exports.ts';
import { takesAdapter, withoutAdapter } from '../../../synthesis/llama-cpp/adapter-choice.ts';
import type { PlannedModel, TaskSelection } from '../../../evaluation/plans/plan.ts';
import {
  missingExamples,
  selectTasks,
  type SelectionFault,
} from '../../../evaluation/plans/task-selection.ts';
import { newRunId } from '../../../evaluation/runs/new-run.ts';
import type { Run, RunStore } from '../../../evaluation/runs/run.ts';
import { studyCalled } from '../../../evaluation/studies/studies.ts';
import type {
  Study,
  StudyChoices,
  StudyId,
  StudyPlan,
  StudySize,
} from '../../../evaluation/studies/study.ts';
import { studyForecast } from '../../../evaluation/studies/study-forecast.ts';
import { readStudy, type StudyImport, writeStudy } from '../../../evaluation/studies/study-file.ts';
import {
  partsWith,
  runFor,
  runsIn,
  type StudyPart,
  type StudyRecord,
} from '../../../evaluation/studies/study-record.ts';
import { textPieces } from '../../../platform/file-text.ts';
import { mostLogBytes } from '../../../platform/text-limits.ts';
import type { Task, TaskSetId } from '../../../tasks/task.ts';
import type { KeptSettings } from '../../work/kept-settings.ts';
import { studiesSetting } from '../../work/setting-names.ts';
import { KnownFacts } from './known-facts.ts';
import type { GivenFiles } from '../given/given-files.svelte.ts';
import type { PlanEditor } from '../plans/plan-editor.svelte.ts';
import type { RunItem } from '../runs/run-item.ts';
import type { Runs } from '../runs/runs.svelte.ts';
import { readableStudies, withoutStudy, withStudy, withStudyChanged } from './started-studies.ts';

export interface StudiesParts {
  readonly settings: KeptSettings;
  readonly store: RunStore;
  readonly runs: Runs;
  /** Of the models, tasks and samples of the next study. */
  readonly editor: PlanEditor;
  /** That were given on this visit. */
  readonly files: Pick<GivenFiles, 'hashAdapters' | 'hashOf'>;
  findSet(source: TaskSetId): Promise<readonly Task[] | null>;
}

/** What a study's run is called in lists of runs. */
export type NamePlan = (study: StudyId, plan: StudyPlan) => string;

/** Why a study's run could not begin. */
export type StudyFault =
  | { readonly kind: 'absent'; readonly source: TaskSetId }
  | { readonly kind: 'selection'; readonly fault: SelectionFault }
  /** The set has not the tasks that the prompts are to show. */
  | { readonly kind: 'no-examples'; readonly ids: readonly string[] };

export type ImportedStudy = Extract<StudyImport, { kind: 'imported' }>;

export class Studies {
  /** For studies that look below the status of samples. */
  readonly facts: KnownFacts;
  #records = $state.raw<readonly StudyRecord[]>([]);
  /** Beyond the editor's, for a study of several models. */
  #models = $state.raw<readonly PlannedModel[]>([]);
  #base = $state.raw<PlannedModel | null>(null);
  #prompt = $state<StudyChoices['prompt']>();
  #fault = $state.raw<StudyFault | null>(null);
  #isStarting = $state(false);
  #lastImport = $state.raw<ImportedStudy | null>(null);
  #comparedId = $state<string | null>(null);
  readonly #parts: StudiesParts;

  constructor(parts: StudiesParts) {
    this.#parts = parts;
    this.facts = new KnownFacts(parts.store);
  }

  get editor(): PlanEditor {
    return this.#parts.editor;
  }

  /** Models that were added for the next study of several. */
  get models(): readonly PlannedModel[] {
    return this.#models;
  }

  /** For the next study of a pair, what the editor's model was made of: by itself that of its adapter. */
  get base(): PlannedModel {
    const { writer } = this.editor.draft;
    return this.#base ?? (takesAdapter(writer) ? withoutAdapter(writer) : writer);
  }

  chooseBase(model: PlannedModel): void {
    this.#base = model;
  }

  /** For the next study of a pair; left out for the paper's. */
  get prompt(): StudyChoices['prompt'] {
    return this.#prompt;
  }

  choosePrompt(prompt: StudyChoices['prompt']): void {
    this.#prompt = prompt;
  }

  /** Why the last start came to nothing; null while all is well. */
  get fault(): StudyFault | null {
    return this.#fault;
  }

  get isStarting(): boolean {
    return this.#isStarting;
  }

  /** Of this visit; null while a file is read, and where none was imported. */
  get lastImport(): ImportedStudy | null {
    return this.#lastImport;
  }

  async restore(): Promise<void> {
    this.#records = readableStudies(await this.#parts.settings.setting(studiesSetting));
  }

  /** Those of one definition, newest first. */
  startedOf(study: Study): readonly StudyRecord[] {
    return this.#records.filter((record) => record.study === study.id);
  }

  /** The newest of this browser's that asks what somebody else's does; null where there is none. */
  ownBeside({ id, study }: StudyRecord): StudyRecord | null {
    return (
      this.#records.find((own) => own.study === study && own.id !== id && !own.isImported) ?? null
    );
  }

  recordOf(id: string): StudyRecord | null {
    return this.#records.find((record) => record.id === id) ?? null;
  }

  /** Another study that is shown beside the one in view; null where none is. */
  get comparedId(): string | null {
    return this.#comparedId;
  }

  compareWith(id: string | null): void {
    this.#comparedId = id;
  }

  /** The runs of a study and of the one it is compared with. */
  runIdsIn(record: string | null): readonly string[] {
    if (record === null) return [];
    const shown = [record, this.#comparedId].flatMap((id) => (id && this.recordOf(id)) || []);
    return runsIn(shown);
  }

  chooseSize({ tasks, samplesPerTask, maxTokens }: StudySize): void {
    const { sampling } = this.editor.draft;
    this.editor.change({ tasks, samplesPerTask, sampling: { ...sampling, maxTokens } });
  }

  addModel(model: PlannedModel): void {
    const isNew = !this.#models.some((each) => isSameModel(each, model));
    if (isNew) this.#models = [...this.#models, model];
  }

  removeModel(model: PlannedModel): void {
    this.#models = this.#models.filter((each) => !isSameModel(each, model));
  }

  choicesFor(study: Study): StudyChoices {
    const { tasks, sampling, ...draft } = this.editor.draft;
    const samplesPerTask = study.isGreedy ? 1 : draft.samplesPerTask;
    const writer = study.writer ?? draft.writer;
    const added = study.hasManyModels ? this.#models : study.pairsModels ? [this.base] : [];
    const others = added.filter((each) => !isSameModel(each, writer));
    const prompt = study.pairsModels ? this.#prompt : undefined;
    return {
      ...(prompt ? { prompt } : {}),
      ...{ writers: [writer, ...others], samplesPerTask, maxTokens: sampling.maxTokens },
      tasks: study.namesTasks ? this.#named(tasks) : tasks,
    };
  }

  /** The sets that its runs take tasks from, each once. */
  sourcesFor(study: Study): readonly TaskSetId[] {
    const plans = study.plansFor(this.choicesFor(study));
    const sources = plans.map(({ plan }) => plan.tasks.source);
    return sources.filter((each, at) => sources.indexOf(each) === at);
  }

  /** The same tasks by their ids; as they were chosen while it is not known which these are. */
  #named({ source, which }: TaskSelection): TaskSelection {
    const { tasks: found } = this.editor;
    if (found.kind !== 'tasks') return { source, which };
    return { source, which: { kind: 'ids', ids: found.tasks.map(({ id }) => id) } };
  }

  /** Of what is chosen: all its runs, those not counted that are there already. */
  forecastOf(study: Study): { readonly runs: number; readonly ready: number } & Forecast {
    const plans = study.plansFor(this.choicesFor(study));
    const { tasks, askedCount } = this.editor;
    const count = tasks.kind === 'tasks' ? (askedCount ?? tasks.tasks.length) : 0;
    const missing = plans.map(({ plan }) => plan).filter((plan) => this.#runThere(plan) === null);
    const ready = plans.length - missing.length;
    const speedOf = (model: PlannedModel) => this.#parts.runs.speedOf(model);
    return { runs: plans.length, ready, ...studyForecast(missing, count, speedOf) };
  }

  /** A study of what is chosen, with no run begun yet; gives its id. `planName`: of each run. */
  async create(study: Study, name: string, planName: NamePlan): Promise<string> {
    const choices = this.choicesFor(study);
    const plans = namedPlans(study, choices, planName);
    await this.#parts.files.hashAdapters(choices.writers);
    const record: StudyRecord = {
      ...{ id: newRunId(), study: study.id, name, createdAt: Date.now() },
      choices: { ...choices, writers: [...choices.writers] },
      parts: plans.map((plan) => ({ ...plan, run: this.#runThere(plan.plan) })),
      isImported: false,
    };
    await this.#change((kept) => withStudy(kept, record));
    return record.id;
  }

  /** The run of a part that is there, in this list or in the store; null until it was begun. */
  itemOf({ run }: StudyPart): RunItem | null {
    return run === null ? null : this.#parts.runs.itemOf(run);
  }

  /**
   * Begins or continues these parts, one after the other through the queue of runs; all where none
   * is named. Parts with an equal run take that. `fault` says why it stopped.
   */
  async start(id: string, keys: readonly string[] | null = null): Promise<void> {
    if (this.#isStarting) return;
    this.#fault = null;
    this.#isStarting = true;
    try {
      const wanted = this.recordOf(id)?.parts.filter(({ key }) => !keys || keys.includes(key));
      for (const part of wanted ?? []) {
        const run = await this.#startPart(part);
        if (run === null) return;
        if (run !== part.run) await this.#attach(id, part.key, run);
      }
    } finally {
      this.#isStarting = false;
    }
  }

  async pause(id: string): Promise<void> {
    for (const part of this.recordOf(id)?.parts.toReversed() ?? []) {
      if (part.run !== null) await this.#parts.runs.pause(part.run);
    }
  }

  /** One more model for a study that was started. */
  async addModelTo(
    id: string,
    study: Study,
    model: PlannedModel,
    planName: NamePlan,
  ): Promise<void> {
    await this.#change((kept) =>
      withStudyChanged(kept, id, (record) => {
        const choices = { ...record.choices, writers: [model] };
        const plans = namedPlans(study, choices, planName);
        const writers = [...record.choices.writers, model];
        const parts = partsWith(record.parts, plans);
        return { ...record, choices: { ...record.choices, writers }, parts };
      }),
    );
  }

  /** The study alone: its runs stay. */
  async forget(id: string): Promise<void> {
    await this.#change((kept) => withoutStudy(kept, id));
  }

  async forgetAll(): Promise<void> {
    await this.#change(() => []);
  }

  /** The whole study with the logs of its runs; null where it is no more. */
  async export(id: string): Promise<File | null> {
    const record = this.recordOf(id);
    if (!record) return null;
    const pieces: string[] = [];
    for await (const piece of writeStudy(this.#parts.store, record)) pieces.push(piece);
    const name = `${fileBase(`study-${record.study}-${record.name}`)}.jsonl`;
    return new File(pieces, name, { type: 'application/jsonl' });
  }

  /** Puts a study of a file beside one's own, with the runs, and samples of runs of others, that are not here. */
  async import(file: File): Promise<StudyImport> {
    this.#lastImport = null;
    const theirs = runsIn(this.#records.filter(({ isImported }) => isImported));
    const own = runsIn(this.#records.filter(({ isImported }) => !isImported));
    const completes = ({ id }: Run) => theirs.includes(id) && !own.includes(id);
    const read = await readStudy(textPieces(file, mostLogBytes), (pieces) =>
      this.#parts.runs.importLog(pieces, completes),
    );
    if (read.kind !== 'imported') return read;
    if (!studyCalled(read.record.study)) return { kind: 'not-a-study' };
    const isOwn = this.recordOf(read.record.id)?.isImported === false;
    const record = { ...read.record, isImported: !isOwn };
    await this.#change((kept) => withStudy(kept, record));
    this.#lastImport = { ...read, record };
    return this.#lastImport;
  }

  /** Null where it could not begin. */
  async #startPart(part: StudyPart): Promise<string | null> {
    const { runs } = this.#parts;
    await this.#parts.files.hashAdapters([part.plan.writer]);
    const there = this.itemOf(part)?.run.id ?? this.#runThere(part.plan);
    if (there !== null) {
      if (runs.itemOf(there)?.state.kind !== 'finished') runs.continue(there);
      return there;
    }
    const { plan } = part;
    const set = await this.#parts.findSet(plan.tasks.source);
    if (!set) return this.#fail({ kind: 'absent', source: plan.tasks.source });
    const missing = missingExamples(plan.prompt, set);
    if (missing.length > 0) return this.#fail({ kind: 'no-examples', ids: missing });
    const selected = selectTasks(plan.tasks, set);
    if (selected.kind === 'fault') return this.#fail({ kind: 'selection', fault: selected.fault });
    return runs.start(plan, selected.tasks, set);
  }

  #fail(fault: StudyFault): null {
    this.#fault = fault;
    return null;
  }

  async #attach(id: string, key: string, run: string): Promise<void> {
    await this.#change((kept) =>
      withStudyChanged(kept, id, (record) => ({
        ...record,
        parts: record.parts.map((part) => (part.key === key ? { ...part, run } : part)),
      })),
    );
  }

  /** Runs that came with somebody else's study are for comparing with, not for taking their place. */
  #runThere(plan: StudyPart['plan']): string | null {
    const theirs = runsIn(this.#records.filter(({ isImported }) => isImported));
    const own = this.#parts.runs.items.map(({ run }) => run);
    return runFor(
      plan,
      own.filter(({ id }) => !theirs.includes(id)),
      (file) => this.#parts.files.hashOf(file),
    );
  }

  /** On what is kept by then: another tab may have started one meanwhile. */
  async #change(change: (kept: unknown) => unknown[]): Promise<void> {
    const kept = await this.#parts.settings.changeSetting(studiesSetting, change);
    this.#records = readableStudies(kept);
  }
}

function isSameModel(left: PlannedModel, right: PlannedModel): boolean {
  const entries = (model: PlannedModel) => JSON.stringify(Object.entries(model).sort());
  return entries(left) === entries(right);
}

function namedPlans(study: Study, choices: StudyChoices, planName: NamePlan): StudyPlan[] {
  return study
    .plansFor(choices)
    .map((each) => ({ ...each, plan: { ...each.plan, name: planName(study.id, each) } }));
}
