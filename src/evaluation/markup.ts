/** Elements of SVG and HTML as text, with everything in them escaped. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export function element(
  name: string,
  attributes: Attributes,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) =>
      value === undefined ? [] : ` ${key}="${escapeText(shortest(value))}"`,
    )
    .join('');
  return content.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${content.join('')}</${name}>`;
}

/** For text and for attributes in double quotes, in SVG and HTML alike. */
export function escapeText(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (found) => names[found] ?? found);
}

/** Tenths of a pixel are all that can be seen. */
function shortest(value: string | number): string {
  return typeof value === 'string' ? value : String(Math.round(value * 10) / 10);
}
