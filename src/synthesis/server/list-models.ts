/** The names of the models a server has, in its own order. */

import * as v from 'valibot';
import { EngineError } from '../engine.ts';
import type { Connection } from './connection.ts';
import { PassingFault } from './failure.ts';

const listSchema = v.object({ data: v.array(v.object({ id: v.string() })) });

/** Rejects with an `EngineError`, or with the signal's reason. A person waits: asked once. */
export async function listServerModels(
  connection: Connection,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const response = await connection.ask('models', null, signal);
    const read = v.safeParse(listSchema, await response.json().catch(() => null));
    if (read.success) return read.output.data.map(({ id }) => id);
    const { address } = connection.model;
    throw new EngineError({
      kind: 'server-unexpected-answer',
      address,
      detail: 'no list of models',
    });
  } catch (error) {
    if (error instanceof PassingFault) throw new EngineError(error.failure, { cause: error });
    throw error;
  }
}
