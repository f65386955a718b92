/** npm run bench -- agreement: all 399 completions with all inputs of MBPP+ beside EvalPlus. */

import { compareWithEvalPlus } from '../support/agreement.ts';
import { differencesFromEvalPlus } from '../support/agreement-differences.ts';
import { openHeadlessPage } from '../support/headless-page.ts';
import { prepare } from '../support/prepare.ts';
import { has } from '../support/published.ts';

export async function main(): Promise<number> {
  if (!has('mbppPlus', 'samples', 'verdicts')) {
    console.error('There is no copy of MBPP+ and of completions beside the repository.');
    return 2;
  }
  await prepare();
  const headless = await openHeadlessPage();
  const agreement = await compareWithEvalPlus(headless, () => true);
  await headless.close();

  const reasons = new Map(differencesFromEvalPlus.map((each) => [each.id, each.reason]));
  for (const { id, base, plus, status } of agreement.differences) {
    const reason = reasons.get(id) ?? 'NOT EXPLAINED';
    console.log(`${id}: base ${base}; plus ${plus}; ${status}. ${reason}`);
  }
  console.log(`base ${agreement.base} of ${agreement.count} equal to the stored verdicts`);
  console.log(`plus ${agreement.plus} of ${agreement.count} equal to the stored verdicts`);
  const unexplained = agreement.differences.filter(({ id }) => !reasons.has(id)).length;
  console.log(`${agreement.count - unexplained} of ${agreement.count} as EvalPlus 0.3.1 says`);
  return unexplained === 0 ? 0 : 1;
}
