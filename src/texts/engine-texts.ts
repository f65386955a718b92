/** Texts about engines: how they fail, and what they do while a model loads. */

import type { EngineFailure } from '../synthesis/engine-failure.ts';
import type { LoadStage } from '../synthesis/engine.ts';
import { bytes, duration, hostOf } from './format.ts';

export function engineFailureText(failure: EngineFailure): string {
  switch (failure.kind) {
    case 'no-webgpu':
      return failure.reason === 'no-api'
        ? 'This browser has no WebGPU, which this model needs. Choose a model that runs on the CPU, or open Synthpad in a current Chrome, Edge or Safari.'
        : 'No GPU is available to this page. Choose a model that runs on the CPU, or turn on hardware acceleration in the browser settings.';
    case 'no-shader-f16':
      return `This GPU does not support half precision (shader-f16), which ${failure.modelName} needs. Choose another model.`;
    case 'out-of-memory':
      return failure.neededBytes === null
        ? 'The model does not fit in memory. Close other tabs, or choose a smaller model.'
        : `The model needs about ${bytes(failure.neededBytes)} of memory, more than is available. Close other tabs, or choose a smaller model.`;
    case 'engine-file-missing':
      return failure.reason === 'offline'
        ? 'This engine is not on this device yet and needs the network once. Connect, then load the model again.'
        : 'A file of this engine is no longer on the site, probably because Synthpad was updated. Reload the page.';
    case 'no-network':
      return `The download from ${hostOf(failure.address)} failed. Check your connection and try again.`;
    case 'http-status':
      return `${hostOf(failure.address)} answered with status ${failure.status} instead of the model. Check the address, or try again later.`;
    case 'no-disk-space':
      return failure.neededBytes === null
        ? 'The browser has no space left to store the model. Free some space, or choose a smaller model.'
        : `Storing the model takes ${bytes(failure.neededBytes)}, more than the browser has left. Free some space, or choose a smaller model.`;
    case 'corrupt-file':
      if (failure.isKept) {
        return 'The model did not load together with its adapter. Both files are kept: load the model without the adapter to find out which of the two is damaged.';
      }
      // A person's own file goes by its name.
      return /^https?:/i.test(failure.address)
        ? 'The downloaded model file is damaged and was deleted. Download it again; if that does not help, the file at its source is broken.'
        : 'The model file is damaged, or was changed while it was read. Choose it again; if that does not help, get another copy of it.';
    case 'unsupported-model':
      return `The llama.cpp in this version of Synthpad does not know this kind of model (${failure.detail}). Choose another model; a downloaded file is kept for later versions.`;
    case 'wrong-library-version':
      return `The WebAssembly library of this model was built for another version of WebLLM. Synthpad needs one for version ${failure.neededVersion}. The downloaded weights are kept.`;
    case 'wrong-file-type':
      return 'This engine cannot load this file. Choose a GGUF file, or check the address.';
    case 'adapter-unfit':
      return adapterUnfitText(failure);
    case 'adapter-as-model':
      return `${fileNameOf(failure.address)} is an adapter, which only changes a model. Choose its base, then the adapter under “A LoRA adapter beside its base”.`;
    case 'gpu-unfit':
      return gpuUnfitText(failure.reason);
    case 'device-lost':
      return 'The browser lost the GPU, and the model with it. Load the model again; a smaller one is safer.';
    case 'prompt-too-long':
      return failure.limitTokens === null
        ? 'The prompt is longer than the model’s context. Shorten it, or choose the instruction style.'
        : `The prompt is longer than the model’s context of ${failure.limitTokens} tokens. Shorten it, or choose the instruction style.`;
    case 'no-chat-template':
      return `${failure.modelName} has no chat template. Choose the few-shot prompt, or an instruct model.`;
    case 'engine-crashed':
      return 'The engine stopped unexpectedly. Load the model again, or choose another one.';
    case 'server-blocked':
      return `The page can connect to https:// addresses and to this computer (http://localhost or http://127.0.0.1); ${failure.address} is neither. Serve it over https, or open a tunnel to it on this computer.`;
    case 'server-unreachable':
      return `Nothing answers at ${failure.address}. Check that the server is running and the address is right. If the browser asks, allow the page to reach your local network.`;
    case 'server-forbids-page':
      return `The server at ${hostOf(failure.address)} is running, but does not allow this page to use it. ${originText(globalThis.location?.origin ?? '*')}`;
    case 'server-refused':
      return failure.detail
        ? `${hostOf(failure.address)} refused the request (status ${failure.status}): ${quoted(failure.detail)}. Enter its API key, or check the one you entered.`
        : `${hostOf(failure.address)} refused the request (status ${failure.status}). Enter its API key, or check the one you entered.`;
    case 'server-model-unknown':
      return `${hostOf(failure.address)} has no model called ${failure.modelName}. List its models and choose one.`;
    case 'server-overloaded':
      return failure.detail
        ? `${hostOf(failure.address)} is overloaded: after several retries it still answers with status ${failure.status}: ${quoted(failure.detail)}. Try again later, or use fewer parallel requests.`
        : `${hostOf(failure.address)} is overloaded: after several retries it still answers with status ${failure.status}. Try again later, or use fewer parallel requests.`;
    case 'server-error':
      return `${hostOf(failure.address)} answered with status ${failure.status}${failure.detail === '' ? '' : `: ${quoted(failure.detail)}`}. Check the address and the server’s log.`;
    case 'server-fault':
      return `${hostOf(failure.address)} gave up on the reply: ${quoted(failure.detail)}. Check the server, then try again.`;
    case 'server-ended-reply':
      return endedReplyText(failure.reason, hostOf(failure.address));
    case 'server-redirects':
      return `${hostOf(failure.address)} sends requests on to another address. The page does not follow, because your prompts would go there. Enter that address yourself if you trust it.`;
    case 'server-broken-stream':
      return `The reply from ${hostOf(failure.address)} was interrupted, and retrying did not help. Check your connection and the server’s log, then try again.`;
    case 'server-silent':
      return `${hostOf(failure.address)} sent nothing for ${duration(failure.limitMs)}. Check the server, then try again.`;
    case 'server-unexpected-answer':
      return `${hostOf(failure.address)} does not answer like a language model server. Check the address: it should lead to an OpenAI-compatible API, and usually ends in /v1.`;
  }
}

