/**
 * What model families write between their words: ends of turns, thinking tags, marks of channels,
 * and characters that nobody sees. Finds and names them, and puts one character of the private use
 * area in the place of each, which Python takes in a string or a comment and nowhere else. What
 * they mean for a reply is decided in `spoken-part`.
 */

export type TokenMeaning =
  | 'thinking-begins'
  | 'thinking-ends'
  /** A channel of thoughts ends with its message, as turns do. */
  | 'channel-of-thoughts'
  | 'final-channel'
  | 'our-turn-begins'
  | 'their-turn-begins'
  | 'turn-ends'
  /** Ends theirs where it began, else ours. */
  | 'question-ends'
  /** The few-shot prompt's. */
  | 'code-begins'
  | 'code-ends'
  /** A tag around the answer, or the beginning of a text. */
  | 'wrapper'
  | 'invisible'
  /** A space that does not break, which Python does not take for one. */
  | 'space'
  /** A character of the private use area that the reply itself has. */
  | 'text';

export interface MaskedReply {
  readonly text: string;
  /** By the number of its mask. */
  readonly tokens: readonly string[];
}

const firstMask = 0xe000;
/** No more fit the private use area; a reply with more of them is no program. */
const mostTokens = 0xf8ff - firstMask;

const thought =
  '(?:think(?:ing)?|(?:inner_)?thoughts?|reasoning|rationale|reflection|scratch_?pad|analysis|chain_of_thought|cot|(?:inner_|internal_)?monologue)';
/** Families put their name before it. */
const thinkingTag = `(?:ant|[a-z]{1,8}:|longcat_)?${thought}`;
const wrapperTag = '(?:answer|solution|response|code|pre|python|tool_call|function_call)';

const bracketed = '\\[(?:EOS|BOS|PAD|SEP|UNK|EOT)\\]';

