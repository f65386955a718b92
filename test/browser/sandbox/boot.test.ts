/** The two ways in which an interpreter boots end in the same interpreter. */

import { expect, test } from 'vitest';
import { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { SandboxBytes } from '../../../src/sandbox/sandbox-bytes.ts';

/** As on a line so slow that the snapshot has not come. */
class SlowBytes extends SandboxBytes {
  override snapshotIfHere(): Promise<null> {
    return Promise.resolve(null);
  }
}

const source = `
import sys
began = "fractions" in sys.modules

def is_from_snapshot(_):
    return str(began)

def look(_):
    import ctypes, hashlib, os, random, time
    shown = [list({"a", "b", "c", "d"}), random.random(), os.environ["HOME"], sys.path, sys.version]
    shown += [hashlib.md5(b"x").hexdigest(), sys.getrecursionlimit(), time.time() > 1.7e9]
    # What the interpreter no longer exports, it still has for itself.
    shown.append(ctypes.string_at(ctypes.create_string_buffer(b"abc")))
    shown.append(ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n + 1)(2))
    try:
        deep = lambda n: n and deep(n - 1)
        deep(10 ** 6)
    except RecursionError:
        shown.append("too deep")
    return repr(shown)
`;

async function booted(bytes: SandboxBytes): Promise<{ isFromSnapshot: string; look: string[] }> {
  const sandbox = await Sandbox.open(bytes);
  const modules = [{ name: 'looker', source }];
  const interpreter = sandbox.spawn({ modules, heapLimitBytes: 256 * 1024 * 1024 });
  await interpreter.booted;
  const replies: string[] = [];
  for (const name of ['is_from_snapshot', 'look', 'look']) {
    const calls = [{ function: `looker.${name}`, argument: '' }];
    const { returned, end } = await interpreter.run(calls, { limitMs: 20_000 });
    expect(end.kind).toBe('ended');
    replies.push(returned[0]?.reply ?? '');
    interpreter.restore();
  }
  sandbox.close();
  const [isFromSnapshot = '', ...look] = replies;
  return { isFromSnapshot, look };
}

test('from the snapshot and from the library alone, before and after a restore', async () => {
  const quick = await booted(new SandboxBytes());
  const slow = await booted(new SlowBytes());
  expect([quick.isFromSnapshot, slow.isFromSnapshot]).toEqual(['True', 'False']);
  for (const each of [...quick.look, ...slow.look]) expect(each).toBe(quick.look[0]);
});
