/** Pages of a PDF as Chromium writes it: each with its content in one compressed stream. */
import { inflateSync } from 'node:zlib';

/** How many pieces of text are drawn on each page; 0 for one that is blank. */
export function textCounts(pdf: Buffer): number[] {
  // A character for each byte, so that places in the text are places in the file.
  const text = pdf.toString('latin1');
  return [...text.matchAll(/\/Type \/Page\b.*?\/Contents (\d+) 0 R/gs)].map(([, id = '']) => {
    const object = text.indexOf(`\n${id} 0 obj\n`);
    const keyword = text.indexOf(' stream\n', object);
    const length = Number(/\/Length (\d+)/.exec(text.slice(object, keyword))?.[1]);
    const start = keyword + ' stream\n'.length;
    const content = inflateSync(pdf.subarray(start, start + length)).toString('latin1');
    return [...content.matchAll(/\bT[jJ]\b/g)].length;
  });
}
