/** A value as Python prints it, read back as far as its containers and texts go. */

export type PrintedValue = PrintedAtom | PrintedText | PrintedItems | PrintedDict;

/** Whatever has no parts here: a number, a name, `Decimal('1')`. */
export interface PrintedAtom {
  readonly kind: 'atom';
  readonly text: string;
}

/** With its quotes, as printed. */
export interface PrintedText {
  readonly kind: 'text';
  readonly text: string;
}

export interface PrintedItems {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly text: string;
  /** What stands before the first item and after the last one. */
  readonly open: string;
  readonly close: string;
  readonly items: readonly PrintedValue[];
}

export interface PrintedDict {
  readonly kind: 'dict';
  readonly text: string;
  readonly entries: readonly { readonly key: PrintedValue; readonly value: PrintedValue }[];
}

/** Null for what is no whole value: one that is shown shortened, or `< 3`. */
export function readPrinted(printed: string): PrintedValue | null {
  const reader = new PrintedReader(printed);
  const value = reader.value();
  return value && reader.isAtEnd ? value : null;
}

/** What is between the quotes, as printed. */
export function unquoted({ text }: PrintedText): string {
  return text.slice(1, -1);
}

const quoted = /b?'(?:\\.|[^'\\])*'|b?"(?:\\.|[^"\\])*"/sy;
const complex = /\([-+.\de]+j\)/y;
const atom = /-?[\w.][\w.+-]*/y;
const deepest = 100;

class PrintedReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  value(): PrintedValue | null {
    if (this.#depth > deepest) return null;
    this.#depth++;
    const read = this.#value();
    this.#depth--;
    return read;
  }

  #value(): PrintedValue | null {
    const text = this.#match(quoted);
    if (text !== null) return { kind: text.startsWith('b') ? 'atom' : 'text', text };
    const number = this.#match(complex);
    if (number !== null) return { kind: 'atom', text: number };
    const from = this.#at;
    if (this.#takes('[')) return this.#items('list', from, '[', ']');
    if (this.#takes('(')) return this.#items('tuple', from, '(', ')');
    if (this.#takes('frozenset({')) return this.#items('set', from, 'frozenset({', '})');
    if (this.#takes('{}')) return { kind: 'dict', text: '{}', entries: [] };
    if (this.#takes('{')) return this.#braces(from);
    for (const empty of ['set()', 'frozenset()']) {
      if (this.#takes(empty)) {
        return { kind: 'set', text: empty, open: empty.slice(0, -1), close: ')', items: [] };
      }
    }
    return this.#atom(from);
  }

  #items(
    kind: PrintedItems['kind'],
    from: number,
    open: string,
    close: string,
    first?: PrintedValue,
  ): PrintedItems | null {
    const items: PrintedValue[] = first ? [first] : [];
    if (first && !this.#takes(', ')) return this.#closed(kind, from, open, close, items);
    for (;;) {
      if (items.length === 0 && this.#takes(close)) break;
      const item = this.value();
      if (!item) return null;
      items.push(item);
      if (!this.#takes(', ')) return this.#closed(kind, from, open, close, items);
    }
    return { kind, text: this.#text.slice(from, this.#at), open, close, items };
  }

  #closed(
    kind: PrintedItems['kind'],
    from: number,
    open: string,
    close: string,
    items: readonly PrintedValue[],
  ): PrintedItems | null {
    const end = kind === 'tuple' && items.length === 1 ? `,${close}` : close;
    if (!this.#takes(end)) return null;
    return { kind, text: this.#text.slice(from, this.#at), open, close: end, items };
  }

  /** What stands behind the first part tells a dictionary from a set. */
  #braces(from: number): PrintedValue | null {
    const first = this.value();
    if (!first) return null;
    if (!this.#takes(': ')) return this.#items('set', from, '{', '}', first);
    const entries: { key: PrintedValue; value: PrintedValue }[] = [];
    for (let key: PrintedValue | null = first; key;) {
      const value = this.value();
      if (!value) return null;
      entries.push({ key, value });
      if (this.#takes('}'))
        return { kind: 'dict', text: this.#text.slice(from, this.#at), entries };
      key = this.#takes(', ') ? this.value() : null;
      if (key && !this.#takes(': ')) return null;
    }
    return null;
  }

  /** A name may be called: what is between the brackets is not looked at, but has to end. */
  #atom(from: number): PrintedAtom | null {
    if (this.#match(atom) === null) return null;
    if (this.#text[this.#at] === '(' && !this.#skipBrackets()) return null;
    return { kind: 'atom', text: this.#text.slice(from, this.#at) };
  }

  #skipBrackets(): boolean {
    let depth = 0;
    while (this.#at < this.#text.length) {
      if (this.#match(quoted) !== null) continue;
      const sign = this.#text[this.#at++] ?? '';
      if ('([{'.includes(sign)) depth++;
      if (')]}'.includes(sign) && --depth === 0) return true;
    }
    return false;
  }

  #takes(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return null;
    this.#at += found[0].length;
    return found[0];
  }
}
