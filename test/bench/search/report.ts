/** The table of a search bench, printed and written beside the bench with the machine it ran on. */

import { writeFileSync } from 'node:fs';
import type { StatusOnHiddenInputs } from './hidden-inputs.ts';
import type { Row } from './log.ts';
import { machine } from './machine.ts';
import { median } from './median.ts';
import { type Part, parts } from './plan.ts';

const path = 'test/bench/search.md';

export interface SearchFindings {
  readonly rows: readonly Row[];
  /** How many tasks each part has that a search can be given. */
  readonly sizes: ReadonlyMap<Part, number>;
  readonly seconds: number;
  readonly statusOnHiddenInputs: StatusOnHiddenInputs;
}

export async function writeReport(findings: SearchFindings): Promise<void> {
  const { rows, seconds } = findings;
  const lines = parts.flatMap((part) =>
    (part === 'human-eval' ? [0] : [3, 2]).flatMap((shown) => {
      const own = rows.filter((row) => row.split === part && row.shown === shown);
      return own.length === 0 ? [] : [lineOf(part, shown, own, findings)];
    }),
  );
  const load = median(rows.map((row) => row.load));
  const report = `# The search on MBPP and HumanEval

\`npm run bench -- search\`: ${seconds} s a task by the clock on the wall, one search per page, in headless
Chromium; found programs are judged by the page's checker. Tasks come in a fixed shuffled order:
where fewer were done than there are, they are a random sample. Components were chosen on train and
validation only.

- **Fits what it was shown** is what a search reports as found. With three asserts shown nothing is
  held out. With two, the third is. HumanEval shows the examples in the docstring and holds its whole
  check out; of its 164 tasks, those without an example that can be read are not counted.
- **Right on held-out tests** is the share of found programs that pass them: the rest only happened
  to fit.
- **Right on MBPP+** is of the programs that pass all three asserts, where the task has hidden inputs.
- **Solved** passes all tests of the task, of all tasks done, with Wilson's 95% interval.

Machine: ${await machine()}. Processes that wanted a core meanwhile (load average): median ${load.toFixed(1)}.

| tasks | shown | done | fits what it was shown | right on held-out tests | right on MBPP+ | challenge tests | solved | programs per second | median time to a solution |
|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}
`;
  console.log(report);
  writeFileSync(path, report);
}

function lineOf(
  part: Part,
  shown: number,
  rows: readonly Row[],
  { sizes, statusOnHiddenInputs }: SearchFindings,
): string {
  const found = rows.filter((row) => row.status !== null);
  const solved = found.filter((row) => row.status === 'passed');
  const onHidden = solved.map(statusOnHiddenInputs).filter((status) => status !== null);
  const challenged = solved.filter((row) => row.challenge[1] > 0);
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const [low, high] = interval(solved.length, rows.length);
  const cells = [
    part === 'human-eval' ? 'HumanEval' : `MBPP, ${part}`,
    shown === 0 ? 'its examples' : `${shown} asserts`,
    `${rows.length} of ${sizes.get(part) ?? 0}`,
    shareOf(found.length, rows.length),
    shown === 3 ? 'nothing held out' : shareOf(solved.length, found.length),
    shareOf(onHidden.filter((status) => status === 'passed').length, onHidden.length),
    shareOf(
      challenged.filter(({ challenge: [passed, count] }) => passed === count).length,
      challenged.length,
    ),
    `${shareOf(solved.length, rows.length)} (${percent(low)} to ${percent(high)})`,
    Math.round(sum((row) => row.tried) / sum((row) => row.seconds)).toLocaleString('en'),
    `${median(solved.map((row) => row.seconds)).toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** "299 of 450, 66.4%" */
function shareOf(count: number, of: number): string {
  return of === 0 ? 'none' : `${count} of ${of}, ${percent(count / of)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
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
