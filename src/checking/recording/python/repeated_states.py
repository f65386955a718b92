"""Finds that a loop is where it was before, with all that it can depend on unchanged.

Such a loop never ends. This is claimed only where every bit of state is in view: of programs that
ask nothing of the world outside, at lines between which no iterator is under way, and with values
that can be written down to the last one. Wherever that is in doubt nothing is claimed.
"""

import ast
import collections
import hashlib
import inspect
import sys
import types

import candidate
import recorded_values

RESUMABLE = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
MAX_ITEMS = 400
MAX_TEXT = 2_000
MAX_BITS = 20_000
# A state too large to write down is not tried again and again.
MAX_FAILURES = 3

# They keep nothing between two calls that a program could see.
_MODULES = {
    "__future__", "abc", "bisect", "cmath", "collections", "copy", "dataclasses", "enum",
    "fractions", "functools", "heapq", "itertools", "math", "numbers", "operator", "re",
    "statistics", "string", "typing",
}  # fmt: skip
# They ask the world, the interpreter or an address.
_NAMES = {
    "__import__", "breakpoint", "compile", "eval", "exec", "globals", "hash", "id", "input",
    "locals", "object", "open", "vars",
}  # fmt: skip
_ATOMS = (bool, float, complex, type(None), type(...), range)


class _Opaque(Exception):
    """Something whose state cannot be written down."""


class States:
    """Those in which the loops of a program were so far."""

    def __init__(self, program: str, others: list[str]):
        sources = [program, *others]
        is_closed = all(map(_is_closed, sources))
        self.lines = _lines(program) if is_closed else {}
        self.imported = _imported(sources) if is_closed else {}
        # Of each frame, of each loop that it is in: the step of each state there.
        self.seen = {}
        self.failures = 0

    def earlier(self, frame: types.FrameType, number: int, step: int) -> int | None:
        """The step at which all was as it is now; None where that is not known."""
        code = frame.f_code
        lines = self.lines.get((code.co_name, code.co_firstlineno))
        if not lines or code.co_flags & RESUMABLE or self.failures >= MAX_FAILURES:
            return None
        line = frame.f_lineno
        # Outside a loop, the turn of another one around it may move an iterator.
        loops = self.seen.get(number, {})
        loops = {loop: steps for loop, steps in loops.items() if loop[0] <= line <= loop[1]}
        self.seen[number] = loops
        loop = lines.get(line)
        if loop is None:
            return None
        try:
            state = (line, _Writing(self.imported).of(frame))
        except Exception:
            # Whatever cannot be written down must not become an exception of the program's.
            self.failures += 1
            return None
        first = loops.setdefault(loop, {}).setdefault(state, step)
        return first if first < step else None


def _imported(sources):
    """Things of modules by where they come from: they are the same as long as they are there."""
    found = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module in sys.modules:
                module = vars(sys.modules[node.module])
                names = [alias.name for alias in node.names if alias.name in module]
                found |= {id(module[name]): f"{node.module}.{name}" for name in names}
    return found


def _lines(source):
    """Of each function: its lines at which nothing is under way, each with the loop around it."""
    found = {}
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
            _gather(function.body, None, found.setdefault((function.name, first), {}))
    return found


def _gather(statements, loop, lines):
    for each in statements:
        around = loop
        if isinstance(each, ast.While):
            around = loop or (each.lineno, each.end_lineno)
            _note(each, [each.test], around, lines)
            _gather(each.body, around, lines)
            _gather(each.orelse, loop, lines)
        elif isinstance(each, ast.If):
            _note(each, [each.test], loop, lines)
            _gather([*each.body, *each.orelse], loop, lines)
        elif isinstance(each, ast.Try):
            # Its other parts run with an exception under way.
            _gather([*each.body, *each.orelse], loop, lines)
            for inner in [*(handler.body for handler in each.handlers), each.finalbody]:
                _gather(inner, None, lines)
        elif isinstance(each, ast.For | ast.With):
            # A loop further in is one of its own: whatever moves the iterator is outside it.
            _gather(each.body, None, lines)
        elif isinstance(each, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Expr | ast.Pass):
            _note(each, [each], loop, lines)


