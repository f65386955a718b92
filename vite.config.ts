import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { offline } from './src/build/offline.ts';
import { commitOfCheckout } from './src/build/commit.ts';
import { sharedFirst } from './src/build/first-view.ts';
import { namedBreakpoints, paletteStyles } from './src/build/page-styles.ts';
import { sandboxFiles } from './src/build/sandbox-plugin.ts';
import { thirdPartyLicences } from './src/build/third-party-licences.ts';
import { browserArguments, findBrowser, firstCompilerOnly } from './src/terminal/find-browser.mjs';

/** WebGPU on the processor, so that tests meet an adapter (one without shader-f16). */
const softwareGpuArguments = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=swiftshader',
];

// Set for the tests themselves too, however Vitest was started.
const executablePath = process.env['VITEST'] ? await findBrowser() : null;
if (executablePath) process.env['SYNTHPAD_CHROMIUM'] = executablePath;

const licences = thirdPartyLicences();

const loadedLate = [
  '@codemirror/commands',
  '@codemirror/lang-python',
  '@codemirror/language',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
  '@mlc-ai/web-llm',
  '@noble/hashes/legacy.js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
  '@wllama/wllama/esm/index.js',
  'diff/lib/diff/array.js',
  'idb',
  'valibot',
];

export default defineConfig({
  // Relative addresses, so that the built folder works below any path of any static host.
  base: './',
  define: { 'import.meta.env.VITE_COMMIT': JSON.stringify(commitOfCheckout() ?? '') },
  plugins: [svelte(), paletteStyles(), sandboxFiles(), offline(), licences.page],
  css: { postcss: { plugins: [namedBreakpoints] } },
  worker: { format: 'es', plugins: () => [licences.worker()] },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: {
      input: ['index.html', 'headless.html'],
      output: { codeSplitting: { groups: [{ name: sharedFirst() }] } },
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          environment: 'node',
          // What takes a second on an idle machine takes many beside the other projects.
          testTimeout: 60_000,
          // Their files keep nothing that another could meet; a process for each took longer.
          isolate: false,
        },
      },
      {
        extends: true,
        // All that is loaded late, named ahead: found in the middle of a run, it would reload it.
        optimizeDeps: { include: loadedLate },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/misbehaving-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: [...browserArguments, ...softwareGpuArguments, firstCompilerOnly],
                ...(executablePath ? { executablePath } : {}),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/built-site.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // After the others: two browsers at a time take longer than one after the other.
          sequence: { groupOrder: 1 },
          // Each walk waits a good deal, so two go on at a time: two processes, whose files share a browser.
          maxWorkers: 2,
          isolate: false,
          // As patient as a press on a button: what a page shows in the end is waited for.
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
