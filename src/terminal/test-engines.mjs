// npm run test:engines: the sandbox's promises, and the main walk, in every browser engine that is installed.
import { installMissing, packaged, run } from './install.mjs';

installMissing();
const { findBrowser } = await import('./find-browser.mjs');

const browser = await findBrowser();
if (browser) process.env['SYNTHPAD_CHROMIUM'] = browser;
// The walk takes minutes, and Chromium is walked through by every other test.
process.env['SYNTHPAD_ENGINES'] = 'all';
run(packaged('vite'), ['build', '--logLevel', 'warn']);
process.env['SYNTHPAD_SITE'] = 'dist';
run(packaged('vitest'), [
  'run',
  '--project',
  'e2e',
  'test/e2e/engines.test.ts',
  'test/e2e/engines-walk.test.ts',
]);
