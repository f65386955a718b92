/** The way through a recording: the step in view, breakpoints, and playing it as a film. */

import { SvelteSet } from 'svelte/reactivity';
import type { RecordedStep, Recording } from '../../checking/recording.ts';
import { failingStep, lastChange, type SteppedVariable, variablesAt } from './step-changes.ts';

/** Steps a second. */
export const speeds = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

export class StepWalk {
  #at = $state(0);
  #speed = $state<Speed>(1);
  #timer = $state.raw<ReturnType<typeof setTimeout> | null>(null);
  /** Calls between the innermost one and the one whose variables are in view. */
  #outward = $state(0);

  readonly recording: Recording;
  /** 1-based lines at which running stops. */
  readonly breakpoints = new SvelteSet<number>();
  /** Lines that a step stops at: elsewhere a breakpoint would never be met. */
  readonly linesMet: ReadonlySet<number>;

  readonly step: RecordedStep | null = $derived.by(() => this.steps[this.#at] ?? null);
  readonly isAtStart = $derived(this.#at === 0);
  readonly isAtEnd = $derived.by(() => this.#at >= this.steps.length - 1);
  /** Index in the stack of the call whose variables are in view. */
  readonly depth = $derived.by(() => {
    const innermost = (this.step?.stack.length ?? 0) - 1;
    return Math.max(0, innermost - this.#outward);
  });
  readonly variables: readonly SteppedVariable[] = $derived.by(() =>
    variablesAt(this.steps, this.#at, this.depth),
  );
  /** Where the exception that ended the call was raised; null where none did. */
  readonly failingAt: number | null;

  constructor(
    recording: Recording,
    at = firstLine(recording.steps),
    breakpoints: readonly number[] = [],
  ) {
    this.recording = recording;
    this.failingAt = failingStep(recording);
    // It never changes, so nothing needs to react to it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    this.linesMet = new Set(
      recording.steps.flatMap(({ kind, line }) => (kind === 'line' ? [line] : [])),
    );
    for (const line of breakpoints) if (this.linesMet.has(line)) this.breakpoints.add(line);
    this.goTo(at);
  }

  get steps(): readonly RecordedStep[] {
    return this.recording.steps;
  }

  /** Index of the step in view. */
  get at(): number {
    return this.#at;
  }

  get isPlaying(): boolean {
    return this.#timer !== null;
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** Beyond either end is that end. */
  goTo(index: number): void {
    this.#outward = 0;
    this.#at = Math.max(0, Math.min(this.steps.length - 1, index));
  }

  /** A person's own step ends the film. */
  move(steps: number): void {
    this.jump(this.#at + steps);
  }

  jump(index: number): void {
    this.pause();
    this.goTo(index);
  }

  /** Shows the variables of a call by its index in the stack. */
  lookAt(depth: number): void {
    this.#outward = Math.max(0, (this.step?.stack.length ?? 0) - 1 - depth);
  }

  toggleBreakpoint(line: number): void {
    if (!this.breakpoints.delete(line) && this.linesMet.has(line)) this.breakpoints.add(line);
  }

  /** To the next step at a breakpoint in this direction, else to that end. */
  run(direction: 1 | -1): void {
    const { steps } = this;
    let index = this.#at + direction;
    while (index > 0 && index < steps.length - 1 && !this.#stopsAt(index)) index += direction;
    this.jump(index);
  }

  /** Index of the step at which a variable in view got the value it has; null if it is not known. */
  changedAt(name: string): number | null {
    return lastChange(this.steps, this.#at, this.depth, name);
  }

  /** From the beginning where it is at its end; a breakpoint ends it. */
  play(): void {
    if (this.isAtEnd) this.goTo(0);
    this.#wait();
  }

  pause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
    if (this.isPlaying) this.#wait();
  }

  #wait(): void {
    this.pause();
    this.#timer = setTimeout(() => {
      this.goTo(this.#at + 1);
      if (this.isAtEnd || this.#stopsAt(this.#at)) this.pause();
      else this.#wait();
    }, 1000 / this.#speed);
  }

  #stopsAt(index: number): boolean {
    const step = this.steps[index];
    return step?.kind === 'line' && this.breakpoints.has(step.line);
  }
}

/** The `def` line says nothing yet: begin at the first line that is about to run. */
function firstLine(steps: readonly RecordedStep[]): number {
  return Math.max(
    0,
    steps.findIndex((step) => step.kind === 'line'),
  );
}
