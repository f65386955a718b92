/** Texts of the choice of models: on this device, to be downloaded, on a server. */

import type { Kept } from '../synthesis/kept-models.ts';
import type { LicenceId } from '../synthesis/model-licence.ts';
import type { PublishedFigures } from '../synthesis/published-figures.ts';
import type { GpuReport } from '../platform/capabilities.ts';
import { bytes, count, hostOf, parameters } from './format.ts';

export function keptText({ keptBytes, totalBytes }: Kept): string {
  if (keptBytes === totalBytes) return `${bytes(keptBytes)} on this device`;
  if (totalBytes === null) return `${bytes(keptBytes)} downloaded so far`;
  return `${bytes(keptBytes)} of ${bytes(totalBytes)} downloaded`;
}

function downloadsText(areKept: boolean): string {
  return areKept
    ? 'Models are downloaded once and stay in this browser.'
    : 'This browser does not let the page keep downloads, so models are downloaded again on your next visit.';
}

export function persistText(isPersisted: boolean): string {
  return isPersisted
    ? 'The browser keeps downloads until you delete them.'
    : 'The browser may delete downloads when space is low.';
}

export const persistRefused =
  'The browser refused. Some allow it once you bookmark, install or often visit the site.';

export const serverNotice =
  'Prompts, which contain the task, are then sent to this server. Programs still run and are checked in this tab. The API key stays in this tab’s memory and is never stored.';

/** As their publishers name them. */
export const licenceNames: Record<LicenceId, string> = {
  'apache-2.0': 'Apache-2.0',
  mit: 'MIT',
  llama: 'Llama Community Licence',
  gemma: 'Gemma Terms of Use',
  lfm: 'LFM Open License',
  stability: 'Stability AI Community Licence',
  'qwen-research': 'Qwen Research Licence',
};

/** What of a licence a person has to know before they use the model. */
export const licenceNotices: Partial<Record<LicenceId, string>> = {
  lfm: 'Companies with a yearly revenue of 10 million dollars or more need another licence from Liquid AI for commercial use.',
  'qwen-research': 'For research and other non-commercial use only.',
  stability: 'Commercial use is subject to the terms of Stability AI.',
};

export const modelTexts = {
  title: 'Choose who writes the program',
  looking: 'Checking what this browser supports …',
  engines: {
    search: 'Without a model',
    'web-llm': 'On the GPU',
    'llama-cpp': 'On the CPU (slower)',
    server: 'On your own server',
  },
  recommended: 'Recommended',
  inUse: 'In use',
  resume: 'Resume download',
  use: 'Use',
  /** A button of a list with its model: "Use: SmolLM2". */
  actionFor: (action: string, name: string) => `${action}: ${name}`,
  forget: 'Remove',
  ask: (removal: string) => `${removal} …`,
  askFor: (removal: string, name: string) => `${removal} ${name} …`,
  showMore: (rest: number) => `Show ${rest} more`,
  keepDownloads: 'Keep downloads permanently',

  searchAbout: 'Tries expressions until the shown tests pass; ready at once, no download',
  sendsTo: (address: string) => `Prompts are sent to ${hostOf(address)}`,
  parameters: (number: number) => `${parameters(number)} parameters`,
  download: (sizeBytes: number) => `${bytes(sizeBytes)} to download`,
  memory: (sizeBytes: number) => `${bytes(sizeBytes)} of memory`,
  /** As its makers measured it, of weights at full precision. */
  figures: ({ mbpp, mbppPlus }: PublishedFigures) =>
    `${mbpp.toFixed(1)}% on MBPP, ${mbppPlus.toFixed(1)}% on MBPP+ (published)`,
} as const;

