/**
 * Shows a recording step by step: what step is in view, how far its replies have grown, how fast.
 * What a step holds belongs to `recording`, what is decided of it here to `rechecks`.
 */

import { type RecordedPart, type Recording, stepsOf } from './recording/recording.ts';
import { ReplyPace } from './reply-pace.ts';

export const speeds = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

/** Often enough to read along. */
const tickMs = 50;

export class ReplayPlayer {
  readonly recording: Recording;
  /** Indexes of the parts that each step shows. */
  readonly steps: readonly (readonly number[])[];
  #at = $state(0);
  #elapsedMs = $state(0);
  #speed = $state<Speed>(1);
  #isPlaying = $state(false);
  #isBegun = $state(false);
  /** How many steps were seen to their end: what they came to gives nothing away any more. */
  #seenCount = $state(0);

  readonly durationMs = $derived.by(() => this.#durationOf(this.#at));
  /** All replies of the step are there. */
  readonly isOver = $derived(this.#elapsedMs >= this.durationMs && this.#isBegun);
  readonly hasNext = $derived.by(() => this.#at < this.steps.length - 1);
  readonly hasPrevious = $derived(this.#at > 0);

  /** Whether replies grow; else they appear whole. */
  readonly #grows: () => boolean;
  /** Made once their step is in view: of hundreds of long replies, all of them take long. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #paces = new Map<number, ReplyPace>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #tickedAt = 0;

  constructor(recording: Recording, grows: () => boolean = () => true) {
    this.recording = recording;
    this.steps = stepsOf(recording.parts);
    this.#grows = grows;
  }

  /** The index of the step in view. */
  get at(): number {
    return this.#at;
  }

  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** Whether the step in view was started: before, nothing of what it came to is shown. */
  get isBegun(): boolean {
    return this.#isBegun;
  }

  get speed(): Speed {
    return this.#speed;
  }

  set speed(speed: Speed) {
    this.#speed = speed;
  }

  /** The parts of the step in view, each with its index. */
  get parts(): readonly { readonly index: number; readonly part: RecordedPart }[] {
    return (this.steps[this.#at] ?? []).flatMap((index) => {
      const part = this.recording.parts[index];
      return part ? [{ index, part }] : [];
    });
  }

  /** Of a part of the step in view. */
  textOf(index: number): string {
    const text = this.recording.parts[index]?.reply?.text ?? '';
    return text.slice(0, this.#paceOf(index)?.lengthAt(this.#elapsedMs) ?? 0);
  }

  /** All of this part is there, while others of its step may still grow. */
  isDone(index: number): boolean {
    return this.#isBegun && this.#elapsedMs >= (this.#paceOf(index)?.durationMs ?? 0);
  }

  /** How long the step in view would have taken, where its replies appear whole. */
  get unseenMs(): number {
    return this.#grows() ? 0 : this.durationMs / this.#speed;
  }

  isSeen(step: number): boolean {
    return step < this.#seenCount;
  }

  /** Goes on where it stands; at the end of a step, from its beginning. */
  play(): void {
    if (this.steps.length === 0) return;
    if (this.isOver) this.#elapsedMs = 0;
    this.#isBegun = true;
    if (!this.#grows()) return this.skip();
    this.#isPlaying = true;
    this.#tickedAt = performance.now();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#tick();
  }

  pause(): void {
    clearInterval(this.#timer);
    this.#isPlaying = false;
  }

  toggle(): void {
    if (this.#isPlaying) this.pause();
    else this.play();
  }

  /** Shows the step as it ended. */
  skip(): void {
    this.#isBegun = true;
    this.#elapsedMs = this.durationMs;
    this.#end();
  }

  /** Moves within the step. */
  seek(ms: number): void {
    this.#isBegun = true;
    this.#elapsedMs = Math.min(this.durationMs, Math.max(0, ms));
    if (this.isOver) this.#end();
  }

  goTo(step: number): void {
    if (step < 0 || step >= this.steps.length) return;
    this.pause();
    this.#at = step;
    this.#elapsedMs = 0;
    this.#isBegun = false;
  }

  /**
   * What a clicker's one key does: starts the step, shows it to its end, then starts the next.
   * False where there is none.
   */
  forward(): boolean {
    if (this.steps.length === 0) return false;
    if (this.isOver && !this.hasNext) return false;
    if (this.isOver) this.goTo(this.#at + 1);
    else if (this.#isBegun) {
      this.skip();
      return true;
    }
    this.play();
    return true;
  }

  /** To the beginning of the step, or of the one before. False where there is none. */
  back(): boolean {
    if (!this.#isBegun && !this.hasPrevious) return false;
    this.goTo(this.#isBegun ? this.#at : this.#at - 1);
    return true;
  }

  /** Nothing goes on after that. */
  close(): void {
    this.pause();
  }

  #tick(): void {
    const now = performance.now();
    this.#elapsedMs = Math.min(
      this.durationMs,
      this.#elapsedMs + (now - this.#tickedAt) * this.#speed,
    );
    this.#tickedAt = now;
    if (this.isOver) this.#end();
  }

  #end(): void {
    this.pause();
    this.#seenCount = Math.max(this.#seenCount, this.#at + 1);
  }

  #paceOf(index: number): ReplyPace | null {
    const part = this.recording.parts[index];
    if (!part) return null;
    const pace = this.#paces.get(index) ?? new ReplyPace(part);
    this.#paces.set(index, pace);
    return pace;
  }

  #durationOf(step: number): number {
    const durations = (this.steps[step] ?? []).map((index) => this.#paceOf(index)?.durationMs ?? 0);
    return Math.max(0, ...durations);
  }
}
