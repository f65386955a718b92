/** A generation request in the library's words, and its answers in ours. */
import type {
  ChatCompletionChunk,
  ChatCompletionRequestStreaming,
  Completion,
  CompletionCreateParamsStreaming,
} from '@mlc-ai/web-llm';
import type { GenerationRequest } from '../engine.ts';
import { mostTokensOf, thinkingTokensOf } from '../thinking.ts';

export type WebLlmChunk = ChatCompletionChunk | Completion;

export type StreamRequest =
  | { readonly kind: 'chatCompletionStreamInit'; readonly request: ChatCompletionRequestStreaming }
  | { readonly kind: 'completionStreamInit'; readonly request: CompletionCreateParamsStreaming };

/** Models that may think first or not; for all others the library would add an empty thought. */
const thinks = /^Qwen3(\.5)?-(?!.*Instruct)/i;

export function streamRequest(asked: GenerationRequest, modelName: string): StreamRequest {
  const { prompt } = asked;
  const options = { ...samplingParameters(asked), stream: true as const };
  return prompt.kind === 'completion'
    ? { kind: 'completionStreamInit', request: { ...options, prompt: prompt.text } }
    : {
        kind: 'chatCompletionStreamInit',
        request: {
          ...options,
          messages: [...prompt.messages],
          // A thought of a thousand tokens would leave none for the program.
          ...(thinks.test(modelName)
            ? { extra_body: { enable_thinking: thinkingTokensOf(asked) > 0 } }
            : {}),
        },
      };
}

/** The model's own settings bring penalties against repetition along, which code needs to repeat. */
function samplingParameters(asked: GenerationRequest) {
  const { temperature, topP, seed, stop } = asked.sampling;
  return {
    temperature,
    top_p: topP,
    // The library has no limit for thinking alone.
    max_tokens: mostTokensOf(asked),
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
