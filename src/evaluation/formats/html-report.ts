/**
 * A report as one HTML file that needs nothing else: no script, no network, light or dark
 * as its reader prefers. Owns the form; the caller supplies the sentences.
 */

import { paletteCss } from '../../platform/palette.ts';
import { escapeText } from '../markup.ts';
import type { Cell, Table } from '../table.ts';

export interface ReportSection {
  readonly title: string;
  readonly paragraphs?: readonly string[];
  /** Names with their values: the plan, or numbers of a kind. */
  readonly facts?: readonly (readonly [string, string])[];
  /** SVG text. */
  readonly chart?: string;
  readonly table?: Table;
  /** Set where the table is long, or repeats the chart: what its fold is called. */
  readonly foldedAs?: string;
}

export interface Report {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly ReportSection[];
}

/** In pieces, a section each. */
export async function* htmlReport({ title, lead, sections }: Report): AsyncIterable<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeText(title)}</h1>
<p class="lead">${escapeText(lead)}</p>
`;
  for (const section of sections) yield sectionHtml(section);
  yield '</main>\n</body>\n</html>\n';
}

function sectionHtml({ title, paragraphs, facts, chart, table, foldedAs }: ReportSection): string {
  const written = table ? tableHtml(table) : '';
  // Printed, such a section would be a title without anything below it.
  const isFolded = foldedAs !== undefined && !chart && !facts && !paragraphs;
  const summary = `<summary>${escapeText(foldedAs ?? '')}</summary>`;
  return [
    `<section${isFolded ? ' class="folded"' : ''}>\n<h2>${escapeText(title)}</h2>\n`,
    ...(paragraphs ?? []).map((each) => `<p>${escapeText(each)}</p>\n`),
    facts ? `<dl>${facts.map(factHtml).join('')}</dl>\n` : '',
    chart ? `<div class="chart">${chart}</div>\n` : '',
    foldedAs && table ? `<details>${summary}${written}</details>\n` : written,
    '</section>\n',
  ].join('');
}

function factHtml([name, value]: readonly [string, string]): string {
  return `<div><dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd></div>`;
}

function tableHtml({ header, rows }: Table): string {
  const names = header.map((name) => `<th scope="col">${escapeText(name)}</th>`).join('');
  const lines = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  return `<div class="table" tabindex="0" role="group"><table><thead><tr>${names}</tr></thead>
<tbody>${lines}</tbody></table></div>\n`;
}

function cellHtml(cell: Cell): string {
  if (cell === null) return '<td></td>';
  if (typeof cell === 'string') return `<td>${escapeText(cell)}</td>`;
  return `<td class="number">${Number.isInteger(cell) ? cell : cell.toFixed(4)}</td>`;
}

const style = `
${paletteCss()}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:800px;margin:0 auto;padding:32px 16px 64px}
h1{margin:0;font-size:1.5rem;line-height:2rem}
h2{margin:0 0 8px;font-size:1.0625rem}
p{margin:0 0 8px;white-space:pre-line}
.lead,dt{color:var(--ink-soft)}
section{margin-top:24px;padding:20px;border:1px solid var(--line);border-radius:12px;
background:var(--surface)}
dl{display:grid;gap:4px;margin:0}
dl div{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;gap:16px}
dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.chart,.table{overflow-x:auto}
.chart svg{display:block}
summary{margin-top:8px;color:var(--ink-soft);cursor:pointer}
table{width:100%;margin-top:8px;border-collapse:collapse;font-size:.8125rem}
th,td{padding:4px 12px 4px 0;border-bottom:1px solid var(--line);text-align:left}
.number{font-variant-numeric:tabular-nums}
@page{margin:12mm}
@media print{
body{background:#fff;font-size:8pt;line-height:1.35}
main{max-width:none;padding:0;columns:2;column-gap:8mm}
h1,.lead{column-span:all}
h1{font-size:14pt;line-height:1.2}
h2{margin-bottom:4px;font-size:9.5pt;break-after:avoid}
p{margin-bottom:4px}
section{margin:0 0 5mm;padding:0;border:0;background:none}
section:has(.chart){break-inside:avoid}
.folded,details{display:none}
dl{gap:1px}
dl div{grid-template-columns:minmax(5rem,26%) 1fr;gap:3mm;break-inside:avoid}
.chart svg{width:100%;height:auto}
}
`;
