/** What a server says when it fails, in the forms that servers have for it. */

import * as v from 'valibot';
import { parsed } from './body-text.ts';

const fault = v.union([
  v.pipe(
    v.object({ error: v.object({ message: v.string() }) }),
    v.transform(({ error }) => error.message),
  ),
  v.pipe(
    v.object({ error: v.string() }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ object: v.literal('error'), message: v.string() }),
    v.transform(({ message }) => message),
  ),
]);

/** Some put their one fault into a list. */
const faultSchema = v.union([
  fault,
  v.pipe(
    v.tuple([fault]),
    v.transform(([only]) => only),
  ),
]);

/** Only of an answer with a status: an event of a reply may have fields of these names too. */
const refusalSchema = v.union([
  faultSchema,
  v.pipe(
    v.object({ detail: v.string() }),
    v.transform(({ detail }) => detail),
  ),
  v.pipe(
    v.object({ detail: v.array(v.object({ msg: v.string() })) }),
    v.transform(({ detail }) => detail.map(({ msg }) => msg).join('; ')),
  ),
  v.pipe(
    v.object({ message: v.string() }),
    v.transform(({ message }) => message),
  ),
]);

/** Longest text of a server that is worth keeping. */
const longestDetail = 300;

/** In the middle of a stream, or as the whole of an answer with status 200; null where it is none. */
export function faultIn(text: string): string | null {
  const read = v.safeParse(faultSchema, parsed(text));
  return read.success ? read.output : null;
}

/** The body of an answer that is no success; "" where nothing in it is for people. */
export function refusalIn(body: string): string {
  const read = v.safeParse(refusalSchema, parsed(body));
  if (read.success) return read.output;
  // What stands before a server often answers with a page; its title says as much as the rest.
  if (/^\s*</.test(body)) return /<title>([^<]*)</i.exec(body)?.[1]?.trim() ?? '';
  return body;
}

export function shortened(detail: string): string {
  const text = detail.trim();
  return text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text;
}
