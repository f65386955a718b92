// npm test: every check there is, in the order in which a fault shows soonest.
import { fail, installMissing, run } from './install.mjs';

installMissing();
const { browserHelp, findBrowser } = await import('./find-browser.mjs');

const browser = await findBrowser();
if (!browser) fail(browserHelp);
process.env['SYNTHPAD_CHROMIUM'] = browser;
console.log(`Testing with ${browser}`);

run('npx', ['prettier', '--check', '--log-level', 'warn', '.']);
run('npx', ['eslint', '.']);
for (const project of ['tsconfig.worker.json', 'tsconfig.node.json']) {
  run('npx', ['tsc', '--project', project]);
}
run('npx', ['svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings']);
run('npx', ['vite', 'build', '--logLevel', 'warn']);
// The commands under test need not build the same site again.
process.env['SYNTHPAD_SITE'] = 'dist';
run('npx', ['vitest', 'run', ...process.argv.slice(2)]);
