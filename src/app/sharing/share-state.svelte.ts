/**
 * Links to a dialog and its program: makes one of what is shown, and shows what a link brought.
 * Neither needs a model; what came is checked again here. What a link holds belongs to `link`.
 */

import type { Task } from '../../tasks/task.ts';
import { addressOf, type AddressBar, home, isSharedHash } from '../page/address.ts';
import type { Attempts } from '../attempts/attempts.svelte.ts';
import type { AttemptSession } from '../attempts/attempt-session.svelte.ts';
import type { Presentation } from '../page/presentation.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { AttemptRecord, Author } from '../work/records.ts';
import type { PromptState } from '../workspace/prompt-state.svelte.ts';
import type { StepSession } from '../stepping/step-session.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import { type Copy, copyMade } from './copy-made.ts';
import type { Arriving, showArrived } from './arrival.ts';
import type { LinkFault } from './link.ts';
import type { LeftOut, SharedSideBySide, SharedStepping, Solving } from './link-schema.ts';

export interface ShareStateParts {
  readonly bar: AddressBar;
  readonly taskBrowser: TaskBrowser;
  readonly workspace: Workspace;
  readonly attempts: Attempts;
  readonly attemptSession: AttemptSession;
  readonly promptState: PromptState;
  readonly presentation: Pick<Presentation, 'ask' | 'isSolo' | 'mayBeSolo' | 'restored'>;
  readonly stepSession: Pick<StepSession, 'open'>;
  readonly copy: Copy;
}

export type SharePhase =
  | { readonly kind: 'idle' | 'too-long' | 'unmade' | LinkFault }
  | ({ readonly kind: 'copied' } & LinkContent)
  /** The link to copy by hand, where the clipboard is out of reach. */
  | ({ readonly kind: 'made'; readonly link: string } & LinkContent);

/** What a link to the open task takes along. */
export interface LinkContent {
  readonly leftOut: LeftOut | null;
  readonly solving: Solving | null;
  /** There is no program to take along, or none that is to be seen. */
  readonly isTaskAlone: boolean;
}

/** What a link has brought to a task. */
export interface Received {
  readonly task: Task;
  /** Of the program. */
  readonly author: Author;
  /** What the link had no room for. */
  readonly leftOut: LeftOut | null;
  /** The attempt that keeps the program which stood there; null where there was none. */
  readonly formerId: string | null;
  /** It is kept as an attempt alone: the person wants to see nothing that a machine wrote. */
  readonly isAside: boolean;
}

/** Writers that a link has brought to a task. */
export type ArrivedSideBySide = SharedSideBySide & { readonly task: Task };

export class ShareState {
  /** Until the view of it takes it up. */
  sideBySide = $state.raw<ArrivedSideBySide | null>(null);
  #phase = $state.raw<SharePhase>({ kind: 'idle' });
  #received = $state.raw<Received | null>(null);
  /** What a link has brought to the open task; null where nothing came by link. */
  readonly received = $derived.by(() =>
    this.#received?.task === this.#parts.workspace.task ? this.#received : null,
  );
  readonly #parts: ShareStateParts;
  /** What a link brought, until its task is open. */
  #arriving: (Arriving & { readonly show: typeof showArrived }) | null = null;

  constructor(parts: ShareStateParts) {
    this.#parts = parts;
  }

  get phase(): SharePhase {
    return this.#phase;
  }

  /**
   * Copies a link to the open task, its program and the dialog that led there. `solving`: of the
   * task alone, for somebody who is to solve it. `stepping`: a step of a call of the program.
   */
  async share(
    solving: Solving | null = null,
    stepping: SharedStepping | null = null,
  ): Promise<void> {
    const { workspace, bar, copy } = this.#parts;
    const { task } = workspace;
    if (!task) return;
    const making = this.madeOf(task, solving, stepping);
    const link = making.then((made) => made && bar.base + made.fragment);
    const copied = await copyMade(link, copy);
    if (!('text' in copied)) return void (this.#phase = copied);
    const { leftOut = null, isTaskAlone = false } = (await making) ?? {};
    const content = { leftOut, solving, isTaskAlone };
    this.#phase =
      copied.kind === 'copied'
        ? { kind: 'copied', ...content }
        : { kind: 'made', link: copied.text, ...content };
  }

  /** A link to the task with its program and dialog; null where they are too long for one. */
  async madeOf(task: Task, solving: Solving | null = null, stepping: SharedStepping | null = null) {
    const { madeLink } = await import('./made-link.ts');
    return madeLink(this.#parts, task, solving, stepping);
  }

  dismiss(): void {
    this.#phase = { kind: 'idle' };
  }

  dismissReceived(): void {
    this.#received = null;
  }

  /** Goes back to the program that stood there before the link. */
  async backToMine(): Promise<void> {
    const formerId = this.received?.formerId;
    this.#received = null;
    if (formerId) await this.#parts.attemptSession.choose(formerId);
  }

  /**
   * Follows the address if it is such a link. It stays until what it carries is shown: its set may
   * have to be downloaded first, and a reload before that loses nothing. A damaged one leads to the
   * plain page, and any other address away from what was said of a link.
   */
  async follow(): Promise<void> {
    const { bar, taskBrowser } = this.#parts;
    if (!isSharedHash(bar.hash)) return this.dismiss();
    const { hash } = bar;
    const { placeOf, readSharedFragment, showArrived: show } = await import('./arrival.ts');
    const reading = await readSharedFragment(hash);
    if (bar.hash !== hash) return;
    if (reading.kind !== 'shared') {
      bar.replace(addressOf(home));
      this.#phase = { kind: reading.kind };
      return taskBrowser.follow();
    }
    const { shared } = reading;
    const place = await placeOf(shared.task, taskBrowser);
    this.#arriving = { shared, place, hash, show };
    return taskBrowser.followShared(hash, place);
  }

  /** Shows what a link brought, at once, as soon as its task is open. */
  async arrive(task: Task | null): Promise<void> {
    const arriving = this.#arriving;
    if (!task || !arriving) return;
    const { place } = arriving;
    if (task.source !== place.source || task.id !== place.id) return;
    if (this.#parts.presentation.mayBeSolo) await this.#parts.presentation.restored();
    if (this.#arriving !== arriving || task !== this.#parts.workspace.task) return;
    this.#arriving = null;
    await arriving.show(task, arriving, this.#parts, {
      hasSideBySide: (sideBySide) => (this.sideBySide = sideBySide),
      hasReceived: (received) => (this.#received = received),
      hasReplaced: (former) => this.#noteFormer(task, former),
    });
  }

  #noteFormer(task: Task, former: AttemptRecord | null): void {
    if (!former || this.#received?.task !== task) return;
    this.#received = { ...this.#received, formerId: former.id };
  }
}
