/** Writers side by side over doubles: models whose replies the test writes, by name. */

import type { Offer } from '../../../../src/app/models/model-picker.svelte.ts';
import { SideBySide } from '../../../../src/app/side-by-side/side-by-side.svelte.ts';
import type { ModelSpec } from '../../../../src/synthesis/model-spec.ts';
import { FakeModel, FakeModels } from '../fake-models.ts';
import { fakePage } from '../fake-page.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

export const task = taskOf('1', 'raise');
export const code = 'def raise(n):\n    return n + 1\n';

export const search: ModelSpec = { kind: 'search', seconds: 10 };
/** On the processor, on this device. */
export const onCpu = (name: string): ModelSpec => ({
  ...{ kind: 'gguf-address', address: `https://models.example/${name}.gguf` },
});
/** Anywhere else: it shares nothing. */
export const onServer = (name: string): ModelSpec => ({
  ...{ kind: 'server', address: 'http://localhost:8080/v1', model: name, parallel: 4 },
});

export class NamedModels extends FakeModels {
  readonly loaded: FakeModel[] = [];
  /** What loading waits for. */
  isThere: Promise<void> = Promise.resolve();
  readonly #offers: readonly Offer[];

  constructor(specs: readonly ModelSpec[], fields: Partial<Offer> = {}) {
    super();
    this.#offers = specs.map((spec) => {
      const engineId = spec.kind === 'server' ? ('server' as const) : ('llama-cpp' as const);
      const name = nameOf(spec);
      return {
        ...this.offer,
        id:
          spec.kind === 'server'
            ? `server/${spec.address}#${name}`
            : `llama-cpp/${addressOf(spec)}`,
        ...{ engineId, name, spec, kept: { keptBytes: 1, totalBytes: 1 }, ...fields },
        sendsTo: spec.kind === 'server' ? spec.address : null,
        load: async ({ signal }) => {
          await this.isThere;
          signal.throwIfAborted();
          const model = new FakeModel(engineId, name);
          this.loaded.push(model);
          return model;
        },
      };
    });
  }

  override async look() {
    const { capabilities } = await super.look();
    return { capabilities, offers: [this.defaultOffer, ...this.#offers] };
  }

  /** The newest of this name. */
  modelOf(name: string): FakeModel {
    const found = this.loaded.findLast(({ modelName }) => modelName === name);
    if (!found) throw new Error(`${name} was not loaded.`);
    return found;
  }
}

function nameOf(spec: ModelSpec): string {
  return spec.kind === 'server' ? spec.model : (addressOf(spec).match(/(\w+)\.gguf$/)?.[1] ?? '');
}

function addressOf(spec: ModelSpec): string {
  return spec.kind === 'gguf-address' ? spec.address : '';
}

/** `counts`: of the tests that searches are shown. `fake`: the page of an earlier visit. */
export async function openLanes(
  specs: readonly (ModelSpec | null)[] | null,
  models: NamedModels,
  counts: readonly (number | null)[] = [],
  fake = fakePage([sourceOf([task])], models),
) {
  await fake.taskBrowser.follow();
  await fake.attempts.open('starter/1');
  const { reader, checker } = fake.forSideBySide;
  const { modelPicker, attempts, workspace, promptState, progress, settings } = fake;
  const sideBySide = new SideBySide({
    ...{ reader, checker, models, modelPicker, attempts, progress, workspace, promptState },
    settings,
  });
  const named = specs?.map((writer, at) => ({ writer, shownTestCount: counts[at] ?? null }));
  await sideBySide.open(named ?? null);
  return { ...fake, models, sideBySide };
}
