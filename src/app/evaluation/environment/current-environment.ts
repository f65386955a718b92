/** The environment of runs made now: this site, this browser, this machine. */

import { checkedWith } from '../../../checking/checked-with.ts';
import type { PlannedModel } from '../../../evaluation/plans/plan.ts';
import type { RunEnvironment } from '../../../evaluation/runs/run-environment.ts';
import { kindOf } from '../../../synthesis/model-spec.ts';
import { answerOrNull } from '../../../platform/refusals.ts';
import { browserOf, platformOf } from './browser-name.ts';

const builtFrom: unknown = import.meta.env['VITE_COMMIT'];

/** Never rejects: what a browser does not tell is null. */
export async function currentEnvironment(writer: PlannedModel): Promise<RunEnvironment> {
  return {
    commit: typeof builtFrom === 'string' && builtFrom !== '' ? builtFrom : null,
    ...checkedWith,
    browser: browserOf(navigator.userAgent),
    platform: platformOf(navigator.userAgent),
    // Missing in some browsers, whatever the types say.
    cores: (navigator.hardwareConcurrency as number | undefined) ?? null,
    gpu: isOnGpu(writer) ? await gpuName() : null,
  };
}

function isOnGpu(writer: PlannedModel): boolean {
  return writer.kind !== 'imported' && kindOf(writer).needsGpu(writer);
}

async function gpuName(): Promise<string | null> {
  return answerOrNull(async () => {
    const adapter = await (navigator.gpu as GPU | undefined)?.requestAdapter();
    const { vendor = '', architecture = '', description = '' } = adapter?.info ?? {};
    return description || [vendor, architecture].filter(Boolean).join(' ') || null;
  });
}
