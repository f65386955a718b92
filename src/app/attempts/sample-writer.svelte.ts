/**
 * Writes one sample after another: asks the writer, lets an attempt grow while the reply comes, and
 * ends it with its program. Which samples are wanted, and what becomes of them, is for
 * `attempt-session`.
 */

import type { GenerationRequest, LoadedModel } from '../../synthesis/engine.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import type { ModelPicker } from '../models/model-picker.svelte.ts';
import type { AttemptRecord, Author } from '../work/records.ts';
import type { GenerationPhase, GenerationState } from '../workspace/generation-state.svelte.ts';
import type { PromptChoices } from '../workspace/prompt-state.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { Attempts } from './attempts.svelte.ts';
import { PartialReply } from './partial-reply.ts';

export interface SampleWriterParts {
  readonly workspace: Pick<Workspace, 'named'>;
  readonly attempts: Pick<Attempts, 'put'>;
  readonly modelPicker: Pick<ModelPicker, 'take' | 'noteFailure'>;
  /** As they are when a sample is asked for: what is recorded of it. */
  readonly promptState: {
    readonly choices: Pick<PromptChoices, 'shownTestCount' | 'searchSeconds'>;
  };
  readonly generationState: GenerationState;
}

/** What is known of a sample before it is written. */
export type SampleFacts = Pick<AttemptRecord, 'round' | 'after' | 'hint'> & { readonly task: Task };

export type WrittenPhase = Extract<GenerationPhase, { kind: 'written' }>;

export class SampleWriter {
  #writingId = $state<string | null>(null);
  /** The attempt that is growing right now; null where none is. */
  readonly writingId = $derived(this.#writingId);
  readonly #parts: SampleWriterParts;
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #written = new Map<string, WrittenPhase>();
  /** The reply that is being written. */
  #partial: PartialReply | null = null;

  constructor(parts: SampleWriterParts) {
    this.#parts = parts;
  }

  /** As it was written on this visit, with what only the engine tells. */
  writtenOf(id: string): WrittenPhase | undefined {
    return this.#written.get(id);
  }

  /** Stores what there is of a reply. */
  flush(): void {
    this.#partial?.flush();
  }

  /** What there is of a reply stays as an attempt. */
  cut(): void {
    this.#partial?.close();
  }

  /** Nothing stays of what was written. */
  forget(): void {
    this.#partial?.discard();
    this.#written.clear();
  }

  /** One sample: null where nothing was written. */
  async write(
    known: SampleFacts,
    makeRequest: () => GenerationRequest | null,
    onProgram: (program: string) => void,
    signal: AbortSignal,
  ): Promise<AttemptRecord | null> {
    const { attempts, workspace, generationState, promptState, modelPicker } = this.#parts;
    const partial = new PartialReply({ ...known, task: taskKey(known.task) }, (attempt) =>
      attempts.put(attempt),
    );
    const { shownTestCount, searchSeconds } = promptState.choices;
    this.#partial = partial;
    this.#writingId = partial.id;
    await generationState.write(
      async () => {
        const [model] = await Promise.all([modelPicker.take(), workspace.named()]);
        const request = makeRequest();
        if (request) partial.begin(authorOf(model), { ...request, shownTestCount, searchSeconds });
        return request && { model, request };
      },
      (reply) => partial.grow(reply),
      onProgram,
    );
    if (this.#writingId === partial.id) this.#writingId = null;
    // Cut: what is shown by now is something else's.
    if (signal.aborted) return null;
    const { phase } = generationState;
    if (phase.kind === 'failed') modelPicker.noteFailure(phase.failure);
    if (phase.kind !== 'written') {
      // Cut by a failure: what there is of it stays.
      partial.close();
      return null;
    }
    const attempt = partial.end(phase.generation, phase.extraction.program, phase.search);
    this.#written.set(attempt.id, phase);
    return attempt;
  }
}

function authorOf({ engineId, modelName }: LoadedModel): Author {
  return { kind: engineId === 'search' ? 'search' : 'model', name: modelName };
}
