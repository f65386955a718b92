/** npm run bench -- soak [COUNT]: thousands of programs in one page, by default 5,000. */

import { openHeadlessPage } from '../support/headless-page.ts';
import { prepare } from '../support/prepare.ts';
import { has, starterTasks, tasksOf } from '../support/published.ts';
import { memoryGrowth, soak } from '../support/soak.ts';

/** The later half of the run may need this much more memory than the earlier. */
const allowedGrowth = 1.15;
/** Its reference alone takes seconds. */
const slowTask = '123';

export async function main([count = '5000']: readonly string[]): Promise<number> {
  await prepare();
  const published = has('mbpp') ? tasksOf('mbpp').filter((task) => task.id !== slowTask) : null;
  const headless = await openHeadlessPage();
  const startedAt = performance.now();
  const result = await soak(headless, published ?? starterTasks(), Number(count), (done, bytes) => {
    const megabytes = bytes === null ? 'unknown' : `${Math.round(bytes / 1e6)} MB`;
    if (done % 250 === 0) console.log(`${done} programs, memory ${megabytes}`);
  });
  await headless.close();

  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const growth = memoryGrowth(result.memoryBytes);
  console.log(`${count} programs, ${result.hostileCount} of them hostile, in ${seconds} s`);
  console.log(`wrong verdicts: ${result.wrong.length}`);
  for (const each of result.wrong) console.log(`  ${each}`);
  console.log(`memory, later half to earlier: ${growth.toFixed(3)} (at most ${allowedGrowth})`);
  return result.wrong.length === 0 && !(growth > allowedGrowth) ? 0 : 1;
}