def _note(statement, expressions, loop, lines):
    """Of several lines, or with a comprehension, it is come back to in its midst."""
    inner = (ast.ListComp, ast.SetComp, ast.DictComp, ast.Lambda, ast.GeneratorExp)
    is_simple = all(
        each.end_lineno == statement.lineno
        and not any(isinstance(part, inner) for part in ast.walk(each))
        for each in expressions
    )
    if loop and is_simple:
        lines[statement.lineno] = loop


def _is_closed(source):
    """Whether all that it depends on is its own."""
    try:
        nodes = [*ast.walk(ast.parse(source))]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(map(_is_closed_node, nodes))


def _is_closed_node(node):
    if isinstance(node, ast.Import):
        return all(alias.name in _MODULES for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module in _MODULES and node.level == 0
    if isinstance(node, ast.Name):
        return node.id not in _NAMES
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith("__")
    if isinstance(node, ast.FunctionDef):
        return node.name not in {"__del__", "__getattr__", "__getattribute__"}
    return not isinstance(node, ast.AsyncFunctionDef)


def _held(cell):
    """In brackets, since a name may be bound only later."""
    try:
        return [cell.cell_contents]
    except ValueError:
        return []


class _Writing:
    """Writes down a state: equal texts are states between which a program cannot tell."""

    def __init__(self, imported):
        self.imported = imported
        self.numbers = {}
        self.items = 0

    def of(self, frame):
        names = candidate._program.module.__dict__
        own = {name: value for name, value in names.items() if name != "__builtins__"}
        text = repr((self.pairs(dict(frame.f_locals)), self.pairs(own)))
        return hashlib.blake2b(text.encode(errors="backslashreplace"), digest_size=16).digest()

    def pairs(self, of):
        return [(key, self.value(value)) for key, value in dict.items(of)]

    def value(self, value):
        cls = type(value)
        self.items += 1
        if self.items > MAX_ITEMS:
            raise _Opaque
        if cls in _ATOMS:
            return f"{cls.__name__} {value!r}"
        if cls is int and value.bit_length() <= MAX_BITS:
            return hex(value)
        if cls in (str, bytes) and len(value) <= MAX_TEXT:
            return repr(value)
        if cls is types.ModuleType and value.__name__ in _MODULES:
            return f"module {value.__name__}"
        if id(value) in self.imported:
            return self.imported[id(value)]
        number = self.numbers.get(id(value))
        if number is not None:
            return f"again {number}"
        self.numbers[id(value)] = len(self.numbers)
        return [cls.__name__, *self.inner(value, cls)]

    def inner(self, value, cls):
        if cls in (list, tuple):
            return [self.value(item) for item in value]
        if cls is collections.deque:
            return [value.maxlen, *map(self.value, value)]
        if cls in (dict, collections.Counter, collections.OrderedDict):
            attributes = () if cls is dict else self.pairs(vars(value))
            walked = recorded_values.walked(value)
            if walked is None:
                raise _Opaque
            return [attributes, *((self.value(key), self.value(item)) for key, item in walked)]
        if cls is types.FunctionType and value.__code__.co_filename == candidate.FILE:
            return self.function(value)
        if cls is types.BuiltinFunctionType:
            return [value.__name__, self.value(value.__self__)]
        if cls is type:
            return self.type(value)
        is_own = type(cls) is type and cls.__module__ == candidate.MODULE
        if is_own and cls.__mro__ == (cls, object) and "__slots__" not in vars(cls):
            return [self.value(cls), *self.pairs(vars(value))]
        # Of sets too: how one is walked depends on more than what is in it.
        raise _Opaque

    def function(self, value):
        cells = [_held(cell) for cell in value.__closure__ or ()]
        kept = [value.__defaults__, value.__kwdefaults__, value.__dict__, *cells]
        return [id(value.__code__), *map(self.value, kept)]

    def type(self, value):
        if value.__module__ in _MODULES or value.__module__ == "builtins":
            return [value.__module__, value.__qualname__]
        if value.__module__ != candidate.MODULE or value.__mro__ != (value, object):
            raise _Opaque
        skipped = (types.GetSetDescriptorType, types.MemberDescriptorType)
        members = [(key, each) for key, each in vars(value).items() if type(each) not in skipped]
        plain = [(key, each) for key, each in members if key not in {"__doc__", "__module__"}]
        return [(key, self.member(each)) for key, each in plain]

    def member(self, value):
        if type(value) in (staticmethod, classmethod):
            return self.value(value.__func__)
        return self.value(value)
