/** The library's progress, a share and an English sentence, as stage and bytes. */
import type { InitProgressReport } from '@mlc-ai/web-llm';
import type { LoadProgress, LoadStage } from '../engine.ts';

export function readReport(
  { progress, text }: InitProgressReport,
  totalBytes: number,
): LoadProgress {
  const stage = stageOf(text);
  // The shares of later steps count steps, not bytes: by then all bytes are there.
  const share = stage === 'preparing' ? 1 : progress;
  return { stage, loadedBytes: Math.round(share * totalBytes), totalBytes };
}

function stageOf(text: string): LoadStage {
  if (/^Fetching param cache/.test(text)) return 'downloading';
  if (/^(Loading model from cache|Start to fetch)/.test(text)) return 'reading-cache';
  return 'preparing';
}
