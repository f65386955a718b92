/** Opens the writer of a plan with the engines of the page. Used by the page and the commands. */

import type { Writer } from '../../evaluation/plans/plan.ts';
import { type OpenedWriter, WriterError, type Writers } from '../../evaluation/running/writers.ts';
import type { LoadedModel, LoadOptions } from '../../synthesis/engine.ts';
import { modelName } from '../../synthesis/llama-cpp/model.ts';
import { nameOfBuild, parameterCount } from '../../synthesis/web-llm/model-catalogue.ts';
import { ownModel, type WebLlmModel } from '../../synthesis/web-llm/model.ts';
import type { Engines } from '../models/engines.ts';

export interface WriterParts {
  readonly engines: Engines;
  /** The person's file of this name and size; null where it was not given on this visit. */
  ggufFile(fileName: string, sizeBytes: number): File | null;
  /** The key a person gave for a server on this visit: plans and logs never hold one. */
  serverKey(address: string): string | null;
}

export function appWriters(parts: WriterParts): Writers {
  return {
    async open(writer, options): Promise<OpenedWriter> {
      let bytes: number | null = null;
      const model = await load(writer, parts, {
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

/** As its engine will name the model of a writer; null where it has none. */
export function modelNameOf(writer: Writer): string | null {
  switch (writer.kind) {
    case 'web-llm':
      return nameOfBuild(writer.modelId);
    case 'web-llm-address': {
      const { weights, library } = writer;
      const isWhole = URL.canParse(weights) && URL.canParse(library);
      return isWhole ? ownModel(weights, library).name : null;
    }
    case 'gguf-address':
      return modelName({ kind: 'address', address: writer.address });
    case 'gguf-file':
      return modelName({ kind: 'file', file: new File([], writer.fileName) });
    case 'server':
      return writer.model;
    case 'search':
    case 'imported':
      return null;
  }
}

async function load(
  writer: Writer,
  { engines, ggufFile, serverKey }: WriterParts,
  options: LoadOptions,
): Promise<LoadedModel> {
  switch (writer.kind) {
    case 'search':
      return (await engines.search()).load({ seconds: writer.seconds }, options);
    case 'web-llm':
      return (await engines.webLlm()).load(await listedModel(writer.modelId), options);
    case 'web-llm-address':
      return (await engines.webLlm()).load(ownModel(writer.weights, writer.library), options);
    case 'gguf-address': {
      const { address } = writer;
      return (await engines.llamaCpp()).load({ kind: 'address', address }, options);
    }
    case 'gguf-file': {
      const { fileName, sizeBytes } = writer;
      const file = ggufFile(fileName, sizeBytes);
      if (!file) throw new WriterError({ kind: 'missing-file', fileName, sizeBytes });
      return (await engines.llamaCpp()).load({ kind: 'file', file }, options);
    }
    case 'server': {
      const { address, model } = writer;
      return (await engines.server()).load({ address, model, apiKey: serverKey(address) }, options);
    }
    case 'imported':
      throw new TypeError('Completions made elsewhere have no writer here.');
  }
}

/** By the library's own list, so that a plan needs nothing but the model's id. */
async function listedModel(modelId: string): Promise<WebLlmModel> {
  const { listWebLlmModels } = await import('../../synthesis/web-llm/list-models.ts');
  const record = (await listWebLlmModels()).find(({ model_id }) => model_id === modelId);
  if (!record) throw new WriterError({ kind: 'unknown-model', modelId });
  return { name: nameOfBuild(modelId), record };
}
