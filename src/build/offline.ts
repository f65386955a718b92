/**
 * Writes the service worker with the list of what it keeps at once: the page, the interpreter
 * and the starter tasks. Engines are large and only some people use one: they are kept when used.
 */

import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { bundleClassic } from './classic-script.ts';
import { shortHash } from './interpreter-files.ts';

const source = join(dirname(fileURLToPath(import.meta.url)), '../platform/service.worker.ts');
const keptAtOnce = /^(index\.html|sandbox\/.*|assets\/.*\.(js|css))$/;
const keptWhenUsed = /^assets\/(wllama|esm-|headless-|.*\.worker-)/;

export function offline(): Plugin {
  let publicFolder = 'public';
  return {
    name: 'synthpad:offline',
    apply: 'build',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      // After the page itself, whose content is part of the version.
      order: 'post',
      async handler(_options, bundle) {
        const built = Object.values(bundle).filter(
          ({ fileName }) => keptAtOnce.test(fileName) && !keptWhenUsed.test(fileName),
        );
        const given = (await readdir(publicFolder)).filter((name) => name.includes('.'));
        const contents = [
          ...built.map((file) => (file.type === 'chunk' ? file.code : file.source)),
          ...(await Promise.all(given.map((name) => readFile(join(publicFolder, name))))),
        ];
        const paths = [...built.map(({ fileName }) => fileName), ...given];
        const version = shortHash(contents.map(shortHash).join());
        const list = `const keptFiles = ${JSON.stringify({ version, paths })};`;
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: `${list}\n${await bundleClassic(source)}`,
        });
      },
    },
  };
}
