/** Tables as CSV (RFC 4180): numbers with a point, null as an empty cell, lines end with CRLF. */

import type { Cell, Table } from '../table.ts';

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvOf({ header, rows }: Table): string {
  return [header, ...rows].map(csvLine).join('');
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
