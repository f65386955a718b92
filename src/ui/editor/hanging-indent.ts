/** A line of the editor that wraps goes on further in than it begins: its indentation still tells. */

import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { hangOf, mostHang } from './hang.ts';

const hangs = Array.from({ length: mostHang + 1 }, (_, columns) =>
  Decoration.line({
    attributes: { style: `padding-left: calc(8px + ${columns}ch); text-indent: -${columns}ch` },
  }),
);

function hangsIn(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      const hang = line.length > 0 ? hangs[hangOf(line.text)] : undefined;
      if (hang) builder.add(line.from, line.from, hang);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

export const hangingIndent = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = hangsIn(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = hangsIn(update.view);
    }
  },
  { decorations: (value) => value.decorations },
);
