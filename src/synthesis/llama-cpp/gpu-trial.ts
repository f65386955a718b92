/**
 * Whether a model may run on this GPU: before its first use there it goes on from a short text on the
 * processor and on the GPU, and has to say the same, and not later. llama.cpp's WebGPU is right and
 * fast in some browsers only.
 */
import * as v from 'valibot';
import { offered } from '../../platform/refusals.ts';

/** Why a model does not run on the GPU. */
export type GpuFault = 'no-gpu' | 'failed' | 'differs' | 'slower';

/** A greedy reply to the text of the trial, and how long it took. */
export interface TrialReply {
  readonly text: string;
  readonly ms: number;
  /** Whether the GPU wrote it. Where llama.cpp can use none, it takes the processor and says nothing. */
  readonly isOnGpu: boolean;
}

export interface Trial<Started> {
  start(processor: 'cpu' | 'gpu'): Promise<Started>;
  reply(started: Started): Promise<TrialReply>;
  end(started: Started): Promise<void>;
}

/**
 * What is on the GPU, or why it is not: then nothing of it is left. Rejects where the model does not
 * start on the processor either.
 */
export async function startOnGpu<Started>(
  { start, reply, end }: Trial<Started>,
  isKnownToFit: boolean,
): Promise<{ readonly started: Started } | { readonly fault: GpuFault }> {
  const expected = isKnownToFit ? null : await replyOf(await start('cpu'));
  const started = await start('gpu').catch(() => null);
  if (started === null) {
    // A file that is damaged by now, or gone from the site, the processor cannot start either.
    if (isKnownToFit) await end(await start('cpu'));
    return { fault: 'failed' };
  }
  // The first reply compiles what runs on the GPU, once for as long as the model is there.
  const got = await reply(started)
    .then((first) => (expected === null ? first : reply(started)))
    .catch(() => null);
  const fault = faultOf(got, expected);
  if (fault === null) return { started };
  await end(started);
  return { fault };

  async function replyOf(one: Started): Promise<TrialReply> {
    try {
      return await reply(one);
    } finally {
      await end(one);
    }
  }
}

function faultOf(got: TrialReply | null, expected: TrialReply | null): GpuFault | null {
  if (got === null) return 'failed';
  if (!got.isOnGpu) return 'no-gpu';
  if (expected === null) return null;
  if (got.text !== expected.text) return 'differs';
  return got.ms > expected.ms ? 'slower' : null;
}

const name = 'synthpad-gpu-trials';
const fits = v.array(v.string());

/** The models that did well on this machine's GPU, by file, adapter, browser and llama.cpp. */
export class GpuTrials {
  readonly #storage: Storage | undefined;

  constructor(storage: Storage | undefined = offered(() => localStorage)) {
    this.#storage = storage;
  }

  isKnownToFit(model: string): boolean {
    return this.#read().includes(model);
  }

  keep(model: string): void {
    const all = JSON.stringify([...new Set([...this.#read(), model])]);
    offered(() => this.#storage?.setItem(name, all));
  }

  #read(): string[] {
    const text = offered(() => this.#storage?.getItem(name)) ?? '[]';
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), fits), text);
    return read.success ? read.output : [];
  }
}
