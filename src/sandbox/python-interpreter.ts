/**
 * One Python interpreter: boots Pyodide from bytes in hand, calls Python functions from string
 * to string, and puts itself back to the moment after boot. Knows nothing of what it runs.
 */

import { loadPyodide, type PyodideAPI } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { answerFromMemory, indexUrl, limitHeap } from './boot-from-memory.ts';
import { bootSettings } from './boot-settings.ts';
import { CappedOutput, type Output } from './capped-output.ts';
import { guardImports } from './host-reach.ts';
import { putLibraryLate } from './late-library.ts';
import { MemoryImage } from './memory-image.ts';
import { onLargeStack } from './large-stack.ts';
import { type CreateModule, restoreSnapshot, unpackSnapshot } from './memory-snapshot.ts';
import type { PythonCall, PythonModule, WorkerInit } from './protocol.ts';
import { RepeatableRandom } from './repeatable-random.ts';

type PythonFunction = (argument: string) => string | Promise<string>;
/** Gives the names of the module's functions, each with its address. */
type AddModule = (name: string, source: string) => { toJs(): [name: string, address: number][] };
type CallByName = (module: string, name: string, argument: string) => string;

/** The part of Emscripten's file system that is used here. */
interface FileSystem {
  readonly streams: (object | null | undefined)[];
  close(file: object): void;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: object): void;
  mkdev(path: string, device: number): void;
}

/** Hears of side effects of interpreted code, as they happen. */
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
  /** Held for as long as their functions may be called. */
  readonly #held: PythonFunction[] = [];
  readonly #files: FileSystem;
  readonly #output: CappedOutput;
  readonly #random: RepeatableRandom;
  readonly #addLateModule: (name: string, source: string) => void;
  readonly #callByName: CallByName;
  readonly #functions = new Map<string, PythonFunction>();
  readonly #memoryAfterBoot: MemoryImage;
  readonly #filesAfterBoot: ReadonlySet<object>;

  private constructor(
    pyodide: PyodideAPI,
    instance: WebAssembly.Instance,
    snapshot: MemoryImage | null,
    random: RepeatableRandom,
    modules: readonly PythonModule[],
    listener: Listener,
  ) {
    const memory = memoryOf(instance);
    this.#memory = memory;
    this.#random = random;
    this.#output = new CappedOutput(pyodide);
    const own = pyodide.toPy({});
    pyodide.runPython(modulesSource, { globals: own });
    const addModule: AddModule = own.get('add_module');
    this.#addLateModule = own.get('add_late_module');
    this.#callByName = own.get('call_by_name');
    for (const { name, source } of modules) {
      const functions = addModule(name, source).toJs();
      const module = pyodide.pyimport(name);
      for (const [each, address] of functions) {
        const target: PythonFunction = module[each];
        const call = onLargeStack(instance, address) ?? target;
        this.#functions.set(`${name}.${each}`, call);
        this.#held.push(target);
      }
    }
    this.#files = pyodide.FS as unknown as FileSystem;
    addReportFile(this.#files, listener);
    this.#filesAfterBoot = new Set(this.#openFiles());
    snapshot?.retake();
    this.#memoryAfterBoot = snapshot ?? new MemoryImage(memory);
    this.#random.reset();
    this.#output.take();
  }

  static async boot(init: WorkerInit, listener: Listener): Promise<PythonInterpreter> {
    const random = new RepeatableRandom();
    const file = await init.snapshot?.arrayBuffer();
    const snapshot = file ? unpackSnapshot(file) : null;
    const stdlib = snapshot ? new ArrayBuffer() : await init.stdlib.arrayBuffer();
    const answers = answerFromMemory(stdlib, async (imports) => {
      limitHeap(imports, init.heapLimitBytes);
      random.install(imports);
      guardImports(imports, (by) => listener.onTouch(by));
      const instance = await WebAssembly.instantiate(init.module, imports);
      random.attach(memoryOf(instance));
      return { module: init.module, instance };
    });
    try {
      let image: MemoryImage | null = null;
      /** Pyodide would copy its snapshot from one array of the memory's size. */
      const createRestored: CreateModule = async (settings) => {
        const module = await createPyodideModule(settings);
        const instance = await answers.instance;
        if (snapshot) {
          putLibraryLate(module.FS, init.stdlib);
          module.API.restoreSnapshot = () => {
            image = restoreSnapshot(snapshot, instance);
            return snapshot.state;
          };
        }
        return module;
      };
      const pyodide = await Promise.race([
        loadPyodide({
          ...bootSettings,
          indexURL: indexUrl,
          stdLibURL: `${indexUrl}stdlib.zip`,
          createPyodideModule: createRestored,
          ...(snapshot ? { _loadSnapshot: new Uint8Array() } : {}),
          packageBaseUrl: indexUrl,
        }),
        answers.failure,
      ]);
      const instance = await answers.instance;
      // Makes Python's loops look up from WebAssembly now and then. WebKit ends a worker only
      // where it passes through JavaScript, and a loop that never does burns a core for ever.
      pyodide.setInterruptBuffer(new Uint8Array(1));
      return new PythonInterpreter(pyodide, instance, image, random, init.modules, listener);
    } finally {
      answers.end();
    }
  }

  /** Makes them importable until the next restore. */
  addModules(modules: readonly PythonModule[]): void {
    for (const { name, source } of modules) this.#addLateModule(name, source);
  }

  /** Throws only when the interpreter broke: the Python functions catch what Python can raise. */
  async call(call: PythonCall): Promise<CallResult> {
    const target = this.#functions.get(call.function);
    const [module = '', name = ''] = call.function.split('.');
    const reply = target
      ? await target(call.argument)
      : this.#callByName(module, name, call.argument);
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

function memoryOf({ exports }: WebAssembly.Instance): WebAssembly.Memory {
  return exports['memory'] as WebAssembly.Memory;
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

/**
 * Functions of modules from the boot are called by reference: a program that puts another in its
 * place is not asked. JavaScript must hold nothing of a module added later, which it would let go
 * of in a memory that has been put back; those are called by name.
 */
const modulesSource = `
import sys, types

def add_late_module(name, source):
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, f"<{name}>", "exec"), module.__dict__)

def add_module(name, source):
    add_late_module(name, source)
    functions = vars(sys.modules[name]).items()
    return [(key, id(value)) for key, value in functions if isinstance(value, types.FunctionType)]

def call_by_name(module, name, argument):
    return getattr(sys.modules[module], name)(argument)
`;
