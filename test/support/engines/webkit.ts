/** WebKitGTK over WebDriver, in a display that nobody sees. */

import { createServer, type AddressInfo } from 'node:net';
import { endChild, findExecutable, startChild } from './child.ts';
import { asTextCall, type Engine, type EnginePage } from './engine.ts';

const driverName = 'WebKitWebDriver';
const displayName = 'xvfb-run';

export const webkit: Engine = {
  name: 'WebKit',
  help: 'install webkit2gtk-driver and xvfb (Linux)',
  isInstalled: () =>
    findExecutable([driverName]) !== null && findExecutable([displayName]) !== null,
  async launch() {
    const port = await freePort();
    const child = startChild(displayName, ['-a', driverName, `--port=${port}`], {
      // Its own sandbox needs rights that root inside a container does not have.
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
    });
    const close = () => endChild(child);
    try {
      const address = `http://127.0.0.1:${port}`;
      await answering(`${address}/status`);
      return await openPage(address, close);
    } catch (error) {
      await close();
      throw error;
    }
  },
};

async function openPage(address: string, end: () => Promise<void>): Promise<EnginePage> {
  const options = { 'webkitgtk:browserOptions': { args: ['--automation'] } };
  const { sessionId } = await post<{ sessionId: string }>(`${address}/session`, {
    capabilities: { alwaysMatch: options },
  });
  const session = `${address}/session/${sessionId}`;
  await post(`${session}/timeouts`, { script: 600_000, pageLoad: 60_000 });
  return {
    async open(url) {
      await post(`${session}/url`, { url });
    },
    async evaluate(run, argument) {
      const script = `const [argument, done] = arguments;
        (${asTextCall(run)})(argument).then(
          (value) => done({ value }),
          (error) => done({ error: error + '\\n' + error.stack }));`;
      const args = [JSON.stringify(argument)];
      const end = await post<{ value?: string; error?: string }>(`${session}/execute/async`, {
        script,
        args,
      });
      if (end.value === undefined) throw new Error(end.error);
      return JSON.parse(end.value);
    },
    async close() {
      await fetch(session, { method: 'DELETE' }).catch(() => {});
      await end();
    },
  };
}

async function post<T>(address: string, body: object): Promise<T> {
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await response.json()) as { value: T };
  if (!response.ok) throw new Error(`${address}: ${JSON.stringify(value)}`);
  return value;
}

async function answering(address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      await fetch(address);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('WebKitWebDriver does not answer.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
