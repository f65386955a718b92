/** What the id of one of web-llm's builds says: the model, and how wide its numbers are. */

interface BuildId {
  readonly name: string;
  readonly weightBits: number;
  readonly scaleBits: number;
}

/** "Qwen2.5-Coder-0.5B-Instruct-q4f16_1-MLC": weights of 4 bits, scales of 16. */
export function parseBuildId(modelId: string): BuildId {
  const match = /^(.+)-q(\d+)f(\d+)(?:_\d)?-MLC/.exec(modelId);
  if (match === null) return { name: modelId, weightBits: 4, scaleBits: 16 };
  const [, name = modelId, weights, scales] = match;
  // q0 means "not quantised": the weights are as wide as the scales would be.
  return { name, weightBits: Number(weights) || Number(scales), scaleBits: Number(scales) };
}

/** What people call the model of a build: its id without the widths. */
export function nameOfBuild(modelId: string): string {
  return parseBuildId(modelId).name;
}
