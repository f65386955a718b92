/** Texts about recorded sessions: showing one, what its programs come to here, and taking them over. */

import type { Generation } from '../synthesis/engine.ts';
import type { SearchReport } from '../synthesis/search/search-state.ts';
import type { Status } from '../checking/verdict.ts';
import type { ReplayFault } from '../app/replaying/replaying.svelte.ts';
import type { RecordedPart, RecordedVerdict } from '../app/replaying/recording/recording.ts';
import type { Taken } from '../app/replaying/replay-session.ts';
import { shownCountOf } from '../app/work/records.ts';
import { showsTests } from '../synthesis/prompt-settings.ts';
import type { Task } from '../tasks/task.ts';
import { commonTexts } from './common-texts.ts';
import { count, duration, tokenRate } from './format.ts';
import { searchBy } from './shown-tests-texts.ts';
import { outcomeName } from './status-texts.ts';

export const replayTexts = {
  title: 'Replays',
  kicker: 'Replay.',
  /** "Replay 2 of 5 in Loops." */
  inPlaylist: (number: number, all: number, name: string) =>
    `Replay ${number} of ${all} in ${name}.`,
  about: (recordedAt: number, checks: string) =>
    `Recorded on ${day(recordedAt)}. No model is needed; programs are checked again in this browser${checks}.`,
  task: (id: string) => `Task ${id}`,
  taskAlone: 'This entry holds a task and no attempts.',
  /** The recorded task goes by a name under which another one is known here. */
  otherTask: (id: string, set: string) =>
    `This is not task ${id} of ${set} as it is here: the statement, tests or reference in this replay differ. Its verdicts hold for its own tests. Open a program in the playground to check it against the tests here.`,
  parts: 'Parts of this replay',
  part: (number: number) => `Part ${number}`,
  partOf: (number: number, all: number) => `Part ${number} of ${all}`,
  lists: 'All replays',
  fullScreen: 'Full screen',
  previousReplay: 'Previous replay',
  nextReplay: 'Next replay',
  controls: 'Playback',
  play: 'Play',
  again: 'Play again',
  pause: 'Pause',
  skip: 'Skip to the end',
  back: 'Back',
  next: 'Next part',
  speed: 'Speed',
  speedOf: (speed: number) => `${speed}×`,
  position: 'Position in the reply',
  /** "2.1 s of 6.4 s" */
  time: (now: number, all: number) => `${seconds(now)} of ${seconds(all)}`,
  automatic: 'Autoplay',
  startsIn: (next: string, seconds: number) => `${next} in ${seconds} s`,
  startsAutomatically: (next: string) =>
    `${next} starts automatically when the countdown ends. Press “Stay here” to stop that.`,
  stay: 'Stay here',
  keys: 'Space plays and pauses. → or Page Down goes on, ← or Page Up goes back.',
  notStarted: 'Not played yet. Press Play.',
  waiting: 'Waiting for the first token …',
  searching: 'Searching …',
  writing: 'Reply, still growing',
  reply: 'Reply',
  noProgram: 'This reply holds no program.',
  program: 'Program',
  changes: 'Changes in the program',
  checkWaiting: 'Waiting to be checked.',
  stopChecks: 'Stop the checks',
  goOnChecking: 'Continue the checks',
  notChecked: 'Not checked: the checks were stopped.',
  checking: 'Checking the program in the sandbox …',
  checkAgain: 'Try the check again',
  prompt: 'Prompt',
  take: 'Open in the playground',
  takeAbout: 'A copy becomes your own work; your program there is kept as an attempt.',
  tests: 'Tests',
} as const;

/** How far the checks of a recording have come. */
export interface ChecksCount {
  readonly count: number;
  readonly judgedCount: number;
  readonly failedCount: number;
}

/** In `about`: " (2 of 3)", or nothing where there is nothing to check. */
export function checksText(
  { count: all, judgedCount, failedCount }: ChecksCount,
  isStopped: boolean,
): string {
  if (all === 0) return '';
  const done = `${isStopped ? 'stopped after ' : ''}${judgedCount} of ${all}`;
  const failed = failedCount > 0 ? `; ${count(failedCount, 'check')} failed` : '';
  return ` (${done}${failed})`;
}

