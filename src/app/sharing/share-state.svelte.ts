/**
 * Links to an attempt: makes one of the task in view, and shows what a link brought. The
 * page needs no model for either; the reader's own page checks what came.
 */

import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { writeWholeTask } from '../../tasks/task-schema.ts';
import type { Task } from '../../tasks/task.ts';
import { addressOf, type AddressBar, home, isSharedHash, type TaskPlace } from '../page/address.ts';
import type { Attempts } from '../attempts/attempts.svelte.ts';
import type { AttemptSession } from '../attempts/attempt-session.svelte.ts';
import { textAlone } from '../../synthesis/generations.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { GenerationState } from '../workspace/generation-state.svelte.ts';
import type { SentRequest } from '../work/records.ts';
import type { PromptState } from '../workspace/prompt-state.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import {
  readSharedFragment,
  type Shared,
  type SharedOwnTask,
  sharedTask,
  writeSharedFragment,
} from './link.ts';

export interface ShareStateParts {
  readonly bar: AddressBar;
  readonly taskBrowser: TaskBrowser;
  readonly workspace: Workspace;
  readonly attempts: Pick<Attempts, 'inView'>;
  readonly attemptSession: AttemptSession;
  readonly generationState: GenerationState;
  readonly promptState: PromptState;
  /** Puts text where a person can paste it from. Rejects where that is refused. */
  copy(text: string): Promise<void>;
}

export type SharePhase =
  | { readonly kind: 'idle' | 'copied' | 'too-long' | 'damaged' }
  /** The link to copy by hand, where the clipboard is out of reach. */
  | { readonly kind: 'made'; readonly link: string };

export class ShareState {
  #phase = $state.raw<SharePhase>({ kind: 'idle' });
  readonly #parts: ShareStateParts;
  /** What a link brought, until its task is open. */
  #arriving: { readonly shared: Shared; readonly place: TaskPlace } | null = null;

  constructor(parts: ShareStateParts) {
    this.#parts = parts;
  }

  get phase(): SharePhase {
    return this.#phase;
  }

  /** Copies a link to the task, prompt, reply and program in view. */
  async share(): Promise<void> {
    const { attempts, workspace, promptState, generationState, bar, copy } = this.#parts;
    if (!workspace.task) return;
    const { phase } = generationState;
    const written = phase.kind === 'written' ? phase : null;
    const { inView } = attempts;
    // As it was asked for, which the settings may no longer say: a hint, a later sample.
    const isInView = inView?.reply?.generation.text === written?.generation.text;
    const asked = promptState.request();
    const request =
      (isInView && inView?.request) ||
      (asked && { ...asked, shownTestCount: promptState.choices.shownTestCount });
    const fragment = await writeSharedFragment({
      version: 1,
      task: sharedTask(workspace.task),
      modelName: written?.modelName ?? null,
      request: written && request ? plain(request) : null,
      reply: written?.generation.text ?? null,
      ...(written?.search && { search: written.search }),
      program: workspace.program,
    });
    if (fragment === null) return void (this.#phase = { kind: 'too-long' });
    const link = bar.base + fragment;
    try {
      await copy(link);
      this.#phase = { kind: 'copied' };
    } catch {
      this.#phase = { kind: 'made', link };
    }
  }

  dismiss(): void {
    this.#phase = { kind: 'idle' };
  }

  /** Follows the address if it is such a link. A damaged one leads to the plain page. */
  async follow(): Promise<void> {
    const { bar, taskBrowser } = this.#parts;
    if (!isSharedHash(bar.hash)) return;
    const reading = await readSharedFragment(bar.hash);
    bar.replace(addressOf(home));
    if (reading.kind === 'damaged') {
      this.#phase = { kind: 'damaged' };
      return taskBrowser.follow();
    }
    const { shared } = reading;
    const { task } = shared;
    const place = 'text' in task ? await this.#placeOf(task) : task;
    this.#arriving = { shared, place };
    bar.replace(addressOf(place));
    return taskBrowser.follow();
  }

  /** In its set where that is here, else in a set of its own next to the others. */
  async #placeOf(task: SharedOwnTask): Promise<TaskPlace> {
    const { taskBrowser } = this.#parts;
    const { set = null, id } = task;
    const content = writeWholeTask(task);
    const known = set === null ? null : await taskBrowser.tasksOf(set);
    if (known?.some((own) => writeWholeTask(own) === content)) return { source: set ?? '', id };
    const file = new File([content], `shared-task-${id}.jsonl`);
    return { source: (await taskBrowser.addFile(file)) ?? anyOwnSet, id };
  }

  /** Shows what a link brought once its task is open. */
  async arrive(task: Task | null): Promise<void> {
    const arriving = this.#arriving;
    if (!task || !arriving) return;
    const { shared, place } = arriving;
    if (task.source !== place.source || task.id !== place.id) return;
    this.#arriving = null;
    const { attemptSession, promptState } = this.#parts;
    const { modelName, request, reply, search, program } = shared;
    if (request) promptState.recall(request.prompt, request.sampling, request.shownTestCount);
    const { shownTestCount } = promptState.choices;
    await attemptSession.receive({
      author:
        modelName === null
          ? { kind: 'person' }
          : { kind: search ? 'search' : 'model', name: modelName },
      request: request && { ...request, shownTestCount },
      reply:
        reply === null
          ? null
          : { generation: textAlone(reply, 'stop'), isWhole: true, search: search ?? null },
      program,
    });
  }
}

function plain({ prompt, sampling, shownTestCount }: SentRequest) {
  const copied =
    prompt.kind === 'chat'
      ? { kind: prompt.kind, messages: prompt.messages.map((message) => ({ ...message })) }
      : { ...prompt };
  return { prompt: copied, sampling: { ...sampling, stop: [...sampling.stop] }, shownTestCount };
}
