/** The models web-llm has builds of, asked of the library itself. */
import type { ModelRecord } from '@mlc-ai/web-llm';
import { EngineError } from '../engine.ts';
import { missingFile } from '../missing-file.ts';
import { spawnWebLlmWorker, type SpawnWorker } from './protocol.ts';
import { isNotStarted, WorkerClient } from './worker-client.ts';

/** Downloads the library on first use; rejects with an `EngineError` where that fails. */
export async function listWebLlmModels(
  spawn: SpawnWorker = spawnWebLlmWorker,
): Promise<ModelRecord[]> {
  const worker = new WorkerClient(spawn);
  try {
    return (await worker.ask('list-models', null)) as ModelRecord[];
  } catch (error) {
    if (isNotStarted(error)) throw await missingFile(error);
    throw new EngineError({ kind: 'engine-crashed', detail: String(error) }, { cause: error });
  } finally {
    worker.end();
  }
}
