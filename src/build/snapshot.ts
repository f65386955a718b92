/**
 * Boots the interpreter as a sandbox does, in Node, and keeps its memory. Chance, the order of sets,
 * the clock and the zone stand still, so the same version of Node makes the same bytes anywhere.
 */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadPyodide } from 'pyodide';
import { bootSettings } from '../sandbox/boot-settings.ts';
import { MemoryImage } from '../sandbox/memory-image.ts';
import { type CreateModule, packSnapshot, trampolineAddress } from '../sandbox/memory-snapshot.ts';
import { RepeatableRandom } from '../sandbox/repeatable-random.ts';

/** What the checker, the search and most programs import: they find it in memory. */
const imported = `
import ast, bisect, builtins, cmath, collections, copy, dataclasses, datetime, decimal, fractions
import functools, heapq, io, itertools, json, keyword, linecache, math, operator, os, random, re
import reprlib, string, sys, time, traceback, types, typing
`;

/** Pyodide puts the empty path first at the end of every boot, also of one from a snapshot. */
const leaveToBoot = `
sys.path.remove("")
`;

/** With the interpreter and loader in this folder, and the library at this path. */
export async function snapshotAfterBoot(
  pyodideFolder: string,
  stdlibPath: string,
): Promise<Uint8Array> {
  const { now } = Date;
  const { TZ } = process.env;
  const stillClock = () => stillTime;
  Date.now = stillClock;
  const performanceNow = performance.now;
  performance.now = stillClock;
  process.env['TZ'] = 'UTC';
  try {
    return await memoryAfterBoot(pyodideFolder, stdlibPath);
  } finally {
    Date.now = now;
    performance.now = performanceNow;
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  }
}

/** Python notes the moment of a start, the dates of files, and the zone: 2020 in UTC. */
const stillTime = Date.UTC(2020, 0, 1);

async function memoryAfterBoot(pyodideFolder: string, stdlibPath: string): Promise<Uint8Array> {
  const loader = pathToFileURL(join(pyodideFolder, 'pyodide.asm.mjs')).href;
  const createPyodideModule: CreateModule = (await import(/* @vite-ignore */ loader)).default;
  const random = new RepeatableRandom();
  let booting: Awaited<ReturnType<CreateModule>> | undefined;
  let instance: WebAssembly.Instance | undefined;
  const createModule: CreateModule = async (settings) => {
    const instantiateWasm: typeof settings.instantiateWasm = (imports, receive) => {
      random.install(imports);
      return settings.instantiateWasm?.(imports, (made, module) => {
        instance = made;
        random.attach(made.exports['memory'] as WebAssembly.Memory);
        return receive(made, module);
      });
    };
    // As in a browser: Python notes the path of the command that starts it.
    const own = { thisProgram: './this.program', instantiateWasm };
    return (booting = await createPyodideModule({ ...settings, ...own }));
  };
  const python = await loadPyodide({
    ...bootSettings,
    indexURL: pyodideFolder,
    stdLibURL: stdlibPath,
    createPyodideModule: createModule,
    _makeSnapshot: true,
  });
  python.runPython(imported + leaveToBoot, { globals: python.toPy({}) });
  if (!booting || !instance) throw new Error('Pyodide booted without a module of its own.');
  const memory = instance.exports['memory'] as WebAssembly.Memory;
  const state = booting.API.serializeHiwireState();
  new DataView(memory.buffer).setUint32(trampolineAddress(instance.exports, memory), 0, true);
  const { pieces } = new MemoryImage(memory);
  return Buffer.concat(packSnapshot({ byteLength: memory.buffer.byteLength, pieces, state }));
}
