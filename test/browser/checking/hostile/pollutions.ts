/**
 * Right programs that leave something behind, each with a program that passes only where there
 * is nothing of it. Both solve the task, so that a worker is kept whenever that is safe.
 */

export interface Pollution {
  readonly pollute: string;
  readonly detect: string;
}

const solution = '\ndef f(a, b):\n    return a + b\n';

/** `clean` is an expression that is true in a fresh interpreter. */
function pollution(pollute: string, clean: string): Pollution {
  return { pollute: pollute + solution, detect: `${clean}${solution}` };
}

export const pollutions: Readonly<Record<string, Pollution>> = {
  'a replaced builtin': pollution(
    'import builtins\nbuiltins.sorted = lambda x: 0',
    'assert sorted([2, 1]) == [1, 2]',
  ),
  'a new builtin': pollution(
    'import builtins\nbuiltins.left = 1',
    "import builtins\nassert not hasattr(builtins, 'left')",
  ),
  'a replaced exception': pollution(
    'import builtins\nbuiltins.AssertionError = ValueError',
    "assert AssertionError.__name__ == 'AssertionError'",
  ),
  'a replaced module function': pollution(
    'import math\nmath.sqrt = lambda x: 0',
    'import math\nassert math.sqrt(4) == 2',
  ),
  'a replaced encoder': pollution(
    'import json\njson.dumps = json.dumps\njson.left = 1',
    "import json\nassert not hasattr(json, 'left')",
  ),
  'a replaced method': pollution(
    'import collections\ncollections.Counter.most_common = lambda *a: []',
    "import collections\nassert collections.Counter('aa').most_common() == [('a', 2)]",
  ),
  'a module that cannot be imported': pollution(
    "import sys\nsys.modules['bisect'] = None",
    'import bisect',
  ),
  'a fake module': pollution(
    "import sys, types\nsys.modules['statistics'] = types.ModuleType('statistics')",
    'import statistics\nassert statistics.mean([1, 3]) == 2',
  ),
  'the state of random': pollution(
    'import random\nrandom.seed(1)\nrandom.random()',
    'import random\nassert random.getstate()[1][-1] == 624',
  ),
  'a recursion limit': pollution(
    'import sys\nsys.setrecursionlimit(60)',
    'import sys\nassert sys.getrecursionlimit() == 1000',
  ),
  'a file': pollution(
    "open('/tmp/left', 'w').write('x')",
    "import os\nassert not os.path.exists('/tmp/left')",
  ),
  'a changed library file': pollution(
    "import sys, zipfile\npath = next(p for p in sys.path if p.endswith('.zip'))\nopen(path, 'r+b').write(b'broken')",
    'import fractions, statistics, textwrap',
  ),
  'a working folder': pollution(
    "import os\nos.chdir('/tmp')",
    "import os\nassert os.getcwd() == '/home/python'",
  ),
  'a search path': pollution(
    "import sys\nsys.path.insert(0, '/left')",
    "import sys\nassert '/left' not in sys.path",
  ),
  'an import hook': pollution(
    'import sys\nclass Hook:\n    def find_spec(self, name, *rest): raise ImportError(name)\nsys.meta_path.insert(0, Hook())',
    'import fractions',
  ),
  'an environment variable': pollution(
    "import os\nos.environ['LEFT'] = '1'",
    "import os\nassert 'LEFT' not in os.environ",
  ),
  'a disabled collector': pollution('import gc\ngc.disable()', 'import gc\nassert gc.isenabled()'),
  'decimal precision': pollution(
    'import decimal\ndecimal.getcontext().prec = 2',
    'import decimal\nassert decimal.getcontext().prec == 28',
  ),
  'a replaced output': pollution(
    'import sys, io\nsys.stdout = io.StringIO()',
    'import sys\nassert sys.stdout is sys.__stdout__',
  ),
  'a digit limit': pollution(
    'import sys\nsys.set_int_max_str_digits(700)',
    'import sys\nassert sys.get_int_max_str_digits() == 4300',
  ),
  'an attribute of __main__': pollution('left = 1', "assert 'left' not in globals()"),
  'an audit hook': pollution(
    'import sys\ncalls = []\ndef hook(*args):\n    if args[0] == "open": raise OSError\nsys.addaudithook(hook)',
    "import os\nassert open('/dev/null').read() == ''",
  ),
  'a trace function': pollution(
    'import sys\nsys.settrace(lambda *args: None)',
    'import sys\nassert sys.gettrace() is None',
  ),
  'a pending callback': pollution(
    'import asyncio\nasyncio.get_event_loop().call_later(0.001, lambda: None)',
    'import time\nassert True',
  ),
  'a patched prototype in JavaScript': pollution(
    'import js\njs.Object.prototype.left = 1',
    "import js\nassert not hasattr(js.Object.new(), 'left')",
  ),
  'a global in JavaScript': pollution(
    'import js\njs.self.left = 1',
    "import js\nassert not hasattr(js.self, 'left')",
  ),
  'an open file': pollution(
    "held = open('/dev/null')",
    "import os\nassert open('/dev/null').fileno() < 8",
  ),
  'a closed standard stream': pollution('import os\nos.close(2)', 'import os\nassert os.fstat(2)'),
  'a hundred megabytes in use': pollution('held = bytearray(10**8)', 'held = bytearray(10**8)'),
  'warnings as errors': pollution(
    "import warnings\nwarnings.simplefilter('error')",
    "import warnings\nwarnings.warn('x')",
  ),
};