/** In order: the first that fits the beginning of a text names it. */
const families: readonly (readonly [pattern: string, meaning: TokenMeaning])[] = [
  [`<\\s?${thinkingTag}(?: [^<>\\n]*)?\\s*>|<begin_of_thought>`, 'thinking-begins'],
  [`</\\s?${thinkingTag}\\s*>|<end_of_thought>`, 'thinking-ends'],
  [`<[|｜](?:begin|start)[_▁]of[_▁](?:thinking|thought)[|｜]>`, 'thinking-begins'],
  [`<[|｜]end[_▁]of[_▁](?:thinking|thought)[|｜]>`, 'thinking-ends'],
  [`<\\|(?:im_)?${thought}(?:_begin|_start)?\\|>`, 'thinking-begins'],
  [`<\\|(?:/${thought}|${thought}_end|im_end_thinking)\\|>`, 'thinking-ends'],
  [`\\[(?:${thought})\\](?=[^]*\\[/(?:${thought})\\])`, 'thinking-begins'],
  [`\\[/(?:${thought})\\]`, 'thinking-ends'],
  ['◁think▷|<unused94>(?:thought\\n)?|<\\|channel>thought\\n?', 'thinking-begins'],
  ['◁/think▷|<unused95>|<channel\\|>', 'thinking-ends'],
  ['<\\|(?:begin_of_thought|START_THINKING|inner_prefix|thinking)\\|>', 'thinking-begins'],
  ['<\\|(?:end_of_thought|END_THINKING|inner_suffix|/thinking)\\|>', 'thinking-ends'],
  ['<\\|channel\\|>\\s*final[^<\\n]*(?:<\\|message\\|>)?', 'final-channel'],
  ['<\\|channel\\|>\\s*\\w+[^<\\n]*(?:<\\|message\\|>)?', 'channel-of-thoughts'],
  // The role, and whatever else a header names.
  ['<\\|start\\|>(?:assistant)?|<\\|message\\|>|<\\|constrain\\|>', 'wrapper'],
  ['<\\|im_start\\|>\\s*assistant[ \\t]*\\n?|<\\|assistant\\|>\\n?', 'our-turn-begins'],
  ['<\\|start_header_id\\|>\\s*assistant\\s*<\\|end_header_id\\|>\\s*', 'our-turn-begins'],
  ['<start_of_turn>\\s*model[ \\t]*\\n?|<｜Assistant｜>', 'our-turn-begins'],
  ['<\\|start_of_role\\|>\\s*assistant\\s*<\\|end_of_role\\|>', 'our-turn-begins'],
  ['<\\|START_OF_TURN_TOKEN\\|>\\s*<\\|CHATBOT_TOKEN\\|>', 'our-turn-begins'],
  [
    '<\\|im_start\\|>[ \\t]*\\w+[ \\t]*\\n?|<\\|(?:user|system|tool|observation)\\|>',
    'their-turn-begins',
  ],
  ['<\\|start_header_id\\|>[^<\\n]*<\\|end_header_id\\|>\\s*', 'their-turn-begins'],
  ['<start_of_turn>[ \\t]*\\w+[ \\t]*\\n?|<｜User｜>|\\[INST\\]', 'their-turn-begins'],
  ['<\\|start_of_role\\|>[^<\\n]*<\\|end_of_role\\|>', 'their-turn-begins'],
  ['<\\|START_OF_TURN_TOKEN\\|>\\s*<\\|\\w+\\|>', 'their-turn-begins'],
  ['\\[/INST\\]', 'question-ends'],
  ['</s>|<end_of_turn>|<eos>|<pad>|\\[/?(?:ASSISTANT|USER)\\]', 'turn-ends'],
  ['<(?:file_sep|repo_name|reponame|filename|gh_stars|jupyter_\\w+|empty_output)>', 'turn-ends'],
  ['<extra_id_\\d+>', 'turn-ends'],
  [
    '<(?:end_of_text|endoftext|end▁of▁sentence|end_of_utterance|im_end|turn\\||end|stop|e(?:ot|om|op|od))>',
    'turn-ends',
  ],
  // Behind code these would be names in brackets: they are marks at the end of all, and alone on a line.
  [`${bracketed}(?=(?:\\s|${bracketed})*$(?![^]))|(?<![^\\n])${bracketed}(?![^\\n])`, 'turn-ends'],
  ['(?<![^\\n])\\[(?:END|STOP)\\](?![^\\n])', 'turn-ends'],
  [
    '<\\|(?:begin_of_text|begin_of_solution|START_RESPONSE|START_TEXT|python_tag|startoftext)\\|>',
    'wrapper',
  ],
  [
    '<\\|(?:end_of_solution|END_RESPONSE|END_TEXT)\\|>|<｜begin▁of▁sentence｜>|<bos>|<unk>|<</?SYS>>',
    'wrapper',
  ],
  ['<\\|?fim_(?:prefix|middle|suffix)\\|?>|<｜fim▁\\w+｜>|(?<![^\\n])<s>', 'wrapper'],
  ['<\\|im_start\\|>|<start_of_turn>|<\\|im_sep\\|>', 'wrapper'],
  // Whatever else looks like one ends what the model had to say.
  ['<(?:[|｜][\\w▁]{0,40}[|｜]?|/s|(?:end_of_|start_of_)\\w{0,20})?$(?![^])', 'turn-ends'],
  ['<\\|/?[\\w▁-]{1,40}\\|>|<｜[^｜\\n]{1,40}｜>', 'turn-ends'],
  [`</?${wrapperTag}(?: [\\w-]+="[^"\\n]*")*\\s*>`, 'wrapper'],
  ['(?<![^\\n])\\{code(?::\\w+)?\\}', 'wrapper'],
  ['\\[BEGIN\\]', 'code-begins'],
  ['\\[DONE\\]', 'code-ends'],
  ['<0x0A>', 'wrapper'],
  ['[\\uFEFF\\u200B-\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\u00AD\\u0000]', 'invisible'],
  // What a terminal takes for colours.
  ['\\u001B\\[[\\d;]*m', 'invisible'],
  ['[\\u00A0\\u202F]', 'space'],
  ['[\\uE000-\\uF8FF]', 'text'],
];

const anyToken = new RegExp(families.map(([pattern]) => pattern).join('|'), 'gi');
const whole = families.map(
  ([pattern, meaning]) => [new RegExp(`^(?:${pattern})$`, 'i'), meaning] as const,
);

export const anyMask = /[\uE000-\uF8FF]/g;

export function mask(reply: string): MaskedReply {
  const tokens: string[] = [];
  const text = reply.replace(anyToken, (token) => {
    // In brackets and small letters it is a list of Python's, unless it is one of two tags.
    if (/^\[/.test(token) && token !== token.toUpperCase() && !isTagOf(token, reply)) return token;
    if (isBracketed.test(token) && isNameIn(token, reply)) return token;
    if (tokens.length >= mostTokens) return '';
    tokens.push(token);
    return String.fromCharCode(firstMask + tokens.length - 1);
  });
  return { text, tokens };
}

const isBracketed = new RegExp(`^${bracketed}$`);

/** Whether what stands in its brackets is a name that stands elsewhere without them. */
function isNameIn(token: string, reply: string): boolean {
  return new RegExp(`(?<!\\[)\\b${token.slice(1, -1)}\\b`).test(reply);
}

/** Whether a list of one name is a tag: another one closes it. */
function isTagOf(token: string, reply: string): boolean {
  const name = token.replace(/[[\]/]/g, '');
  return reply.includes(`[${name}]`) && reply.includes(`[/${name}]`);
}

export function tokenOf(character: string, tokens: readonly string[]): string {
  return tokens[character.charCodeAt(0) - firstMask] ?? '';
}

export function meaningOf(token: string): TokenMeaning {
  return whole.find(([pattern]) => pattern.test(token))?.[1] ?? 'text';
}
