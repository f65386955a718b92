/**
 * npm run bench -- soak [SAMPLES [PROGRAMS]]: `npm run grade` over 20,000 samples, then 5,000 right,
 * wrong and hostile programs in one page. Memory has to stay where it was, and time to be linear.
 */

import { type GradeMoment, gradeSoak } from '../support/grade-soak.ts';
import { openHeadlessPage } from '../support/headless-page.ts';
import { prepare } from '../support/prepare.ts';
import { has, starterTasks, tasksOf } from '../support/published.ts';
import { memoryGrowth, soak } from '../support/soak.ts';

/** The later half of the run may need this much more memory than the earlier. */
const allowedGrowth = 1.15;
/** Its reference alone takes seconds. */
const slowTask = '123';

export async function main([samples = '20000', programs = '5000']: string[]): Promise<number> {
  await prepare();
  const areFlat = [
    Number(samples) > 0 ? await gradeMany(Number(samples)) : true,
    Number(programs) > 0 ? await checkMany(Number(programs)) : true,
  ];
  return areFlat.every(Boolean) ? 0 : 1;
}

async function gradeMany(count: number): Promise<boolean> {
  const { moments, exitCode, passed } = await gradeSoak(count, (moment) =>
    console.log(
      `${moment.graded} samples after ${moment.seconds.toFixed(0)} s, Node ${megabytes(moment.nodeBytes)}, browser ${megabytes(moment.browserBytes)}`,
    ),
  );
  // The process has ended at the last.
  const during = moments.slice(0, -1);
  const growths = [growthOf(during, 'nodeBytes'), growthOf(during, 'browserBytes')];
  console.log(`exit code ${exitCode}; ${passed} of ${count} passed (half of them are right)`);
  console.log(`memory, later half to earlier: Node ${growths[0]}, browser ${growths[1]}`);
  console.log(`seconds per 1,000 samples, later half to earlier: ${slowingOf(during)}`);
  const isFlat = growths.every((growth) => !(Number(growth) > allowedGrowth));
  return exitCode === 0 && passed === Math.ceil(count / 2) && isFlat;
}

function growthOf(moments: readonly GradeMoment[], of: 'nodeBytes' | 'browserBytes'): string {
  return memoryGrowth(moments.flatMap((moment) => moment[of] ?? [])).toFixed(3);
}

function slowingOf(moments: readonly GradeMoment[]): string {
  const first = moments[0];
  const middle = moments[Math.floor(moments.length / 2)];
  const last = moments.at(-1);
  if (!first || !middle || !last || last === middle || middle === first) return 'unknown';
  const rate = (from: GradeMoment, to: GradeMoment) =>
    (to.seconds - from.seconds) / (to.graded - from.graded);
  return (rate(middle, last) / rate(first, middle)).toFixed(3);
}

async function checkMany(count: number): Promise<boolean> {
  const published = has('mbpp') ? tasksOf('mbpp').filter((task) => task.id !== slowTask) : null;
  const headless = await openHeadlessPage();
  const startedAt = performance.now();
  const result = await soak(headless, published ?? starterTasks(), count, (done, bytes) => {
    if (done % 250 === 0) console.log(`${done} programs, memory ${megabytes(bytes)}`);
  });
  await headless.close();

  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const growth = memoryGrowth(result.memoryBytes);
  console.log(`${count} programs, ${result.hostileCount} of them hostile, in ${seconds} s`);
  console.log(`wrong verdicts: ${result.wrong.length}`);
  for (const each of result.wrong) console.log(`  ${each}`);
  console.log(`memory, later half to earlier: ${growth.toFixed(3)} (at most ${allowedGrowth})`);
  return result.wrong.length === 0 && !(growth > allowedGrowth);
}

function megabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${Math.round(bytes / 1e6)} MB`;
}
