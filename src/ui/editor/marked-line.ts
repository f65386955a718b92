/** At most one marked line of the editor, and what of it failed: gone as soon as the text changes. */

import { StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { FailingPart } from '../../checking/verdict.ts';

interface Mark {
  /** 1-based. */
  readonly line: number;
  readonly part: FailingPart | undefined;
}

const setMark = StateEffect.define<Mark | null>();
const lineMark = Decoration.line({ class: 'marked-line' });
const partMark = Decoration.mark({ class: 'failing-part' });

export const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, step) {
    let kept = step.docChanged ? Decoration.none : marks;
    for (const effect of step.effects) {
      if (effect.is(setMark)) kept = effect.value ? marksOf(effect.value, step.state.doc) : noMarks;
    }
    return kept;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const noMarks = Decoration.none;

function marksOf({ line, part }: Mark, doc: Text): DecorationSet {
  if (line > doc.lines) return noMarks;
  const { from, text } = doc.line(Math.max(1, line));
  const marks = [lineMark.range(from)];
  // The part is of the line without its indentation; another line has no such part.
  const at = part && text.trim() === part.code ? from + text.indexOf(part.code) : null;
  if (part && at !== null) marks.push(partMark.range(at + part.from, at + part.to));
  return Decoration.set(marks);
}

export function markLine(view: EditorView, line: number | null, part?: FailingPart): void {
  view.dispatch({ effects: setMark.of(line === null ? null : { line, part }) });
  if (line !== null && line <= view.state.doc.lines) bringIntoView(view, line);
}

/** Within the editor alone: the page stays where it is. */
function bringIntoView(view: EditorView, line: number): void {
  const { state, scrollDOM } = view;
  const { top, bottom } = view.lineBlockAt(state.doc.line(Math.max(1, line)).from);
  const { scrollTop, clientHeight } = scrollDOM;
  if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
  scrollDOM.scrollTop = top - clientHeight / 2;
}
