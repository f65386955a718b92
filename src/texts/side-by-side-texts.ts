/** Texts of several writers side by side: the view, each lane, and the link to them. */

import type { LaneResult } from '../app/side-by-side/lane-result.ts';
import type { LaneStage } from '../app/side-by-side/lane-stage.ts';
import type { LaneLinkPhase } from '../app/side-by-side/lane-link.svelte.ts';
import type { Shared } from '../app/side-by-side/turns.ts';
import type { OwnFile } from '../synthesis/model-kind.ts';
import type { Offer } from '../app/models/model-picker.svelte.ts';
import { mostShownTests, showsTests } from '../synthesis/prompt-settings.ts';
import type { Task } from '../tasks/task.ts';
import { commonTexts } from './common-texts.ts';
import { bytes, count, duration, hostOf, listed, tokenRate } from './format.ts';
import { searchSaw } from './search-texts.ts';
import { searchShown } from './shown-tests-texts.ts';

export const sideBySideTexts = {
  open: 'Side by side',
  openAbout: 'Two or three writers on this task: one prompt, one press.',
  arrivedSolo: 'This link shows writers side by side. To open it, turn off “Solve it yourself”.',
  title: 'Side by side',
  ofTask: (id: string) => `Task ${id}`,
  looking: 'Looking for models …',
  generate: 'Generate',
  again: 'Generate again',
  stopAll: 'Stop all',
  /** `seed`: null where searches alone were asked. */
  round: (round: number, seed: number | null) =>
    seed === null ? `Round ${round}` : `Round ${round}, seed ${seed}`,
  equalSearches:
    'Searches that are shown the same tests usually find the same program. Show one of them fewer to compare.',
  prompt: 'Prompt and sampling',
  promptAbout: 'the same for all',
  ownCounts: 'Each search is shown its own number of tests, chosen in its heading.',
  addLane: 'Add a writer',
  noneReady: 'No writer is ready. Choose one, or download its model.',
  bar: 'Writers',
  /** Of a lane, below its name. */
  passed: (passed: number, all: number) => `${passed} of ${all}`,
  copyLink: 'Copy link',
  link: 'Link to this comparison',
  linkToServer: (hosts: readonly string[]) =>
    `The link names ${listed(hosts)}, without any API key.`,

  // One lane.
  choose: 'Choose a writer',
  writerIs: (place: number, name: string, about: string) =>
    about === '' ? `Writer ${place}: ${name}` : `Writer ${place}: ${name}, ${about}`,
  lane: (place: number, name: string) => `Writer ${place}, ${name}`,
  unnamed: 'nobody yet',
  remove: (name: string) => `Remove ${name}`,
  stop: (name: string) => `Stop ${name}`,
  tryAgain: 'Try again',
  reply: (name: string) => `Reply of ${name}`,
  tests: (name: string) => `Tests, ${name}`,
  take: 'Use in editor',
  takeFrom: (name: string) => `Use in editor: ${name}`,
  taken: 'In the editor',
  nothingYet: 'The reply appears here.',
  agree: (address: string) => `Use ${hostOf(address)}`,
  download: 'Download',
  resume: 'Resume download',
  chooseFile: 'Choose the file',
  fileFor: (name: string) => `File of ${name}`,
  /** Of a search. */
  shownTests: (place: number) => `Shown tests, writer ${place}`,
  sees: (shown: number, all: number) => {
    if (shown === 0) return 'sees no test';
    return shown >= Math.min(all, mostShownTests)
      ? `sees all ${count(all, 'test')}`
      : `sees ${shown} of ${count(all, 'test')}`;
  },
} as const;

/** Which writers take turns, and why. */
export function sharedText(shared: Shared, names: readonly string[]): string {
  const who = listed(names);
  switch (shared) {
    case 'gpu':
      return `One after the other: ${who} run on the same GPU.`;
    case 'cpu':
      return `One after the other: ${who} run on the same processor.`;
    case 'memory':
      return `One after the other: ${who} do not fit in memory together, so each is loaded for its turn.`;
  }
}

