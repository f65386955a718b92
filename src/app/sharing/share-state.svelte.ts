/**
 * Links to a dialog and its program: makes one of what is shown, and shows what a link brought.
 * Neither needs a model; what came is checked again here. What a link holds belongs to `link`.
 */

import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { writeWholeTask } from '../../tasks/task-schema.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { addressOf, type AddressBar, home, isSharedHash, type TaskPlace } from '../page/address.ts';
import type { Attempts } from '../attempts/attempts.svelte.ts';
import type { AttemptSession } from '../attempts/attempt-session.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { AttemptRecord, Author } from '../work/records.ts';
import type { PromptState } from '../workspace/prompt-state.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import type { LinkFault } from './link.ts';
import type { LeftOut, Shared, SharedOwnTask } from './link-schema.ts';
import { attemptsFrom, turnsOf } from './shared-attempts.ts';

export interface ShareStateParts {
  readonly bar: AddressBar;
  readonly taskBrowser: TaskBrowser;
  readonly workspace: Workspace;
  readonly attempts: Attempts;
  readonly attemptSession: AttemptSession;
  readonly promptState: PromptState;
  /** Puts text where a person can paste it from. Rejects where that is refused, and as the text does. */
  copy(text: Promise<string>): Promise<void>;
}

export type SharePhase =
  | { readonly kind: 'idle' | 'too-long' | LinkFault }
  | { readonly kind: 'copied'; readonly leftOut: LeftOut | null }
  /** The link to copy by hand, where the clipboard is out of reach. */
  | { readonly kind: 'made'; readonly link: string; readonly leftOut: LeftOut | null };

/** What a link has brought to a task. */
export interface Received {
  readonly task: Task;
  /** Of the program. */
  readonly author: Author;
  /** What the link had no room for. */
  readonly leftOut: LeftOut | null;
  /** The attempt that keeps the program which stood there; null where there was none. */
  readonly formerId: string | null;
}

interface Arriving {
  readonly shared: Shared;
  readonly place: TaskPlace;
  /** The address that carries it. */
  readonly hash: string;
}

export class ShareState {
  #phase = $state.raw<SharePhase>({ kind: 'idle' });
  #received = $state.raw<Received | null>(null);
  /** What a link has brought to the open task; null where nothing came by link. */
  readonly received = $derived.by(() =>
    this.#received?.task === this.#parts.workspace.task ? this.#received : null,
  );
  readonly #parts: ShareStateParts;
  /** What a link brought, until its task is open. */
  #arriving: Arriving | null = null;

  constructor(parts: ShareStateParts) {
    this.#parts = parts;
  }

  get phase(): SharePhase {
    return this.#phase;
  }

  /**
   * Copies a link to the open task, its program and the dialog that led there. The clipboard is asked
   * before the link is made: a browser may give it only while the button is pressed.
   */
  async share(): Promise<void> {
    const { workspace, bar, copy } = this.#parts;
    const { task } = workspace;
    if (!task) return;
    const making = this.#madeOf(task);
    const copying = copy(making.then((made) => (made ? bar.base + made.fragment : tooLong())));
    // What became of it is looked at once there is a link.
    const isCopied = copying.then(
      () => true,
      () => false,
    );
    const made = await making;
    if (made === null) return void (this.#phase = { kind: 'too-long' });
    const { leftOut } = made;
    this.#phase = (await isCopied)
      ? { kind: 'copied', leftOut }
      : { kind: 'made', link: bar.base + made.fragment, leftOut };
  }

  async #madeOf(task: Task) {
    const { attempts, workspace } = this.#parts;
    const program = workspace.keptOf(taskKey(task)) ?? '';
    const { inView } = attempts;
    // A turn without code leaves the editor with the program of an earlier one.
    const last = inView?.program === null ? inView : (attempts.holderOf(program) ?? inView);
    const turns = turnsOf(attempts.threadTo(last));
    const { sharedTask, writeSharedFragment } = await import('./link.ts');
    return writeSharedFragment({ task: sharedTask(task), turns, program });
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
    const { readSharedFragment } = await import('./link.ts');
    const reading = await readSharedFragment(hash);
    if (bar.hash !== hash) return;
    if (reading.kind !== 'shared') {
      bar.replace(addressOf(home));
      this.#phase = { kind: reading.kind };
      return taskBrowser.follow();
    }
    const { shared } = reading;
    const { task } = shared;
    const place = 'text' in task ? await this.#placeOf(task) : task;
    this.#arriving = { shared, place, hash };
    return taskBrowser.followShared(hash, place);
  }

  /** In its set where that is here, else in a set of its own. */
  async #placeOf(task: SharedOwnTask): Promise<TaskPlace> {
    const { taskBrowser } = this.#parts;
    const { set = null, id } = task;
    const content = writeWholeTask(task);
    const known = set === null ? null : await taskBrowser.tasksOf(set);
    const own = known?.find((each) => writeWholeTask(each) === content);
    if (own) return { source: own.source, id };
    const file = new File([content], `shared-task-${id}.jsonl`);
    return { source: (await taskBrowser.addFile(file)) ?? anyOwnSet, id };
  }

  /** Shows what a link brought, at once, as soon as its task is open. */
  async arrive(task: Task | null): Promise<void> {
    const arriving = this.#arriving;
    if (!task || !arriving) return;
    const { shared, place, hash } = arriving;
    if (task.source !== place.source || task.id !== place.id) return;
    this.#arriving = null;
    const { attempts, attemptSession, bar, promptState, workspace } = this.#parts;
    const { turns, program, leftOut = null } = shared;
    attemptSession.cut();
    const isEmpty = program.trim() === '';
    if (!isEmpty) void workspace.replace(program).then((former) => this.#noteFormer(task, former));
    const last = turns.at(-1);
    const written = turns.findLast((turn) => turn.program === program);
    const author: Author = written?.author ?? { kind: 'person' };
    if (!isEmpty || last) this.#received = { task, author, leftOut, formerId: null };
    const asked = turns[0]?.request ?? last?.request;
    if (asked) promptState.recall(asked.prompt, asked.sampling, asked.shownTestCount);

    const key = taskKey(task);
    const { shownTestCount } = promptState.choices;
    const received = attemptsFrom(shared, key, await attempts.of(key), shownTestCount);
    const receiving = attemptSession.receive(task, received);
    if (bar.hash === hash) bar.replace(addressOf(place));
    await receiving;
  }

  #noteFormer(task: Task, former: AttemptRecord | null): void {
    if (!former || this.#received?.task !== task) return;
    this.#received = { ...this.#received, formerId: former.id };
  }
}

/** There is no link to copy. */
function tooLong(): never {
  throw new Error('too-long');
}
