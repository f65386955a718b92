/** Opens the model of a plan with the engines of the page. Used by the page and the commands. */

import type { PlannedModel } from '../../evaluation/plans/plan.ts';
import type { OpenedWriter, Writers } from '../../evaluation/running/writers.ts';
import type { ModelServices } from '../../synthesis/model-kind.ts';
import { kindOf, openModel } from '../../synthesis/model-spec.ts';
import { parameterCount } from '../../synthesis/web-llm/model-catalogue.ts';

export function appWriters(services: ModelServices): Writers {
  return {
    async open(planned, options): Promise<OpenedWriter> {
      if (planned.kind === 'imported') throw new TypeError('Completions made elsewhere need none.');
      let bytes: number | null = null;
      const model = await openModel(planned, services, {
        ...options,
        onProgress(progress) {
          bytes = progress.totalBytes ?? bytes;
          options.onProgress(progress);
        },
      });
      const isSearch = model.engineId === 'search';
      const parameters = isSearch ? null : parameterCount(model.modelName);
      return { model, parameters, bytes };
    },
  };
}

/** As its engine will name the model of a plan; null where it has none. */
export function modelNameOf(planned: PlannedModel): string | null {
  return planned.kind === 'imported' ? null : kindOf(planned).nameOf(planned);
}
