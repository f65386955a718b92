/** At most one marked line of the editor, gone as soon as the text changes. */

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

const setMark = StateEffect.define<number | null>();
const mark = Decoration.line({ class: 'marked-line' });

export const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, step) {
    let kept = step.docChanged ? Decoration.none : marks;
    for (const effect of step.effects) {
      if (effect.is(setMark)) {
        const isThere = effect.value !== null && effect.value <= step.state.doc.lines;
        const from = isThere ? step.state.doc.line(Math.max(1, effect.value ?? 1)).from : null;
        kept = from === null ? Decoration.none : Decoration.set(mark.range(from));
      }
    }
    return kept;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function markLine(view: EditorView, line: number | null): void {
  view.dispatch({ effects: setMark.of(line) });
}
