/** Texts about playlists of recorded sessions, and about making a recording. */

import type { RecordingSharePhase } from '../app/replaying/recording-share.svelte.ts';
import type { OpenedFile, ReadRecordings } from '../app/replaying/replaying.svelte.ts';
import { commonTexts } from './common-texts.ts';
import { count, listed } from './format.ts';
import { replayFaultText } from './replay-texts.ts';

export const playlistTexts = {
  about:
    'A replay shows a recorded session again: the task, the prompt, the replies at their pace. It needs no model and no GPU, and every program is checked again in your browser.',
  empty:
    'You have no replays yet. To record one, generate a program for a task, then choose “Share as a replay” below its attempts. Or open a file you were sent.',
  open: 'Open a file of replays',
  newList: 'New playlist',
  newName: 'New playlist',
  name: 'Name of the playlist',
  fromFile: 'Opened from a file, not stored in this browser',
  keep: 'Keep in this browser',
  close: 'Close',
  playAll: 'Play',
  save: 'Save as a file',
  remove: 'Delete playlist',
  confirmRemove: (replays: number) => `Delete this playlist with ${count(replays, 'replay')}`,
  keepIt: 'Keep it',
  noEntries: 'Empty. Add replays from the attempts at a task.',
  entries: (name: string) => `Replays in ${name}`,
  up: (entry: string) => `Move ${entry} up`,
  down: (entry: string) => `Move ${entry} down`,
  removeEntry: (entry: string) => `Remove ${entry}`,
  confirmRemoveEntry: 'Remove from the playlist',
} as const;

/** What an entry is called: its name, or its task. */
export function entryName({ name, taskId }: { name: string; taskId: string }): string {
  return name.trim() === '' ? `Task ${taskId}` : name;
}

/** "Task 3, 2 parts, by Tiny" */
export function entryFacts(taskId: string, partCount: number, writers: readonly string[]): string {
  const parts = partCount === 0 ? 'task only' : count(partCount, 'part');
  const by = writers.length === 0 ? '' : `, by ${writers.join(', ')}`;
  return `Task ${taskId}, ${parts}${by}`;
}

/** Of recordings that found no room in storage. */
export function unstoredText(names: readonly string[]): string {
  const them = names.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const quoted = listed(names.map((name) => `“${name}”`));
  return `${quoted} ${them[0]} in this tab only: this browser has no room to store ${them[1]}. Save the playlist as a file to keep ${them[1]}, or delete what you no longer need.`;
}

export function openedFileText({ fileName, fault, unreadableCount }: OpenedFile): string {
  if (fault !== null) return `“${fileName}”: ${replayFaultText(fault)}`;
  const left = count(unreadableCount, 'replay');
  return `“${fileName}” is open, but ${left} in it could not be read and ${unreadableCount === 1 ? 'was' : 'were'} left out.`;
}

/** What the file of a playlist is without; nothing where it is without none. */
export function savedPlaylistText({ recordings, unreadableCount, isSilent }: ReadRecordings) {
  if (isSilent) return 'No file was saved: the storage of this browser does not answer. Try again.';
  if (unreadableCount === 0) return '';
  if (recordings.length === 0) return 'No file was saved: none of these replays can be read.';
  const [it, is] = unreadableCount === 1 ? ['it', 'is'] : ['they', 'are'];
  return `${count(unreadableCount, 'replay')} could not be read, so ${it} ${is} not in the file.`;
}

export const recordingTexts = {
  open: 'Share as a replay …',
  title: 'Share as a replay',
  about:
    'Others see the session happen again, at its pace, without a model. It holds the task, prompts, replies, hints and programs listed below, and nothing else of yours.',
  what: 'What to record',
  choices: {
    dialog: (attempts: number) => `This dialog (${count(attempts, 'attempt')})`,
    round: (attempts: number) => `This round (${count(attempts, 'attempt')})`,
    attempt: () => 'The attempt in view',
    all: (attempts: number) => `All attempts at this task (${attempts})`,
    task: () => 'The task alone',
  },
  lanes: (writers: number) => `What these ${writers} wrote, side by side`,
  name: 'Name (optional)',
  copyLink: 'Copy link',
  saveFile: 'Save as a file',
  addTo: 'Add to a playlist',
  newPlaylist: 'A new playlist',
  add: 'Add',
  link: 'Link to the replay',
  lists: 'Your replays',
  fileName: (taskId: string) => `task-${taskId}`,
} as const;

export function recordingShareText(phase: RecordingSharePhase): string {
  switch (phase.kind) {
    case 'idle':
      return '';
    case 'copied':
      return 'Link copied. All of the replay is in it; nothing is uploaded.';
    case 'too-long':
      return 'This session is too long for a link. Save it as a file instead.';
    case 'unmade':
      return 'This browser could not make the link. Save the replay as a file instead.';
    case 'made':
      return commonTexts.copyByHand;
    case 'added':
      return phase.isStored
        ? `Added to “${phase.name}”.`
        : `Added to “${phase.name}” in this tab only: it could not be stored so far. Save it as a file to keep it.`;
  }
}
