// npm test: every check there is, in the order in which a fault shows soonest.
import { fail, installMissing, packaged, run, runAll } from './install.mjs';

installMissing();
const { browserHelp, findBrowser } = await import('./find-browser.mjs');

const browser = await findBrowser();
if (!browser) fail(browserHelp);
process.env['SYNTHPAD_CHROMIUM'] = browser;
console.log(`Testing with ${browser}`);

// Side by side: each has use for little more than one core.
await runAll([
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['eslint', '.'],
  ['svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings'],
  ['tsc', '--project', 'tsconfig.worker.json'],
  ['tsc', '--project', 'tsconfig.node.json'],
  ['vite', 'build', '--logLevel', 'warn'],
]);
// The commands under test need not build the same site again.
process.env['SYNTHPAD_SITE'] = 'dist';
run(packaged('vitest'), ['run', ...process.argv.slice(2)]);