/** "29 November 2026"; of a time that is none, nothing like one. */
function day(when: number): string {
  const date = new Date(when);
  if (Number.isNaN(date.getTime())) return '?';
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "4.0 s": as long as the slider says, whatever the length. */
function seconds(ms: number): string {
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : duration(ms);
}

/** Of a search, with how many tests it saw where these were not all. */
export function partAuthor(
  part: Pick<RecordedPart, 'author' | 'request' | 'search'>,
  task: Task,
): string {
  const { author } = part;
  if (author.kind === 'person') return 'A person';
  return author.kind === 'search' && showsTests(task)
    ? searchBy(author.name, shownCountOf(part), task.tests.length)
    : author.name;
}

export function hintAuthor({ hint }: Pick<RecordedPart, 'hint'>): string {
  return hint?.from === 'failing-test' ? 'Failing test, sent by the page' : 'Hint';
}

/** Longer than that, it is there to be read at one's own pace: nobody can skip what is read out. */
const mostHeard = 400;

/** What is heard of parts once all of them are there. `said`: by each, without its thoughts. */
export function finishedText(
  parts: readonly { readonly part: RecordedPart; readonly said: string }[],
  task: Task,
): string {
  const whole = parts.map(({ part, said }) => {
    const who = partAuthor(part, task);
    return part.author.kind === 'person' ? `${who} wrote: ${said}` : `${who} has finished. ${said}`;
  });
  const text = whole.join('\n');
  if (text.length <= mostHeard) return text;
  return parts
    .map(({ part, said }) => {
      const lines = count(said.trim().split('\n').length, 'line');
      const who = partAuthor(part, task);
      return part.author.kind === 'person'
        ? `${who} wrote ${lines}.`
        : `${who} has finished: ${lines}.`;
    })
    .join('\n');
}

/** "2.1 s, 54 tokens, 26 tokens/s" */
export function replyFacts(reply: Generation): string {
  const { replyTokens, firstTokenMs, totalMs, finish } = reply;
  const writingMs = totalMs - (firstTokenMs ?? 0);
  const rate = replyTokens !== null && writingMs > 0 ? (1000 * replyTokens) / writingMs : null;
  const facts = [
    totalMs > 0 ? duration(totalMs) : '',
    replyTokens === null ? '' : count(replyTokens, 'token'),
    rate === null || rate <= 0 ? '' : tokenRate(rate),
    finish === 'length' ? 'cut off at the token limit' : '',
    finish === 'stopped' ? 'stopped early' : '',
  ];
  return facts.filter(Boolean).join(', ');
}

/** "2.1 s": as long as the search took, which is how long its replay takes. */
export function searchFacts({ progress }: SearchReport, { finish }: Generation): string {
  const time = seconds(1000 * progress.elapsedSeconds);
  return finish === 'stopped' ? `${time}, stopped early` : time;
}

/** `agrees` is null where there is nothing to compare. */
export function recheckText(agrees: boolean | null, recorded: RecordedVerdict | null): string {
  if (recorded === null) return 'Checked in this browser. The recording has no verdict of its own.';
  if (agrees === null) return 'The check in this browser gave no verdict to compare.';
  return agrees
    ? 'Checked again in this browser: same verdict as recorded.'
    : `Differs from the recording, which says: ${recordedText(recorded)}. The verdict here counts.`;
}

function recordedText({
  status,
  testsPassed,
  testsCount,
  failsChallenge,
}: RecordedVerdict): string {
  if (failsChallenge) return 'fails a challenge test';
  const tests = testsCount > 0 ? `, ${commonTexts.amountOf(testsPassed, testsCount)} tests` : '';
  return `${statusName(status)}${tests}`;
}

function statusName(status: Status): string {
  return outcomeName(status).toLowerCase();
}

export const otherProgramText =
  'From this reply, the page would now extract a different program than the one recorded.';

export function takenText(taken: Taken): string {
  return taken.kind === 'too-long'
    ? 'This part is too long to open in the playground. Copy the program from here instead.'
    : '';
}

/** What is wrong with a link or a file, and what to do. */
export function replayFaultText(fault: ReplayFault): string {
  switch (fault) {
    case 'damaged':
      return 'This replay is incomplete or damaged. Ask the sender for a new one.';
    case 'too-large':
      return 'This replay is too large to be shown safely. Ask the sender for a shorter one.';
    case 'too-many':
      return 'This file holds more than 500 replays. Ask the sender to divide it.';
    case 'newer':
      return 'This replay was recorded by a newer version of Synthpad. Reload the page to update it.';
    case 'no-replay-file':
      return 'This is not a replay file. Files of replays are saved on this page and end in “.replay.json”.';
    case 'empty':
      return 'This file holds no replays. Ask the sender to save it again.';
    case 'gone':
      return 'This replay is not in this browser. Choose one from the list, or open its file again.';
    case 'silent':
      return 'The storage of this browser does not answer, so this replay cannot be read now. Reload the page to try again.';
  }
}
