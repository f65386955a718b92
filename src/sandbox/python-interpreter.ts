/**
 * One Python interpreter: boots Pyodide from bytes in hand, calls Python functions from string
 * to string, and puts itself back to the moment after boot. Knows nothing of what it runs.
 */

import { loadPyodide, type PyodideAPI } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { answerFromMemory, indexUrl, limitHeap } from './boot-from-memory.ts';
import { CappedOutput, type Output } from './capped-output.ts';
import { guardImports } from './host-reach.ts';
import { MemoryImage } from './memory-image.ts';
import type { PythonCall, PythonModule, WorkerInit } from './protocol.ts';
import { RepeatableRandom } from './repeatable-random.ts';

const homeFolder = '/home/python';

type PythonFunction = (argument: string) => string;

/** The part of Emscripten's file system that is used here. */
interface FileSystem {
  readonly streams: (object | null | undefined)[];
  close(file: object): void;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: object): void;
  mkdev(path: string, device: number): void;
}

/** Hears what interpreted code does beside returning, while it does it. */
export interface Listener {
  /** A reach past Python's own memory, before it takes effect. */
  onTouch(by: string): void;
  /** Text written to `reportPath`. */
  onReport(text: string): void;
}

/** A call that may never return can still be heard through this file. */
const reportPath = '/dev/report';

export interface CallResult extends Output {
  readonly reply: string;
}

export class PythonInterpreter {
  readonly #memory: WebAssembly.Memory;
  readonly #files: FileSystem;
  readonly #output: CappedOutput;
  readonly #random: RepeatableRandom;
  readonly #functions: ReadonlyMap<string, PythonFunction>;
  readonly #memoryAfterBoot: MemoryImage;
  readonly #filesAfterBoot: ReadonlySet<object>;

  private constructor(
    pyodide: PyodideAPI,
    memory: WebAssembly.Memory,
    random: RepeatableRandom,
    modules: readonly PythonModule[],
    listener: Listener,
  ) {
    this.#memory = memory;
    this.#random = random;
    this.#output = new CappedOutput(pyodide);
    this.#functions = addModules(pyodide, modules);
    this.#files = pyodide.FS as unknown as FileSystem;
    addReportFile(this.#files, listener);
    this.#filesAfterBoot = new Set(this.#openFiles());
    this.#memoryAfterBoot = new MemoryImage(memory);
    this.#random.reset();
    this.#output.take();
  }

  static async boot(init: WorkerInit, listener: Listener): Promise<PythonInterpreter> {
    const random = new RepeatableRandom();
    const answers = answerFromMemory(init.stdlib, async (imports) => {
      limitHeap(imports, init.heapLimitBytes);
      random.install(imports);
      guardImports(imports, (by) => listener.onTouch(by));
      return { module: init.module, instance: await WebAssembly.instantiate(init.module, imports) };
    });
    try {
      const pyodide = await Promise.race([
        loadPyodide({
          indexURL: indexUrl,
          stdLibURL: `${indexUrl}stdlib.zip`,
          createPyodideModule,
          lockFileContents: JSON.stringify({ info: lockInfo, packages: {} }),
          packageBaseUrl: indexUrl,
          env: { HOME: homeFolder, PYTHONHASHSEED: '0' },
        }),
        answers.failure,
      ]);
      const memory = (await answers.instance).exports['memory'] as WebAssembly.Memory;
      random.attach(memory);
      // Makes Python's loops look up from WebAssembly now and then. WebKit ends a worker only
      // where it passes through JavaScript, and a loop that never does burns a core for ever.
      pyodide.setInterruptBuffer(new Uint8Array(1));
      return new PythonInterpreter(pyodide, memory, random, init.modules, listener);
    } finally {
      answers.end();
    }
  }

  /** Throws only when the interpreter broke: the Python functions catch what Python can raise. */
  call(call: PythonCall): CallResult {
    const target = this.#functions.get(call.function);
    if (!target) throw new Error(`There is no Python function ${call.function}.`);
    const reply = target(call.argument);
    return { reply: String(reply), ...this.#output.take() };
  }

  /** About two milliseconds for the thirty megabytes of a fresh interpreter. */
  restore(): void {
    this.#memoryAfterBoot.restore();
    this.#random.reset();
    this.#output.take();
    // What Python left open, it no longer knows of.
    for (const file of this.#openFiles()) {
      if (!this.#filesAfterBoot.has(file)) this.#files.close(file);
    }
  }

  get heapBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  #openFiles(): object[] {
    return this.#files.streams.filter((file) => file !== null && file !== undefined);
  }
}

function addReportFile(files: FileSystem, listener: Listener): void {
  const device = files.makedev(64, 0);
  const decoder = new TextDecoder();
  files.registerDevice(device, {
    open: () => undefined,
    close: () => undefined,
    write(_stream: object, bytes: Uint8Array, offset: number, length: number): number {
      listener.onReport(decoder.decode(bytes.slice(offset, offset + length), { stream: true }));
      return length;
    },
  });
  files.mkdev(reportPath, device);
}

/** Pyodide reads these fields of a lock file and no other where no package is loaded. */
const lockInfo = {
  abi_version: '2026_0',
  arch: 'wasm32',
  platform: 'emscripten',
  python: '3.14',
  version: '0',
};

const addModuleSource = `
def add_module(name, source):
    import sys, types
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec"), module.__dict__)
    return [key for key, value in module.__dict__.items() if isinstance(value, types.FunctionType)]
add_module
`;

/** Makes the modules importable and takes hold of their functions, as "module.function". */
function addModules(
  pyodide: PyodideAPI,
  modules: readonly PythonModule[],
): ReadonlyMap<string, PythonFunction> {
  const functions = new Map<string, PythonFunction>();
  const addModule = pyodide.runPython(addModuleSource, { globals: pyodide.toPy({}) });
  for (const { name, source } of modules) {
    const names: string[] = addModule(name, source).toJs();
    const module = pyodide.pyimport(name);
    for (const each of names) functions.set(`${name}.${each}`, module[each]);
  }
  return functions;
}
