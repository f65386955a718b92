/**
 * A Python script as a Jupyter notebook (nbformat 4.5). Cells begin at lines "# %%"; those of
 * "# %% [markdown]" are text, whose comment marks are removed.
 */

const cellMark = /^# %%(.*)$/;

export function notebookOf(script: string): string {
  const cells = cellsOf(script).map(({ isText, lines }, at) => {
    const shared = { id: `cell-${at + 1}`, metadata: {}, source: withLineEnds(lines) };
    return isText
      ? { cell_type: 'markdown', ...shared }
      : { cell_type: 'code', execution_count: null, ...shared, outputs: [] };
  });
  const metadata = {
    kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
    language_info: { name: 'python' },
  };
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

interface Cell {
  readonly isText: boolean;
  readonly lines: readonly string[];
}

/** What stands before the first mark is a cell of its own. */
function cellsOf(script: string): Cell[] {
  const cells: { isText: boolean; lines: string[] }[] = [{ isText: false, lines: [] }];
  for (const line of script.split('\n')) {
    const mark = cellMark.exec(line);
    if (mark) cells.push({ isText: mark[1]?.trim() === '[markdown]', lines: [] });
    else cells.at(-1)?.lines.push(line);
  }
  return cells
    .map(({ isText, lines }) => ({
      isText,
      lines: trimmed(isText ? lines.map((line) => line.replace(/^# ?/, '')) : lines),
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** Without the empty lines at both ends. */
function trimmed(lines: readonly string[]): string[] {
  const isFull = (line: string) => line.trim() !== '';
  return lines.slice(Math.max(0, lines.findIndex(isFull)), lines.findLastIndex(isFull) + 1);
}

/** As notebooks have it: every line but the last one with its end. */
function withLineEnds(lines: readonly string[]): string[] {
  return lines.map((line, at) => (at < lines.length - 1 ? `${line}\n` : line));
}
