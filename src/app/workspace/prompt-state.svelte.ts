/**
 * What will be sent to a model: the prompt, as written or as a person changed it, and the
 * sampling. Remembers both across visits; where the wording comes from belongs to
 * `synthesis/prompt`.
 */

import * as v from 'valibot';
import type { Brief, GenerationRequest, Prompt, Sampling } from '../../synthesis/engine.ts';
import { briefOf, defaultPromptSettings, promptStyles } from '../../synthesis/prompt-settings.ts';
import type { SearchSettings } from '../../synthesis/search/search-state.ts';
import { usualThinkingTokens } from '../../synthesis/thinking-tokens.ts';
import type { AskedKind } from '../../synthesis/kinds/asked-kind.ts';
import { askedKindOf, readyKindOf } from '../../synthesis/kinds/kinds.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { keptFields, type KeptSettings } from '../work/kept-settings.ts';
import { editedPromptsSetting } from '../work/setting-names.ts';

/** One piece of a prompt as a person reads and edits it. */
export interface PromptPart {
  readonly role: 'system' | 'user' | 'assistant' | 'text';
  readonly content: string;
}

const wholeNumber = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

const choices = v.object({
  style: v.picklist(promptStyles),
  exampleCount: wholeNumber(0, 3),
  shownTestCount: wholeNumber(0, 3),
  temperature: v.pipe(v.number(), v.minValue(0), v.maxValue(2)),
  topP: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
  maxTokens: wholeNumber(16, 8192),
  /** Whether a model that can is to think first, and for how long at most. */
  thinks: v.boolean(),
  thinkingTokens: wholeNumber(16, 8192),
  seed: wholeNumber(0, 2 ** 31 - 1),
  /** Samples of one press; each after the first takes the next seed. */
  sampleCount: wholeNumber(1, 20),
  /** The longest that the search takes for one program. */
  searchSeconds: wholeNumber(1, 300),
  /** Whether hints are to keep to the paper's protocol. */
  followsProtocol: v.boolean(),
});

export type PromptChoices = Readonly<v.InferOutput<typeof choices>>;

const defaultChoices: PromptChoices = {
  ...defaultPromptSettings,
  ...{ temperature: 0.2, topP: 0.95, maxTokens: 512, seed: 1, sampleCount: 1 },
  ...{ thinks: false, thinkingTokens: usualThinkingTokens },
  ...{ searchSeconds: 10, followsProtocol: false },
};

const settingName = 'prompting';
const noExamples: readonly Task[] = [];

/** What a person made of the prompt of one task. */
interface OwnPrompt {
  /** Of the time of the edit. */
  readonly recalled: Partial<PromptChoices>;
  /** By wording: an edit belongs to the one that it was made of. */
  readonly edits: Readonly<Record<string, readonly PromptPart[]>>;
}

export const ownPromptSchema = v.object({
  recalled: v.partial(choices),
  edits: v.record(
    v.string(),
    v.array(
      v.object({
        role: v.picklist(['system', 'user', 'assistant', 'text']),
        content: v.string(),
      }),
    ),
  ),
});

/** More are kept only until the page is closed: a prompt may be long. */
export const mostKeptPrompts = 200;

const untouched: OwnPrompt = { recalled: {}, edits: {} };

export class PromptState {
  #own = $state.raw(defaultChoices);
  /** What a link or an attempt brought, until another task is opened. */
  #recalled = $state.raw<Partial<PromptChoices>>({});
  readonly choices: PromptChoices = $derived({ ...this.#own, ...this.#recalled });
  #task = $state.raw<Task | null>(null);
  #functionName = $state<string | null>(null);
  /** Of the function, as the editor's stub has them. */
  parameters: readonly string[] | null = null;
  #kind = $state.raw<AskedKind | null>(null);
  #examples = $state.raw(noExamples);
  #edits = $state.raw(untouched.edits);
  /** What is edited for one wording says nothing about another. */
  readonly #wording = $derived.by(() => {
    const { style, exampleCount, shownTestCount } = this.choices;
    return [style, style === 'paper' ? exampleCount : 0, shownTestCount].join();
  });
  readonly #edited = $derived(this.#edits[this.#wording] ?? null);

