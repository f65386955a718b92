/** Which rows of a long list are on the page: those in view, some around them, never all. */

export interface ListView {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
}

/** The rows from `first` up to and without `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

const around = 8;

export function rowsInView({ count, rowHeight, scrollTop, height }: ListView): RowRange {
  const first = Math.floor(scrollTop / rowHeight) - around;
  const end = Math.ceil((scrollTop + height) / rowHeight) + around;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}

/** Where to scroll so that a row is in view, with as little movement as can be. */
export function scrollTopFor(row: number, { rowHeight, scrollTop, height }: ListView): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight;
  return bottom > scrollTop + height ? bottom - height : scrollTop;
}
