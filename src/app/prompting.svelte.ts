/**
 * What will be sent to a model: the prompt, as written or as a person changed it, and the
 * sampling. Where the wording comes from belongs to `synthesis/prompt`.
 */

import type { Brief, GenerationRequest, Prompt, Sampling } from '../synthesis/engine.ts';
import { fewShotPrompt, fewShotStop, instructionPrompt } from '../synthesis/prompt.ts';
import type { Task } from '../tasks/task.ts';

export type PromptStyle = 'instruction' | 'paper';

/** One piece of a prompt as a person reads and edits it. */
export interface PromptPart {
  readonly role: 'system' | 'user' | 'assistant' | 'text';
  readonly content: string;
}

export const defaultSampling = { temperature: 0.2, topP: 0.95, maxTokens: 512, seed: 1 };

const noExamples: readonly Task[] = [];

export class Prompting {
  temperature = $state(defaultSampling.temperature);
  topP = $state(defaultSampling.topP);
  maxTokens = $state(defaultSampling.maxTokens);
  seed = $state(defaultSampling.seed);
  #style = $state<PromptStyle>('instruction');
  #brief = $state.raw<Brief | null>(null);
  #examples = $state.raw(noExamples);
  #edited = $state.raw<readonly PromptPart[] | null>(null);

  readonly parts = $derived(this.#edited ?? this.#written());
  readonly isEdited = $derived(this.#edited !== null);
  /** The solved tasks in the prompt: none in an instruction. */
  readonly examples = $derived(this.#style === 'paper' ? this.#examples : noExamples);

  get style(): PromptStyle {
    return this.#style;
  }

  /** Edits belong to one style and one task: both changes drop them. */
  set style(style: PromptStyle) {
    this.#style = style;
    this.#edited = null;
  }

  open(brief: Brief | null, examples: readonly Task[]): void {
    this.#brief = brief;
    this.#examples = examples;
    this.#edited = null;
  }

  /** Adds what was learned of the task meanwhile; edits stay. */
  learn(functionName: string | null): void {
    if (this.#brief) this.#brief = { ...this.#brief, functionName };
  }

  edit(index: number, content: string): void {
    this.#edited = this.parts.map((part, at) => (at === index ? { ...part, content } : part));
  }

  /** Takes up the settings of another time and place, as they are. */
  recall(prompt: Prompt, { temperature, topP, maxTokens, seed }: Sampling): void {
    this.#style = prompt.kind === 'completion' ? 'paper' : 'instruction';
    this.#edited = partsOf(prompt);
    Object.assign(this, { temperature, topP, maxTokens, seed });
  }

  reset(): void {
    this.#edited = null;
  }

  /** Null where no task is open. */
  request(): GenerationRequest | null {
    if (!this.#brief) return null;
    const { temperature, topP, maxTokens, seed } = this;
    const stop = this.#style === 'paper' ? [fewShotStop] : [];
    return {
      brief: this.#brief,
      prompt: promptOf(this.parts),
      sampling: { temperature, topP, maxTokens, seed, stop },
    };
  }

  #written(): readonly PromptPart[] {
    if (!this.#brief) return [];
    return this.#style === 'paper'
      ? partsOf(fewShotPrompt(this.#brief, this.#examples))
      : partsOf(instructionPrompt(this.#brief));
  }
}

function partsOf(prompt: Prompt): readonly PromptPart[] {
  if (prompt.kind === 'chat') return prompt.messages;
  return [{ role: 'text', content: prompt.text }];
}

function promptOf(parts: readonly PromptPart[]): Prompt {
  const messages = parts.flatMap(({ role, content }) =>
    role === 'text' ? [] : [{ role, content }],
  );
  if (messages.length > 0) return { kind: 'chat', messages };
  return { kind: 'completion', text: parts.map((part) => part.content).join('') };
}
