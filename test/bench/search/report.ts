/** The table of a search bench, printed and written beside the bench with the machine it ran on. */

import { writeFileSync } from 'node:fs';
import { machine } from './machine.ts';
import { median } from './median.ts';
import type { Row } from './log.ts';

const path = 'test/bench/search.md';
const order = ['test', 'validation', 'train'];

export async function writeReport(
  rows: readonly Row[],
  sizes: ReadonlyMap<string, number>,
  seconds: number,
): Promise<void> {
  const groups = order.flatMap((split) =>
    [3, 2].map((shown) => ({
      split,
      shown,
      rows: rows.filter((row) => row.split === split && row.shown === shown),
    })),
  );
  const lines = groups
    .filter((group) => group.rows.length > 0)
    .map(({ split, shown, rows: own }) => lineOf(split, shown, own, sizes.get(split) ?? 0));
  const load = median(rows.map((row) => row.load));
  const report = `# The search on MBPP

\`npm run bench -- search\`: ${seconds} s a task by the clock on the wall, one search per page, in headless
Chromium; found programs are judged by the page's checker on all three asserts. Tasks come in a
fixed shuffled order: where fewer were done than the split has, they are a random sample of it.
Components were chosen on train and validation only. With three shown, nothing is held out: a
program that only happens to fit the three counts as solved. With two shown, the third tells.

Machine: ${await machine()}. Processes that wanted a core meanwhile (load average): median ${load.toFixed(1)}.

| split | shown | tasks done | solved on all three | found, wrong on the held-out | solved in percent | of the whole split that is about | challenge tests | programs per second | median time to a solution |
|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}
`;
  console.log(report);
  writeFileSync(path, report);
}

function lineOf(split: string, shown: number, rows: readonly Row[], size: number): string {
  const solved = rows.filter((row) => row.status === 'passed');
  const wrong = rows.filter((row) => row.status !== null && row.status !== 'passed');
  const challenged = rows.filter((row) => row.challenge[1] > 0);
  const held = challenged.filter(
    ({ status, challenge: [passed, count] }) => status === 'passed' && passed === count,
  );
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const share = solved.length / rows.length;
  const [low, high] = interval(solved.length, rows.length);
  const whole =
    rows.length === size
      ? `${solved.length} of ${size}`
      : `${Math.round(share * size)} of ${size} (${Math.round(low * size)} to ${Math.round(high * size)})`;
  const cells = [
    split,
    shown,
    `${rows.length} of ${size}`,
    solved.length,
    wrong.length,
    `${(share * 100).toFixed(1)} %`,
    whole,
    challenged.length === 0 ? 'none' : `${held.length} of ${challenged.length} tasks`,
    Math.round(sum((row) => row.tried) / sum((row) => row.seconds)).toLocaleString('en'),
    `${median(solved.map((row) => row.seconds)).toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Wilson's 95 percent interval of a share. */
function interval(count: number, of: number): [number, number] {
  const z = 1.96;
  const share = count / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const width =
    (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return [middle - width, middle + width];
}
