/**
 * The plan being put together: its fields, the tasks it means, how long it will take, the plans
 * that were saved, and its link. Starting it is for `runs`.
 */

import { type Forecast, forecast, type Speed } from '../../../evaluation/running/forecast.ts';
import {
  type PresetId,
  type PresetOptions,
  presetPlan,
  usualShownTests,
} from '../../../evaluation/plans/plan-presets.ts';
import { type PlanFault, planOf } from '../../../evaluation/plans/plan-reading.ts';
import type { Plan, PlannedAsk, PlannedModel } from '../../../evaluation/plans/plan.ts';
import { newRunId } from '../../../evaluation/runs/new-run.ts';
import { plannedTasks, type SelectedTasks } from '../../../evaluation/plans/task-selection.ts';
import { askedTasks } from '../../../evaluation/plans/asked-tasks.ts';
import type { PythonReader } from '../../../tasks/python-reader.ts';
import { kindOf, type TaskKind } from '../../../tasks/task-kind.ts';
import { homeSet } from '../../../tasks/task-sets.ts';
import type { Task, TaskSetId } from '../../../tasks/task.ts';
import type { KeptSettings } from '../../work/kept-settings.ts';
import { Latest } from '../../../platform/latest.ts';
import { plansSetting } from '../../work/setting-names.ts';
import {
  readablePlans,
  type SavedPlan,
  withoutPlan,
  withPlan,
  withPlanDuplicated,
  withPlanReplaced,
} from './saved-plans.ts';
import { isPlanFragment, readPlanFragment, writePlanFragment } from './plan-link.ts';

export interface PlanEditorParts {
  readonly settings: KeptSettings;
  /** The whole set as it is on this device, without any network; null where it is not. */
  findSet(source: TaskSetId): Promise<readonly Task[] | null>;
  /** What was measured of a writer; null where nothing was. */
  speedOf(writer: PlannedModel): Speed | null;
  /** Tells into how many predictions a task is taken apart. */
  readonly reader: Pick<PythonReader, 'readTests'>;
  /** Where the plan is kept as it was left; a run's plan and a study's are two. */
  readonly draftSetting?: string;
}

export type PlannedTasks =
  /** Being looked for on this device. */
  | { readonly kind: 'looking' }
  /** The set has to be downloaded or opened first. */
  | { readonly kind: 'absent'; readonly source: TaskSetId }
  | SelectedTasks;

type FoundSet =
  | { readonly kind: 'looking' | 'absent'; readonly source: TaskSetId }
  | { readonly kind: 'set'; readonly source: TaskSetId; readonly tasks: readonly Task[] };

/** How many tasks are asked of those that the key names; null where it could not be found out. */
interface AskedCount {
  readonly key: string;
  readonly set: readonly Task[];
  readonly count: number | null;
}

const firstWriter: PlannedModel = { kind: 'search', seconds: 10 };
const noTasks: readonly Task[] = [];
const firstDraft = presetPlan('one-minute', firstWriter);
const usualDraftSetting = 'evaluation-draft';

export class PlanEditor {
  #draft = $state.raw<Plan>(firstDraft);
  #set = $state.raw<FoundSet>({ kind: 'looking', source: homeSet.id });
  #saved = $state.raw<readonly SavedPlan[]>([]);
  #isLinkDamaged = $state(false);
  #counted = $state.raw<AskedCount | null>(null);
  /** What a study asks of the draft's tasks, whatever the draft asks. */
  #studyAsk = $state.raw<PlannedAsk | null>(null);
  /** A draft that a person worked on, until another change, after something else took its place. */
  #former = $state.raw<Plan | null>(null);
  /** Whether the draft is more than a copy of a preset or a plan that is kept elsewhere. */
  #isOwnWork = false;

