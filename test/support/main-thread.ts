/**
 * Tasks of the page's own thread, by the time that thread computed: unlike what the clock says, this
 * hardly grows on a machine that is busy with other things.
 */

import type { Browser, Page } from 'playwright';
import * as v from 'valibot';

const event = v.object({
  name: v.string(),
  ph: v.string(),
  pid: v.number(),
  tid: v.number(),
  /** Microseconds of the thread. */
  tdur: v.optional(v.number()),
  args: v.optional(v.object({ name: v.optional(v.string()) })),
});

/** In ms, the longest of what the page did while `work` was done. One at a time in a browser. */
export async function longestTaskMs(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  const trace = await browser.stopTracing();
  const { traceEvents } = v.parse(
    v.object({ traceEvents: v.array(v.unknown()) }),
    JSON.parse(trace.toString()),
  );
  const events = traceEvents.flatMap((one) => (v.is(event, one) ? [one] : []));
  const keyOf = ({ pid, tid }: v.InferOutput<typeof event>) => `${pid}/${tid}`;
  const pages = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(keyOf),
  );
  let longest = 0;
  for (const one of events) if (pages.has(keyOf(one))) longest = Math.max(longest, one.tdur ?? 0);
  return longest / 1000;
}
