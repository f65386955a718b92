/** The log that an earlier `evaluate` wrote, so that this one goes on where it ended. */

import { runLogFormat } from '../evaluation/log/run-log.ts';
import { planHash } from '../evaluation/plans/plan-reading.ts';
import type { Plan } from '../evaluation/plans/plan.ts';
import type { Shard } from '../evaluation/plans/task-selection.ts';
import { type HiddenUse, isSameUse } from '../evaluation/runs/hidden-use.ts';
import { logRefusalText, mergeFaultText, selectionFaultText } from '../texts/run-texts.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';
import { InputFault } from './input.ts';
import {
  exists,
  isGzip,
  type LogContent,
  readLogFile,
  sayDamaged,
  textAt,
  wholeLineBytes,
} from './log-file.ts';

export interface EarlierLogOptions {
  readonly out: string;
  readonly isResumed: boolean;
  readonly shard: Shard | null;
}

/**
 * Null where there is nothing to continue: no log, or one that ends before its first sample.
 * Changes nothing; an `InputFault` where samples would be lost, or mixed with those of another run.
 */
export async function earlierLog(
  plan: Plan,
  hidden: HiddenUse,
  { out, isResumed, shard }: EarlierLogOptions,
): Promise<LogContent | null> {
  if (!(await exists(out))) return null;
  if (!isResumed) {
    throw new InputFault(terminalTexts.existsResume(out));
  }
  if (await isGzip(out)) throw new InputFault(terminalTexts.packedLog(out));
  if ((await wholeLineBytes(out)) === 0) return begunAnew(out);
  const log = await readLogFile(out);
  if ((await planHash(log.run.plan)) !== (await planHash(plan))) {
    throw new InputFault(terminalTexts.otherPlan(out));
  }
  const { shard: own, missingShards } = log.run;
  if (own?.index !== shard?.index || own?.count !== shard?.count) {
    throw new InputFault(terminalTexts.otherShard(out));
  }
  if (missingShards) throw new InputFault(terminalTexts.lacksShards(out));
  if (log.timesDescribed > 1) {
    throw new InputFault(mergeFaultText({ kind: 'several-runs', names: [out] }));
  }
  if (!isSameUse(log.run, hidden)) throw new InputFault(terminalTexts.otherHidden(out));
  // Earlier versions began such a log.
  if (log.run.taskIds.length === 0) {
    throw new InputFault(selectionFaultText({ kind: 'none-asked' }));
  }
  const known = new Set(log.tasks.map(({ task }) => task.id));
  const lost = log.run.taskIds.find((id) => !known.has(id));
  if (lost !== undefined && isOnlyBegun(log)) return null;
  sayDamaged(out, log.damaged);
  if (lost !== undefined) throw new InputFault(terminalTexts.lostTask(out, lost));
  return log;
}

const logStart = JSON.stringify({ kind: 'run', format: runLogFormat }).slice(0, -1);

/** Of a file without a whole line: it was cut in its first one, or is no log. */
async function begunAnew(path: string): Promise<null> {
  const start = await textAt(path, 0, logStart.length);
  if (logStart.startsWith(start)) return null;
  throw new InputFault(terminalTexts.fileFault(path, logRefusalText({ kind: 'not-a-run-log' })));
}

/** What cannot be read may be samples too. */
function isOnlyBegun({ outcomes, damaged }: LogContent): boolean {
  return outcomes.length === 0 && damaged.every(({ fault }) => fault.kind === 'cut');
}
