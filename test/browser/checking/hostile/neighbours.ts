/**
 * Programs that harm whoever runs beside or after them. None solves the task of the suite, which is
 * `f(a, b)`, their sum; each name says what is tried, and the statuses are a true account of it.
 */

import type { Status } from '../../../../src/checking/verdict.ts';

export interface NeighbourHarm {
  readonly program: string;
  readonly statuses: readonly Status[];
}

const harm = (program: string, ...statuses: Status[]): NeighbourHarm => ({ program, statuses });

const returns = (value: string, ...statuses: Status[]) =>
  harm(`import decimal, fractions\ndef f(a, b): return ${value}`, ...statuses);

/** Says what only a doctored encoder would. `value` is a Python expression of the text. */
const claims = (value: string) =>
  harm(
    `import candidate, json\ndef f(a, b): return 1\ncandidate._reply = lambda kind, **fields: json.dumps({'kind': 'done'} if kind == 'done' else {'kind': 'value', 'value': ${value}})`,
    'unsupported-value',
  );

export const neighbourHarms: Readonly<Record<string, NeighbourHarm>> = {
  'errors reported from JavaScript': harm(
    "import js\nfrom pyodide.code import run_js\nrun_js('setTimeout(() => { throw new Error() })')\nrun_js('self.reportError ? reportError(new Error()) : null')\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
  ),
  'errors reported without end': harm(
    'from pyodide.code import run_js\nrun_js(\'for (;;) dispatchEvent(new ErrorEvent("error", { message: "x" }))\')',
    'timeout',
    'runtime-error',
  ),
  'a patched String': harm(
    'import js\nfrom pyodide.code import run_js\nrun_js(\'globalThis.String = () => { throw new Error("no") }\')\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'a patched Error': harm(
    "from pyodide.code import run_js\nrun_js('globalThis.Error = 1; Object.prototype.toString = null')\ndef f(a, b): return 1 // 0",
    'failed-assertion',
    'runtime-error',
  ),
  'a patched Array': harm(
    "from pyodide.code import run_js\nrun_js('Array.prototype[Symbol.iterator] = null; Array.prototype.push = null')\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
  ),
  'a patched Map and WebAssembly': harm(
    "from pyodide.code import run_js\nrun_js('Map.prototype.get = null; globalThis.WebAssembly = null')\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
  ),
  'an error thrown when nobody looks': harm(
    "from pyodide.code import run_js\nrun_js('Promise.reject(new Error()); queueMicrotask(() => { throw new Error() })')\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
  ),
  'a worker of its own': harm(
    'import js\nfrom pyodide.ffi import to_js\nblob = js.Blob.new(to_js(["for(;;);"]))\njs.Worker.new(js.URL.createObjectURL(blob))\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'messages to the frame without end': harm(
    "from pyodide.code import run_js\nrun_js('for (;;) postMessage(0)')",
    'timeout',
    'runtime-error',
  ),
  'a worker that closes': harm(
    "from pyodide.code import run_js\nrun_js('close()')\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
    'timeout',
  ),
  'a gigabyte of JavaScript': harm(
    "from pyodide.code import run_js\nrun_js('globalThis.held = []; for (let i = 0; i < 64; i++) held.push(new Uint8Array(16e6).fill(1))')\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
    'memory-limit',
  ),
  'a fraction with an exponent of ten million': returns(
    'fractions.Fraction(10) ** 10_000_000',
    'unsupported-value',
    'timeout',
    'memory-limit',
  ),
  'a decimal with an exponent of ten million': returns(
    "decimal.Decimal('1E+999999')",
    'failed-assertion',
    'unsupported-value',
  ),
  'a claimed fraction': claims(`'["Fraction","1e10000000"]'`),
  'a claimed decimal': claims(`'["Decimal","1E+900000000"]'`),
  'a claimed number of four million digits': claims(`'["int","0x' + 'f' * 3_400_000 + '"]'`),
  'a set that collides on 64 bits': returns(
    '{x * (2**61 - 1) for x in range(3000)}',
    'failed-assertion',
    'unsupported-value',
    'timeout',
  ),
  'a set that collides on 32 bits': returns(
    '{x * (2**31 - 1) for x in range(3000)}',
    'unsupported-value',
    'timeout',
  ),
  'a claimed set that collides': claims(
    "json.dumps(['set'] + [['int', hex(x * (2**31 - 1))] for x in range(50_000)])",
  ),
  'a claimed dictionary that collides': claims(
    "json.dumps(['dict'] + [y for x in range(40_000) for y in (['int', hex(x * (2**31 - 1))], 0)])",
  ),
  'a value of two hundred thousand parts': returns(
    '[[0]] * 99_000',
    'failed-assertion',
    'unsupported-value',
    'timeout',
  ),
  'a text of forty-five million letters': returns(
    "'x' * 45_000_000",
    'unsupported-value',
    'timeout',
  ),
  'a claimed reply of forty-five million letters': harm(
    "import candidate\ncandidate._reply = lambda kind, **fields: 'x' * 45_000_000\ndef f(a, b): return 1",
    'unsupported-value',
    'timeout',
    'runtime-error',
  ),
  'ranges without end in a list': returns(
    '[range(10**18) for _ in range(1000)]',
    'failed-assertion',
    'unsupported-value',
  ),
};