/** What this browser has for models, as one line. */
export function deviceText(device: {
  readonly cores: number;
  readonly memoryBytes: number | null;
  readonly freeBytes: number | null;
  readonly keepsDownloads: boolean;
}): string {
  const { cores, memoryBytes, freeBytes, keepsDownloads } = device;
  const facts = [
    count(cores, 'CPU core'),
    memoryBytes === null ? '' : `at least ${bytes(memoryBytes)} of memory`,
    freeBytes === null ? '' : `${bytes(freeBytes)} of free storage`,
  ];
  return `${facts.filter(Boolean).join(', ')}. ${downloadsText(keepsDownloads)}`;
}

/** How many threads models on the processor get; null where that is not measured yet. */
export function threadsText(threads: number | null): string {
  return threads === null
    ? 'CPU threads are measured with the next model file.'
    : `Models on the CPU run on ${count(threads, 'thread')}, which was fastest here.`;
}

export const measureThreadsAgain = 'Measure again';

export const ownModelTexts = {
  title: 'Your own model file',
  fileAbout: (hasGpu: boolean) =>
    hasGpu
      ? 'A GGUF file from your disk. It runs on the CPU, or on the GPU if you choose so below.'
      : 'A GGUF file from your disk. It runs on the CPU.',
  onGpu:
    'Run GGUF files on the GPU. A short test first checks that it is as fast as the CPU and gives the same reply.',
  chooseFile: 'Choose GGUF file',
  file: 'GGUF file',
  ggufUrl: 'URL of a GGUF file',
  ggufAbout: 'The page about a file will do. A file in parts is found from any of them.',
  modelPage:
    'This is the page of a model, not of a file. Open its list of files, choose one that ends in .gguf, and copy its address.',
  ggufExample: 'https://…/model.gguf',
  weightsUrl: 'URL of weights compiled for WebLLM',
  libraryUrl: 'URL of their WebAssembly library',
} as const;

/** A LoRA adapter beside its base: in the choice of models, in plans and in studies. */
export const adapterTexts = {
  title: 'A LoRA adapter beside its base',
  about:
    'A GGUF adapter that was trained on one of the models above, or on a file of yours. The base is loaded once and answers with the adapter and without it.',
  base: 'Base model',
  chooseBase: 'Choose base file',
  baseFile: 'GGUF file of the base',
  adapter: 'LoRA adapter',
  chooseFile: 'Choose adapter file',
  file: 'GGUF file of the adapter',
  url: 'URL of an adapter',
  urlExample: 'https://…/adapter.gguf',
  addUrl: 'Add adapter',
  chosen: (name: string) => `With ${name}.`,
  none: 'No adapter.',
  remove: 'Remove adapter',
  scale: { name: 'Scale', about: '1 as it was trained, 0 is the base' },
  use: 'Use with adapter',
} as const;

export const serverTexts = {
  title: 'Your own server',
  about:
    'For models too large for a tab: vLLM, llama.cpp, Ollama, LM Studio and others with an OpenAI-compatible API.',
  url: 'Server URL',
  urlExample: 'http://localhost:11434/v1',
  key: 'API key (optional)',
  model: 'Model',
  listModels: 'List models',
  listing: 'Listing …',
  listed: (models: number) =>
    models === 0
      ? 'The server lists no models. Type the model name.'
      : `The server has ${count(models, 'model')}.`,
  mayHaveNoList:
    'Some servers do not list their models. You can type the model name and use the server.',
  forThisComputer: (address: string) =>
    `0.0.0.0 stands for this computer: the page uses ${address}.`,
  trouble: 'Trouble connecting?',
  troubleAbout:
    'The page can connect to https addresses and to this computer (localhost or 127.0.0.1), and the server must accept requests from this page.',
  use: 'Use this server',
} as const;

export function gpuText(gpu: GpuReport): string {
  switch (gpu.kind) {
    case 'no-api':
      return 'This browser has no WebGPU: models run on the CPU (slower).';
    case 'no-adapter':
      return 'No GPU is available to this page: models run on the CPU (slower).';
    case 'adapter':
      return gpu.hasShaderF16
        ? 'GPU with half precision: models run fast and need less memory.'
        : 'GPU without half precision: models run fast, but need more memory.';
  }
}
