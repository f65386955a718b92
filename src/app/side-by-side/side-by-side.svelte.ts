/**
 * Two or three writers on one task, asked the same by one press. Each reply is an attempt at the task
 * and is checked like any other; what one lane does never ends another.
 */

import { Latest } from '../../platform/latest.ts';
import { orAborted } from '../../platform/or-aborted.ts';
import type { Checker } from '../../checking/checker.ts';
import type { ProgramReader } from '../../tasks/python-reader.ts';
import type { Attempts } from '../attempts/attempts.svelte.ts';
import type { ModelPicker, Models, Offer } from '../models/model-picker.svelte.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import type { TaskProgress } from '../work/task-progress.svelte.ts';
import type { PromptState } from '../workspace/prompt-state.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import { LaneModels } from './lane-models.svelte.ts';
import { type KeptLane, KeptLanes, mostLanes } from './kept-lanes.ts';
import { Lane, type LaneAsked } from './lane.svelte.ts';
import { firstWriters, writerOf, type LaneWriter } from './lane-writer.ts';
import { ownCountOf, withShownTests } from './shown-tests.ts';
import { sharedBy, SharedTurns, type Shared } from './turns.ts';

export interface SideBySideParts {
  readonly reader: ProgramReader;
  readonly checker: Pick<Checker, 'check'>;
  readonly models: Models;
  readonly modelPicker: ModelPicker;
  readonly attempts: Attempts;
  readonly progress: TaskProgress;
  readonly workspace: Workspace;
  readonly promptState: PromptState;
  readonly settings: KeptSettings;
}

export const fewestLanes = 2;
export { mostLanes };

/** Lanes that write one after the other, and why. */
export interface SharedLanes {
  readonly shared: Shared;
  readonly lanes: readonly Lane[];
}

