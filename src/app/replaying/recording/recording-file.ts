/** Recordings as a file: a playlist, which may have one entry. */

import * as v from 'valibot';
import { inTurns } from '../../../platform/in-turns.ts';
import { readJson } from '../../../platform/long-json.ts';
import { mostRecordings, mostWholeBytes } from '../../../platform/text-limits.ts';
import { replayFormat } from '../../work/records.ts';
import {
  nameSchema,
  recordingFrom,
  type RecordingFault,
  writtenRecording,
} from './recording-schema.ts';
import type { Playlist, Recording } from './recording.ts';

export type PlaylistFault = RecordingFault | 'no-replay-file' | 'empty' | 'too-many';

export type PlaylistReading =
  | {
      readonly kind: 'playlist';
      readonly playlist: Playlist;
      /** Recordings that are not what the format says. */
      readonly unreadableCount: number;
    }
  | { readonly kind: PlaylistFault };

const envelope = v.object({ format: v.literal(replayFormat), version: v.number() });

const content = v.object({
  name: v.fallback(nameSchema, ''),
  recordings: v.array(v.unknown()),
});

export function writePlaylist({ name, recordings }: Playlist): string {
  const head = { format: replayFormat, version: 1, name };
  return JSON.stringify({ ...head, recordings: recordings.map(writtenRecording) }, null, 1);
}

/** Never rejects. */
export async function readPlaylist(file: Blob): Promise<PlaylistReading> {
  if (file.size > mostWholeBytes) return { kind: 'too-large' };
  const data = await file
    .text()
    .then((text) => inTurns(readJson(text)))
    .catch(() => null);
  const known = v.safeParse(envelope, data);
  if (!known.success) return { kind: 'no-replay-file' };
  if (known.output.version > 1) return { kind: 'newer' };
  const read = v.safeParse(content, data);
  if (!read.success) return { kind: 'damaged' };
  const { name, recordings: given } = read.output;
  if (given.length === 0) return { kind: 'empty' };
  if (given.length > mostRecordings) return { kind: 'too-many' };
  return inTurns(readAll(name, given));
}

function* readAll(name: string, given: readonly unknown[]): Generator<void, PlaylistReading> {
  const recordings: Recording[] = [];
  const faults: RecordingFault[] = [];
  for (const each of given) {
    yield;
    const recording = yield* recordingFrom(each);
    if (typeof recording === 'string') faults.push(recording);
    else recordings.push(recording);
  }
  const [fault] = faults;
  if (recordings.length === 0 && fault) return { kind: fault };
  const playlist = { name, recordings };
  return { kind: 'playlist', playlist, unreadableCount: faults.length };
}
