/**
 * What is asked, for every kind of task. To add one, write its file here and its reader, its grader
 * and its failure classes (docs/architecture.md). All but programs are fetched when one is asked.
 */

import { type Ask, kindOf, type TaskKind } from '../../tasks/task-kind.ts';
import { isHarnessStyle } from '../harness-styles.ts';
import type { PromptSettings } from '../prompt-settings.ts';
import type { AskedKind } from './asked-kind.ts';
import { programKind } from './program-kind.ts';

const prediction = async () => (await import('./prediction-kind.ts')).predictionKind;

const calculation = async () => (await import('./calculation-kind.ts')).calculationKind;

const kinds: Readonly<Record<TaskKind, () => Promise<AskedKind>>> = {
  program: async () => programKind,
  output: prediction,
  input: prediction,
  calculation,
  formula: calculation,
};

/** The kind that nobody has to wait for; null of any other. */
export function readyKindOf(asked: { readonly asks?: Ask | undefined }): AskedKind | null {
  return kindOf(asked) === 'program' ? programKind : null;
}

/** Of a task, or of what a reply to one is to hold. */
export function askedKindOf(asked: { readonly asks?: Ask | undefined }): Promise<AskedKind> {
  return kinds[kindOf(asked)]();
}

/** The same under a plan's settings: for programs it may ask as another harness does. */
export async function plannedKindOf(
  asked: { readonly asks?: Ask | undefined },
  { style }: Pick<PromptSettings, 'style'>,
): Promise<AskedKind> {
  if (!isHarnessStyle(style) || kindOf(asked) !== 'program') return askedKindOf(asked);
  return (await import('./harness-kinds.ts')).harnessKinds[style];
}