export class SideBySide {
  #lanes = $state.raw<readonly Lane[]>([]);
  #round = $state(0);
  /** What the lanes were asked last; null before the first press. */
  #asked = $state.raw<LaneAsked | null>(null);
  /** Pressed, and what is to be asked is not known yet: Python may still have to read the tests. */
  #isPreparing = $state(false);
  readonly isBusy = $derived(this.#isPreparing || this.#lanes.some((lane) => lane.isBusy));
  /** What can write now. */
  readonly ready = $derived(this.#lanes.filter((lane) => lane.readiness?.kind === 'ready'));
  readonly sharedLanes: readonly SharedLanes[] = $derived.by(() => this.#sharedLanes());

  readonly #parts: SideBySideParts;
  readonly #models: LaneModels;
  readonly #kept: KeptLanes;
  readonly #press = new Latest();
  readonly #turns = new SharedTurns();
  /** What the prompt and the sampling were at the last press, and how often it was asked before. */
  #repeated = '';
  #repeats = 0;

  constructor(parts: SideBySideParts) {
    this.#parts = parts;
    this.#models = new LaneModels(parts);
    this.#kept = new KeptLanes(parts.settings);
  }

  get lanes(): readonly Lane[] {
    return this.#lanes;
  }

  /** How often was pressed. */
  get round(): number {
    return this.#round;
  }

  /** What was asked last, or would be asked now. */
  get asked(): LaneAsked | null {
    return this.#asked ?? this.#askedNow();
  }

  /** The lanes in which somebody is chosen, as they are kept and sent. */
  get choices(): readonly KeptLane[] {
    return this.#lanes.flatMap(({ offer, shownTestCount }) =>
      offer ? [{ writer: offer.spec, shownTestCount }] : [],
    );
  }

  /**
   * Puts up the writers that a link names (null of a kind that is not known here), those that were
   * chosen last, or the usual ones.
   */
  async open(named: readonly KeptLane[] | null): Promise<void> {
    const { models, modelPicker } = this.#parts;
    const [kept] = await Promise.all([this.#kept.read(), modelPicker.look()]);
    const { offering, phase } = modelPicker;
    if (!offering) return;
    const current = phase.kind === 'ready' || phase.kind === 'loading' ? phase.offer : null;
    const chosen = named ?? kept;
    const lanes = chosen
      ? chosen.map(({ writer, shownTestCount }) =>
          this.#newLane(writerOf(writer, models, offering), shownTestCount),
        )
      : firstWriters(current, models, offering).map((writer) => this.#newLane(writer));
    while (lanes.length < fewestLanes) lanes.push(this.#newLane(null));
    this.#lanes = lanes.slice(0, mostLanes);
  }

  add(): void {
    this.#lanes = [...this.#lanes, this.#newLane(null)];
  }

  /** Of the task's own asserts, how many a lane's writer is shown, or would be now. */
  shownTestCountOf(lane: Lane): number {
    return ownCountOf(lane) ?? this.#parts.promptState.choices.shownTestCount;
  }

  /** A person's choice, for a lane of the search. */
  show(lane: Lane, shownTestCount: number): void {
    lane.shownTestCount = shownTestCount;
    this.#keep();
  }

  remove(lane: Lane): void {
    lane.cut();
    this.#lanes = this.#lanes.filter((each) => each !== lane);
    this.#keep();
  }

  /** A person's choice: it is loaded at once where that takes a download, which the press stood for. */
  choose(lane: Lane, offer: Offer): void {
    lane.choose({ offer, isAgreed: true });
    this.#keep();
    if (lane.readiness?.kind === 'download') void lane.load();
  }

  /** All lanes that can write, asked the same. A second press is another round with the next seed. */
  async write(): Promise<void> {
    const { workspace, promptState } = this.#parts;
    const { task } = workspace;
    if (!task || this.isBusy) return;
    const signal = this.#press.begin();
    this.#isPreparing = true;
    await orAborted(workspace.named(), signal).catch(() => undefined);
    if (signal.aborted) return;
    this.#isPreparing = false;
    const unrepeated = JSON.stringify(promptState.request());
    const repeats = unrepeated === this.#repeated ? this.#repeats + 1 : 0;
    const asked = this.#askedNow(repeats);
    if (!asked || task !== workspace.task || this.isBusy) return;
    this.#repeated = unrepeated;
    this.#repeats = repeats;
    this.#round += 1;
    this.#asked = asked;
    await this.#writeIn(this.ready);
  }

  /** One lane alone, as all were asked in this round, and with as many tests as it is shown now. */
  async writeAgain(lane: Lane): Promise<void> {
    await this.#writeIn([lane]);
  }

  stop(): void {
    this.#endPress();
    for (const lane of this.#lanes) lane.stop();
  }

  /** Ends everything; what there is of replies stays as attempts. */
  async close(): Promise<void> {
    this.#endPress();
    for (const lane of this.#lanes) lane.cut();
    await this.#models.close();
  }

  /** All work is deleted. */
  forget(): void {
    this.#endPress();
    for (const lane of this.#lanes) lane.forget();
  }

  /** Stores what there is of replies: the page is about to go. */
  flush(): void {
    for (const lane of this.#lanes) lane.flush();
  }

  async #writeIn(lanes: readonly Lane[]): Promise<void> {
    const { task } = this.#parts.workspace;
    const asked = this.#asked;
    if (!task || !asked) return;
    const offers = this.#lanes.flatMap(({ offer }) => (offer ? [offer] : []));
    void this.#models.keepOnly(offers);
    const groups = this.#sharedLanes();
    await Promise.all(
      lanes.map((lane) => {
        const shared = groups.find((group) => group.lanes.includes(lane))?.shared ?? null;
        lane.waitsFor = shared;
        return lane.write({
          task,
          asked: withShownTests(asked, task, ownCountOf(lane)),
          turn: () => this.#turns.take(shared),
        });
      }),
    );
  }

  #endPress(): void {
    this.#press.end();
    this.#isPreparing = false;
  }

  #keep(): void {
    this.#kept.keep(this.choices);
  }

  /** `repeats`: how often the same was asked before. */
  #askedNow(repeats = 0): LaneAsked | null {
    const { promptState } = this.#parts;
    const request = promptState.request(repeats);
    const { shownTestCount, searchSeconds } = promptState.choices;
    return request && { request, shownTestCount, searchSeconds };
  }

  #newLane(writer: LaneWriter | null, shownTestCount: number | null = null): Lane {
    const { reader, checker, attempts, progress, workspace, modelPicker } = this.#parts;
    const lane: Lane = new Lane({
      ...{ reader, checker, attempts, progress, workspace, models: this.#models },
      capabilities: () => modelPicker.offering?.capabilities ?? null,
      look: () => modelPicker.look(),
      besides: () =>
        this.#lanes.flatMap((other) => (other !== lane && other.offer ? [other.offer] : [])),
      newest: (offer) => modelPicker.offering?.offers.find(({ id }) => id === offer.id) ?? offer,
    });
    if (writer) lane.choose(writer);
    lane.shownTestCount = shownTestCount;
    return lane;
  }

  #sharedLanes(): SharedLanes[] {
    const lanes = this.#lanes.flatMap((lane) => (lane.offer ? [{ lane, offer: lane.offer }] : []));
    const shares = sharedBy(
      lanes.map(({ offer }) => offer),
      this.#models.machine,
    );
    return (['gpu', 'cpu', 'memory'] as const).flatMap((shared) => {
      const those = lanes.filter((_, at) => shares[at] === shared).map(({ lane }) => lane);
      return those.length > 1 ? [{ shared, lanes: those }] : [];
    });
  }
}