/** Why a LoRA adapter is not loaded, or not beside this base. */
function adapterUnfitText(failure: Extract<EngineFailure, { kind: 'adapter-unfit' }>): string {
  const { reason, found = '', needed = '', tensor = '' } = failure;
  const name = fileNameOf(failure.address);
  switch (reason) {
    case 'whole-model':
      return `${name} is a whole model and no adapter. Load it as a model, or choose the file of the adapter.`;
    case 'other-kind':
      return found === ''
        ? `${name} does not say what kind of adapter it is. Choose a LoRA adapter, as convert_lora_to_gguf.py of llama.cpp writes it.`
        : `${name} is an adapter of the kind “${found}”. Choose a LoRA adapter.`;
    case 'no-tensors':
      return `${name} changes nothing: it holds no weights. Convert the adapter again.`;
    case 'other-tensor':
      return `${name} holds weights that are no LoRA’s and would be left out (${tensor}). Merge the adapter into its base and load the merged file as a model.`;
    case 'half-pair':
      return `${name} is incomplete: of ${tensor} it has only one half. Convert the adapter again.`;
    case 'other-architecture':
      return `${name} is for a model of the architecture “${found}”, and this base is “${needed}”. Choose the base that the adapter was trained on.`;
    case 'unknown-tensor':
      return `${name} changes weights that this base does not have (${tensor}). Choose the base that the adapter was trained on.`;
    case 'other-shape':
      return `${name} does not fit this base: of ${tensor} the adapter has ${found}, and the base has ${needed}. Choose the base that the adapter was trained on.`;
    case 'split-base':
      return `${name} needs a base in one file, and this base is in parts. Join the parts with llama-gguf-split --merge, and choose the joined file.`;
  }
}

/** Why a GGUF file does not run on the GPU of this device. */
function gpuUnfitText(reason: Extract<EngineFailure, { kind: 'gpu-unfit' }>['reason']): string {
  switch (reason) {
    case 'no-gpu':
      return 'llama.cpp cannot use the GPU of this browser. Use the model on the CPU.';
    case 'failed':
      return 'llama.cpp failed on this GPU. Use the model on the CPU.';
    case 'differs':
      return 'On this GPU the model did not answer a short test as it does on the CPU. Use it on the CPU.';
    case 'slower':
      return 'The model is slower on this GPU than on the CPU. Use it on the CPU.';
  }
}

/** A server's own words within a sentence, whose end is not theirs. */
function quoted(detail: string): string {
  return `“${detail.replace(/[.\s]+$/, '')}”`;
}

function endedReplyText(reason: 'content-filter' | 'error' | 'abort', host: string): string {
  switch (reason) {
    case 'content-filter':
      return `The content filter of ${host} stopped the reply. Change the prompt, or choose another model.`;
    case 'error':
      return `${host} failed in the middle of the reply and did not say why. Check the server’s log, then try again.`;
    case 'abort':
      return `${host} stopped in the middle of the reply and did not say why. Check the server’s log, then try again.`;
  }
}

/** How to make the usual servers accept requests from this page. */
export function originText(origin: string): string {
  return `Start it so that it accepts requests from this page: Ollama with OLLAMA_ORIGINS=${origin}, vLLM with --allowed-origins '["${origin}"]', LM Studio with CORS enabled. llama.cpp’s server accepts every page.`;
}

export function loadStageText(stage: LoadStage): string {
  switch (stage) {
    case 'downloading':
      return 'Downloading';
    case 'reconnecting':
      return 'Connection lost, trying again';
    case 'reading-cache':
      return 'Loading from this device';
    case 'preparing':
      return 'Preparing';
  }
}

/** Of a person's own file it is the address. */
function fileNameOf(address: string): string {
  return (
    address
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) || address
  );
}
