/** Typing a program on a machine that is busy with something else. */
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { openEditor } from '../../../../src/ui/editor/code-editor.ts';

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

test('a new line is indented, however little time there was to parse the one before', async () => {
  let program = '';
  const editor = openEditor({
    parent: document.body,
    documents: new Map(),
    ...{ id: 'editor', label: 'Program', describedBy: '', invitation: '' },
    onEdit: (text) => (program = text),
  });
  editor.show({ document: 'one', program: '', former: null, stub: '', isReadOnly: false });
  editor.focus();
  // The editor gives its parser 20 ms after each key; here each look at the clock takes 25.
  let now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => (now += 25));
  await userEvent.keyboard('def f(a):{Enter}return a');
  expect(program).toBe('def f(a):\n    return a');
  editor.close();
});
