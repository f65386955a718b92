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
  [`\\[${thought}\\]`, 'thinking-begins'],
  [`\\[/${thought}\\]`, 'thinking-ends'],
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
  [bracketed, 'turn-ends'],
  // Behind code these would be names in brackets.
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
  const isTag = tagsOf(reply);
  const isMark = marksOf(reply);
  const text = reply.replace(anyToken, (token, at: number) => {
    if (mayBeList(token) && !isTag(token, at)) return token;
    if (isBracketed.test(token) && !isMark(token, at)) return token;
    if (tokens.length >= mostTokens) return '';
    tokens.push(token);
    return String.fromCharCode(firstMask + tokens.length - 1);
  });
  return { text, tokens };
}

const isBracketed = new RegExp(`^${bracketed}$`);

/**
 * Tells whether what stands in brackets is a mark: at the end of all, or alone on its line. Behind
 * code it is a name, as it is where the name stands elsewhere without brackets.
 */
function marksOf(reply: string): (token: string, at: number) => boolean {
  const names = new Map<string, boolean>();
  const isName = (name: string) => {
    const isOne = names.get(name) ?? new RegExp(`(?<!\\[)\\b${name}\\b`).test(reply);
    names.set(name, isOne);
    return isOne;
  };
  const tailAt = tailOf(reply);
  return (token, at) => {
    const isAlone =
      /^\n?$/.test(reply.charAt(at - 1)) && /^\n?$/.test(reply.charAt(at + token.length));
    return (at >= tailAt || isAlone) && !isName(token.slice(1, -1));
  };
}

/** Where the marks begin that end a reply; its length where there are none. */
function tailOf(reply: string): number {
  let end = reply.length;
  for (;;) {
    while (end > 0 && /\s/.test(reply.charAt(end - 1))) end--;
    const from = reply.lastIndexOf('[', end - 1);
    if (from < 0 || !isBracketed.test(reply.slice(from, end))) return end;
    end = from;
  }
}

const bracketedThought = new RegExp(`^\\[${thought}\\]$`, 'i');

/** Whether it may be a list of Python's with one name. `[THINK]` is a token of a family of models. */
function mayBeList(token: string): boolean {
  if (!token.startsWith('[') || token === '[THINK]') return false;
  return token !== token.toUpperCase() || bracketedThought.test(token);
}

/**
 * Tells whether what may be a list is a tag: another one closes it, a thought's behind it. Looks for
 * each once, because a reply may have very many.
 */
function tagsOf(reply: string): (token: string, at: number) => boolean {
  const ends = new Map<string, number>();
  return (token, at) => {
    const name = token.replace(/[[\]/]/g, '');
    const end =
      ends.get(name) ?? (reply.includes(`[${name}]`) ? reply.lastIndexOf(`[/${name}]`) : -1);
    ends.set(name, end);
    return bracketedThought.test(token) ? end > at : end >= 0;
  };
}

export function tokenOf(character: string, tokens: readonly string[]): string {
  return tokens[character.charCodeAt(0) - firstMask] ?? '';
}

export function meaningOf(token: string): TokenMeaning {
  return whole.find(([pattern]) => pattern.test(token))?.[1] ?? 'text';
}
