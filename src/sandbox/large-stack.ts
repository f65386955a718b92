/**
 * Calls Python on a stack of its own where the browser has such stacks (JavaScript Promise
 * Integration). A worker of Chromium has half the stack of a page, in which a recursion through
 * C (a cached function, a sort key, an operator) ends before Python's own limit; this one is as
 * large as a page's. Nothing here is ever suspended.
 */

type Apply = (
  callable: number,
  positional: unknown[],
  positionalCount: number,
  names: string[],
  namedCount: number,
) => unknown;

/** Not yet among TypeScript's own types. */
interface StackSwitching {
  promising?(call: Apply): (...args: Parameters<Apply>) => Promise<unknown>;
}

/** Null where the browser has one stack only. The caller holds on to what lies at the address. */
export function onLargeStack(
  { exports }: WebAssembly.Instance,
  address: number,
): ((argument: string) => Promise<string>) | null {
  const { promising } = WebAssembly as StackSwitching;
  const apply = exports['_pyproxy_apply'];
  if (!promising || typeof apply !== 'function') return null;
  const call = promising(apply as Apply);
  return async (argument) => {
    const reply = await call(address, [argument], 1, [], 0);
    if (typeof reply === 'string') return reply;
    // Throws what Python raised, as Pyodide's own calls do.
    const throwRaised = exports['pythonexc2js'];
    if (typeof throwRaised === 'function') throwRaised();
    throw new TypeError('The function returned no text.');
  };
}
