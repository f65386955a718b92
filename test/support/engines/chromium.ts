import { accessSync } from 'node:fs';
import { chromium as playwright } from 'playwright';
import { firstCompilerOnly } from '../../../src/terminal/find-browser.mjs';
import { launchChromium } from '../site.ts';
import { asTextCall, type Engine } from './engine.ts';

export const chromium: Engine = {
  name: 'Chromium',
  help: 'install Chrome or Chromium, or set SYNTHPAD_CHROMIUM',
  isInstalled() {
    try {
      accessSync(process.env['SYNTHPAD_CHROMIUM'] ?? playwright.executablePath());
      return true;
    } catch {
      return false;
    }
  },
  async launch() {
    const browser = await launchChromium([firstCompilerOnly]);
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await browser.newPage({ permissions });
    return {
      open: async (address) => void (await page.goto(address)),
      async evaluate(run, argument) {
        const call = `(${asTextCall(run)})(${JSON.stringify(JSON.stringify(argument))})`;
        return JSON.parse(await page.evaluate(call));
      },
      close: () => browser.close(),
    };
  },
};
