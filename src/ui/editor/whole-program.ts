/**
 * A whole program that is pasted or dropped into the beginning of one takes its place: behind the
 * signature it would stand inside itself. What a beginning is, others say.
 */

import { EditorState, type Extension, Transaction } from '@codemirror/state';

const comment = /^\s*(#.*)?$/;
const definition = /^(async\s+def|def|class)\s|^@/;
const importing = /^(import|from)\s/;

/** Whether a text begins at the margin as programs do, and not as the body of a function does. */
export function isWholeProgram(text: string): boolean {
  const lines = text.split(/\r\n?|\n/);
  const first = lines.findIndex((line) => !comment.test(line));
  const line = lines[first] ?? '';
  // An import alone may stand in a body; a program goes on after it.
  return definition.test(line) || (importing.test(line) && lines.slice(first + 1).some(isCode));
}

function isCode(line: string): boolean {
  return !comment.test(line);
}

/** `beginning`: what the editor shows while nobody has written anything; "" where it is empty. */
export function wholePrograms(beginning: () => string): Extension {
  return EditorState.transactionFilter.of((step) => {
    const untouched = beginning();
    if (!step.docChanged || untouched === '' || !step.isUserEvent('input')) return step;
    if (step.startState.doc.toString() !== untouched) return step;
    const text = insertedBy(step);
    const isTyped = step.isUserEvent('input.type') && !text.trim().includes('\n');
    if (isTyped || !isWholeProgram(text)) return step;
    const userEvent = step.annotation(Transaction.userEvent);
    return {
      changes: { from: 0, to: step.startState.doc.length, insert: text },
      selection: { anchor: step.startState.toText(text).length },
      scrollIntoView: true,
      ...(userEvent !== undefined && { userEvent }),
    };
  });
}

function insertedBy(step: Transaction): string {
  let text = '';
  step.changes.iterChanges((_from, _to, _fromNew, _toNew, inserted) => {
    text += inserted.toString();
  });
  return text;
}
