/** A generation request in the library's words, and its answers in ours. */
import type {
  ChatCompletionChunk,
  ChatCompletionRequestStreaming,
  Completion,
  CompletionCreateParamsStreaming,
} from '@mlc-ai/web-llm';
import type { GenerationRequest, Sampling } from '../engine.ts';

export type WebLlmChunk = ChatCompletionChunk | Completion;

export type StreamRequest =
  | { readonly kind: 'chatCompletionStreamInit'; readonly request: ChatCompletionRequestStreaming }
  | { readonly kind: 'completionStreamInit'; readonly request: CompletionCreateParamsStreaming };

/** Models that may think first or not; for all others the library would add an empty thought. */
const thinks = /^Qwen3(\.5)?-(?!.*Instruct)/i;

export function streamRequest(
  { prompt, sampling }: GenerationRequest,
  modelName: string,
): StreamRequest {
  const options = { ...samplingParameters(sampling), stream: true as const };
  return prompt.kind === 'completion'
    ? { kind: 'completionStreamInit', request: { ...options, prompt: prompt.text } }
    : {
        kind: 'chatCompletionStreamInit',
        request: {
          ...options,
          messages: [...prompt.messages],
          // A thought of a thousand tokens would leave none for the program.
          ...(thinks.test(modelName) ? { extra_body: { enable_thinking: false } } : {}),
        },
      };
}

/** The model's own settings bring penalties against repetition along, which code needs to repeat. */
function samplingParameters({ temperature, topP, maxTokens, seed, stop }: Sampling) {
  return {
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    seed,
    stop: [...stop],
    repetition_penalty: 1,
    frequency_penalty: 0,
    presence_penalty: 0,
    stream_options: { include_usage: true },
  };
}

export function textOf({ choices: [choice] }: WebLlmChunk): string {
  if (choice === undefined) return '';
  return 'text' in choice ? choice.text : (choice.delta.content ?? '');
}
