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
import type { Presentation } from '../page/presentation.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { AttemptRecord, Author } from '../work/records.ts';
import type { PromptState } from '../workspace/prompt-state.svelte.ts';
import type { StepSession } from '../stepping/step-session.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import { type Copy, copyMade } from './copy-made.ts';
import type { attemptsFrom, LinkFault } from './link.ts';
import type {
  LeftOut,
  Shared,
  SharedOwnTask,
  SharedSideBySide,
  SharedStepping,
  Solving,
} from './link-schema.ts';

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

interface Arriving {
  readonly shared: Shared;
  readonly place: TaskPlace;
  /** The address that carries it. */
  readonly hash: string;
  /** Loaded with what reads a link. */
  readonly attemptsFrom: typeof attemptsFrom;
}

/** Writers that a link has brought to a task. */
export type ArrivedSideBySide = SharedSideBySide & { readonly task: Task };

/** What a person has of a task: a program, and the attempts that led to it. */
interface WorkOnTask {
  readonly thread: readonly AttemptRecord[];
  readonly program: string;
}

const noWork: WorkOnTask = { thread: [], program: '' };

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
  #arriving: Arriving | null = null;

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
    const { sharedTask, turnsOf, writeSharedFragment } = await import('./link.ts');
    const { thread, program } = solving ? noWork : this.#workOn(task);
    const own = { turns: turnsOf(thread), program, ...(solving && { solving }) };
    const isTaskAlone = thread.length === 0 && program.trim() === '';
    const made = await writeSharedFragment({
      ...{ task: sharedTask(task), ...own },
      ...(stepping && { stepping }),
    });
    return made && { ...made, isTaskAlone };
  }

  #workOn(task: Task): WorkOnTask {
    const { attempts, workspace } = this.#parts;
    const program = workspace.keptOf(taskKey(task)) ?? '';
    if (workspace.hides(program)) return noWork;
    const isShown = ({ author }: AttemptRecord) => author.kind === 'person' || !workspace.isSolo;
    const inView = attempts.inView && isShown(attempts.inView) ? attempts.inView : null;
    // A turn without code leaves the editor with the program of an earlier one.
    const last = inView?.program === null ? inView : (attempts.holderOf(program) ?? inView);
    return { thread: attempts.threadTo(last).filter(isShown), program };
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
    const { attemptsFrom, readSharedFragment } = await import('./link.ts');
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
    this.#arriving = { shared, place, hash, attemptsFrom };
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
    if (this.#parts.presentation.mayBeSolo) await this.#parts.presentation.restored();
    if (this.#arriving !== arriving || task !== this.#parts.workspace.task) return;
    this.#arriving = null;
    const { attempts, attemptSession, bar, presentation, promptState, workspace } = this.#parts;
    const { turns, program, leftOut = null, sideBySide, solving, stepping } = shared;
    this.sideBySide = sideBySide ? { ...sideBySide, task } : null;
    if (solving) presentation.ask(taskKey(task), solving === 'with-hints');
    attemptSession.cut();
    const isEmpty = program.trim() === '';
    const last = turns.at(-1);
    const written = turns.findLast((turn) => turn.program === program);
    const author: Author = written?.author ?? { kind: 'person' };
    const isAside = presentation.isSolo && author.kind !== 'person';
    if (!isEmpty && !isAside) {
      void workspace.replace(program).then((former) => this.#noteFormer(task, former));
    }
    if (!isEmpty || last) this.#received = { task, author, leftOut, formerId: null, isAside };
    // Of a dialog whose begin had no room in the link, what is left of it; else a later prompt is
    // the dialog so far, and no prompt of the task.
    const first = turns[0]?.request ?? (leftOut ? last?.request : undefined);
    const asked = sideBySide?.request ?? first;
    const seconds = sideBySide?.searchSeconds;
    const searched = turns[0]?.search?.settings;
    if (asked) promptState.recall(asked.prompt, asked.sampling, asked.shownTestCount, seconds);
    else if (searched) promptState.recallSearch(searched);

    const key = taskKey(task);
    const { shownTestCount } = promptState.choices;
    const known = await attempts.of(key);
    const received = arriving.attemptsFrom(shared, key, known, shownTestCount);
    const receiving = attemptSession.receive(task, received);
    if (bar.hash === hash) bar.replace(addressOf(place));
    const isStepped = stepping && !isAside && task === workspace.task;
    if (isStepped) this.#step(task, stepping);
    await receiving;
  }

  #step({ setupCode }: Task, stepping: SharedStepping): void {
    const { stepSession, workspace } = this.#parts;
    // Whoever solves the task alone does not see the program of a model, nor its steps.
    if (workspace.runnable.trim() === '') return;
    const { call, step: at, expected = null, breakpoints = [] } = stepping;
    const program = workspace.runnable;
    void stepSession.open({ program, setupCode, call, at, expected, breakpoints });
  }

  #noteFormer(task: Task, former: AttemptRecord | null): void {
    if (!former || this.#received?.task !== task) return;
    this.#received = { ...this.#received, formerId: former.id };
  }
}
