/** The lessons that are kept in this browser, the one in view, and the one on the projector. */

import { Latest } from '../../platform/latest.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';
import { type AddressBar, isSharedHash, placeAt, unknownSetAt, viewAt } from '../page/address.ts';
import type { Navigation } from '../page/navigation.svelte.ts';
import type { Presentation } from '../page/presentation.svelte.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import { newAttemptId } from '../work/records.ts';
import { lessonsSetting } from '../work/setting-names.ts';
import {
  type Lesson,
  type LessonChange,
  type LessonStep,
  readableLessons,
  withLesson,
  withLessonChanged,
  withoutLesson,
  withoutStep,
  withStep,
} from './lesson.ts';
import {
  type LessonReading,
  lessonHash,
  readLessonFile,
  readLessonFragment,
} from './lesson-file.ts';
import type { ProjectorSteps } from './projector-steps.ts';

export interface LessonsParts {
  readonly settings: KeptSettings;
  readonly bar: AddressBar;
  readonly presentation: Presentation;
  readonly navigation: Pick<Navigation, 'openHash'>;
  /** Without any download; null where the set is not on this device. */
  readonly tasksOf: (set: TaskSetId) => Promise<readonly Task[] | null>;
}

interface Playing {
  readonly lesson: Lesson;
  readonly index: number;
}

interface Removed {
  readonly lessonId: string;
  readonly step: LessonStep;
  readonly at: number;
}

const none: readonly Lesson[] = [];

export class Lessons {
  #all = $state.raw(none);
  #openId = $state<string | null>(null);
  #arrived = $state.raw<LessonReading | null>(null);
  #playing = $state.raw<Playing | null>(null);
  #removed = $state.raw<Removed | null>(null);
  /** Whether the projector shows something else, because the person went elsewhere meanwhile. */
  #isAside = $state(false);
  /** The address at which the projector was left while a lesson was on it. */
  #leftAt: string | null = null;

  /** The one to work on: that chosen last, else the newest. */
  readonly open = $derived(
    this.#all.find(({ id }) => id === this.#openId) ?? this.#all.at(-1) ?? null,
  );
  /** The step taken away last, while its lesson is open. */
  readonly removed = $derived(this.#removed?.lessonId === this.open?.id ? this.#removed : null);
  readonly steps: ProjectorSteps | null = $derived.by(() => this.#stepsOf(this.#playing));

  readonly #parts: LessonsParts;
  readonly #arriving = new Latest();

  constructor(parts: LessonsParts) {
    this.#parts = parts;
  }

  get all(): readonly Lesson[] {
    return this.#all;
  }

  /** What a file or a link brought last, until it is dismissed. */
  get arrived(): LessonReading | null {
    return this.#arrived;
  }

  get playing(): Playing | null {
    return this.#playing;
  }

  async restore(): Promise<void> {
    this.#all = readableLessons(await this.#parts.settings.setting(lessonsSetting));
  }

  choose(id: string): void {
    this.#openId = id;
  }

  /** A new one, open. */
  make(title: string, steps: readonly LessonStep[] = []): Lesson {
    const lesson = { id: newAttemptId(), title, steps };
    this.#keep(lesson);
    return lesson;
  }

  #keep(lesson: Lesson): void {
    this.#openId = lesson.id;
    void this.#change((kept) => withLesson(kept, lesson));
  }

  change(id: string, change: LessonChange): Promise<void> {
    return this.#change((kept) => withLessonChanged(kept, id, change));
  }

  add(id: string, place: { readonly hash: string; readonly title: string }): Promise<void> {
    return this.change(id, withStep({ id: newAttemptId(), ...place, note: '' }));
  }

  /** The task that an address leads to, by itself; null where it is none, or not on this device. */
  async taskAt(hash: string): Promise<Task | null> {
    const isTask = viewAt(hash) === 'playground' && !isSharedHash(hash);
    if (!isTask || unknownSetAt(hash) !== null) return null;
    const { source, id } = placeAt(hash);
    // A title is no reason to keep a step out.
    const tasks = await this.#parts.tasksOf(source).catch(() => null);
    return tasks?.find((task) => task.id === id) ?? null;
  }

  removeStep(lesson: Lesson, step: LessonStep): void {
    this.#removed = { lessonId: lesson.id, step, at: lesson.steps.indexOf(step) };
    void this.change(lesson.id, withoutStep(step.id));
  }

  bringBack(): void {
    const removed = this.#removed;
    this.#removed = null;
    if (removed) void this.change(removed.lessonId, withStep(removed.step, removed.at));
  }

  delete(id: string): void {
    this.#removed = null;
    void this.#change((kept) => withoutLesson(kept, id));
  }

  /** A lesson from elsewhere is shown first, and kept when the person says so. */
  async openFile(file: Blob): Promise<void> {
    await this.#arrive(readLessonFile(file));
  }

  /** Reads the lesson that the address carries, if it does. */
  async follow(hash: string): Promise<void> {
    if (hash.startsWith(lessonHash)) await this.#arrive(readLessonFragment(hash));
  }

  /** What came last stays, whichever takes longer to read. */
  async #arrive(reading: Promise<LessonReading>): Promise<void> {
    const signal = this.#arriving.begin();
    const arrived = await reading;
    if (!signal.aborted) this.#arrived = arrived;
  }

  keepArrived(): void {
    if (this.#arrived?.kind === 'lesson') this.#keep(this.#arrived.lesson);
    this.dismissArrived();
  }

  dismissArrived(): void {
    this.#arriving.end();
    this.#arrived = null;
    const { bar, navigation } = this.#parts;
    // Heard by the page: the same link may be opened again.
    if (bar.hash.startsWith(lessonHash)) navigation.openHash('#/class', false);
  }

  /** Puts a step on the projector. */
  play(lesson: Lesson, index = 0): void {
    const step = lesson.steps[index];
    if (!step) return;
    this.#playing = { lesson, index };
    this.#isAside = false;
    this.#leftAt = null;
    this.#parts.presentation.isProjected = true;
    this.#parts.bar.go(step.hash);
  }

  /** The projector is gone, and its lesson goes on when it is back. */
  noteLeft(): void {
    if (this.#playing && !this.#isAside) this.#leftAt = this.#parts.bar.hash;
  }

  /** The projector is there, perhaps at another place than that at which it was left. */
  noteShown(): void {
    if (this.#leftAt !== null) this.#isAside = this.#leftAt !== this.#parts.bar.hash;
  }

  /** The keys of the clicker go through the tasks again. */
  endPlaying(): void {
    this.#playing = null;
    this.#isAside = false;
    this.#leftAt = null;
  }

  #stepsOf(playing: Playing | null): ProjectorSteps | null {
    if (!playing) return null;
    const { lesson, index } = playing;
    const to = (other: number) => (lesson.steps[other] ? () => this.play(lesson, other) : null);
    const { title, note } = lesson.steps[index] ?? { title: '', note: '' };
    const isAside = this.#isAside;
    const at = { index, total: lesson.steps.length, title, note, isAside };
    return { kind: 'lesson', at, previous: to(isAside ? index : index - 1), next: to(index + 1) };
  }

  async #change(change: (kept: unknown) => unknown): Promise<void> {
    // Shown at once: storage may be slow, or refuse.
    this.#all = readableLessons(change(this.#all));
    const kept = await this.#parts.settings.changeSetting(lessonsSetting, change);
    this.#all = readableLessons(kept);
  }
}
