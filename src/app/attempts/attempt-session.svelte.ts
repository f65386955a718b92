/**
 * From a press of a button to attempts with verdicts: a round of samples, a turn of a dialog, a
 * check of what stands in the editor. Brings model, prompt and checker together; each of them
 * owns its own phases, and `attempts` the list of what came out.
 */

import type { Checker } from '../../checking/checker.ts';
import { dialogPrompt } from '../../synthesis/dialog.ts';
import type { GenerationRequest } from '../../synthesis/engine.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { Latest } from '../../platform/latest.ts';
import { type AttemptRecord, type Hint, newAttemptId } from '../work/records.ts';
import type { TaskProgress } from '../work/task-progress.svelte.ts';
import { DialogState, type DialogStateParts } from './dialog-state.svelte.ts';
import { AttemptChecks } from './attempt-checks.ts';
import { type SampleFacts, SampleWriter } from './sample-writer.svelte.ts';

export interface AttemptSessionParts extends DialogStateParts {
  readonly checker: Pick<Checker, 'check'>;
  readonly progress: TaskProgress;
}

/** Which sample of how many is being written, `count` once all of them are; null between rounds. */
export interface Round {
  readonly index: number;
  readonly count: number;
}

type Requests = (index: number) => GenerationRequest | null;

type Turn = Pick<AttemptRecord, 'after' | 'hint'>;

const firstTurn: Turn = { after: null, hint: null };

