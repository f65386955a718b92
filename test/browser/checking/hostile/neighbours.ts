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
    'import js\nfrom pyodide.ffi import create_proxy\njs.setTimeout(create_proxy(lambda *args: 1 / 0), 0)\njs.dispatchEvent(js.ErrorEvent.new("error"))\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'errors reported without end': harm(
    'import js\nwhile True: js.dispatchEvent(js.ErrorEvent.new("error"))',
    'timeout',
    'runtime-error',
  ),
  'a patched String': harm(
    'import js\njs.globalThis.String = None\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'a patched Error': harm(
    'import js\njs.globalThis.Error = 1\njs.Object.prototype.toString = None\ndef f(a, b): return 1 // 0',
    'failed-assertion',
    'runtime-error',
  ),
  'a patched Array': harm(
    'import js\njs.Reflect.set(js.Array.prototype, js.Symbol.iterator, None)\njs.Array.prototype.push = None\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'a patched Map and WebAssembly': harm(
    'import js\njs.Map.prototype.get = None\njs.globalThis.WebAssembly = None\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'an error thrown when nobody looks': harm(
    'import js\nfrom pyodide.ffi import create_proxy\njs.Promise.reject(js.Error.new("x"))\njs.queueMicrotask(create_proxy(lambda *args: 1 / 0))\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'a worker of its own': harm(
    'import js\nfrom pyodide.ffi import to_js\nblob = js.Blob.new(to_js(["for(;;);"]))\njs.Worker.new(js.URL.createObjectURL(blob))\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'messages to the frame without end': harm(
    'import js\nwhile True: js.postMessage(0)',
    'timeout',
    'runtime-error',
  ),
  'a worker that closes': harm(
    'import js\njs.close()\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
    'timeout',
  ),
  'a gigabyte of JavaScript': harm(
    'import js\nheld = [js.Uint8Array.new(16_000_000).fill(1) for _ in range(64)]\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
    'memory-limit',
    'timeout',
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
