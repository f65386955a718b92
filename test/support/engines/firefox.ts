/** Firefox over WebDriver BiDi, which it speaks itself. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { endChild, findExecutable, printed, startChild } from './child.ts';
import { asTextCall, type Engine, type EnginePage } from './engine.ts';

const names = ['firefox', 'firefox-esr'];
const applications = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

type Preferences = Readonly<Record<string, boolean | string | number>>;

/** No first-run pages and no calls home. */
const preferences: Preferences = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
};

function executable(): string | null {
  return process.env['SYNTHPAD_FIREFOX'] ?? findExecutable(names, applications);
}

/** `launch` takes further preferences, such as a person may have set. */
export const firefox: Engine & { launch(more?: Preferences): Promise<EnginePage> } = {
  name: 'Firefox',
  help: 'install firefox or firefox-esr, or set SYNTHPAD_FIREFOX',
  isInstalled: () => executable() !== null,
  async launch(more: Preferences = {}) {
    const profile = await mkdtemp(join(tmpdir(), 'synthpad-firefox-'));
    const lines = Object.entries({ ...preferences, ...more }).map(
      ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`,
    );
    await writeFile(join(profile, 'user.js'), lines.join('\n'));
    const flags = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile];
    const child = startChild(executable() ?? '', flags);
    const close = async () => {
      await endChild(child);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
      const address = await printed(child, /WebDriver BiDi listening on (ws:\S+)/);
      return await openPage(`${address}/session`, close);
    } catch (error) {
      await close();
      throw error;
    }
  },
};

async function openPage(address: string, close: () => Promise<void>): Promise<EnginePage> {
  const send = await connect(address);
  await send('session.new', { capabilities: {} });
  const { context } = await send('browsingContext.create', { type: 'tab' });
  return {
    async open(url) {
      await send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(run, argument) {
      const reply = await send('script.callFunction', {
        functionDeclaration: asTextCall(run),
        arguments: [{ type: 'string', value: JSON.stringify(argument) }],
        awaitPromise: true,
        target: { context },
      });
      if (reply['type'] !== 'success') throw new Error(JSON.stringify(reply['exceptionDetails']));
      return JSON.parse((reply['result'] as { value: string }).value);
    },
    close,
  };
}

type Send = (method: string, params: object) => Promise<Record<string, unknown>>;

interface Reply {
  readonly id?: number;
  readonly type: string;
  readonly result?: Record<string, unknown>;
  readonly message?: string;
}

async function connect(address: string): Promise<Send> {
  const socket = new WebSocket(address, { maxPayload: 1 << 28 });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.on('message', (data) => {
    const reply: Reply = JSON.parse(String(data));
    waiting.get(reply.id ?? -1)?.(reply);
  });
  socket.on('close', () => {
    for (const settle of waiting.values()) settle({ type: 'error', message: 'Firefox is gone.' });
  });
  let last = 0;
  return async (method, params) => {
    const id = ++last;
    const answered = new Promise<Reply>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const reply = await answered;
    waiting.delete(id);
    if (reply.type !== 'success') throw new Error(`${method}: ${reply.message}`);
    return reply.result ?? {};
  };
}
