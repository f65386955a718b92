/**
 * What the makers of a model report of it on MBPP and MBPP+: pass@1 in percent, greedy, with EvalPlus,
 * of the instruction-tuned weights at full precision. Those that run here are quantised.
 */
export interface PublishedFigures {
  readonly mbpp: number;
  readonly mbppPlus: number;
}

/** Qwen2.5-Coder Technical Report, arXiv 2409.12186. */
const figures: Readonly<Record<string, PublishedFigures>> = {
  'Qwen2.5-Coder-0.5B-Instruct': { mbpp: 52.4, mbppPlus: 43.7 },
  'Qwen2.5-Coder-1.5B-Instruct': { mbpp: 69.2, mbppPlus: 59.4 },
  'Qwen2.5-Coder-3B-Instruct': { mbpp: 73.6, mbppPlus: 62.4 },
  'Qwen2.5-Coder-7B-Instruct': { mbpp: 83.5, mbppPlus: 71.7 },
};

/** Null where none are known here. */
export function publishedFigures(modelName: string): PublishedFigures | null {
  return figures[modelName] ?? null;
}
