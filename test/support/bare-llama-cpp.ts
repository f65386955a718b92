/** llama.cpp by its library alone, in a page that holds nothing else: what ours is measured against. */

import type { Browser, Page } from 'playwright';
import { serveSite } from './site.ts';

const library = 'node_modules/@wllama/wllama/esm';

const document =
  '<!doctype html><title>Bare</title>' +
  '<script type="module">import { Wllama } from "./index.js"; window.Wllama = Wllama;</script>';

export interface BareReply {
  readonly text: string;
  readonly promptTokens: number;
  readonly replyTokens: number;
  readonly firstTokenMs: number;
  readonly totalMs: number;
}

/** As much of it as is used here; the rest of its types is checked where the page uses it. */
interface Library {
  loadModel(files: Blob[], parameters: object): Promise<void>;
  createCompletion(request: object): Promise<unknown>;
}

declare global {
  interface Window {
    Wllama?: new (paths: object, config: object) => Library;
    bareLlamaCpp: Library;
  }
}

interface BareModel {
  readonly browser: Browser;
  readonly model: Buffer;
  readonly parameters: object;
}

interface BareRequest {
  readonly prompt: string;
  readonly requests: readonly object[];
  /** Before all of them, or with each. */
  readonly isRead: 'once' | 'for each';
}

/** One reply per request, of a model that is loaded for them. */
export async function askBareLibrary(bare: BareModel, request: BareRequest): Promise<BareReply[]> {
  const site = await serveSite({ folder: library });
  const page = await bare.browser.newPage();
  try {
    await page.route('**/model.gguf', (route) => route.fulfill({ body: bare.model }));
    await page.route('**/bare.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: document }),
    );
    await page.goto(`${site.address}bare.html`);
    await load(page, bare.parameters);
    return await ask(page, request);
  } finally {
    await page.close();
    await site.close();
  }
}

async function load(page: Page, parameters: object): Promise<void> {
  await page.evaluate(async (options) => {
    if (!window.Wllama) throw new Error('The library did not load.');
    const quiet = () => undefined;
    const logger = { debug: quiet, log: quiet, warn: quiet, error: quiet };
    const made = new window.Wllama(
      { default: new URL('wasm/wllama.wasm', location.href).href },
      { logger },
    );
    const file = await (await fetch('model.gguf')).blob();
    await made.loadModel([file], { n_parallel: 1, n_gpu_layers: 0, warmup: false, ...options });
    window.bareLlamaCpp = made;
  }, parameters);
}

function ask(page: Page, { prompt, requests, isRead }: BareRequest): Promise<BareReply[]> {
  return page.evaluate(
    async ([text, all, read]) => {
      const replies: BareReply[] = [];
      for (const request of all) {
        const startedAt = performance.now();
        const base = { prompt: text, stream: true };
        const nothing = { onData: () => undefined, max_tokens: 0, cache_prompt: false };
        if (read === 'once' && replies.length === 0) {
          await window.bareLlamaCpp.createCompletion({ ...base, ...nothing });
        }
        let said = '';
        let firstTokenMs: number | null = null;
        let [promptTokens, replyTokens] = [0, 0];
        interface Chunk {
          choices: { text: string }[];
          timings?: { cache_n: number; prompt_n: number; predicted_n: number };
        }
        const onData = ({ choices: [choice], timings }: Chunk) => {
          said += choice?.text ?? '';
          if (said !== '') firstTokenMs ??= performance.now() - startedAt;
          if (!timings) return;
          promptTokens = timings.cache_n + timings.prompt_n;
          replyTokens = timings.predicted_n;
        };
        const own = { ...request, onData, cache_prompt: read === 'once' };
        await window.bareLlamaCpp.createCompletion({ ...base, ...own });
        const totalMs = performance.now() - startedAt;
        const times = { firstTokenMs: firstTokenMs ?? totalMs, totalMs };
        replies.push({ text: said, promptTokens, replyTokens, ...times });
      }
      return replies;
    },
    [prompt, requests, isRead] as const,
  );
}