  /** Null while a field of the draft is wrong: then `fault` names it. */
  readonly plan = $derived(this.#read().plan);
  readonly fault = $derived(this.#read().fault);
  readonly #selection = $derived(this.#selected());
  /** How many tasks a run of it has: of one task, several predictions. Null until they are counted. */
  readonly askedCount = $derived(this.#askedCount());
  readonly tasks = $derived(this.#fitTasks());
  /** Whether the tasks are being taken apart to count what is asked. */
  readonly isCounting = $derived(
    this.tasks.kind === 'tasks' && this.askedCount === null && !this.#isCountOfNow(),
  );
  /** What the plan asks for, and where its tasks do, what the first of them asks for. */
  readonly kind = $derived(this.#kind());
  /** The set the tasks are of, for the runs that are made of them. */
  readonly set = $derived(this.#set.kind === 'set' ? this.#set.tasks : noTasks);
  readonly forecast = $derived(this.#forecast());
  /** Whether a run can be made of it now. */
  readonly isReady = $derived(
    this.plan !== null && this.tasks.kind === 'tasks' && !this.isCounting,
  );

  readonly #parts: PlanEditorParts;
  readonly #draftSetting: string;
  readonly #looking = new Latest();
  readonly #counting = new Latest();

  constructor(parts: PlanEditorParts) {
    this.#parts = parts;
    this.#draftSetting = parts.draftSetting ?? usualDraftSetting;
  }

  /** As a person typed it, so its fields may hold what no plan may. */
  get draft(): Plan {
    return this.#draft;
  }

  /** Newest first. */
  get saved(): readonly SavedPlan[] {
    return this.#saved;
  }

  get isLinkDamaged(): boolean {
    return this.#isLinkDamaged;
  }

  /** Takes up the draft and the saved plans of earlier visits, and looks for the draft's tasks. */
  async restore(): Promise<void> {
    await Promise.all([this.restoreSaved(), this.#restoreDraft()]);
    await this.lookForTasks();
  }

  async #restoreDraft(): Promise<void> {
    const reading = planOf(await this.#parts.settings.setting(this.#draftSetting));
    // A link or a person was quicker.
    if (reading.kind !== 'plan' || this.#draft !== firstDraft) return;
    this.#draft = reading.plan;
    this.#isOwnWork = true;
  }

  /** Again after others may have saved some. */
  async restoreSaved(): Promise<void> {
    this.#saved = readablePlans(await this.#parts.settings.setting(plansSetting));
  }

  /** Whole fields at a time: what is not named stays. */
  change(fields: Partial<Plan>): void {
    this.#take({ ...this.#draft, ...fields });
    this.#former = null;
    // A preset keeps the writer.
    this.#isOwnWork ||= Object.keys(fields).some((name) => name !== 'writer');
  }

  /** Whether a person's own draft was just replaced as a whole. */
  get hasFormer(): boolean {
    return this.#former !== null;
  }

  /** Field by field as it was: what it does not name is not taken over from the other one. */
  backToFormer(): void {
    if (!this.#former) return;
    this.#take(this.#former);
    this.#noteOwnWork();
  }

  #noteOwnWork(): void {
    this.#former = null;
    this.#isOwnWork = true;
  }

  #replace(draft: Plan): void {
    if (this.#isOwnWork) this.#former = this.#draft;
    this.#isOwnWork = false;
    this.#take(draft);
  }

  #take(draft: Plan): void {
    this.#draft = draft;
    if (this.plan) void this.#parts.settings.keepSetting(this.#draftSetting, this.plan);
    if (this.#draft.tasks.source !== this.#set.source) void this.lookForTasks();
    else void this.#countAsked();
  }

  /** Null for what the tasks ask for themselves. */
  changeAsk(asks: PlannedAsk | null): void {
    const rest = { ...this.#draft };
    delete rest.asks;
    this.#take({ ...rest, ...(asks ? { asks } : {}) });
    this.#noteOwnWork();
  }

  /** Counts the tasks as a study asks them, which leaves the draft as it is; null for the draft's way. */
  askAsStudy(asks: PlannedAsk | null): void {
    this.#studyAsk = asks;
    void this.#countAsked();
  }

  get #asks(): PlannedAsk | undefined {
    return this.#studyAsk ?? this.#draft.asks;
  }

  /** With as many shown tests as are usual for it, where those of the former one were usual too. */
  chooseWriter(writer: PlannedModel): void {
    const { writer: former, prompt } = this.#draft;
    const isUsual = prompt.shownTestCount === usualShownTests(former);
    const shown = isUsual ? { shownTestCount: usualShownTests(writer) } : {};
    this.#take({ ...this.#draft, writer, prompt: { ...prompt, ...shown } });
    this.#former = null;
  }

  /** Null for the one that plans had before they named any. */
  changeSeedRule(seedRule: Plan['seedRule'] | null): void {
    const rest = { ...this.#draft };
    delete rest.seedRule;
    this.#take({ ...rest, ...(seedRule ? { seedRule } : {}) });
    this.#noteOwnWork();
  }

  /** A preset keeps the writer that was chosen. */
  choosePreset(id: PresetId, options: Pick<PresetOptions, 'samplesPerTask' | 'ownSet'> = {}): void {
    const { writer } = this.#draft;
    const speed = this.#parts.speedOf(writer);
    const sampleMs = speed && (1000 * speed.replyTokens) / speed.tokensPerSecond;
    this.#replace(presetPlan(id, writer, { ...options, sampleMs }));
  }

  /** Again after a download or an own file: the set may be there now. */
  async lookForTasks(): Promise<void> {
    const signal = this.#looking.begin();
    const { source } = this.#draft.tasks;
    if (this.#set.source !== source) this.#set = { kind: 'looking', source };
    const tasks = await this.#parts.findSet(source);
    if (signal.aborted) return;
    this.#set = tasks ? { kind: 'set', source, tasks } : { kind: 'absent', source };
    void this.#countAsked();
  }

  /** Of a plan that asks for something of its own: how many of its tasks give it, and how often. */
  async #countAsked(): Promise<void> {
    const [asks, selection, key, set] = [this.#asks, this.#selection, this.#key(), this.set];
    const signal = this.#counting.begin();
    if (!asks || selection.kind !== 'tasks' || this.#isCountOfNow()) return;
    let count: number | null = 0;
    try {
      for (const task of selection.tasks) {
        count += (await askedTasks({ asks }, task, this.#parts.reader)).length;
        if (signal.aborted) return;
      }
    } catch {
      // Without Python nothing is known of it: the start of the run says why.
      count = null;
    }
    if (!signal.aborted) this.#counted = { key, set, count };
  }

  #key(): string {
    return JSON.stringify([this.#draft.tasks, this.#asks]);
  }

  #isCountOfNow(): boolean {
    return this.#counted?.key === this.#key() && this.#counted.set === this.set;
  }

  #askedCount(): number | null {
    if (this.#selection.kind !== 'tasks') return null;
    if (!this.#asks) return this.#selection.tasks.length;
    return this.#isCountOfNow() ? (this.#counted?.count ?? null) : null;
  }

  #fitTasks(): PlannedTasks {
    const isNoneAsked = this.askedCount === 0;
    return isNoneAsked ? { kind: 'fault', fault: { kind: 'none-asked' } } : this.#selection;
  }

  #kind(): TaskKind {
    if (this.#asks) return this.#asks.kind;
    const first = this.#selection.kind === 'tasks' ? this.#selection.tasks[0] : undefined;
    return kindOf(first ?? {});
  }

  /** A saved or shared plan, or that of a run, in place of the draft. */
  open(plan: Plan): void {
    this.#replace(plan);
  }

  /** Saves the draft as a plan of its own; nothing while a field is wrong. */
  async save(): Promise<void> {
    const { plan } = this;
    const id = newRunId();
    if (plan) await this.#changeSaved((kept) => withPlan(kept, { id, plan }));
  }

  /** Replaces a saved plan by the draft; nothing while a field is wrong. */
  async saveAs(id: string): Promise<void> {
    const { plan } = this;
    if (plan) await this.#changeSaved((kept) => withPlanReplaced(kept, { id, plan }));
  }

  async duplicate(id: string): Promise<void> {
    const newId = newRunId();
    await this.#changeSaved((kept) => withPlanDuplicated(kept, id, newId));
  }

  async forget(id: string): Promise<void> {
    await this.#changeSaved((kept) => withoutPlan(kept, id));
  }

  async forgetAll(): Promise<void> {
    await this.#changeSaved(() => []);
  }

  /** The fragment of a link to the draft, with its "#"; null while a field is wrong, or too long. */
  async link(): Promise<string | null> {
    return this.plan && writePlanFragment(this.plan);
  }

  /** Opens the plan of such a link. False where the fragment is none or its plan is damaged. */
  async follow(fragment: string): Promise<boolean> {
    if (!isPlanFragment(fragment)) return false;
    const reading = await readPlanFragment(fragment);
    this.#isLinkDamaged = reading.kind === 'fault';
    if (reading.kind === 'plan') this.open(reading.plan);
    return reading.kind === 'plan';
  }

  #read(): { readonly plan: Plan | null; readonly fault: PlanFault | null } {
    const reading = planOf(this.#draft);
    return reading.kind === 'plan'
      ? { plan: reading.plan, fault: null }
      : { plan: null, fault: reading.fault };
  }

  #selected(): PlannedTasks {
    const set = this.#set;
    if (set.source !== this.#draft.tasks.source) return { kind: 'looking' };
    switch (set.kind) {
      case 'looking':
        return { kind: 'looking' };
      case 'absent':
        return { kind: 'absent', source: set.source };
      case 'set':
        return plannedTasks(
          this.#asks ? { ...this.#draft, asks: this.#asks } : this.#draft,
          set.tasks,
        );
    }
  }

  #forecast(): Forecast | null {
    if (!this.plan || this.tasks.kind !== 'tasks' || this.askedCount === null) return null;
    return forecast(this.plan, this.askedCount, this.#parts.speedOf(this.plan.writer));
  }

  /** On what is kept by then: another tab may have saved one meanwhile. */
  async #changeSaved(change: (kept: unknown) => unknown[]): Promise<void> {
    this.#saved = readablePlans(await this.#parts.settings.changeSetting(plansSetting, change));
  }
}
