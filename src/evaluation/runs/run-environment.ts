/** What a run was made and checked with, beside its plan: for somebody who wants to repeat it. */

import * as v from 'valibot';

const text = v.string();
const unknown = v.nullable(text);

export const runEnvironmentSchema = v.pipe(
  v.object({
    /** Of Synthpad's source; null where the site was built outside a checkout. */
    commit: unknown,
    /** Versions of what programs run on. */
    pyodide: text,
    python: text,
    /** "Chromium 150", "Linux": nothing that tells one person from another. */
    browser: text,
    platform: text,
    cores: v.nullable(v.number()),
    /** Of a model on the GPU, as the browser names it; null for other models, and where it does not. */
    gpu: unknown,
    /** What a program may take where the plan names no limit, as memory, and print in a call. */
    limits: v.object({
      timeMs: v.number(),
      memoryBytes: v.number(),
      outputBytes: v.exactOptional(v.number()),
    }),
  }),
  v.readonly(),
);

export type RunEnvironment = v.InferOutput<typeof runEnvironmentSchema>;
