/**
 * The part of a reply that answers: without thinking, without turns that the model made up, and
 * without the tokens that mark both. Which of these are only spoken of in a program is for the
 * caller to say.
 */

import {
  anyMask,
  type MaskedReply,
  meaningOf,
  tokenOf,
  type TokenMeaning,
} from './special-tokens.ts';

/** The few-shot prompt's marks in a spoken part: no text has these characters. */
export const codeBegins = '\uFFFE';
export const codeEnds = '\uFFFF';
export const anyMarker = /[\uFFFE\uFFFF]/g;

export interface SpokenPart {
  readonly text: string;
  readonly hadThinking: boolean;
  /** Anything but thinking was removed. */
  readonly hadMarks: boolean;
}

/** Masks in `kept` stand for text that is no token. */
export function spokenPart({ text, tokens }: MaskedReply, kept: ReadonlySet<string>): SpokenPart {
  const speaker = new Speaker();
  let from = 0;
  for (const { 0: character, index } of text.matchAll(anyMask)) {
    speaker.say(text.slice(from, index));
    from = index + 1;
    const token = tokenOf(character, tokens);
    if (kept.has(character)) speaker.say(token);
    else speaker.meet(token);
  }
  speaker.say(text.slice(from));
  return speaker.spoken();
}

type Speaking = 'aloud' | 'thinking' | 'in-channel' | 'theirs' | 'afterwards';

type TurnMeaning = Extract<
  TokenMeaning,
  'final-channel' | 'our-turn-begins' | 'their-turn-begins' | 'question-ends' | 'turn-ends'
>;

class Speaker {
  #now: Speaking = 'aloud';
  #aloud = '';
  /** What a closing tag alone made a thought of. */
  #draft = '';
  #hadThinking = false;
  #hadMarks = false;

  say(text: string): void {
    if (this.#now === 'aloud') this.#aloud += text;
  }

  meet(token: string): void {
    const meaning = meaningOf(token);
    switch (meaning) {
      case 'thinking-begins':
      case 'channel-of-thoughts':
        this.#hadThinking = true;
        if (this.#now === 'afterwards') return;
        this.#now = meaning === 'thinking-begins' ? 'thinking' : 'in-channel';
        return;
      case 'thinking-ends':
        return this.#endThinking();
      case 'code-begins':
        return this.say(codeBegins);
      case 'code-ends':
        return this.say(codeEnds);
      case 'text':
        return this.say(token);
      case 'wrapper':
        this.#hadMarks = true;
        return this.say('\n');
      case 'space':
        return this.say(' ');
      case 'invisible':
        this.#hadMarks = true;
        return;
      case 'final-channel':
      case 'our-turn-begins':
      case 'their-turn-begins':
      case 'question-ends':
      case 'turn-ends':
        this.#hadMarks = true;
        this.#now = this.#next(meaning);
    }
  }

  spoken(): SpokenPart {
    const text = isBlank(this.#aloud) ? this.#draft || this.#aloud : this.#aloud;
    return { text, hadThinking: this.#hadThinking, hadMarks: this.#hadMarks };
  }

  /** Alone it means that the chat template had opened the block. */
  #endThinking(): void {
    this.#hadThinking = true;
    if (this.#now === 'aloud') {
      this.#draft = isBlank(this.#aloud) ? this.#draft : this.#aloud;
      this.#aloud = '';
    }
    if (this.#now === 'thinking' || this.#now === 'in-channel') this.#now = 'aloud';
  }

  #next(meaning: TurnMeaning): Speaking {
    if (meaning === 'final-channel') {
      // Whatever came before was not final.
      this.#aloud = '';
      return 'aloud';
    }
    if (this.#now === 'in-channel') return this.#now;
    const hasAnswer = !isBlank(this.#aloud);
    if (meaning === 'their-turn-begins') return hasAnswer ? 'afterwards' : 'theirs';
    if (this.#now === 'thinking' && meaning === 'turn-ends') return 'afterwards';
    if (this.#now === 'theirs' && meaning === 'turn-ends') return 'theirs';
    return hasAnswer || this.#now === 'afterwards' ? 'afterwards' : 'aloud';
  }
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
