/** One recording in view: its player, its checks, and where it stands in a playlist. */

import type { AddressBar } from '../page/address.ts';
import type { ViewSteps } from '../page/navigation.svelte.ts';
import type { LeftOut } from '../sharing/link-schema.ts';
import { turnOf } from '../sharing/shared-attempts.ts';
import type { PlaylistPlace } from './playlist-place.ts';
import { type Recording, threadTo } from './recording/recording.ts';
import { ReplayPlayer } from './replay-player.svelte.ts';
import { Rechecks, type RechecksParts } from './rechecks.svelte.ts';
import { TaskHere, type TasksOf } from './task-here.svelte.ts';

export interface SessionParts extends RechecksParts {
  readonly bar: AddressBar;
  readonly tasksOf: TasksOf;
  /** Whether replies grow; else they appear whole. */
  grows(): boolean;
}

export type Taken =
  { readonly kind: 'opened'; readonly leftOut: LeftOut | null } | { readonly kind: 'too-long' };

export class ReplaySession implements ViewSteps {
  readonly recording: Recording;
  readonly place: PlaylistPlace;
  readonly player: ReplayPlayer;
  readonly rechecks: Rechecks;
  readonly taskHere: TaskHere;
  readonly #bar: AddressBar;

  constructor(recording: Recording, place: PlaylistPlace, parts: SessionParts) {
    this.recording = recording;
    this.place = place;
    this.player = new ReplayPlayer(recording, () => parts.grows());
    const { player } = this;
    this.rechecks = new Rechecks(recording, parts, () => player.steps[player.at] ?? []);
    this.taskHere = new TaskHere(recording.task, (source) => parts.tasksOf(source));
    this.#bar = parts.bar;
    void this.rechecks.run();
  }

  /** On to the next thing to see: of this recording, then of the playlist. False where none is. */
  next(): boolean {
    return this.player.forward() || this.place.next();
  }

  previous(): boolean {
    return this.player.back() || this.place.previous();
  }

  /** Makes a part and the dialog that led to it the viewer's: on the playground, as a link does. */
  async take(index: number): Promise<Taken> {
    const { task, parts } = this.recording;
    const { sharedTask, writeSharedFragment } = await import('../sharing/link.ts');
    const turns = threadTo(parts, index).map(({ reply, search = null, ...part }) =>
      turnOf({ ...part, text: reply?.text ?? null, search }),
    );
    const program = parts[index]?.program ?? '';
    const made = await writeSharedFragment({ task: sharedTask(task), turns, program });
    if (made === null) return { kind: 'too-long' };
    this.#bar.go(made.fragment);
    return { kind: 'opened', leftOut: made.leftOut };
  }

  /** Nothing goes on after that. */
  close(): void {
    this.player.close();
    this.rechecks.close();
  }
}
