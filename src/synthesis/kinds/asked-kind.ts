/**
 * One kind of task to whoever answers it: what is asked. Owns the interface; which kinds there are is
 * in `kinds`, how their replies are read in `reply-readers`.
 */

import type { Task } from '../../tasks/task.ts';
import type { WantedProgram } from '../code-prompt.ts';
import type { Prompt } from '../engine.ts';
import type { PromptSettings } from '../prompt-settings.ts';

/** A task, and the function to define or to call as far as it is known. */
export interface AskedTask {
  readonly task: Task;
  readonly functionName: string | null;
}

export interface AskedKind {
  /** The solved tasks of its set that a few-shot prompt shows before this one. */
  examplesFor(task: Task, set: readonly Task[]): readonly Task[];
  /** What a model is sent; `examples` are those of `examplesFor`. */
  promptFor(asked: AskedTask, settings: PromptSettings, examples: readonly Task[]): Prompt;
  /** What ends a reply to this prompt. */
  stopStringsFor(prompt: Prompt, asked: Pick<WantedProgram, 'codePrompt'>): readonly string[];
}
