/**
 * The tokens of a Python program, as Python's own `tokenize` (3.11) gives them, without comments and
 * layout. Owns only the cutting: text that is no Python has tokens too, a character each at worst.
 */

const prefix = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?/;
const quoted = [
  /"""(?:[^\\]|\\[^])*?(?:"""|$)/,
  /'''(?:[^\\]|\\[^])*?(?:'''|$)/,
  /"(?:[^\\\n"]|\\[^])*(?:"|(?=\n)|$)/,
  /'(?:[^\\\n']|\\[^])*(?:'|(?=\n)|$)/,
];
const tokens = [
  new RegExp(`${prefix.source}(?:${oneOf(quoted)})`),
  /0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+/,
  /(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/,
  /[\p{XID_Start}_]\p{XID_Continue}*/u,
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|!=|->|:=|==|<=|>=|<<|>>|\*\*|\/\/|[-+*/%&|^@]=/,
  // Any other character.
  /[^]/,
];
/** What stands before the group is no token. */
const pattern = new RegExp(`#[^\\n]*|\\\\\\r?\\n|\\s+|(${oneOf(tokens)})`, 'gu');

function oneOf(patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join('|');
}

export function pythonTokens(program: string): string[] {
  return [...program.matchAll(pattern)].flatMap(([, token]) => token ?? []);
}
