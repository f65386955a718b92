/** Texts about engines: what the browser offers them, how they fail, what their reply contained. */

import type { GpuReport } from '../platform/capabilities.ts';
import type { EngineFailure } from '../synthesis/engine-failure.ts';
import type { Generation, LoadStage } from '../synthesis/engine.ts';
import type { Extraction } from '../synthesis/extraction.ts';
import type { PieceKind } from '../synthesis/reply-pieces.ts';
import { bytes, count, duration, hostOf } from './format.ts';

/** Which rule extracted the program from a reply. */
export function extractionText(extraction: Extraction, functionName: string | null): string {
  switch (extraction.rule) {
    case 'defines-function':
      return `Extracted ${pieceText(extraction.from)}: the longest piece that is valid Python and defines ${functionName ?? 'a function'}.`;
    case 'completes-prompt':
      return `Extracted ${pieceText(extraction.from)}: the rest of the function. The prompt’s code was put before it.`;
    case 'only-parses':
      return `Extracted ${pieceText(extraction.from)}: the longest piece that is valid Python. Nothing in the reply defines ${functionName ?? 'a function'}.`;
    case 'does-not-parse':
      return `Extracted ${pieceText(extraction.from)}, although it is not valid Python. The reply contains nothing better.`;
    case 'as-given':
      return 'The completion was used as it is; the prompt’s code was put before it if it only continues that.';
    case 'no-code':
      return 'Nothing in the reply is marked as code or parses as a program. Generate again, or change the prompt.';
  }
}

function pieceText(piece: PieceKind): string {
  switch (piece) {
    case 'fence':
      return 'a code block of the reply';
    case 'begin-done':
      return 'the text between [BEGIN] and [DONE]';
    case 'plain-text':
      return 'lines of the reply';
  }
}

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
    case 'no-network':
      return `The download from ${hostOf(failure.address)} failed. Check your connection and try again.`;
    case 'http-status':
      return `${hostOf(failure.address)} answered with status ${failure.status} instead of the model. Check the address, or try again later.`;
    case 'no-disk-space':
      return failure.neededBytes === null
        ? 'The browser has no space left to store the model. Free some space, or choose a smaller model.'
        : `Storing the model takes ${bytes(failure.neededBytes)}, more than the browser has left. Free some space, or choose a smaller model.`;
    case 'corrupt-file':
      return 'The model file is damaged. Load it again; if that does not help, the file at its source is broken.';
    case 'wrong-file-type':
      return 'This engine cannot load this file. Choose a GGUF file, or check the address.';
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
      return `${hostOf(failure.address)} refused the request (status ${failure.status}). Enter its API key, or check the one you entered.`;
    case 'server-model-unknown':
      return `${hostOf(failure.address)} has no model called ${failure.modelName}. List its models and choose one.`;
    case 'server-overloaded':
      return `${hostOf(failure.address)} is overloaded: after several retries it still answers with status ${failure.status}. Try again later, or use fewer parallel requests.`;
    case 'server-error':
      return `${hostOf(failure.address)} answered with status ${failure.status}${failure.detail === '' ? '' : `: “${failure.detail}”`}. Check the address and the server’s log.`;
    case 'server-broken-stream':
      return `The reply from ${hostOf(failure.address)} was interrupted, and retrying did not help. Check your connection and the server’s log, then generate again.`;
    case 'server-silent':
      return `${hostOf(failure.address)} sent nothing for ${duration(failure.limitMs)}. Check the server, then generate again.`;
    case 'server-unexpected-answer':
      return `${hostOf(failure.address)} does not answer like a language model server. Check the address: it should lead to an OpenAI-compatible API, and usually ends in /v1.`;
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
    case 'reading-cache':
      return 'Loading from this device';
    case 'preparing':
      return 'Preparing';
  }
}

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

/** Time, tokens and their rates, as far as they are known: "2.1 s, first token after 0.4 s, …". */
export function generationFacts(generation: Generation): string {
  const { promptTokens, replyTokens, firstTokenMs, totalMs } = generation;
  if (totalMs === 0) return '';
  const writingMs = firstTokenMs === null ? null : totalMs - firstTokenMs;
  const facts = [
    duration(totalMs),
    firstTokenMs === null ? '' : `first token after ${duration(firstTokenMs)}`,
    tokens('prompt', promptTokens, firstTokenMs),
    tokens('reply', replyTokens, writingMs),
  ];
  return `${facts.filter(Boolean).join(', ')}.`;
}

function tokens(what: string, tokenCount: number | null, ms: number | null): string {
  if (tokenCount === null) return '';
  const rate = ms !== null && ms > 0 ? ` (${Math.round((1000 * tokenCount) / ms)} per second)` : '';
  return `${what} ${count(tokenCount, 'token')}${rate}`;
}
