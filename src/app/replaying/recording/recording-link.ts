/** A recording as a link: all of it is in the fragment, which browsers do not send to any server. */

import { inTurns } from '../../../platform/in-turns.ts';
import { mostLinkLength, TooLargeError } from '../../../platform/text-limits.ts';
import { isOwnSet } from '../../../tasks/own-set-id.ts';
import { withoutHidden } from '../../../tasks/task.ts';
import { replayHash } from '../../page/address.ts';
import { packText, unpackText } from '../../sharing/packed-text.ts';
import { recordingFrom, type RecordingFault, writtenRecording } from './recording-schema.ts';
import type { Recording } from './recording.ts';
import { coarser } from '../reply-pace.ts';

/** With its "#"; null where it is too long for a link. Prompts and the finest of the pace go first. */
export async function writeRecordingFragment(recording: Recording): Promise<string | null> {
  for (const shorter of shorterAndShorter(recording)) {
    const fragment = replayHash + (await packText(JSON.stringify(writtenRecording(shorter))));
    if (fragment.length <= mostLinkLength) return fragment;
  }
  return null;
}

/** Never rejects. */
export async function readRecordingFragment(fragment: string): Promise<Recording | RecordingFault> {
  try {
    const text = await unpackText(fragment.slice(replayHash.length));
    return await inTurns(recordingFrom(JSON.parse(text)));
  } catch (error) {
    return error instanceof TooLargeError ? 'too-large' : 'damaged';
  }
}

function* shorterAndShorter(whole: Recording): Generator<Recording> {
  yield whole;
  // Whoever has the set has them.
  const { task } = whole;
  const lighter = isOwnSet(task.source) ? whole : { ...whole, task: withoutHidden(task) };
  if (task.hidden) yield lighter;
  const paced = (grainMs: number): Recording => ({
    ...lighter,
    parts: lighter.parts.map((part) =>
      part.timing ? { ...part, timing: coarser(part.timing, grainMs) } : part,
    ),
  });
  yield paced(120);
  const coarse = paced(400);
  yield coarse;
  // Those of later turns repeat what was said before.
  yield {
    ...coarse,
    parts: coarse.parts.map((part) => (part.after === null ? part : { ...part, request: null })),
  };
}
