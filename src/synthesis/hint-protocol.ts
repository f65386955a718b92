/**
 * What the paper asked of the people who gave hints: one sentence, which may name functions and
 * variables but holds no code, and at most four of them (Austin et al. 2021, arXiv 2108.07732,
 * section on collaboration with people). Only tells; nobody is held back.
 */

import { mostHints } from './dialog.ts';

export const hintBreaches = ['several-sentences', 'code', 'too-many'] as const;

/** `too-many`: it comes after the fourth. */
export type HintBreach = (typeof hintBreaches)[number];

/** `hintsBefore`: how many hints this dialog has had. */
export function breachesOf(hint: string, hintsBefore: number): HintBreach[] {
  const text = hint.trim();
  return [
    ...(isSeveralSentences(text) ? (['several-sentences'] as const) : []),
    ...(isCode(text) ? (['code'] as const) : []),
    ...(hintsBefore >= mostHints ? (['too-many'] as const) : []),
  ];
}

const abbreviation = /\b(e\.g|i\.e|etc|vs|cf|incl|approx|resp|max|min|no)\.$/i;

function isSeveralSentences(text: string): boolean {
  if (/\n\s*\S/.test(text)) return true;
  for (const { 0: end, index } of text.matchAll(/[.!?]+["')\]”’]*\s+(?=\S)/g)) {
    const before = text.slice(0, index + 1);
    const isEllipsis = end.startsWith('..') && /^\p{Ll}/u.test(text.slice(index + end.length));
    if (!abbreviation.test(before) && !isEllipsis) return true;
  }
  return false;
}

const codePatterns: readonly RegExp[] = [
  /```/,
  // An operator of Python's between names, values or brackets.
  /[\w)\]"']\s*(==|!=|<=|>=|\+=|-=|\*=|\/\/|\*\*|:=|->|=)\s*[\w([{"'-]/,
  /\w\s*[*/%<>]\s*\w.*[=()[\]]/,
  /\b\w+\s*=\s*\S/,
  // A product, a sum or a remainder of names: "n % 2", "h * 3600 + m".
  /\b\w+\s*\*{1,2}\s*\w+\b/,
  /\b\w+\s+[+%]\s+(?!and\b|or\b)\w+\b/,
  // An element of what a call returns, a call of what another returns.
  /\)(\[\s*[\w-]|\.\w)/,
  // A call with arguments, an element, a slice; "sorted()" alone is a name.
  /\b\w+\(\s*[^\s)][^)]*\)/,
  /\b\w+\[[^\]]*\]/,
  /\blambda\b[^.]*:/,
  /\b(def|class)\s+\w+\s*[(:]/,
  /\b(for\s+\w+\s+in|while|if|elif)\s[^,.;]+:(\s|$)/,
  /\breturn\s+([\w.]+\s*[-+*/([{]|[-+*/[{(]\s*[\w'"]+\s*[-+*/,\])}]\s*\w)/i,
  /^\s*(import\s+\w+(\s*,\s*\w+)*|from\s+[\w.]+\s+import\s+.+)\s*$/,
];

function isCode(text: string): boolean {
  const plain = text.replace(/`([A-Za-z_][\w.]*(\(\))?)`/g, '$1');
  return plain.includes('`') || codePatterns.some((pattern) => pattern.test(plain));
}
