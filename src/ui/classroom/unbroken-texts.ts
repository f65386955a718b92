/** Python on a narrow place: a text in quotes moves to the next line as a whole, or looks like two. */

/** A longer one fills a line by itself, and may break as it must. */
const quoted = /('(?:\\.|[^'\\]){0,60}'|"(?:\\.|[^"\\]){0,60}")/;

/** What stands between texts in quotes, and these, by turns: the second, fourth, ... are quoted. */
export function partsByTexts(source: string): string[] {
  return source.split(quoted);
}

/**
 * The same to look at, where only characters can say it: a line may end before a text, and not at the
 * spaces in it. `copyPlainly` undoes it for whoever copies.
 */
export function withUnbrokenTexts(source: string): string {
  return partsByTexts(source)
    .map((part, at) =>
      at % 2 === 1 && part.includes(' ') ? `\u200b${part.replaceAll(' ', '\u00a0')}` : part,
    )
    .join('');
}

/** Of a place with such texts: what is copied is Python as it stands. */
export function copyPlainly(event: ClipboardEvent): void {
  const copied = getSelection()?.toString() ?? '';
  if (!/[\u200b\u00a0]/.test(copied)) return;
  event.preventDefault();
  event.clipboardData?.setData(
    'text/plain',
    copied.replaceAll('\u200b', '').replaceAll('\u00a0', ' '),
  );
}
