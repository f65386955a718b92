/** Where the keys lead in a grid of cells. */

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

const page = 8;

/** Null where the key means nothing here. `on`: 1 where words run from left to right, else -1. */
export function placeAfter(
  { key, altKey, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey'>,
  { row, column }: GridPlace,
  { rows, columns, on }: { readonly rows: number; readonly columns: number; readonly on: 1 | -1 },
): GridPlace | null {
  const [lastRow, lastColumn] = [rows - 1, columns - 1];
  const isFar = ctrlKey || metaKey;
  // With these keys a browser goes back, or does other things of its own.
  if (altKey || (isFar && key !== 'Home' && key !== 'End')) return null;
  const places: Record<string, GridPlace> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + on },
    ArrowLeft: { row, column: column - on },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
    Home: { row: isFar ? 0 : row, column: 0 },
    End: { row: isFar ? lastRow : row, column: lastColumn },
  };
  const to = places[key];
  return to ? { row: within(to.row, lastRow), column: within(to.column, lastColumn) } : null;
}

function within(at: number, last: number): number {
  return Math.max(0, Math.min(last, at));
}
