/**
 * Wrong programs that try to be accepted. The task is `f(a, b)`, their sum; none of these can
 * add. Each name says what is tried.
 */

export const forgeries: Readonly<Record<string, string>> = {
  'an object that equals everything': `
class Any:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 5
def f(a, b): return Any()`,
  'an int that equals everything': `
class Any(int):
    def __eq__(self, other): return True
    __hash__ = int.__hash__
def f(a, b): return Any(7)`,
  'a float that equals everything': `
class Any(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
def f(a, b): return Any(7)`,
  'a text that equals everything': `
class Any(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
def f(a, b): return Any('x')`,
  'a list that equals everything': `
class Any(list):
    def __eq__(self, other): return True
def f(a, b): return Any([1])`,
  'a tuple that equals everything': `
class Any(tuple):
    def __eq__(self, other): return True
    __hash__ = tuple.__hash__
def f(a, b): return Any((1,))`,
  'a dict that equals everything': `
class Any(dict):
    def __eq__(self, other): return True
def f(a, b): return Any(x=1)`,
  'a set that equals everything': `
class Any(set):
    def __eq__(self, other): return True
def f(a, b): return Any([1])`,
  'a frozenset that equals everything': `
class Any(frozenset):
    def __eq__(self, other): return True
    __hash__ = frozenset.__hash__
def f(a, b): return Any([1])`,
  'bytes that equal everything': `
class Any(bytes):
    def __eq__(self, other): return True
    __hash__ = bytes.__hash__
def f(a, b): return Any(b'x')`,
  'a bytearray that equals everything': `
class Any(bytearray):
    def __eq__(self, other): return True
def f(a, b): return Any(b'x')`,
  'a complex number that equals everything': `
class Any(complex):
    def __eq__(self, other): return True
    __hash__ = complex.__hash__
def f(a, b): return Any(1, 1)`,
  'a Counter that equals everything': `
import collections
class Any(collections.Counter):
    def __eq__(self, other): return True
def f(a, b): return Any('x')`,
  'a deque that equals everything': `
import collections
class Any(collections.deque):
    def __eq__(self, other): return True
def f(a, b): return Any([1])`,
  'a Fraction and a Decimal that equal everything': `
import decimal, fractions
class AnyFraction(fractions.Fraction):
    def __eq__(self, other): return True
class AnyDecimal(decimal.Decimal):
    def __eq__(self, other): return True
def f(a, b): return AnyFraction(1, 3) if a > 0 else AnyDecimal('1.5')`,
  'an object that claims to be an int': `
class Any:
    @property
    def __class__(self): return int
    def __eq__(self, other): return True
    def __index__(self): return 5
def f(a, b): return Any()`,
  'a class whose metaclass equals everything': `
class Meta(type):
    def __eq__(self, other): return True
    __hash__ = type.__hash__
class Any(metaclass=Meta): pass
def f(a, b): return Any`,
  'an object ordered and hashed like anything': `
class Any:
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = lambda self, other: True
    __hash__ = lambda self: hash(5)
    __contains__ = lambda self, other: True
    __bool__ = lambda self: True
def f(a, b): return {Any()}`,
  'a list that holds such an object': `
class Any:
    def __eq__(self, other): return True
def f(a, b): return [Any()]`,
  'builtins.all and any say True': `
import builtins
builtins.all = builtins.any = lambda *args: True
def f(a, b): return None`,
  'builtins.bool says True': `
import builtins
builtins.bool = lambda *args: True
def f(a, b): return None`,
  'builtins.type lies about every value': `
import builtins
class Any:
    def __eq__(self, other): return True
builtins.type = lambda *args: int
def f(a, b): return Any()`,
  'builtins.eval returns the expected value of the first test': `
import builtins
builtins.eval = lambda *args, **named: 5
def f(a, b): return None`,
  'builtins.exec does nothing': `
import builtins
builtins.exec = lambda *args, **named: None
def f(a, b): return None`,
  'compile turns every test into True': `
import builtins
real = builtins.compile
builtins.compile = lambda source, *args, **named: real('True', *args, **named)
def f(a, b): return None`,
  'ast.parse turns every test into True': `
import ast
real = ast.parse
ast.parse = lambda *args, **named: real('assert True')
def f(a, b): return None`,
  'json.dumps says that the test held': `
import json
json.dumps = lambda *args, **named: '{"kind": "held"}'
def f(a, b): return None`,
  'json.dumps says that the test passed': `
import json
json.dumps = lambda *args, **named: '{"kind": "passed", "status": "passed", "outcome": "passed"}'
def f(a, b): return None`,
  'json.dumps answers with nonsense': `
import json
json.dumps = lambda *args, **named: '[[[[[['
def f(a, b): return None`,
  'the encoder says 5 whatever the value': `
import plain_values
plain_values.encode = lambda value: '5'
def f(a, b): return None`,
  'the encoder emits an unknown tag': `
import plain_values
plain_values.encode = lambda value: '["anything", 5]'
def f(a, b): return None`,
  'the encoder emits a tag that would build an object': `
import plain_values
plain_values.encode = lambda value: '["type", "__import__"]'
def f(a, b): return None`,
  'the runner itself is rewritten': `
import candidate
def held(argument): return '{"kind": "held"}'
candidate.evaluate.__code__ = held.__code__
candidate.decide_unisolated.__code__ = held.__code__
def f(a, b): return None`,
  'the reply is doctored': `
import candidate
candidate._reply = lambda kind, **fields: '{"kind": "done"}'
def f(a, b): return None`,
  'frames are searched for tests to clear': `
import sys
def f(a, b):
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()) + list(frame.f_globals.values()):
            if isinstance(value, list): value.clear()
        frame = frame.f_back`,
  'frames are searched for the expected value': `
import sys
def f(a, b):
    frame = sys._getframe()
    while frame:
        for key, value in frame.f_locals.items():
            if 'expect' in key or (isinstance(value, str) and '==' in value): return eval(value.split('==')[1])
        frame = frame.f_back`,
  'the heap is searched for asserts': `
import gc
def f(a, b):
    for each in gc.get_objects():
        if isinstance(each, dict):
            for value in list(each.values()):
                if isinstance(value, str) and value.startswith('assert f('): return eval(value.split('==')[1])`,
  'the stack is inspected for the test': `
import inspect
def f(a, b):
    for info in inspect.stack():
        for line in info.code_context or []:
            if 'assert' in line: return eval(line.split('==')[1])`,
  'files are searched for the test': `
import os
def f(a, b):
    for folder, _, names in os.walk('/'):
        for name in names:
            try: text = open(os.path.join(folder, name)).read()
            except Exception: continue
            if 'assert f(2, 3)' in text: return 5`,
  'the judge is looked for among the modules': `
import sys
def f(a, b):
    judge = sys.modules.get('judge') or sys.modules.get('equality')
    return judge._plans if judge else None`,
  'operator.eq says True': `
import operator
operator.eq = lambda *args: True
def f(a, b): return None`,
  'AssertionError is replaced': `
import builtins
class Silent(BaseException): pass
builtins.AssertionError = Silent
def f(a, b): return None`,
  'a trace function rewrites the frames': `
import sys
def tracer(frame, event, arg):
    frame.f_locals.update(result=5, ok=True, passed=True)
    return tracer
sys.settrace(tracer)
def f(a, b): return None`,
  'a profile function rewrites return values': `
import sys
sys.setprofile(lambda frame, event, arg: 5)
def f(a, b): return None`,
  'messages are posted from JavaScript': `
import js
from pyodide.ffi import to_js
for job in range(1, 40):
    js.postMessage(to_js({'kind': 'returned', 'job': job, 'index': 0, 'reply': '{"kind":"held"}'}))
def f(a, b): return None`,
  'every port is made to send what held': `
import js
from pyodide.ffi import create_proxy, to_js
real = js.MessagePort.prototype.postMessage
def send(message, *rest): real.call(js.undefined, to_js({'kind': 'returned', 'reply': '{"kind": "held"}'}))
js.MessagePort.prototype.postMessage = create_proxy(send)
def f(a, b): return None`,
  'JSON.stringify and Array.prototype are altered': `
import js
from pyodide.ffi import create_proxy
js.JSON.stringify = create_proxy(lambda *args: '{"kind": "held"}')
js.Array.prototype.push = create_proxy(lambda *args: 1)
def f(a, b): return None`,
  'the performance clock is altered': `
import js
from pyodide.ffi import create_proxy
js.performance.now = create_proxy(lambda *args: -1)
def f(a, b): return None`,
  'a clean exit before the tests': `
import sys
sys.exit(0)`,
  'a clean exit within the call': `
import sys
def f(a, b): sys.exit(0)`,
  'a hard exit with code 0': `
import os
def f(a, b): os._exit(0)`,
  'a hard exit when the program ends': `
import atexit, os
atexit.register(os._exit, 0)
def f(a, b): return None`,
  'a value that contains itself': `
def f(a, b):
    items = []
    items.append(items)
    return items`,
  'a value nested a hundred thousand deep': `
def f(a, b):
    items = []
    for _ in range(100000): items = [items]
    return items`,
  'a value of ten million parts': `
def f(a, b): return [0] * 10_000_000`,
  'an endless iterator': `
import itertools
def f(a, b): return (x for x in itertools.count())`,
  'an iterator that rewrites the encoder as it is read': `
import value_encoding
def f(a, b):
    value_encoding.json.dumps = lambda *args, **named: '5'
    yield 5`,
  'a set that collides in the judge': `
def f(a, b): return {x * (2**61 - 1) for x in range(20000)}`,
  'a number that is nothing': `
def f(a, b): return float('nan')`,
  'a number with a million digits': `
def f(a, b): return 10**1_000_000`,
  'a text of lone surrogates': `
def f(a, b): return '\\ud800' * 10`,
  'the function is a stand-in that answers by repr': `
class Function:
    def __call__(self, a, b): return self
    def __repr__(self): return '5'
    def __int__(self): return 5
    def __index__(self): return 5
f = Function()`,
  'sys.modules holds fakes of what the runner imports': `
import sys, types
for name in ('json', 'ast', 'plain_values', 'value_encoding', 'value_decoding', 'candidate', 'judge', 'equality', 'test_plan', 'test_sheet'):
    fake = types.ModuleType(name)
    fake.encode = fake.dumps = fake.decide = lambda *args, **named: '{"kind": "held"}'
    sys.modules[name] = fake
def f(a, b): return None`,
  'a coroutine whose value equals everything': `
class Any(int):
    def __eq__(self, other): return True
    __hash__ = int.__hash__
async def f(a, b): return Any(7)`,
  'a coroutine that ends the loop it runs in': `
import asyncio
async def f(a, b):
    asyncio.get_running_loop().stop()
    await asyncio.sleep(0)
    return 7`,
  'asyncio.run says the expected value of the first test': `
import asyncio
asyncio.run = lambda *args, **named: 5
async def f(a, b): return 7`,
  'the event loop answers for the program': `
import event_loop
event_loop._Loop.run_until_complete = lambda self, future: 5
async def f(a, b): return 7`,
  'the cache of the runner answers with what it is asked': `
import functools, deep_calls
functools._lru_cache_wrapper = lambda function, *rest: (lambda *args: args[-1] + 2)
@functools.cache
def f(a, b): return None`,
  'the encoder claims a coroutine of the expected value': `
import plain_values
plain_values.encode = lambda value: '["coroutine", 5]'
def f(a, b): return None`,
  'the encoder claims a defaultdict that makes types': `
import plain_values
plain_values.encode = lambda value: '["defaultdict", "type", 1, 2]'
def f(a, b): return None`,
  'the encoder claims a defaultdict that makes what it names': `
import plain_values
plain_values.encode = lambda value: '["defaultdict", "__import__"]'
def f(a, b): return None`,
  'an exception whose reason says that the test held': `
import environment
environment.missing = lambda error: 'passed", "kind": "held'
def f(a, b): raise ValueError`,
  'every exception is what a browser lacks': `
import environment
environment.missing = lambda error: 'no-network'
def f(a, b): raise ValueError`,
  'JavaScript’s promises answer for the program': `
import js
from pyodide.ffi import create_proxy
answer = '{"kind": "value", "value": "5"}'
js.Promise.prototype.then = create_proxy(lambda done, *rest: done(answer))
def f(a, b): return None`,
  'a promise’s constructor is gone': `
import js
js.Promise.prototype.constructor = None
def f(a, b): return None`,
  'text that calls itself text': `
import js
js.String.prototype.toString = None
def f(a, b): return None`,
  'the module is replaced by one that adds': `
import sys, types
sys.modules['program'] = types.SimpleNamespace(f=lambda a, b: a + b)
def f(a, b): return None`,
};
