/**
 * Under which licence the weights of a model are published, by the model's name: what its makers say
 * of it, in November 2026. Only what companies of any size may use is recommended.
 */

export type LicenceId =
  'apache-2.0' | 'mit' | 'llama' | 'gemma' | 'lfm' | 'stability' | 'qwen-research';

/**
 * The first that matches. A fine-tuned model is bound by the licence of its base. WizardMath is
 * missing, whose makers say different things in different places.
 */
const licences: readonly (readonly [RegExp, LicenceId])[] = [
  // These two sizes alone: their neighbours are Apache-2.0.
  [/^Qwen2\.5-(Coder-)?3B\b/i, 'qwen-research'],
  [/^Qwen2(\.5)?-((Coder|Math)-)?(0\.5|1\.5|7|14|32)B\b/i, 'apache-2.0'],
  [/^Qwen3(\.5)?-/i, 'apache-2.0'],
  [/^DeepSeek-R1-Distill-Qwen-/i, 'mit'],
  [/(^|-)Llama-[23]|^DeepSeek-R1-Distill-Llama-/i, 'llama'],
  [/^gemma-?[23]?-\d+b\b/i, 'gemma'],
  [/^gemma-4-/i, 'apache-2.0'],
  [/^phi-/i, 'mit'],
  [/^(Neural|Open)Hermes-2\.5-Mistral-|^Hermes-2-Pro-Mistral-|^Mi(ni)?stral-/i, 'apache-2.0'],
  [/^(OLMo-2|RedPajama-INCITE|SmolLM[23]|TinyLlama|granite)-/i, 'apache-2.0'],
  [/^LFM2/i, 'lfm'],
  [/^stablelm-2-/i, 'stability'],
];

/** Null where it is not known here. */
export function licenceOf(modelName: string): LicenceId | null {
  return licences.find(([pattern]) => pattern.test(modelName))?.[1] ?? null;
}

/** Those by which companies, or large ones, may not use the model without asking its makers. */
const limited: readonly LicenceId[] = ['lfm', 'stability', 'qwen-research'];

/** Whether companies may use it; some licences add conditions. False also where nothing is known. */
export function allowsCommercialUse(licence: LicenceId | null): boolean {
  return licence !== null && !limited.includes(licence);
}
