/**
 * CodeMirror as this page uses it: Python, one marked line, text set from outside, and undo that
 * reaches back over what was set. Owns all editor state, which stays outside the runes. Loaded
 * lazily; nothing else imports CodeMirror.
 */

import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  indentWithTab,
  insertNewlineAndIndent,
  isolateHistory,
  redoDepth,
  undoDepth,
} from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, forceParsing, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import type { FailingPart } from '../../checking/verdict.ts';
import { hangingIndent } from './hanging-indent.ts';
import { look } from './look.ts';
import { markedLine, markLine } from './marked-line.ts';
import { wholePrograms } from './whole-program.ts';

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** What editors of this visit wrote down of each document, by its key. */
  readonly documents: Map<string, unknown>;
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

export interface Shown {
  /** Key of the document: each has a history of its own. */
  readonly document: string;
  readonly program: string;
  /** What was replaced by it before this editor could see that; null where nothing was. */
  readonly former: string | null;
  /** The beginning of a program, which a whole one replaces; "" where there is none. */
  readonly stub: string;
  readonly isReadOnly: boolean;
}

export interface CodeEditor {
  /** Makes the text this one. What streams in read-only is one step to undo in the end. */
  show(shown: Shown): void;
  /** What an empty editor says. */
  invite(text: string): void;
  /** 1-based; null or a line that is not there takes the mark away. */
  mark(line: number | null, part?: FailingPart): void;
  focus(): void;
  close(): void;
}

const withHistory = { history: historyField };

export function openEditor(options: EditorOptions): CodeEditor {
  const { documents } = options;
  const readOnly = new Compartment();
  const invitation = new Compartment();
  let beginning = '';
  const extensions: Extension = [
    typing,
    look,
    markedLine,
    wholePrograms(() => beginning),
    readOnly.of(EditorState.readOnly.of(false)),
    invitation.of(placeholder(options.invitation)),
    EditorView.contentAttributes.of({
      id: options.id,
      // What scrolls has something in it that takes the focus, for whoever looks for that.
      tabindex: '0',
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
    }),
    EditorView.updateListener.of((update) => {
      const isOurs = update.transactions.some((step) => step.isUserEvent('show'));
      if (update.docChanged && !isOurs) options.onEdit(update.state.doc.toString());
    }),
  ];
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({ extensions }),
  });
  let shownDocument: string | null = null;
  /** As it was when text began to stream in: what streams leaves nothing in its history. */
  let beforeStream: EditorState | null = null;
  let invited = options.invitation;

  const invite = () => view.dispatch({ effects: invitation.reconfigure(placeholder(invited)) });

  const turnTo = (state: EditorState) => {
    view.setState(state);
    invite();
  };

  /** Writes down the document in view. */
  const leave = () => {
    if (shownDocument !== null) {
      documents.set(shownDocument, (beforeStream ?? view.state).toJSON(withHistory));
    }
    beforeStream = null;
  };

  const open = (document: string) => {
    leave();
    shownDocument = document;
    const left = documents.get(document);
    turnTo(
      left === undefined
        ? EditorState.create({ extensions })
        : EditorState.fromJSON(left, { extensions }, withHistory),
    );
  };

  const lock = (isReadOnly: boolean) => {
    if (view.state.readOnly === isReadOnly) return;
    view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  };

  return {
    show({ document, program, former, stub, isReadOnly }) {
      beginning = stub;
      if (document !== shownDocument) open(document);
      if (isReadOnly) {
        beforeStream ??= view.state;
        lock(true);
        return replace(view, program, false);
      }
      const isStreamed = beforeStream !== null;
      if (beforeStream) turnTo(beforeStream);
      beforeStream = null;
      lock(false);
      const isFirst = undoDepth(view.state) + redoDepth(view.state) === 0;
      if (isFirst && !isStreamed && former !== null) replace(view, former, false);
      // Undo leads back to no empty editor that nobody has emptied.
      const isBeginning = isFirst && !isStreamed && view.state.doc.length === 0;
      replace(view, program, !isBeginning);
      // Whoever goes there goes on writing.
      if (isBeginning) view.dispatch({ selection: { anchor: view.state.doc.length } });
    },
    invite: (text) => {
      invited = text;
      invite();
    },
    mark: (line, part) => markLine(view, line, part),
    focus: () => view.focus(),
    close: () => {
      leave();
      view.destroy();
    },
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
  hangingIndent,
  python(),
  // Escape, then Tab leaves the editor: CodeMirror's own way out for keyboards.
  keymap.of([
    { key: 'Enter', run: insertIndented },
    ...defaultKeymap,
    ...historyKeymap,
    indentWithTab,
  ]),
];

/** Changes only what follows the common beginning, so that streaming appends. */
function replace(view: EditorView, program: string, isUndoable: boolean): void {
  const old = view.state.doc.toString();
  const insert = view.state.toText(program).toString();
  if (old === insert) return;
  let from = 0;
  while (from < old.length && old[from] === insert[from]) from++;
  view.dispatch({
    changes: { from, to: old.length, insert: insert.slice(from) },
    userEvent: 'show',
    annotations: [Transaction.addToHistory.of(isUndoable), isolateHistory.of('full')],
  });
}

/**
 * A line is indented by what Python's grammar says of the one before. The editor parses for a few
 * milliseconds after each key, which a busy machine may not give it: then the line would begin at
 * the margin, and a program typed quickly would not compile.
 */
function insertIndented(view: EditorView): boolean {
  forceParsing(view, view.state.selection.main.head, 500);
  return insertNewlineAndIndent(view);
}
