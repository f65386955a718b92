/** Tables as CSV, read (RFC 4180, also with ";" or tabs): a row is an object of its header's names. */

/** Null where the first line is no header with this name. */
export function readCsv(text: string, requiredName: string): Record<string, string>[] | null {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const separator = [',', ';', '\t'].find((each) =>
    head.split(each).some((name) => nameOf(name) === requiredName),
  );
  if (separator === undefined) return null;
  const [header = [], ...rows] = cellsOf(text, separator);
  const names = header.map(nameOf);
  return rows
    .filter((cells) => cells.length > 1 || cells[0] !== '')
    .map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])));
}

function nameOf(cell: string): string {
  return cell.trim().replace(/^"(.*)"$/, '$1');
}

function cellsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell = '';
    if (text[at] === '"') {
      for (;;) {
        const end = text.indexOf('"', at + 1);
        cell += text.slice(at + 1, end < 0 ? text.length : end);
        at = end < 0 ? text.length : end + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    }
    const begin = at;
    while (at < text.length && text[at] !== separator && !'\r\n'.includes(text.charAt(at))) at++;
    row.push(cell + text.slice(begin, at));
    if (text[at] === separator) {
      at++;
      if (at < text.length) continue;
      row.push('');
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    rows.push(row);
    row = [];
  }
  return rows;
}
