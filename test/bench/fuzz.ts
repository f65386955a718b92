/**
 * npm run bench -- fuzz [TESTS [SEED]]: tests of programs made by chance (100,000 unless told), the
 * checker's decisions beside those of plain CPython. Prints every difference that is not listed.
 */

import { differencesOf, isListed, makeCases, testsPerProgram } from '../support/fuzz/fuzz.ts';
import { openHeadlessPage } from '../support/headless-page.ts';
import { prepare } from '../support/prepare.ts';

/** As many programs are made and decided at a time. */
const programsPerRound = 500;

export async function main([tests = '100000', seed = '1']: string[]): Promise<number> {
  const rounds = Math.ceil(Number(tests) / testsPerProgram / programsPerRound);
  const firstSeed = Number(seed);
  if (!Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(firstSeed)) {
    console.error('Give a number of tests, and a whole number as the seed.');
    return 2;
  }
  await prepare();
  const headless = await openHeadlessPage();
  let [decided, listed, wrong] = [0, 0, 0];
  for (let round = 0; round < rounds; round++) {
    const cases = await makeCases(firstSeed + round, programsPerRound);
    const differences = await differencesOf(headless, cases);
    const unlisted = differences.filter((difference) => !isListed(difference));
    decided += cases.length * testsPerProgram;
    listed += differences.length - unlisted.length;
    wrong += unlisted.length;
    for (const difference of unlisted) console.log(JSON.stringify(difference, null, 1));
    console.log(
      `seed ${firstSeed + round}: ${decided} tests, ${listed} listed exceptions, ${wrong} other differences`,
    );
  }
  await headless.close();
  return wrong === 0 ? 0 : 1;
}
