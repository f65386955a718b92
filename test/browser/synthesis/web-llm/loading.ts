/** Models of a server whose files may misbehave, and loading them as the page does. */

import type {
  GenerateOptions,
  GenerationRequest,
  LoadedModel,
  LoadProgress,
} from '../../../../src/synthesis/engine.ts';
import { usualRetry } from '../../../../src/synthesis/download-retry.ts';
import { ownModel } from '../../../../src/synthesis/web-llm/model.ts';
import {
  WebLlmEngine,
  type WebLlmServices,
} from '../../../../src/synthesis/web-llm/web-llm-engine.ts';
import { misbehavingServer } from '../../../support/misbehaving-server-address.ts';
import { WebLlmDouble, type Script } from '../../../support/web-llm-double.ts';

const server = misbehavingServer();

const never = new AbortController().signal;

/** A folder in which one file misbehaves, if any. */
export function modelWith(file = 'any', fault = 'none') {
  const folder = `${server}/web-llm/${file}/${fault}/resolve/main/`;
  const library =
    file === 'library.wasm' ? `${folder}library.wasm` : `${server}/web-llm/any/none/library.wasm`;
  return { folder, library, model: ownModel(folder, library) };
}

/** As in the browser, but without the waits between two attempts. */
export const atOnce = {
  fetch: (address: string, init: RequestInit) => fetch(address, init),
  caches,
  readStorage: async () => ({ freeBytes: null, isPersisted: false }),
  retry: { ...usualRetry, wait: async () => undefined },
};

export async function load(
  model: ReturnType<typeof modelWith>['model'],
  services: Partial<WebLlmServices> = {},
  signal = never,
): Promise<{ loaded: LoadedModel; progress: LoadProgress[] }> {
  const progress: LoadProgress[] = [];
  const loaded = await new WebLlmEngine({ source: atOnce, ...services }).load(model, {
    signal,
    onProgress: (report) => progress.push(report),
  });
  return { loaded, progress };
}

export function request(over: Partial<GenerationRequest> = {}): GenerationRequest {
  return {
    brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
    prompt: { kind: 'completion', text: 'def' },
    sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64, seed: 7, stop: [] },
    ...over,
  };
}

export async function loadedDouble(script: Script, services: Partial<WebLlmServices> = {}) {
  const double = new WebLlmDouble(script);
  const { loaded } = await load(modelWith().model, { spawnWorker: double.spawn, ...services });
  return { double, loaded };
}

export function options(over: Partial<GenerateOptions> = {}): GenerateOptions {
  return { signal: never, onText: () => {}, ...over };
}
