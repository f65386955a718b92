/** Memory and processor time of the processes that this one has started, as Linux counts them. */

import { readdirSync, readFileSync } from 'node:fs';

/** Null where the system does not tell. Shared pages count once. */
export function browserMemoryBytes(): number | null {
  try {
    return descendants()
      .filter(isBrowser)
      .reduce((total, pid) => total + proportionalBytes(pid), 0);
  } catch {
    return null;
  }
}

/** Of one process; null where the system does not tell, or it has ended. */
export function processMemoryBytes(pid: number): number | null {
  return proportionalBytes(pid) || null;
}

/** User and system time of them all, in ticks of a hundredth of a second; 0 elsewhere. */
export function processorTicks(): number {
  try {
    return descendants().reduce((total, pid) => {
      const fields = afterName(String(pid));
      return total + Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }, 0);
  } catch {
    return 0;
  }
}

function descendants(): number[] {
  const children = childrenByParent();
  const found: number[] = [];
  const queue = [process.pid];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    const own = children.get(pid) ?? [];
    found.push(...own);
    queue.push(...own);
  }
  return found;
}

/** The fields of a process's state behind its name, which stands in brackets and may hold any. */
function afterName(pid: string): string[] {
  return text(`/proc/${pid}/stat`).split(') ').pop()?.split(' ') ?? [];
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const parent = Number(afterName(name)[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function isBrowser(pid: number): boolean {
  return /chrom|headless_shell|msedge/i.test(text(`/proc/${pid}/cmdline`).split('\0')[0] ?? '');
}

function proportionalBytes(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** "" for a process that has ended meanwhile. */
function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
