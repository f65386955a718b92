/**
 * The pieces of a reply that may be a program: what fences or markers enclose, or, where nothing
 * is marked, the text from each line that could begin one. Says nothing about Python: which piece
 * is a program is decided in `extraction` by Python's parser.
 */

/**
 * - `fence`: between ``` or ~~~ lines;
 * - `begin-done`: between the few-shot prompt's `[BEGIN]` and `[DONE]`;
 * - `plain-text`: unmarked.
 */
export type PieceKind = 'fence' | 'begin-done' | 'plain-text';

export interface ReplyPiece {
  readonly from: PieceKind;
  readonly code: string;
  /** The enclosing fence or marker was opened and never closed. */
  readonly isCutOff: boolean;
}

export interface ReplyPieces {
  readonly pieces: readonly ReplyPiece[];
  /** The reply without that block and without turns that the model made up. */
  readonly spoken: string;
  /** Whether the reply held a thinking block; it is in none of the pieces. */
  readonly hadThinking: boolean;
}

export function readReply(reply: string): ReplyPieces {
  const whole = reply.replaceAll('\r\n', '\n');
  const spoken = withoutThinking(whole);
  const text = firstTurn(spoken);
  const marked = [...fences(text), ...betweenMarkers(text)].map(tidy).filter(isNotEmpty);
  const pieces = marked.length > 0 ? marked : plainText(text).map(tidy).filter(isNotEmpty);
  return { pieces, spoken: text, hadThinking: spoken !== whole };
}

/**
 * A block that never closes goes to the end: the reply ran out while thinking. A closing tag
 * alone means that the chat template had opened the block.
 */
function withoutThinking(text: string): string {
  return text
    .replace(/<think(ing)?>[\s\S]*?(<\/think\1>|$)/g, '')
    .replace(/^[\s\S]*<\/think(ing)?>/, '');
}

/** Models that miss their end go on with a next turn, in the words of their chat template. */
function firstTurn(text: string): string {
  const begun = text.replace(/^\s*(<\|im_start\|>\s*)?(assistant\s*\n)/, '');
  const end = begun.search(
    /<\|(im_end|im_start|endoftext|eot_id|end|user)\|>|<end_of_turn>|<｜end▁of▁sentence｜>|<\/s>/,
  );
  return end < 0 ? begun : begun.slice(0, end);
}

/** Fences of any length; a block marked as another language than Python is left out. */
function fences(text: string): ReplyPiece[] {
  const pieces: ReplyPiece[] = [];
  let open: { readonly mark: string; readonly isPython: boolean; readonly lines: string[] } | null =
    null;
  const close = (isCutOff: boolean) => {
    if (open?.isPython) pieces.push({ from: 'fence', code: open.lines.join('\n'), isCutOff });
    open = null;
  };
  for (const line of text.split('\n')) {
    const [, mark, language = ''] = /^\s*(`{3,}|~{3,})\s*([\w.+-]*)/.exec(line) ?? [];
    if (open === null) {
      if (mark !== undefined) open = { mark, isPython: /^(py.*)?$/i.test(language), lines: [] };
    } else if (mark?.startsWith(open.mark) && language === '') close(false);
    else open.lines.push(line);
  }
  close(true);
  return pieces;
}

/** `[DONE]` alone closes what the prompt's own `[BEGIN]` opened. */
function betweenMarkers(text: string): ReplyPiece[] {
  if (!/\[(BEGIN|DONE)\]/.test(text)) return [];
  const segments = text.split('[DONE]');
  return segments.flatMap((segment, index) => {
    const begin = segment.lastIndexOf('[BEGIN]');
    const isCutOff = index === segments.length - 1;
    if (begin < 0 && (isCutOff || index > 0)) return [];
    const code = begin < 0 ? segment : segment.slice(begin + '[BEGIN]'.length);
    return [{ from: 'begin-done' as const, code, isCutOff }];
  });
}

/** The whole text, and the rest of it from every unindented line that could begin a program. */
function plainText(text: string): ReplyPiece[] {
  const lines = dedent(text).split('\n');
  const starts = lines.flatMap((line, index) =>
    /^(def|class|import|from|async|@|if|for|try|with|[A-Za-z_]\w*\s*=)/.test(line) ? [index] : [],
  );
  return [...new Set([0, ...starts])].map((start) => ({
    from: 'plain-text',
    code: lines.slice(start).join('\n'),
    isCutOff: false,
  }));
}

function tidy(piece: ReplyPiece): ReplyPiece {
  const code = dedent(piece.code)
    .replace(/^\s*\n/, '')
    .trimEnd();
  return { ...piece, code: code === '' ? '' : `${code}\n` };
}

function isNotEmpty({ code }: ReplyPiece): boolean {
  return code !== '';
}

/** Removes the white space that all lines begin with; blank lines have no say. */
function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0]);
  const common = indents.reduce((left = '', right = '') => commonStart(left, right), indents[0]);
  if (common === undefined || common === '') return text;
  return lines
    .map((line) => (line.startsWith(common) ? line.slice(common.length) : line.trim()))
    .join('\n');
}

function commonStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return left.slice(0, length);
}
