/** Copies text that is still being made, such as a packed link. */

/** Puts text where a person can paste it from. Rejects where that is refused, and as the text does. */
export type Copy = (text: Promise<string>) => Promise<void>;

export type MadeText =
  /** `by-hand`: the clipboard is out of reach, and the text is to be shown. */
  | { readonly kind: 'copied' | 'by-hand'; readonly text: string }
  /** `unmade`: the making failed, for want of a part of the page or of the browser. */
  | { readonly kind: 'too-long' | 'unmade' };

/**
 * To be called in the press itself: the clipboard is asked before there is a text, because a browser
 * may give it only while the button is pressed. `making` gives null where the text would be too long.
 * Never rejects.
 */
export async function copyMade(making: Promise<string | null>, copy: Copy): Promise<MadeText> {
  const given = making.then((text) => text ?? nothingMade());
  // A clipboard that refuses at once never looks at what it was given.
  given.catch(() => undefined);
  // What became of it is looked at once there is a text.
  const isCopied = copy(given).then(
    () => true,
    () => false,
  );
  try {
    const text = await making;
    if (text === null) return { kind: 'too-long' };
    return { kind: (await isCopied) ? 'copied' : 'by-hand', text };
  } catch {
    return { kind: 'unmade' };
  }
}

function nothingMade(): never {
  throw new Error('There is nothing to copy.');
}
