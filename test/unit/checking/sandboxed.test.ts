/** What a page asks of its service worker where no sandbox starts. */
import { afterEach, expect, test, vi } from 'vitest';
import { sandboxed } from '../../../src/checking/sandboxed.ts';
import { SandboxRefusedError } from '../../../src/sandbox/sandbox.ts';

afterEach(() => vi.unstubAllGlobals());

/** The messages to the service worker. */
function page(isIsolated: boolean): unknown[] {
  const messages: unknown[] = [];
  const controller = { postMessage: (message: unknown) => messages.push(message) };
  vi.stubGlobal('crossOriginIsolated', isIsolated);
  vi.stubGlobal('navigator', { serviceWorker: { controller } });
  return messages;
}

test.each([
  ['an isolated page is isolated no more', true, 'sandbox-isolated', 'DO_NOT_ISOLATE'],
  ['for another, isolation was not the cause', false, 'sandbox-refused', 'ISOLATE'],
])('%s', async (_name, isIsolated, kind, type) => {
  const messages = page(isIsolated);
  const failure = { kind, detail: 'no answer' };
  const work = Promise.reject(new SandboxRefusedError('no answer'));
  await expect(sandboxed(work)).rejects.toMatchObject({ failure });
  expect(messages).toEqual([{ type }]);
});

test.each([true, false])(
  'a sandbox that starts changes nothing: isolated %s',
  async (isIsolated) => {
    const messages = page(isIsolated);
    await sandboxed(Promise.resolve());
    expect(messages).toEqual([]);
  },
);
