/** Playlists as they were kept while each had its recordings in it. */

import { writtenRecording } from '../../src/app/replaying/recording/recording-schema.ts';
import type { Recording } from '../../src/app/replaying/recording/recording.ts';

export interface EarlierItem {
  readonly id: string;
  readonly recording: object;
}

export function earlierItem(id: string, recording: Recording): EarlierItem {
  return { id, recording: writtenRecording(recording) as object };
}
