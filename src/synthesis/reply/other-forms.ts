/**
 * A reply that holds its program in another form than Python's: escaped as in JSON or HTML, with the
 * marks of a patch or the numbers of lines, in characters that only look like Python's. Each form
 * gives the text as it was meant, or null where the reply shows no sign of it. Whether that is a
 * program is for `extraction` to say, which asks for another form only where the reply holds none.
 */

import { quotedTexts, withoutEscapes } from './quoted-texts.ts';

/**
 * - `unescaped`: of JSON, HTML or Markdown;
 * - `removed-line-marks`: line numbers, or those of a patch;
 * - `replaced-characters`: what looks like Python's characters.
 */
export type FormStep = 'unescaped' | 'removed-line-marks' | 'replaced-characters';

export interface OtherForm {
  readonly step: FormStep;
  readonly read: (text: string) => string | null;
}

export const otherForms: readonly OtherForm[] = [
  { step: 'unescaped', read: quotedTexts },
  { step: 'unescaped', read: withoutEscapes },
  { step: 'unescaped', read: withoutEntities },
  { step: 'unescaped', read: withoutMarkdown },
  { step: 'removed-line-marks', read: patched },
  { step: 'removed-line-marks', read: withoutNumbers },
  { step: 'replaced-characters', read: withPlainCharacters },
];

const entities: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' },
};
const entity = /&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{1,6})|#x([\da-f]{1,5}));/gi;
const layoutTag = /<\/?(?:span|div|p|b|i|em|strong|font)(?:\s[^<>\n]*)?>/gi;

function withoutEntities(text: string): string | null {
  const changed = text
    .replace(layoutTag, '')
    .replace(/<br\s*\/?>\n?/gi, '\n')
    .replace(entity, (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code === 0xa0 ? ' ' : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
  return changed === text ? null : changed;
}

function withoutMarkdown(text: string): string | null {
  const changed = text.replace(/\\([_*#[\]<>])/g, '$1');
  return changed === text ? null : changed;
}

/** What a patch leaves in the file, as far as it shows it. */
function patched(text: string): string | null {
  const isPatch = /^(?:\+(?:\s*(?:async )?def |class |import |from |@)|@@ )/m.test(text);
  if (!isPatch) return null;
  const lines = text.split('\n').map((line) => {
    if (/^(?:-|@@|\+\+\+ |\*\*\* |diff --git|\\ No newline)/.test(line)) return '';
    return /^[+ ]/.test(line) ? line.slice(1) : line;
  });
  return lines.join('\n');
}

const numbered = /^\s*(\d{1,4})(?: ?[.:|)│→]|(?=\s|$))(.*)$/;

/** Lines that count themselves, without what they count. */
function withoutNumbers(text: string): string | null {
  let [before, count] = [-1, 0];
  const lines = text.split('\n').map((line) => {
    const [, number = '', rest = ''] = numbered.exec(line) ?? [];
    if (number === '' || (before >= 0 && Number(number) !== before + 1))
      return { line, rest: null };
    [before, count] = [Number(number), count + 1];
    return { line, rest };
  });
  if (count < 2) return null;
  const rests = lines.flatMap(({ rest }) => (rest === null || rest.trim() === '' ? [] : [rest]));
  const margin = Math.min(...rests.map((rest) => rest.length - rest.trimStart().length));
  return lines.map(({ line, rest }) => (rest === null ? line : rest.slice(margin))).join('\n');
}

const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/[\u2028\u2029\u0085Ċ]/g, '\n'],
  [/[\u2000-\u200A\u205F\u3000Ġ▁]/g, ' '],
  [/ĉ/g, '\t'],
  [/[“”„‟«»]/g, '"'],
  [/[‘’‚‛]/g, "'"],
  [/[−–]/g, '-'],
];

function withPlainCharacters(text: string): string | null {
  const changed = lookalikes
    .reduce((left, [looks, is]) => left.replace(looks, is), text)
    // The wide forms of what a keyboard has stand in its order.
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  return changed === text ? null : changed;
}