export class AttemptSession {
  #round = $state.raw<Round | null>(null);
  readonly round = $derived(this.#round);
  /** What can be said to the writer of the program in view. */
  readonly dialog: DialogState;

  readonly #parts: AttemptSessionParts;
  readonly #writer: SampleWriter;
  readonly #checks: AttemptChecks;
  readonly #run = new Latest();
  #isStopped = false;

  constructor(parts: AttemptSessionParts) {
    this.#parts = parts;
    this.#writer = new SampleWriter(parts);
    this.#checks = new AttemptChecks(parts);
    this.dialog = new DialogState(parts);
  }

  /** The attempt that is growing right now; null where none is. */
  get writingId(): string | null {
    return this.#writer.writingId;
  }

  /** Opens a task of this set with the attempts at it; everything running ends. */
  async open(task: Task | null, set: readonly Task[]): Promise<void> {
    const { attempts, workspace, generationState, checkState } = this.#parts;
    if (task === workspace.task) return;
    this.cut();
    checkState.recall(task);
    await Promise.all([workspace.open(task, set), attempts.open(task && taskKey(task))]);
    // Reading a task takes longer than pressing a button.
    if (task !== workspace.task || generationState.isBusy) return;
    const last = attempts.all.at(-1);
    // A visit ended in the middle of it: what there is should be seen.
    if (last?.reply && !last.reply.isWhole) return this.#show(last);
    if (attempts.inView) return;
    // Its verdict is in view, or there was one on an earlier visit: so it is in view too.
    const { phase } = checkState;
    const holder = attempts.holderOf(
      (phase.kind === 'judged' ? phase.program : workspace.program) ?? '',
    );
    if (holder && (phase.kind === 'judged' || holder.status)) attempts.view(holder.id);
  }

  /** Stores what there is of a reply: the page is about to go. */
  flush(): void {
    this.#writer.flush();
  }

  /** Ends what is being written; what there is of it stays as an attempt. */
  cut(): void {
    this.#writer.cut();
    this.#run.end();
    this.#round = null;
    this.#parts.generationState.clear();
  }

  /** Shows nothing of what was made, because all of it is deleted. */
  forget(): void {
    const { attempts, workspace, promptState, generationState, checkState } = this.#parts;
    this.#writer.forget();
    this.#checks.forget();
    this.#run.end();
    this.#round = null;
    generationState.clear();
    checkState.forget();
    attempts.clear();
    workspace.clear();
    promptState.clear();
    this.dialog.clear();
  }

  /**
   * Takes in a dialog that was written elsewhere, oldest attempt first: shows and checks the last
   * one, then checks those before it. Programs of others say nothing until they are checked here.
   */
  async receive(task: Task, received: readonly AttemptRecord[]): Promise<void> {
    const { attempts, workspace } = this.#parts;
    const isNew = ({ id }: AttemptRecord) => attempts.byId(id) === null;
    for (const attempt of received.filter(isNew)) attempts.put(attempt);
    const last = received.at(-1);
    if (!last || task !== workspace.task) return;
    await this.#show(last);
    if (task !== workspace.task) return;
    if (last.program !== null) await this.#checkShown(task, last.id);
    for (const { id } of received.slice(0, -1)) {
      const attempt = attempts.byId(id);
      if (attempt?.program && attempt.status === null) await this.#checks.checkApart(task, attempt);
    }
  }

  /** Writes programs with the loaded model, or one by search while there is none. */
  async generate(): Promise<void> {
    const { promptState, modelPicker } = this.#parts;
    const isSearch = modelPicker.writer.engineId === 'search';
    // It writes programs alone.
    if (isSearch && this.#parts.workspace.task?.asks) return;
    const count = isSearch ? 1 : promptState.choices.sampleCount;
    await this.#writeRound(count, (index) => promptState.request(index), firstTurn);
  }

  /**
   * One more turn: the model sees the program as it stands, and what is wrong with it. Resolves
   * with whether an attempt came of it.
   */
  async hint(text: string, from: Hint['from']): Promise<boolean> {
    const { attempts, workspace, promptState } = this.#parts;
    const { inView } = attempts;
    const { task } = workspace;
    const before = inView?.request?.prompt ?? promptState.request()?.prompt;
    if (!before || text.trim() === '') return false;
    const isAsReplied =
      inView?.reply && (this.dialog.isWithoutCode || inView.program === workspace.program);
    const reply = isAsReplied
      ? inView.reply.generation.text
      : `\`\`\`python\n${workspace.program.trimEnd()}\n\`\`\``;
    const prompt = dialogPrompt(before, reply, text);
    const turn = { after: inView?.id ?? null, hint: await this.dialog.hintOf(text, from) };
    if (task !== workspace.task) return false;
    return this.#writeRound(1, () => promptState.requestWith(prompt), turn);
  }

  async tellFailure(): Promise<void> {
    const { failure } = this.dialog;
    if (failure !== null) await this.hint(failure, 'failing-test');
  }

  /** Ends the reply where it is, and the round with it. */
  stop(): void {
    this.#isStopped = true;
    this.#parts.generationState.stop();
  }

  /** Checks the program in the editor; one that is no attempt yet becomes a person's. */
  async check(): Promise<void> {
    const { attempts, workspace, generationState, checkState } = this.#parts;
    const { task, program } = workspace;
    if (!task || generationState.isBusy) return;
    const given = program.trim() === '' ? null : program;
    // Whoever goes over to solving alone meanwhile has not written it.
    const holder = given === null ? null : attempts.holderOf(given);
    const verdict = await checkState.check({ task, program: given });
    if (given === null || !verdict || task !== workspace.task) return;
    const attempt = attempts.byId(holder?.id ?? '') ?? this.#checks.attemptOf(task, given);
    this.#checks.note(attempt, verdict);
    if (!this.#isAside(attempt) && verdict.status !== 'sandbox-fault') attempts.view(attempt.id);
  }

  /** Shows an attempt, with its reply, and checks it again. */
  async choose(id: string): Promise<void> {
    const { attempts, workspace, generationState, checkState } = this.#parts;
    const attempt = attempts.byId(id);
    if (!attempt || generationState.isBusy) return;
    const { task } = workspace;
    await this.#show(attempt);
    if (task !== workspace.task) return;
    if (attempt.program !== null || this.#takeInterrupted(attempt)) {
      await this.#checkShown(task, id);
    } else checkState.clear();
  }

  /** Where its program is not to be seen, its verdict is not shown either, but noted. */
  async #checkShown(task: Task | null, id: string): Promise<void> {
    const attempt = this.#parts.attempts.byId(id);
    // Deleted meanwhile.
    if (!task || !attempt) return;
    if (!this.#isAside(attempt)) return this.check();
    if (attempt.status === null) await this.#checks.checkApart(task, attempt);
  }

  /** Whether it stays out of the editor: what stands there is the person's, who works alone. */
  #isAside({ author }: Pick<AttemptRecord, 'author'>): boolean {
    return author.kind !== 'person' && this.#parts.workspace.isSolo;
  }

  /** Resolves with whether any attempt came of it; if none did, what was in view is again. */
  async #writeRound(count: number, requests: Requests, turn: Turn): Promise<boolean> {
    const { attempts, workspace, generationState, checkState } = this.#parts;
    const { task } = workspace;
    if (!task || generationState.isBusy) return false;
    const { verdict } = checkState;
    const { phase } = generationState;
    checkState.clear();
    void workspace.keepAsAttempt();
    const round = newAttemptId();
    await this.#writeSamples(count, requests, { task, round, ...turn });
    // What there is of a reply is one too.
    const all = await attempts.of(taskKey(task));
    if (all.some((attempt) => attempt.round === round)) return true;
    if (task === workspace.task && !generationState.isBusy) {
      if (verdict && checkState.phase.kind === 'idle') checkState.recall(task);
      const isIdle = generationState.phase.kind === 'idle';
      if (isIdle && phase.kind === 'written') generationState.put(phase);
    }
    return false;
  }

  async #writeSamples(count: number, requests: Requests, known: SampleFacts): Promise<void> {
    const { attempts, workspace } = this.#parts;
    this.#isStopped = false;
    const signal = this.#run.begin();
    const samples: AttemptRecord[] = [];
    const checks: Promise<void>[] = [];
    // Of several the best one is shown, once all are checked.
    const onProgram = (program: string) => {
      if (count === 1 && !workspace.isSolo) void workspace.replace(program);
    };
    for (let index = 0; index < count && !this.#isStopped; index++) {
      this.#round = { index, count };
      const attempt = await this.#writer.write(known, () => requests(index), onProgram, signal);
      if (signal.aborted) return;
      if (!attempt) break;
      samples.push(attempt);
      if (count > 1) checks.push(this.#checks.checkApart(known.task, attempt));
    }
    const { length } = samples;
    this.#round = length > 1 ? { index: length, count: length } : null;
    const scene = () => workspace.program + attempts.inView?.id;
    const left = scene();
    await Promise.all(checks);
    if (signal.aborted) return;
    this.#round = null;
    // Whoever has typed or chosen something meanwhile goes on with that.
    if (scene() === left) await this.#settle(samples, count);
  }

  /** What is shown after a round: its one program, or the best of several. */
  async #settle(samples: readonly AttemptRecord[], count: number): Promise<void> {
    const { attempts, generationState } = this.#parts;
    const now = samples.map(({ id }) => attempts.byId(id)).filter((each) => each !== null);
    const best = now.toSorted((left, right) => right.testsPassed - left.testsPassed)[0];
    if (!best) return;
    if (count > 1) return this.choose(best.id);
    if (!this.#isAside(best)) attempts.view(best.id);
    if (best.program === null) return;
    const { phase } = generationState;
    if (phase.kind !== 'written' || phase.generation.finish === 'stopped') return;
    void this.#checkShown(this.#parts.workspace.task, best.id);
  }

  async #show(attempt: AttemptRecord): Promise<void> {
    const { attempts, workspace, generationState } = this.#parts;
    if (this.#isAside(attempt)) return;
    attempts.view(attempt.id);
    // At once: reading the reply may have to wait for an interpreter.
    if (attempt.program !== null) void workspace.replace(attempt.program);
    const written = this.#writer.writtenOf(attempt.id);
    if (written) generationState.put(written);
    else if (attempt.reply && attempt.author.kind !== 'person') {
      await generationState.show(attempt.author.name, attempt.reply, workspace.wanted);
    } else generationState.clear();
  }

  /** The code in a reply that was cut, if there is any: only now has anyone asked for it. */
  #takeInterrupted(attempt: AttemptRecord): boolean {
    const { attempts, workspace, generationState } = this.#parts;
    const { phase } = generationState;
    if (!attempt.reply || attempt.reply.isWhole || phase.kind !== 'written') return false;
    const { program } = phase.extraction;
    if (program === null) return false;
    attempts.put({ ...attempt, program });
    if (!this.#isAside(attempt)) void workspace.replace(program);
    return true;
  }
}
