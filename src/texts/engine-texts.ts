/** Sentences about models: what the browser offers them, how they fail, what their reply held. */

import type { GpuReport } from '../platform/capabilities.ts';
import type { EngineFailure } from '../synthesis/engine-failure.ts';
import type { Generation, LoadStage } from '../synthesis/engine.ts';
import type { Extraction } from '../synthesis/extraction.ts';
import type { PieceKind } from '../synthesis/reply-pieces.ts';
import { bytes, count, duration, hostOf } from './format.ts';

/** The rule by which the program was taken out of a reply. */
export function extractionText(extraction: Extraction, functionName: string | null): string {
  switch (extraction.rule) {
    case 'defines-function':
      return `Taken: ${pieceText(extraction.from)}, the longest that is valid Python and defines ${functionName ?? 'a function'}.`;
    case 'only-parses':
      return `Taken: ${pieceText(extraction.from)}, the longest that is valid Python. Nothing in the reply defines ${functionName ?? 'a function'}.`;
    case 'does-not-parse':
      return `Taken: ${pieceText(extraction.from)}, although it is not valid Python. Nothing better is in the reply.`;
    case 'as-given':
      return 'Taken: the whole completion as it was given. One that only continues a prompt is no program, and fails.';
    case 'no-code':
      return 'Nothing in the reply is marked as code or reads as a program. Generate again, or change the prompt.';
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
        ? 'This browser has no WebGPU, which this model needs. Choose a model for the processor, or open Synthpad in a current Chrome, Edge or Safari.'
        : 'The browser offers no GPU to this page. Choose a model for the processor, or turn on hardware acceleration in the browser settings.';
    case 'no-shader-f16':
      return `The GPU cannot compute with half precision, which ${failure.modelName} needs. Choose another model.`;
    case 'out-of-memory':
      return failure.neededBytes === null
        ? 'The model does not fit into memory. Close other tabs, or choose a smaller model.'
        : `The model needs about ${bytes(failure.neededBytes)} of memory, more than there is. Close other tabs, or choose a smaller model.`;
    case 'no-network':
      return `The download from ${hostOf(failure.address)} did not get through. Check the connection and try again.`;
    case 'http-status':
      return `${hostOf(failure.address)} answered with status ${failure.status} instead of the model. Check the address, or try again later.`;
    case 'no-disk-space':
      return failure.neededBytes === null
        ? 'The browser has no space left to keep the model. Free some space, or choose a smaller model.'
        : `Keeping the model takes ${bytes(failure.neededBytes)}, more than the browser has left. Free some space, or choose a smaller model.`;
    case 'corrupt-file':
      return 'The model file arrived damaged. Load it again; if the fault stays, the file at its source is broken.';
    case 'wrong-file-type':
      return 'This file is not a model this engine can load. Choose a GGUF file, or check the address.';
    case 'device-lost':
      return 'The browser lost the GPU and the model with it. Load the model again; a smaller one is safer.';
    case 'prompt-too-long':
      return failure.limitTokens === null
        ? 'The prompt is longer than the model can read. Shorten it, or choose the instruction style.'
        : `The prompt is longer than the ${failure.limitTokens} tokens the model can read. Shorten it, or choose the instruction style.`;
    case 'no-chat-template':
      return `${failure.modelName} takes no chat messages. Choose the paper’s prompt, or an instruct model.`;
    case 'engine-crashed':
      return 'The engine stopped unexpectedly. Load the model again, or choose another one.';
    case 'server-blocked':
      return `The page may speak to addresses that begin with https:// and to this computer (http://localhost or http://127.0.0.1), and ${failure.address} is neither. Put https in front of the server, or a tunnel to it on this computer.`;
    case 'server-unreachable':
      return `Nothing answers at ${failure.address}. Check that the server runs and the address is right; where the browser asks, allow the page to reach your local network.`;
    case 'server-forbids-page':
      return `The server at ${hostOf(failure.address)} is there, but lets no page use it. ${originText(globalThis.location?.origin ?? '*')}`;
    case 'server-refused':
      return `${hostOf(failure.address)} refused the request (status ${failure.status}). Give its key, or check the one you gave.`;
    case 'server-model-unknown':
      return `${hostOf(failure.address)} has no model called ${failure.modelName}. Ask for its list of models and choose from it.`;
    case 'server-overloaded':
      return `${hostOf(failure.address)} has too much to do: it still answered with status ${failure.status} after several tries. Try again later, or ask for less at a time.`;
    case 'server-error':
      return `${hostOf(failure.address)} answered with status ${failure.status}${failure.detail === '' ? '' : `: “${failure.detail}”`}. Check the address and the server’s log.`;
    case 'server-broken-stream':
      return `The reply from ${hostOf(failure.address)} broke off, also when asked for again. Check the connection and the server’s log, then generate again.`;
    case 'server-silent':
      return `${hostOf(failure.address)} said nothing for ${duration(failure.limitMs)}. Check what it is doing, then generate again.`;
    case 'server-unexpected-answer':
      return `${hostOf(failure.address)} does not answer as a server of language models does. Check the address: it should lead to an OpenAI-compatible interface, mostly ending in /v1.`;
  }
}

/** How the usual servers are told which pages may use them. */
export function originText(origin: string): string {
  return `Start it so that it allows this one: Ollama with OLLAMA_ORIGINS=${origin}, vLLM with --allowed-origins '["${origin}"]', LM Studio with CORS switched on; llama.cpp’s server allows every page.`;
}

export function loadStageText(stage: LoadStage): string {
  switch (stage) {
    case 'downloading':
      return 'Downloading';
    case 'reading-cache':
      return 'Reading from this device';
    case 'preparing':
      return 'Preparing';
  }
}

export function gpuText(gpu: GpuReport): string {
  switch (gpu.kind) {
    case 'no-api':
      return 'No WebGPU in this browser, so models run on the processor.';
    case 'no-adapter':
      return 'WebGPU is here, but the browser offers no GPU, so models run on the processor.';
    case 'adapter':
      return gpu.hasShaderF16
        ? 'A GPU that computes with half precision: models run fast and small.'
        : 'A GPU without half precision: models run on it, but take more memory.';
  }
}

/** Time, tokens and their rates, as far as they are known: "2.1 s, first word after 0.4 s, …". */
export function generationFacts(generation: Generation): string {
  const { promptTokens, replyTokens, firstTokenMs, totalMs } = generation;
  if (totalMs === 0) return '';
  const writingMs = firstTokenMs === null ? null : totalMs - firstTokenMs;
  const facts = [
    duration(totalMs),
    firstTokenMs === null ? '' : `first word after ${duration(firstTokenMs)}`,
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
