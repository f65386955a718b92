/**
 * CodeMirror as this page uses it: Python, one marked line, text set from outside. Owns all editor
 * state, which stays outside the runes. Loaded lazily; nothing else imports CodeMirror.
 */

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { look } from './look.ts';
import { markedLine, markLine } from './marked-line.ts';

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly program: string;
  /** Of the element that takes the focus. */
  readonly id: string;
  readonly label: string;
  /** Id of the element that explains the keys. */
  readonly describedBy: string;
  /** What an empty editor says. */
  readonly invitation: string;
  /** Called for what a person changes, never for what `show` sets. */
  readonly onEdit: (program: string) => void;
}

export interface CodeEditor {
  /** Makes the text this one. What streams in read-only is one step to undo in the end. */
  show(program: string, isReadOnly: boolean): void;
  /** What an empty editor says. */
  invite(text: string): void;
  /** 1-based; null or a line that is not there takes the mark away. */
  mark(line: number | null): void;
  focus(): void;
  close(): void;
}

export function openEditor(options: EditorOptions): CodeEditor {
  const readOnly = new Compartment();
  const invitation = new Compartment();
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.program,
      extensions: [
        typing,
        look,
        markedLine,
        readOnly.of(EditorState.readOnly.of(false)),
        invitation.of(placeholder(options.invitation)),
        EditorView.contentAttributes.of({
          id: options.id,
          'aria-label': options.label,
          'aria-describedby': options.describedBy,
        }),
        EditorView.updateListener.of((update) => {
          const isOurs = update.transactions.some((step) => step.isUserEvent('show'));
          if (update.docChanged && !isOurs) options.onEdit(update.state.doc.toString());
        }),
      ],
    }),
  });
  let beforeStream: string | null = null;
  return {
    show(program, isReadOnly) {
      const steps: Transaction[] = [];
      const after = () => steps.at(-1)?.state ?? view.state;
      if (view.state.readOnly !== isReadOnly) {
        const effects = readOnly.reconfigure(EditorState.readOnly.of(isReadOnly));
        steps.push(view.state.update({ effects }));
      }
      if (isReadOnly) {
        beforeStream ??= view.state.doc.toString();
      } else if (beforeStream !== null) {
        steps.push(...replacing(after(), beforeStream, false));
        beforeStream = null;
      }
      steps.push(...replacing(after(), program, !isReadOnly));
      // Together: what is drawn is their end.
      if (steps.length > 0) view.dispatch(steps);
    },
    invite: (text) => view.dispatch({ effects: invitation.reconfigure(placeholder(text)) }),
    mark: (line) => markLine(view, line),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

const typing = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightActiveLine(),
  history(),
  drawSelection(),
  indentOnInput(),
  indentUnit.of('    '),
  EditorState.tabSize.of(4),
  bracketMatching(),
  EditorView.lineWrapping,
  python(),
  // Escape, then Tab leaves the editor: CodeMirror's own way out for keyboards.
  keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
];

/** Changes only what follows the common beginning, so that streaming appends; nothing to do is []. */
function replacing(state: EditorState, program: string, isUndoable: boolean): Transaction[] {
  const old = state.doc.toString();
  if (old === program) return [];
  let from = 0;
  while (from < old.length && old[from] === program[from]) from++;
  const step = state.update({
    changes: { from, to: old.length, insert: program.slice(from) },
    userEvent: 'show',
    annotations: Transaction.addToHistory.of(isUndoable),
  });
  return [step];
}
