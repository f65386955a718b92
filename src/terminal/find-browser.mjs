// Finds a Chromium to drive: the explicit path, an installed one, Playwright's download, and
// last the system's package manager where this user may install. Never asks a question.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
];

const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export const browserHelp =
  'No Chromium was found: install Chrome or Chromium, or set SYNTHPAD_CHROMIUM to the path of one.';

// The first two render the address bar's popup ahead of any use: a second of each start. The third
// starts a process for a page that nobody may open.
const featuresLeftOut = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
];

/** Switches every headless run needs: no calls home, and no sandbox of its own when run as root. */
export const browserArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--disable-features=${featuresLeftOut}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * For runs that visit pages rather than compute: on two cores the engine's second compiler works
 * against the interpreters that start, for code that such a run executes for a moment.
 */
export const firstCompilerOnly = '--js-flags=--liftoff-only';

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installedBrowser() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = commands.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...applications].find(isExecutable) ?? null;
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  console.log('No Chromium is installed; asking Playwright to download one.');
  const cli = join('node_modules', 'playwright', 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 5 * 60_000,
  });
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

function packagedBrowser() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  if (!existsSync('/usr/bin/apt-get')) return null;
  console.log('Installing Chromium with the package manager of this system.');
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    return null;
  }
  return installedBrowser();
}

/** The path of a Chromium, or null where there is none and none could be installed. */
export async function findBrowser() {
  const explicit = process.env['SYNTHPAD_CHROMIUM'];
  if (explicit) {
    if (isExecutable(explicit)) return explicit;
    console.error(`SYNTHPAD_CHROMIUM is set to ${explicit}, which is not an executable file.`);
    return null;
  }
  return installedBrowser() ?? (await playwrightBrowser()) ?? packagedBrowser();
}
