/**
 * How much text is taken from outside, whatever it is: reading it as JSON holds up the page, and a
 * small file or link may unpack to fill the memory. Each limit is far above what any of our own
 * files needs, and what is beyond it is refused before it is read.
 */

/** A line of a log or of completions: it takes a fraction of a second to read as JSON. */
export const mostLineLength = 8_000_000;
/** What is read whole: a file of tasks or hidden inputs, an array of completions. */
export const mostWholeBytes = 32_000_000;
/** Exported work, of which nothing may be lost. */
export const mostWorkBytes = 128_000_000;
/** Completions, line by line: all of them are in memory. */
export const mostCompletionsBytes = 256_000_000;
/** A log, of which only a line at a time is in memory, and the rest goes to storage. */
export const mostLogBytes = 4_000_000_000;
export const mostPlanBytes = 4_000_000;
/** In a link, unpacked. */
export const mostLinkBytes = 2_000_000;
/** Of a link, in characters: browsers and chat programs cut what is longer. */
export const mostLinkLength = 60_000;

/** Of one task: the page shows each, and plans it before the first check. */
export const mostTests = 500;
/** Of a dialog in a link. */
export const mostTurns = 500;
/** Of one reply or program in a recording, in characters: the page shows it growing. */
export const mostReplyLength = 400_000;
/** Numbers of one reply's timing: two for each piece of a reply that grew for over an hour. */
export const mostMoments = 200_000;
/** In a playlist. */
export const mostRecordings = 500;
/** In a file, or named by a plan. */
export const mostTasks = 50_000;

/** Thrown while reading, at the limit: the rest is not unpacked. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
  readonly mostBytes: number;

  constructor(mostBytes: number) {
    super(`More than ${mostBytes} bytes.`);
    this.mostBytes = mostBytes;
  }
}

/** Numbers in the course of a search: of the longest one that may run, fewer are noted. */
export const mostCourse = 600;
