/**
 * Gives the page the addresses of what a sandbox is made of (`virtual:sandbox-files`): the
 * frame with its own policy, the worker's script, the interpreter and its library. The scripts
 * are bundled apart from the page, to single classic files, as an opaque origin requires.
 */

import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from 'pyodide';
import type { Plugin } from 'vite';
import { bundleClassic } from './classic-script.ts';
import { interpreterFiles, shortHash } from './interpreter-files.ts';

const virtualId = 'virtual:sandbox-files';
const devPath = '/@sandbox/';
const sandboxFolder = join(dirname(fileURLToPath(import.meta.url)), '..', 'sandbox');

/** In a document's policy, stands for the hash of the frame's script. */
const hashPlaceholder = "'sha256-of-the-frame'";

type SandboxFile = 'worker' | 'wasm' | 'stdlib' | 'snapshot';

interface Content {
  readonly name: string;
  readonly type: string;
  make(): Promise<string | Buffer>;
}

const contents: Record<SandboxFile, Content> = {
  worker: {
    name: 'interpreter.js',
    type: 'text/javascript',
    make: () => bundleClassic(join(sandboxFolder, 'interpreter.worker.ts')),
  },
  wasm: {
    name: 'python.wasm.gz',
    type: 'application/gzip',
    make: async () => (await interpreterFiles()).wasm,
  },
  stdlib: {
    name: 'stdlib.zip',
    type: 'application/zip',
    make: async () => (await interpreterFiles()).stdlib,
  },
  snapshot: {
    name: 'python-memory.gz',
    type: 'application/gzip',
    make: async () => (await interpreterFiles()).snapshot,
  },
};

const files = Object.entries(contents) as [SandboxFile, Content][];

export function sandboxFiles(): Plugin {
  let isBuild = false;
  return {
    name: 'synthpad:sandbox-files',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    resolveId(id) {
      return id === virtualId ? `\0${virtualId}` : null;
    },
    async load(id) {
      if (id !== `\0${virtualId}`) return null;
      const { document } = await frame();
      if (!isBuild) {
        return moduleOf(document, (_, content) => JSON.stringify(devPath + content.name));
      }
      const references = new Map<SandboxFile, string>();
      for (const [file, content] of files) {
        const source = await content.make();
        const [stem, ...extensions] = content.name.split('.');
        const fileName = `sandbox/${stem}-${shortHash(source)}.${extensions.join('.')}`;
        references.set(file, this.emitFile({ type: 'asset', fileName, source }));
      }
      return moduleOf(document, (file) => `import.meta.ROLLUP_FILE_URL_${references.get(file)}`);
    },
    async transformIndexHtml(html) {
      return html.replace(hashPlaceholder, `'${(await frame()).hash}'`);
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?')[0];
        const content = files.find(([, each]) => path === devPath + each.name)?.[1];
        if (!content) return next();
        response.setHeader('Content-Type', content.type);
        content.make().then((body) => response.end(body), next);
      });
    },
  };
}

function moduleOf(
  frameDocument: string,
  address: (file: SandboxFile, content: Content) => string,
): string {
  const fields = files.map(([file, content]) => `${file}: String(${address(file, content)})`);
  return `export const frameDocument = ${JSON.stringify(frameDocument)};
export const pyodideVersion = ${JSON.stringify(version)};
export const sandboxFiles = { ${fields.join(', ')} };`;
}

/**
 * The frame is a document within the page's own text, so it needs no request of its own: a
 * service worker does not answer for opaque origins, and without a network there would be none.
 * It inherits the page's policy, which therefore names the script by its hash, and adds its own:
 * that one script, and no connections. Workers are blobs and inherit both.
 */
async function frame(): Promise<{ document: string; hash: string }> {
  const bundled = await bundleClassic(join(sandboxFolder, 'frame.ts'));
  // A closing tag within the text would end an inline script early.
  const script = bundled.replaceAll('</script', '<\\/script');
  const hash = `sha256-${createHash('sha256').update(script).digest('base64')}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hash}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const document = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Sandbox</title><script>${script}</script>`;
  return { document, hash };
}
