/** The names of the models a server has, in its own order. */

import * as v from 'valibot';
import { EngineError } from '../engine.ts';
import type { EngineFailure } from '../engine-failure.ts';
import { bodyText, parsed } from './body-text.ts';
import type { Connection } from './connection.ts';
import { PassingFault } from './failure.ts';

const name = v.union([
  v.string(),
  v.pipe(
    v.object({ id: v.string() }),
    v.transform(({ id }) => id),
  ),
  v.pipe(
    v.object({ name: v.string() }),
    v.transform((each) => each.name),
  ),
]);

/** Some have no models yet, some wrap their list in nothing. */
const listSchema = v.union([
  v.array(name),
  v.pipe(
    v.object({ data: v.nullable(v.array(name)) }),
    v.transform(({ data }) => data ?? []),
  ),
  v.pipe(
    v.object({ models: v.nullable(v.array(name)) }),
    v.transform(({ models }) => models ?? []),
  ),
]);

const mostListBytes = 5_000_000;

/** Rejects with an `EngineError`, or with the signal's reason. A person waits: asked once. */
export async function listServerModels(
  connection: Connection,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const response = await connection.ask('models', null, signal);
    const read = v.safeParse(listSchema, parsed(await bodyText(response, mostListBytes)));
    if (read.success) return read.output;
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

/** Whether only the list is missing: the server may write all the same. */
export function isListLacking({ kind, ...failure }: EngineFailure): boolean {
  if (kind === 'server-refused' || kind === 'server-model-unknown') return true;
  return 'status' in failure && [400, 404, 405, 500, 501].includes(failure.status);
}
