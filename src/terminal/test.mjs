// npm test: every check there is.
import { begin, faultsOf } from './background.mjs';
import { checks } from './checks.mjs';
import { fail, installMissing, packaged, run } from './install.mjs';

installMissing();
const { browserHelp, findBrowser } = await import('./find-browser.mjs');

const browser = await findBrowser();
if (!browser) fail(browserHelp);
process.env['SYNTHPAD_CHROMIUM'] = browser;
console.log(`Testing with ${browser}`);

run(packaged('vite'), ['build', '--logLevel', 'warn']);
// The commands under test need not build the same site again.
process.env['SYNTHPAD_SITE'] = 'dist';

const tests = begin(['vitest', 'run', ...process.argv.slice(2)]);
// Tests wait a good deal, for clocks and for each other. Meanwhile these take what is left of two
// cores, and where they find a fault, nobody waits for the tests.
const faults = await faultsOf(checks);
if (faults.length > 0) {
  tests.stop();
  await tests.ended;
  fail(faults.join('\n'));
}
process.exitCode = await tests.ended;
