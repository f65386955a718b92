/**
 * Reads prompts so that a reply depends on its prompt and seed alone, and each beginning that
 * prompts share is read once. Numbers round by the batch in which a token was read, so a prompt is
 * always read stage by stage, from its beginning or from a stage that was read in this very way.
 * What a stage is belongs to `prompt-stages.ts`; how llama.cpp is asked, to `runtime.ts`.
 */
import type { Prompt } from '../engine.ts';
import { stagesOf } from './prompt-stages.ts';

/** How many of a prompt's tokens llama.cpp still held, and how many it read. */
export interface TokensRead {
  readonly held: number;
  readonly read: number;
}

/** Reads a prompt and says nothing: from its beginning, or from where it differs from what is held. */
export type ReadPrompt = (prompt: Prompt, from: 'beginning' | 'held') => Promise<TokensRead>;

export interface ReadHow {
  readonly scale: number;
  readonly isThinking: boolean;
}

interface Stage {
  readonly key: string;
  readonly prompt: Prompt;
  readonly tokens: number;
  /** How many of them, from the first on, are held as this stage and those before it left them. */
  exact: number;
}

export class PromptReading {
  /** The stages of the last prompt; empty where it is not sure what llama.cpp holds. */
  #stages: Stage[] = [];
  /**
   * Whether what this model holds can be cut back by a token: not where attention slides or layers
   * recur. Null before the first prompt.
   */
  #canBeCut: boolean | null = null;

  get canBeCut(): boolean {
    return this.#canBeCut !== false;
  }

  /** From now on every sample reads its whole prompt. */
  cannotBeCut(): void {
    this.#canBeCut = false;
    this.forget();
  }

  /** After a request that was stopped or failed, nobody knows what is held. */
  forget(): void {
    this.#stages = [];
  }

  /**
   * Afterwards llama.cpp holds the prompt, or has turned out not to be able to. `how` is all else that
   * a token depends on: the adapter's scale, which llama.cpp does not tell, and whether the template
   * is told that the model may think.
   */
  async hold(prompt: Prompt, how: ReadHow, read: ReadPrompt): Promise<void> {
    if (!this.canBeCut) return;
    const wanted = stagesOf(prompt).map((stage) => ({
      ...{ key: JSON.stringify([how.scale, how.isThinking, stage]), prompt: stage },
    }));
    const known = this.#stages;
    const shared = wanted.findIndex(({ key }, at) => known[at]?.key !== key);
    if (shared === -1 && known.length === wanted.length) return;
    this.forget();
    const kept = known.slice(0, shared === -1 ? wanted.length : shared);
    const stages =
      (await goOn(await goBack(kept, read), wanted, read)) ?? (await goOn([], wanted, read));
    if (stages === null || !(await this.#isCut(stages, read))) this.cannotBeCut();
    else this.#stages = stages;
  }

  /** Asks it of the first prompt, before any sample is made. */
  async #isCut(stages: readonly Stage[], read: ReadPrompt): Promise<boolean> {
    const last = stages.at(-1);
    if (this.#canBeCut === null && last) this.#canBeCut = await isReadAgain(last, read);
    return this.canBeCut;
  }
}

/** Cuts what is held back to the last of these stages. */
async function goBack(stages: readonly Stage[], read: ReadPrompt): Promise<Stage[]> {
  const last = stages.at(-1);
  if (last === undefined) return [];
  const { held } = await read(last.prompt, 'held');
  const isLastTokenAlone = held === last.tokens - 1 && last.exact >= held;
  last.exact = isLastTokenAlone ? last.tokens : Math.min(last.exact, held);
  return [...stages];
}

/** Reads the stages that are missing; null where that would build on something read otherwise. */
async function goOn(
  stages: Stage[],
  wanted: readonly Pick<Stage, 'key' | 'prompt'>[],
  read: ReadPrompt,
): Promise<Stage[] | null> {
  for (const { key, prompt } of wanted.slice(stages.length)) {
    const before = stages.at(-1);
    const { held, read: own } = await read(prompt, before ? 'held' : 'beginning');
    if (held > (before?.exact ?? 0)) return null;
    const stage = { key, prompt, tokens: held + own, exact: held + own };
    stages.push(stage);
    const isLast = stages.length === wanted.length;
    if (!isLast && !(await isReadAgain(stage, read))) return null;
  }
  // A prompt that was come back to may have lost tokens to the one that followed it.
  const last = stages.at(-1);
  return last?.exact === last?.tokens ? stages : null;
}

/**
 * Reads a stage's last token again, by itself, as coming back to the stage does later. The last
 * stage is the prompt, of which each sample does the same.
 */
async function isReadAgain({ prompt, tokens }: Stage, read: ReadPrompt): Promise<boolean> {
  return (await read(prompt, 'held')).held === tokens - 1;
}