/** Whose lane it is. Of a search, with how many tests it is shown where that is not all of them. */
export function laneName(
  offer: Pick<Offer, 'engineId' | 'name'> | null,
  shown: number,
  task: Task | null,
): string {
  if (offer === null) return sideBySideTexts.unnamed;
  return offer.engineId === 'search' && task && showsTests(task)
    ? searchShown(offer.name, shown, task.tests.length)
    : offer.name;
}

/** What a lane is doing, in a word or two; "" where the rest of it says so. */
export function stageText(stage: LaneStage, shared: Shared | null, isSearch = false): string {
  switch (stage) {
    case 'waiting':
      return shared === 'gpu' ? 'Waiting for the GPU' : 'Waiting for its turn';
    case 'loading':
      return 'Loading';
    case 'reading':
      return isSearch ? 'Waiting for Python' : 'Reading the prompt';
    case 'writing':
      return 'Writing';
    case 'checking':
      return 'Checking';
    case 'stopped':
      return 'Stopped';
    case 'no-code':
      return 'No code in the reply';
    case 'failed':
      return 'Failed';
    case 'idle':
    case 'judged':
      return '';
  }
}

/**
 * "first text after 0.4 s, 38 tokens/s, verdict after 5.2 s"; `tests`: of the task, where a search
 * was shown some of them.
 */
export function laneFacts(
  { generation, verdictMs, isStreamed, shownTestCount }: LaneResult,
  tests: number | null,
): string {
  const { firstTokenMs = null, totalMs = 0, replyTokens = null } = generation ?? {};
  const writingMs = firstTokenMs === null ? 0 : totalMs - firstTokenMs;
  const isPaced = replyTokens !== null && writingMs > 0 && isStreamed;
  const facts = [
    tests === null ? '' : searchSaw(shownTestCount, tests),
    firstTokenMs === null ? '' : `first text after ${duration(firstTokenMs)}`,
    isPaced ? tokenRate((1000 * replyTokens) / writingMs) : '',
    replyTokens === null ? '' : count(replyTokens, 'token'),
    verdictMs === null ? '' : `verdict after ${duration(verdictMs)}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

export const laneNeedsTexts = {
  noGpu: 'Needs WebGPU, which this browser or computer does not offer. Choose another writer.',
  unknown:
    'The link names a kind of writer that this version does not know. Reload to update, or choose another writer.',
  server: (address: string) =>
    `Runs on ${hostOf(address)}. Prompts would be sent there; nothing is sent until you agree.`,
  files: (files: readonly OwnFile[]) =>
    `Needs ${listed(files.map(({ fileName, sizeBytes }) => `${fileName} (${bytes(sizeBytes)})`))}, which only you can open.`,
  otherFile: (name: string) =>
    `${name} is another file. To use it, choose it as a writer of its own.`,
  download: (amount: number | null) =>
    amount === null || amount === 0
      ? 'Not on this device yet.'
      : `Not on this device yet: a download of about ${bytes(amount)}.`,
  begun: 'Only part of it is on this device.',
} as const;

/** What screen readers hear when a lane has ended: its name and how. */
export function laneNews(name: string, what: string): string {
  return `${name}: ${what}.`;
}

export function laneLinkText(phase: LaneLinkPhase): string {
  switch (phase.kind) {
    case 'idle':
      return '';
    case 'copied':
      return 'Link copied. It opens this task with the same writers, prompt and sampling.';
    case 'too-long':
      return 'The prompt is too long for a link. Shorten it, then copy again.';
    case 'failed':
      return 'Could not make the link. Reload the page, then copy again.';
    case 'made':
      return commonTexts.copyByHand;
  }
}

/** Below a writer's name. */
export function laneWriterAbout({
  engineId,
  sendsTo,
}: Pick<Offer, 'engineId' | 'sendsTo'>): string {
  if (engineId === 'search') return 'no model, no download';
  return sendsTo === null ? 'runs in this tab' : `on ${hostOf(sendsTo)}`;
}
