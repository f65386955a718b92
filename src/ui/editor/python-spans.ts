/** Python code in colours for showing only, in the classes of `Code.svelte`. Loaded lazily. */

import { pythonLanguage } from '@codemirror/lang-python';
import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';

export interface CodeSpan {
  readonly text: string;
  /** A class of `Code.svelte`, or "" for plain text. */
  readonly look: string;
}

const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.self], class: 'keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'number' },
  { tag: tags.comment, class: 'comment' },
  { tag: tags.function(tags.variableName), class: 'function' },
  { tag: tags.function(tags.definition(tags.variableName)), class: 'function' },
  { tag: [tags.className, tags.definition(tags.className)], class: 'function' },
]);

/** The spans of each line, in order. Joined they are the code again. */
export function spansOf(code: string): CodeSpan[][] {
  const lines: CodeSpan[][] = [[]];
  highlightCode(
    code,
    pythonLanguage.parser.parse(code),
    highlighter,
    (text, look) => lines.at(-1)?.push({ text, look }),
    () => lines.push([]),
  );
  return lines;
}
