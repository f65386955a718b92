// npm run test:engines: the sandbox's promises in every browser engine that is installed.
import { installMissing, packaged, run } from './install.mjs';

installMissing();
const { findBrowser } = await import('./find-browser.mjs');

const browser = await findBrowser();
if (browser) process.env['SYNTHPAD_CHROMIUM'] = browser;
run(packaged('vite'), ['build', '--logLevel', 'warn']);
run(packaged('vitest'), ['run', '--project', 'e2e', 'test/e2e/engines.test.ts']);
