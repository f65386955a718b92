/**
 * Fences wherever models put them: in the middle of a line, in lists and quotes, behind the last
 * line of code, with code on the opening line. Splits a text into what they enclose and the rest.
 * Says nothing about Python but where a string goes on.
 */

import { openStringAfter, openStringAfterLine, type OpenString } from './python-strings.ts';

export interface Section {
  readonly text: string;
  /** Null outside of fences. */
  readonly language: FenceLanguage | null;
  /** False where a fence was opened and never closed. */
  readonly isClosed: boolean;
}

/** `other`: labelled as something that is not Python. */
export type FenceLanguage = 'python' | 'other';

interface OpenSection {
  readonly language: FenceLanguage | null;
  readonly mark: string;
  readonly lines: string[];
  /** A string of the code that goes on in the next line. */
  string: OpenString;
}

interface Mark {
  readonly mark: string;
  readonly before: string;
  readonly after: string;
}

/** Before a mark: white space, quotes, bullets, numbers. */
const linePrefix = /^\s*(?:>\s?)*\s*(?:(?:[-*+•]|\d+[.)])\s+)?/;
/** In lines: of a longer docstring with fences, each lookout would take too long. */
const longestString = 300;
const pythonWord = /^(?:i?py[\w.-]*|sage|repl)?$/i;
const codeStart =
  /^(?:(?:async\s+def|def|class|from|import|return|print|assert|for|while|if|with|try)\b|@\w|#|[A-Za-z_]\w* = \S)/;
/** Behind a language it would be an attribute. */
const assignment = /^[A-Za-z_]\w*\s*=(?!=)/;

export function sectionsOf(text: string): Section[] {
  const plain = withOwnMarks(withOwnLanguage(unquoted(text)));
  const splitter = new Splitter(plain.split('\n'));
  return splitter.sections();
}

class Splitter {
  readonly #lines: readonly string[];
  readonly #sections: Section[] = [];
  #open: OpenSection = outside();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  sections(): Section[] {
    for (const [at, line] of this.#lines.entries()) this.#take(line, at);
    // The reply may end within the mark that closes.
    const last = this.#open.lines.pop();
    if (last !== undefined) {
      this.#open.lines.push(this.#open.language === null ? last : last.replace(/`{1,2}$/, ''));
    }
    this.#end(false);
    return this.#sections;
  }

  #take(line: string, at: number): void {
    const mark = this.#markIn(line, at);
    if (!mark) {
      this.#open.lines.push(line);
      this.#open.string = openStringAfterLine(line, this.#open.string);
      return;
    }
    if (this.#open.language === null) this.#begin(mark, at);
    else this.#close(mark, at);
  }

  /** The first mark of the line that says something where we are. */
  #markIn(line: string, at: number): Mark | null {
    const { language, mark: opening, string } = this.#open;
    for (const { 0: mark, index } of line.matchAll(/`{3,}|~{3,}/g)) {
      const [before, after] = [line.slice(0, index), line.slice(index + mark.length)];
      const isAtBeginning = before.replace(linePrefix, '') === '';
      if (mark.startsWith('~') && !isAtBeginning) continue;
      if (language !== null) {
        if (!mark.startsWith(opening)) continue;
        const inString = openStringAfter(before, string);
        if (inString !== null && this.#endsOutside(inString, line, at)) continue;
      }
      return { mark, before, after };
    }
    return null;
  }

  /** Whether the string that a mark is in ends, and a mark follows: then this one is text. */
  #endsOutside(inString: OpenString, line: string, at: number): boolean {
    let string = openStringAfterLine(line, this.#open.string);
    if (string === null && (inString === "'" || inString === '"')) return true;
    for (const next of this.#lines.slice(at + 1, at + 1 + longestString)) {
      const mark = next.indexOf(this.#open.mark);
      if (mark >= 0 && openStringAfter(next.slice(0, mark), string) === null) return true;
      string = openStringAfterLine(next, string);
    }
    return false;
  }

  #begin({ mark, before, after }: Mark, at: number): void {
    const spoken = before.replace(linePrefix, '');
    if (spoken !== '') this.#open.lines.push(before);
    this.#end(true);
    // Both marks in one line.
    const closing = after.indexOf(mark);
    const { language, code } = infoOf(closing < 0 ? after : after.slice(0, closing), closing >= 0);
    this.#open = { language, mark, lines: code === '' ? [] : [code], string: null };
    if (code !== '') this.#open.string = openStringAfterLine(code, null);
    if (closing < 0) return;
    this.#end(true);
    this.#take(after.slice(closing + mark.length), at);
  }

  #close({ mark, before, after }: Mark, at: number): void {
    const isBehindCode = before.replace(linePrefix, '') !== '';
    if (isBehindCode) this.#open.lines.push(before);
    this.#end(true);
    // A language cannot close: the mark before it closed, or was forgotten.
    if (!isBehindCode && /^\s?\{?\.?[\w+#.-]+\}?\s*$/.test(after)) {
      this.#begin({ mark, before: '', after }, at);
    } else if (after.trim() !== '') this.#take(after, at);
  }

  #end(isClosed: boolean): void {
    const { lines, language } = this.#open;
    const text = lines.join('\n');
    if (language !== null || text.trim() !== '') {
      this.#sections.push({ text, language, isClosed: isClosed && language !== null });
    }
    this.#open = outside();
  }
}

function outside(): OpenSection {
  return { language: null, mark: '', lines: [], string: null };
}

/** What follows an opening mark: a language with whatever else, or the first line of code. */
function infoOf(info: string, isWhole: boolean): { language: FenceLanguage; code: string } {
  const rest = info.trim();
  if (codeStart.test(rest) || assignment.test(rest)) return { language: 'python', code: rest };
  const [, word = '', behind = ''] = /^\{?\.?([\w+#.-]*)\}?:?\s*(.*)$/.exec(rest) ?? [];
  const language = pythonWord.test(word) ? 'python' : 'other';
  if (word !== '' && codeStart.test(behind)) return { language, code: behind };
  return isWhole && language === 'other' ? { language, code: rest } : { language, code: '' };
}

/** A language whose line end was lost. */
function withOwnLanguage(text: string): string {
  return text.replace(
    /^(`{3,}|~{3,})?(?:python3?|py)(?=(?:def|class) \w+[(:]|import \w|from \w+ import )/gm,
    (_, mark?: string) => (mark === undefined ? '' : `${mark}python\n`),
  );
}

/** Quotation marks of Python in the place of a fence's. */
function withOwnMarks(text: string): string {
  return text.replace(
    /^('''|""")(python|py)[ \t]*\n([\s\S]*?)(?:^\1[ \t]*$|$(?![^]))/gim,
    (_, _mark, language, code) => `\`\`\`${language}\n${code}\`\`\``,
  );
}

/** Code in a quote, or in one within it: lines that begin with ">", where these hold any. */
function unquoted(text: string): string {
  return text.replace(
    /^ {0,3}>(?!>>).*\n(?:(?: {0,3}>(?!>>).*|[ \t]*)(?:\n|$(?!\n)))*/gm,
    (quote) => {
      if (!quotedCode.test(quote) && !quote.includes('```')) return quote;
      return unquoted(quote.replace(/^ {0,3}> ?/gm, ''));
    },
  );
}

const quotedCode =
  /^ {0,3}>[ >]*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3}|~{3}|>>> |(?:async )?def |class |import |from )/m;
