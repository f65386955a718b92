/**
 * Writes `third-party-licences.txt`: what the built site contains that others wrote, each with its
 * licence. Packages are those whose modules really are in the page's scripts and workers, and those
 * that are shipped as separate files.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import spdx from 'spdx-license-list/full.js';
import type { Plugin } from 'vite';

const licencesFile = 'third-party-licences.txt';

const require = createRequire(import.meta.url);

/** Shipped as files or bundled to a classic script, so that no bundle of Vite's names them. */
const shippedPackages = [
  'pyodide',
  '@mlc-ai/web-llm',
  // Within the one before.
  'loglevel',
  '@wllama/wllama',
  '@wllama/wllama-compat',
];

/** Published without its notice, which is that of another package of the same authors. */
const noticeElsewhere: Readonly<Record<string, string>> = {
  '@wllama/wllama-compat': '@wllama/wllama',
};

/** Compiled into files of those packages, which say so in their documents alone. */
const compiledIn = [
  {
    name: 'CPython and its standard library (in Pyodide)',
    spdxId: 'Python-2.0',
    copyright: 'Copyright (c) 2001 Python Software Foundation. All Rights Reserved.',
  },
  {
    name: 'Emscripten runtime (in Pyodide and wllama)',
    spdxId: 'MIT',
    copyright: 'Copyright (c) 2010-2014 Emscripten authors',
  },
  {
    name: 'Apache TVM, web-tokenizers and web-xgrammar (in WebLLM)',
    spdxId: 'Apache-2.0',
    copyright: 'Copyright the authors of Apache TVM and MLC-LLM',
  },
  {
    name: 'llama.cpp and ggml (in wllama)',
    spdxId: 'MIT',
    copyright: 'Copyright (c) 2023-2026 The ggml authors',
  },
];

interface Notice {
  readonly name: string;
  readonly licence: string;
  readonly text: string;
}

export interface LicenceCollector {
  /** For the page's own build. */
  readonly page: Plugin;
  /** For each worker, which Vite builds apart. */
  worker(): Plugin;
}

export function thirdPartyLicences(): LicenceCollector {
  const folders = new Set<string>();
  const collect = (ids: Iterable<string>) => {
    for (const id of ids) {
      const folder = packageFolder(id);
      if (folder) folders.add(folder);
    }
  };
  return {
    page: {
      name: 'synthpad:third-party-licences',
      apply: 'build',
      generateBundle: {
        order: 'post',
        handler(_options, bundle) {
          for (const file of Object.values(bundle)) {
            if (file.type === 'chunk') collect(Object.keys(file.modules));
          }
          for (const name of shippedPackages) folders.add(installedFolder(name));
          const source = licencesText([...folders].map(noticeOf));
          this.emitFile({ type: 'asset', fileName: licencesFile, source });
        },
      },
    },
    worker: () => ({
      name: 'synthpad:third-party-licences-of-workers',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') collect(Object.keys(file.modules));
        }
      },
    }),
  };
}

function licencesText(packages: readonly Notice[]): string {
  const notices = [...packages, ...compiledIn.map(compiledNotice)].sort((left, right) =>
    left.name.localeCompare(right.name, 'en'),
  );
  const opening =
    'Synthpad is licensed under the Apache License 2.0. It contains the following software of others, each under its own licence.';
  const parts = notices.map(({ name, licence, text }) => `${name}\n${licence}\n\n${text.trim()}`);
  return `${[opening, ...parts].join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}

/** The folder of the package a module belongs to; null for the project's own and virtual ones. */
function packageFolder(moduleId: string): string | null {
  const [, folder] = /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId) ?? [];
  return folder ?? null;
}

function installedFolder(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      readdirSync(join(folder, name));
      return join(folder, name);
    } catch {
      // Not installed at this level.
    }
  }
  throw new Error(`The package ${name} is not installed.`);
}

function noticeOf(folder: string): Notice {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { name: string; version: string; license?: string };
  const other = noticeElsewhere[name];
  const text = noticeIn(other ? installedFolder(other) : folder) ?? standardText(license, name);
  return { name: `${name} ${version}`, licence: license ?? 'see below', text };
}

function noticeIn(folder: string): string | null {
  const file = readdirSync(folder).find((each) => /^licen[cs]e\b/i.test(each));
  return file ? readFileSync(join(folder, file), 'utf8') : null;
}

function compiledNotice({ name, spdxId, copyright }: (typeof compiledIn)[number]): Notice {
  const text = standardText(spdxId, name).replace(/^.*<year>.*$/m, copyright);
  return {
    name,
    licence: spdxId,
    text: text.includes(copyright) ? text : `${copyright}\n\n${text}`,
  };
}

function standardText(spdxId: string | undefined, name: string): string {
  const known = spdxId === undefined ? undefined : spdx[spdxId];
  // A site without the notice its licence asks for must not be built.
  if (!known) throw new Error(`No licence text is known for ${name} (${spdxId ?? 'no licence'}).`);
  return known.licenseText;
}
