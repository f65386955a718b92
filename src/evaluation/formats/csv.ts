/**
 * Tables as CSV (RFC 4180): numbers with a point, null as an empty cell, lines end with CRLF. Texts
 * that a spreadsheet would take for a formula begin with an apostrophe.
 */

import type { Cell, Table } from '../table.ts';

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export function csvOf({ header, rows }: Table): string {
  return [header, ...rows].map(csvLine).join('');
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  const isFormula = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell);
  const text = isFormula ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
