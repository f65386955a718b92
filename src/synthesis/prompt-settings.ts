/** How a prompt is made from a task, as a person chooses it on the page or a plan fixes it. */

import type { PythonReader } from '../tasks/python-reader.ts';
import type { Task } from '../tasks/task.ts';
import type { Brief, Prompt } from './engine.ts';
import { codeStops } from './code-prompt.ts';
import type { HarnessStyle } from './harness-styles.ts';
import {
  continuationPrompt,
  dialogOpening,
  type Example,
  fewShotPrompt,
  fewShotStop,
  instructionPrompt,
} from './prompt.ts';

/** Those that a person can ask with by hand; a plan may have a harness's besides. */
export const promptStyles = ['instruction', 'paper', 'dialog'] as const;

/**
 * `instruction`: for models that chat. `paper`: the few-shot prompt of Austin et al. 2021. `dialog`:
 * how a dialog with a person begins there.
 */
export type OwnStyle = (typeof promptStyles)[number];

export type PromptStyle = OwnStyle | HarnessStyle;

export interface PromptSettings {
  readonly style: PromptStyle;
  /** Solved tasks before the one to solve, 0 to 3. Only the paper's style shows any. */
  readonly exampleCount: number;
  /** Asserts of the task that the prompt shows, 0 to 3. A task may have more or fewer. */
  readonly shownTestCount: number;
}

export const defaultPromptSettings: PromptSettings & { readonly style: OwnStyle } = {
  style: 'instruction',
  exampleCount: 3,
  shownTestCount: 3,
};

/** At this count a prompt shows every assert of the task: sanitized tasks have up to 7. */
export const mostShownTests = 3;

/** The numbers that can be shown of a task with so many asserts; the last one means all of them. */
export function shownCountsOf(all: number): readonly number[] {
  const fewer = Array.from({ length: Math.min(all, mostShownTests) }, (_, count) => count);
  return [...fewer, mostShownTests];
}

/** How many of the task's own asserts the author of a reply saw: the first ones, or all there are. */
export function seenCountOf(shownTestCount: number | undefined): number {
  const sawAll = shownTestCount === undefined || shownTestCount >= mostShownTests;
  return sawAll ? Infinity : shownTestCount;
}

/** Whether a search for it is shown its asserts: beside code to complete, the docstring has examples. */
export function showsTests(task: Pick<Task, 'asks' | 'codePrompt' | 'tests'> | null): boolean {
  return task !== null && !task.asks && task.codePrompt === undefined && task.tests.length > 0;
}

/**
 * The first `shownTestCount` asserts; every one of them where that is at its most. None beside code
 * to complete: its examples are in its docstring, and its tests hold the answers.
 */
export function shownTestsOf(
  task: Task,
  { shownTestCount }: Pick<PromptSettings, 'shownTestCount'>,
): readonly string[] {
  if (task.codePrompt !== undefined) return [];
  return shownTestCount >= mostShownTests ? task.tests : task.tests.slice(0, shownTestCount);
}

/**
 * `brief.shownTests` are already those that the settings let through. A harness's prompts are in
 * `kinds/harness-kinds`; of other kinds of task it has none, and they are asked few-shot.
 */
export function promptFor(
  settings: PromptSettings,
  brief: Brief,
  examples: readonly Example[],
): Prompt {
  const { style, exampleCount, shownTestCount } = settings;
  if (style === 'instruction') return instructionPrompt(brief);
  if (style === 'dialog') return dialogOpening(brief);
  if (brief.codePrompt !== undefined) return continuationPrompt(brief.codePrompt);
  return fewShotPrompt(brief, examples.slice(0, exampleCount), shownTestCount);
}

/** What ends a reply to this prompt: completions go on past the program unless stopped. */
export function stopStringsFor(prompt: Prompt, codePrompt?: string): readonly string[] {
  if (prompt.kind !== 'completion') return [];
  const goesOnWithCode = codePrompt !== undefined && prompt.text.endsWith(codePrompt);
  return goesOnWithCode ? codeStops : [fewShotStop];
}

/** What a synthesizer may know of a task under these settings. */
export async function briefFor(
  task: Task,
  settings: PromptSettings,
  reader: Pick<PythonReader, 'readTests'>,
): Promise<Brief> {
  return briefOf(task, await functionNameOf(task, reader), settings);
}

/** As `briefFor`, where it is known which function is to be defined. */
export function briefOf(task: Task, functionName: string | null, settings: PromptSettings): Brief {
  const { text, setupCode, codePrompt, asks } = task;
  return {
    text,
    functionName,
    codePrompt,
    asks,
    shownTests: shownTestsOf(task, settings),
    setupCode,
  };
}

/** As the set says, else as the tests call it; null where none of them calls any. */
export async function functionNameOf(
  { functionName, tests, referenceCode }: Task,
  reader: Pick<PythonReader, 'readTests'>,
): Promise<string | null> {
  if (functionName !== undefined) return functionName;
  const readings = await reader.readTests(tests, referenceCode);
  return readings.find((reading) => reading.functionName !== null)?.functionName ?? null;
}
