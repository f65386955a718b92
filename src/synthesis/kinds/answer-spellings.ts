/**
 * How replies spell an answer: in tags, behind a label, as one side of an equation with the call,
 * in a sentence. Owns these forms, as text; which part of a reply is looked at is for
 * `prediction-reading`, and what is a literal for the grader's sandbox.
 */

/** What the last pair of tags encloses; a stop string may have taken the closing one. */
export function inTags(text: string): string | null {
  const opening = [...text.matchAll(/(?<!["'])\[ANSWER\](?!["'])/gi)].at(-1);
  if (!opening) return boxed(text);
  const inner = text.slice(opening.index + opening[0].length);
  const [answer = ''] = inner.split(/\[\/ANSWER\]/i, 1);
  return answer.trim() === '' ? null : answer.trim();
}

function boxed(text: string): string | null {
  const at = text.lastIndexOf('\\boxed{');
  if (at < 0) return null;
  const inner = text.slice(at + '\\boxed{'.length);
  const end = endOfBrackets(`{${inner}`, 0);
  return end === null ? null : inner.slice(0, end - 2).trim();
}

const label =
  /^[ \t]*[#>*_\- \t]*(?:the )?(?:final |predicted |expected |correct )?(?:answer|output|result|input|prediction|returned value|return value|returns)(?: is)?[ \t]*(?:[:=]|\n)[*_]*[ \t]*/gim;

/** What stands behind the last label, or below it: the rest of the line. */
export function behindLabel(text: string): string | null {
  const last = [...text.matchAll(label)].at(-1);
  if (!last) return null;
  const rest = text.slice(last.index + last[0].length).replace(/^\s+/, '');
  return rest === '' ? null : literalAt(rest);
}

/**
 * The other side of an equation with a call of the function: `f(1) == 2`, `2 == f(1)`, `f(1) -> 2`,
 * or what Python printed for it. The call that is asked about comes before others.
 */
export function equatedWith(text: string, call: string): string | null {
  const wanted = spelling(call);
  const sides = callsIn(text, nameOf(call)).flatMap(({ begin, end }) => {
    const side = rightSide(text, end) ?? leftSide(text, begin);
    return side === null ? [] : [{ side, isAsked: spelling(text.slice(begin, end)) === wanted }];
  });
  return (sides.findLast(({ isAsked }) => isAsked) ?? sides.at(-1))?.side ?? null;
}

const between =
  /^[`)\s]{0,3}?[ \t]*(?:={1,3}>?|->|→|⇒|#[ \t]*(?:output|returns?|prints|result|=>|->)?:?|returns?|is|gives|outputs|evaluates to)[ \t]*:?[ \t]*\n?[ \t]*/i;
const printed = /^\)?[ \t]*\n(?!>>>)/;

function rightSide(text: string, end: number): string | null {
  const rest = text.slice(end, end + mostRead);
  const lineBegin = text.lastIndexOf('\n', end - 1) + 1;
  const isTyped = text.slice(lineBegin, lineBegin + 4) === '>>> ';
  const [gap] = between.exec(rest) ?? (isTyped ? printed.exec(rest) : null) ?? [];
  return gap === undefined ? null : literalAt(rest.slice(gap.length));
}

function leftSide(text: string, begin: number): string | null {
  const line = text.slice(text.lastIndexOf('\n', begin - 1) + 1, begin).slice(-mostRead);
  const [, side] = /^\s*(?:assert\s+)?(.*\S)\s*==\s*$/.exec(line) ?? [];
  return side ?? null;
}

const opensLiteral =
  /^(?:[-+]?\.?\d|[[({'"‘“]|(?:None|True|False)\b|[rbu]{1,2}['"]|set\(|frozenset\()/i;

export function isLiteralLike(text: string): boolean {
  return opensLiteral.test(text);
}

const saying =
  /\b(?:returns?|outputs?|gives|prints|is|be|to|value|result|answer|output)[ \t]*:?[ \t]+[`*]{0,3}(?=[-+.\d[({‘“]|[rb]{0,2}['"]|None\b|True\b|False\b|set\(\))/gi;

/** The literal that the last sentence of that form names. */
export function saidToBe(text: string): string | null {
  const last = [...text.matchAll(saying)].at(-1);
  if (!last) return null;
  return literalAt(text.slice(last.index + last[0].length));
}

/** Longer literals are cut: they are refused by their readers as well. */
const mostRead = 10_000;

/**
 * The literal at the beginning of a text: to the end of its brackets and quotes where it begins
 * with one, else of its line, without a comment, and without the message of an assert.
 */
function literalAt(given: string): string {
  const text = given.slice(0, mostRead).replace(/^[`*]{1,3}/, '');
  if (/^[[({'"]|^[rbu]{1,2}['"]/i.test(text)) {
    const end = endOfLiteral(text);
    if (end !== null) return text.slice(0, end);
  }
  const [number] =
    /^[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?(?=[.,;:!]*(?:\s|$|\*|`|#))/i.exec(text) ?? [];
  if (number !== undefined) return number;
  const [name] = /^(?:None|True|False|set\(\)|(?:float)\('-?\w+'\))(?!\w)/.exec(text) ?? [];
  if (name !== undefined) return name;
  const [line = ''] = text.split('\n', 1);
  return bare(line);
}

/** Operators may follow: `[1] * 3`, `1, 2` and `'a' 'b'` are taken to the end of their line. */
function endOfLiteral(text: string): number | null {
  const end =
    text.startsWith("'") || text.startsWith('"') || /^[rbu]{1,2}['"]/i.test(text)
      ? endOfText(text, text.search(/['"]/))
      : endOfBrackets(text, 0);
  if (end === null) return null;
  return /^[ \t]*(?:[-+*/%|&^][ \t]*[[({'"\d]|['"])/.test(text.slice(end, end + 40)) ? null : end;
}

/** A text without the marks of Markdown around it, a comment behind it, and a sentence's full stop. */
export function bare(text: string): string {
  const plain = text
    .trim()
    .replace(/^(\*{1,3}|_{2}|`{1,2})([^]+)\1\.?$/, '$2')
    .trim();
  const code = /^[‘“]([^]*)[’”]\.?$/.test(plain) ? straight(plain) : plain;
  return withoutComment(code).replace(/([^\d\s])\.$/, '$1');
}

function straight(text: string): string {
  const [, inner = ''] = /^[‘“]([^]*)[’”]\.?$/.exec(text) ?? [];
  const plain = inner.replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  return plain.includes("'") && !plain.includes('"') ? `"${plain}"` : `'${plain}'`;
}

function withoutComment(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const each = text.charAt(at);
    if (each === '"' || each === "'") {
      const end = endOfText(text, at);
      if (end === null) return text;
      at = end - 1;
    } else if (each === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)))) {
      return at === 0 ? text : text.slice(0, at).trimEnd();
    }
  }
  return text;
}

export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** More than a sensible reply holds. */
const mostCalls = 200;

/** Calls of that name, whole and in order; its definition is none. */
export function callsIn(text: string, name: string): readonly Span[] {
  const escaped = name.replace(/\W/g, '\\$&');
  const starts = [...text.matchAll(new RegExp(`(?<![\\w.]|\\bdef )${escaped}[ \\t]*\\(`, 'g'))];
  return starts.slice(-mostCalls).flatMap(({ 0: head, index: begin }) => {
    const end = endOfBrackets(text, begin + head.length - 1);
    return end === null ? [] : [{ begin, end }];
  });
}

export function nameOf(call: string): string {
  return call.slice(0, call.indexOf('('));
}

/** The same for calls that differ in spaces and quotes alone. */
function spelling(call: string): string {
  return call.replace(/\s/g, '').replaceAll('"', "'");
}

/** Where the bracket that opens here is closed again; null where it is not. */
function endOfBrackets(text: string, begin: number): number | null {
  let depth = 0;
  for (let at = begin; at < text.length && at - begin < mostRead; at++) {
    const each = text.charAt(at);
    if (each === '"' || each === "'") {
      const end = endOfText(text, at);
      if (end === null) return null;
      at = end - 1;
    } else if ('([{'.includes(each)) depth++;
    else if (')]}'.includes(each) && --depth === 0) return at + 1;
  }
  return null;
}

/** Where the string that opens here ends; null where it does not. */
function endOfText(text: string, begin: number): number | null {
  const one = text.charAt(begin);
  const quote = text.startsWith(one.repeat(3), begin) ? one.repeat(3) : one;
  for (let at = begin + quote.length; at < text.length && at - begin < mostRead; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return null;
}
