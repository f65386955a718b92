/** Programs that break what runs them. Each says which statuses are a true account of it. */

import type { Status } from '../../../../src/checking/verdict.ts';

export interface Fault {
  readonly program: string;
  readonly statuses: readonly Status[];
}

const fault = (program: string, ...statuses: Status[]): Fault => ({ program, statuses });

export const faults: Readonly<Record<string, Fault>> = {
  'an endless loop': fault('while True: pass', 'timeout'),
  'an endless loop that swallows everything': fault(
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
    'timeout',
  ),
  'an endless loop in the call': fault('def f(a, b):\n    while True: a += 1', 'timeout'),
  'an endless loop in a finally block': fault(
    'def f(a, b):\n    try: return a + b\n    finally:\n        while True: pass',
    'timeout',
  ),
  'an endless loop within C': fault('def f(a, b): return sum(range(10**12))', 'timeout'),
  'an endless iterator read by C': fault(
    'import itertools, collections\ndef f(a, b): collections.deque(itertools.count(), 0)',
    'timeout',
  ),
  'a power too large': fault('def f(a, b): return 10 ** 10 ** 8', 'timeout', 'memory-limit'),
  'a factorial too large': fault(
    'import math\ndef f(a, b): return math.factorial(10**7)',
    'timeout',
  ),
  'a regular expression that explodes': fault(
    "import re\ndef f(a, b): return re.match('(a+)+$', 'a' * 40 + 'b')",
    'timeout',
  ),
  'a sort that never ends': fault(
    'class Slow:\n    def __lt__(self, other):\n        while True: pass\ndef f(a, b): return sorted([Slow(), Slow()])',
    'timeout',
  ),
  'a sleep': fault('import time\ntime.sleep(100)', 'timeout'),
  'a wait for a lock': fault(
    'import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()',
    'timeout',
    'runtime-error',
  ),
  'a destructor that loops': fault(
    'class Slow:\n    def __del__(self):\n        while True: pass\ndef f(a, b):\n    Slow()\n    return 1',
    'timeout',
  ),
  'an exception whose text never ends': fault(
    'class Slow(Exception):\n    def __str__(self):\n        while True: pass\ndef f(a, b): raise Slow',
    'timeout',
  ),
  'an exception whose text raises': fault(
    'class Bad(Exception):\n    def __str__(self): raise ValueError\ndef f(a, b): raise Bad',
    'runtime-error',
  ),
  'memory in pieces of ten megabytes': fault(
    'held = []\nwhile True: held.append(bytearray(10**7))',
    'memory-limit',
  ),
  'memory in small objects': fault('held = []\nwhile True: held.append([1, 2, 3])', 'memory-limit'),
  'memory by doubling a text': fault(
    "text = 'x'\nwhile True: text = text * 2",
    'memory-limit',
    'runtime-error',
  ),
  'memory at one stroke': fault('def f(a, b): return [0] * 10**9', 'memory-limit', 'runtime-error'),
  'a list of a thousand million': fault('def f(a, b): return list(range(10**9))', 'memory-limit'),
  'more bytes than addresses': fault(
    'def f(a, b): return bytearray(3 * 10**9)',
    'memory-limit',
    'runtime-error',
  ),
  'memory, and MemoryError swallowed': fault(
    'held = []\nwhile True:\n    try: held.append(bytearray(10**7))\n    except MemoryError: pass',
    'timeout',
  ),
  'recursion without end': fault('def f(a, b): return f(a, b)', 'runtime-error'),
  'recursion without end or limit': fault(
    'import sys\nsys.setrecursionlimit(10**9)\ndef f(a, b): return f(a, b)',
    'runtime-error',
    'memory-limit',
  ),
  'a recursion limit of nothing': fault(
    'import sys\ndef f(a, b):\n    sys.setrecursionlimit(1)\n    return a',
    'runtime-error',
    'failed-assertion',
    'unsupported-value',
  ),
  'recursion within repr': fault(
    'class Deep:\n    def __repr__(self): return repr([self])\ndef f(a, b): return repr(Deep())',
    'runtime-error',
  ),
  'the repr of a deep list': fault(
    'def f(a, b):\n    items = []\n    for _ in range(200_000): items = [items]\n    return repr(items)',
    'runtime-error',
  ),
  'five thousand parentheses': fault(
    "def f(a, b): return eval('(' * 5000 + ')' * 5000)",
    'runtime-error',
    'memory-limit',
  ),
  'two hundred thousand minus signs': fault(
    "def f(a, b): return eval('-' * 200_000 + '1')",
    'runtime-error',
    'memory-limit',
  ),
  'deep JSON': fault("import json\ndef f(a, b): return json.loads('[' * 100_000)", 'runtime-error'),
  'a deep copy of a deep list': fault(
    'import copy\ndef f(a, b):\n    items = []\n    for _ in range(100_000): items = [items]\n    return copy.deepcopy(items)',
    'runtime-error',
  ),
  'os._exit': fault('import os\nos._exit(0)', 'early-exit'),
  'os._exit with a code': fault('import os\ndef f(a, b): os._exit(3)', 'early-exit'),
  'os.abort': fault('import os\nos.abort()', 'runtime-error', 'early-exit'),
  'a signal to itself': fault('import os\nos.kill(os.getpid(), 9)', 'runtime-error', 'early-exit'),
  SystemExit: fault('raise SystemExit(0)', 'early-exit'),
  'sys.exit with a message': fault("import sys\ndef f(a, b): sys.exit('done')", 'early-exit'),
  KeyboardInterrupt: fault('raise KeyboardInterrupt', 'runtime-error'),
  GeneratorExit: fault('def f(a, b): raise GeneratorExit', 'runtime-error'),
  'an exception outside Exception': fault(
    'class Odd(BaseException): pass\ndef f(a, b): raise Odd',
    'runtime-error',
  ),
  'a question to the person': fault('def f(a, b): return input()', 'runtime-error'),
  'two million lines of output': fault(
    "def f(a, b):\n    for i in range(2_000_000): print('line', i)\n    return None",
    'failed-assertion',
    'timeout',
  ),
  'a hundred megabytes of output past Python': fault(
    "import os\ndef f(a, b):\n    for _ in range(100): os.write(1, b'x' * 1_000_000)\n    return None",
    'failed-assertion',
    'timeout',
  ),
  'errors without end': fault(
    "import sys\nwhile True: print('x' * 1000, file=sys.stderr)",
    'timeout',
  ),
  'streams closed': fault(
    'import sys\nsys.stdout.close()\nsys.stderr.close()\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'a pending callback': fault(
    'import asyncio\nasyncio.get_event_loop().call_later(0.01, lambda: 1 / 0)\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'asyncio.run that waits too long': fault(
    'import asyncio\nasyncio.run(asyncio.sleep(100))',
    'timeout',
  ),
  'a thread': fault('import threading\nthreading.Thread(target=print).start()', 'runtime-error'),
  'another process': fault("import subprocess\nsubprocess.run(['ls'])", 'runtime-error'),
  'a worker within the worker': fault(
    "import js\nfrom pyodide.ffi import to_js\nblob = js.Blob.new(to_js(['for(;;);']))\njs.Worker.new(js.URL.createObjectURL(blob))\ndef f(a, b): return None",
    'failed-assertion',
    'runtime-error',
  ),
  'the worker closes itself': fault(
    'import js\njs.self.close()\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
  ),
  'a read from address zero': fault(
    'import ctypes\nctypes.string_at(1, 10**9)',
    'runtime-error',
    'memory-limit',
  ),
  'a write through the whole memory': fault(
    'import ctypes\nctypes.memset(1000, 255, 20_000_000)',
    'runtime-error',
    'timeout',
  ),
  'a null byte in the program': fault('def f(a, b): return 1\0', 'syntax-error'),
  'no Python at all': fault('```python\nSure! Here it is:', 'syntax-error'),
  'builtins removed': fault(
    'import builtins\nfor name in list(vars(builtins)):\n    if name not in ("print",): delattr(builtins, name)\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
    'unsupported-value',
    'missing-function',
  ),
  'every module removed': fault(
    'import sys\nsys.modules.clear()\ndef f(a, b): return None',
    'failed-assertion',
    'runtime-error',
    'unsupported-value',
  ),
};