  readonly parts = $derived(this.#edited ?? this.#written());
  readonly isEdited = $derived(this.#edited !== null);
  /** The solved tasks in the prompt: none in an instruction. */
  readonly examples = $derived(
    this.choices.style === 'paper'
      ? this.#examples.slice(0, this.choices.exampleCount)
      : noExamples,
  );

  readonly #settings: KeptSettings;
  /** Of the tasks whose prompts a person edited, by key; the latest last. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #ownPrompts = new Map<string, OwnPrompt>();

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  /** An edit of the prompt belongs to one task and wording, and comes back with them. */
  change(changes: Partial<PromptChoices>): void {
    this.#own = { ...this.#own, ...changes };
    const recalled = Object.entries(this.#recalled).filter(([name]) => !(name in changes));
    this.#recalled = Object.fromEntries(recalled);
    this.#keepOwn();
    // On what is kept by then: it may not have been readable, or another tab has changed it.
    const own = this.#own;
    const change = (kept: unknown) => ({ ...own, ...keptFields(kept), ...changes });
    void this.#settings.changeSetting(settingName, change);
  }

  /** Takes up the choices of the last visit. */
  async restore(): Promise<void> {
    const kept = v.safeParse(v.partial(choices), await this.#settings.setting(settingName));
    if (kept.success) this.#own = { ...this.#own, ...kept.output } as PromptChoices;
    await this.restorePrompts();
  }

  /** Takes up the prompts that were edited on earlier visits, or came with a file since. */
  async restorePrompts(): Promise<void> {
    const prompts = keptFields(await this.#settings.setting(editedPromptsSetting));
    for (const [key, prompt] of Object.entries(prompts)) {
      // What was edited on this visit is newer.
      if (this.#ownPrompts.has(key) || !v.is(ownPromptSchema, prompt)) continue;
      this.#ownPrompts.set(key, prompt as OwnPrompt);
      const isUntouched =
        Object.keys(this.#edits).length + Object.keys(this.#recalled).length === 0;
      if (this.#task && taskKey(this.#task) === key && isUntouched) this.#takeUp(this.#task);
    }
  }

  /** Resolves once there is a prompt: at once, but for kinds of task that are fetched first. */
  async open(task: Task | null, set: readonly Task[]): Promise<void> {
    this.#task = task;
    this.#kind = null;
    this.#functionName = task?.functionName ?? null;
    this.#examples = noExamples;
    this.#takeUp(task);
    if (!task) return;
    const kind = readyKindOf(task) ?? (await askedKindOf(task));
    if (task !== this.#task) return;
    this.#kind = kind;
    this.#examples = kind.examplesFor(task, set);
  }

  #takeUp(task: Task | null): void {
    const { recalled, edits } = (task && this.#ownPrompts.get(taskKey(task))) ?? untouched;
    this.#recalled = recalled;
    this.#edits = edits;
  }

  /** Adds what was learned of the task meanwhile; edits stay. */
  learn(functionName: string | null): void {
    this.#functionName = functionName;
  }

  edit(index: number, content: string): void {
    this.#put(this.parts.map((part, at) => (at === index ? { ...part, content } : part)));
    this.#keepOwn(true);
  }

  /** Takes up the settings of another time and place, as they are, for this task alone. */
  recall(
    prompt: Prompt,
    sampling: Sampling,
    shownTestCount?: number,
    searchSeconds?: number,
  ): void {
    const { temperature, topP, maxTokens, thinkingTokens, seed } = sampling;
    const style = prompt.kind === 'completion' ? 'paper' : 'instruction';
    this.#recalled = {
      ...{ style, temperature, topP, maxTokens, seed, thinks: thinkingTokens !== undefined },
      ...(thinkingTokens !== undefined && { thinkingTokens }),
      ...(shownTestCount !== undefined && { shownTestCount }),
      ...(searchSeconds !== undefined && { searchSeconds }),
    };
    this.#put(promptPartsOf(prompt));
  }

  /** Likewise of a search, which has no prompt. What no person could choose is not taken up. */
  recallSearch({ shownTestCount, seconds, seed }: SearchSettings): void {
    const recalled = v.safeParse(v.partial(choices), {
      ...{ shownTestCount, searchSeconds: seconds, seed },
    });
    if (recalled.success) this.#recalled = recalled.output as Partial<PromptChoices>;
  }

  reset(): void {
    this.#put(null);
    this.#keepOwn();
  }

  #put(parts: readonly PromptPart[] | null): void {
    const others = Object.entries(this.#edits).filter(([wording]) => wording !== this.#wording);
    this.#edits = Object.fromEntries(parts ? [...others, [this.#wording, parts]] : others);
  }

  /** Forgets what was edited; storage is for others to clear. */
  clear(): void {
    this.#ownPrompts.clear();
    this.#takeUp(null);
  }

  /** What a link brought becomes a person's own with an edit. */
  #keepOwn(isEdit = false): void {
    if (!this.#task) return;
    const key = taskKey(this.#task);
    if (!isEdit && !this.#ownPrompts.has(key)) return;
    const isEdited = Object.keys(this.#edits).length > 0;
    const own = { recalled: this.#recalled, edits: this.#edits };
    this.#ownPrompts.delete(key);
    if (isEdited) this.#ownPrompts.set(key, own);
    void this.#settings.changeSetting(editedPromptsSetting, (kept) => {
      const others = Object.entries(keptFields(kept)).filter(([other]) => other !== key);
      const all = isEdited ? [...others, [key, own] as const] : others;
      return Object.fromEntries(all.slice(-mostKeptPrompts));
    });
  }

  /** For the sample of this index within a press. Null where no task is open. */
  request(index = 0): GenerationRequest | null {
    const brief = this.#brief();
    return brief && this.#requestFor(brief, promptOf(this.parts), index);
  }

  /** As the choices say, with another prompt. Null where no task is open. */
  requestWith(prompt: Prompt): GenerationRequest | null {
    const brief = this.#brief();
    return brief && this.#requestFor(brief, prompt, 0);
  }

  #requestFor(brief: Brief, prompt: Prompt, index: number): GenerationRequest {
    const { temperature, topP, maxTokens, thinks, thinkingTokens, seed } = this.choices;
    const thinking = thinks ? { thinkingTokens } : {};
    const stop = this.#kind?.stopStringsFor(prompt, brief) ?? [];
    return {
      brief,
      prompt,
      sampling: {
        ...{ temperature, topP, maxTokens, ...thinking },
        ...{ seed: (seed + index) % 2 ** 31, stop },
      },
    };
  }

  #brief(): Brief | null {
    const { parameters } = this;
    const brief = this.#task && briefOf(this.#task, this.#functionName, this.choices);
    return brief && parameters ? { ...brief, parameters } : brief;
  }

  #written(): readonly PromptPart[] {
    const task = this.#task;
    if (!task || !this.#kind) return [];
    const asked = { task, functionName: this.#functionName };
    return promptPartsOf(this.#kind.promptFor(asked, this.choices, this.#examples));
  }
}

/** A prompt as a person reads it. */
export function promptPartsOf(prompt: Prompt): readonly PromptPart[] {
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
