"""Reads the shown asserts into examples; leaves what to do with them to the search.

All files of this folder are flat modules that import one another by plain name
(``import search_reader``), so that any interpreter that can be handed source text can load
them. They need the standard library only, and no threads.

An assert is read with ``ast``: whatever surrounds the one call of the function is kept as a
check, so ``set(f(x)) == {1}``, ``math.isclose(f(x), 2.0)`` and ``not f(x)`` all work.
"""

import ast
import builtins
import collections
import math
import sys
import time
from collections.abc import Callable
from typing import Any

MAX_EXAMPLES = 6
MAX_ARGUMENTS = 6
SETUP_SECONDS = 1.0
PLAIN_CALLS = (
    "set",
    "frozenset",
    "list",
    "tuple",
    "dict",
    "range",
    "float",
    "int",
    "str",
    "bool",
    "complex",
    "sorted",
    "len",
    "bytes",
)


class Refusal(Exception):
    """The specification cannot be searched: a code with its fields, which the page says in words.

    ``search-reason.ts`` lists the codes.
    """

    def __init__(self, code: str, **fields: str):
        super().__init__(code)
        self.reason = {"code": code, **fields}


class Example:
    """One shown assert: the call's arguments and what its value must satisfy."""

    def __init__(
        self,
        source: str,
        arguments: tuple,
        expected: Any,
        is_direct: bool,
        check: Callable[[Any], Any] | None,
    ):
        self.source = source
        self.arguments = arguments
        #: The literal on the other side of ``==``; meaningful only where ``is_direct``.
        self.expected = expected
        self.is_direct = is_direct
        self.check = check

    def passes(self, value: Any) -> bool:
        """Whether the assert would hold if the call returned ``value``; never raises."""
        try:
            if self.is_direct:
                return bool(value == self.expected)
            return bool(self.check(value))
        except Exception:
            return False


def call_within(seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
    """Runs ``function`` and raises ``Refusal`` once it has run Python code for too long.

    Opcodes are watched, not lines: a loop written on one line makes no line events.
    """
    deadline = time.monotonic() + seconds

    def watch(frame, event, _argument):
        if event == "call":
            frame.f_trace_opcodes = True
        if time.monotonic() > deadline:
            raise Refusal("runs-too-long")
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        return function(*arguments)
    finally:
        sys.settrace(before)


def run_setup(setup_code: str) -> dict[str, Any]:
    """The names that asserts may use: some modules, and what the setup code defines."""
    names = {
        "math": math,
        "sys": sys,
        "collections": collections,
        "Counter": collections.Counter,
        "OrderedDict": collections.OrderedDict,
        "defaultdict": collections.defaultdict,
        "deque": collections.deque,
        "__name__": "setup",
    }
    if setup_code.strip():
        try:
            call_within(SETUP_SECONDS, exec, compile(setup_code, "<setup>", "exec"), names)
        except Refusal:
            raise
        except BaseException as error:
            raise Refusal("setup-fails", type=type(error).__name__) from None
    return names


def _guarded(operator, left, right):
    """Arithmetic on written constants, refused before a value gets large."""
    numbers = all(isinstance(side, (int, float, complex)) for side in (left, right))
    if isinstance(operator, ast.Pow):
        if not numbers or abs(right) > 400 or (isinstance(left, int) and left.bit_length() > 64):
            raise Refusal("number-too-large")
        return left**right
    if isinstance(operator, ast.Mult):
        if not numbers and max(side for side in (left, right) if isinstance(side, int)) > 1000:
            raise Refusal("value-too-large")
        return left * right
    table = {
        ast.Add: lambda: left + right,
        ast.Sub: lambda: left - right,
        ast.Div: lambda: left / right,
        ast.FloorDiv: lambda: left // right,
        ast.Mod: lambda: left % right,
        ast.BitOr: lambda: left | right,
    }
    if type(operator) not in table:
        raise Refusal("unknown-operator")
    return table[type(operator)]()


def evaluate(node: ast.expr, names: dict[str, Any]) -> Any:
    """The value of a written literal, with plain constructor calls and setup names."""

    def read(inner):
        return evaluate(inner, names)

    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.List):
        return [read(item) for item in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(read(item) for item in node.elts)
    if isinstance(node, ast.Set):
        return {read(item) for item in node.elts}
    if isinstance(node, ast.Dict) and None not in node.keys:
        return {read(key): read(value) for key, value in zip(node.keys, node.values)}
    if isinstance(node, ast.UnaryOp) and isinstance(
        node.op, (ast.USub, ast.UAdd, ast.Not, ast.Invert)
    ):
        value = read(node.operand)
        return {
            ast.USub: lambda: -value,
            ast.UAdd: lambda: +value,
            ast.Not: lambda: not value,
            ast.Invert: lambda: ~value,
        }[type(node.op)]()
    if isinstance(node, ast.BinOp):
        return _guarded(node.op, read(node.left), read(node.right))
    if isinstance(node, ast.Name):
        if node.id in names:
            return names[node.id]
        if node.id in PLAIN_CALLS:
            return getattr(builtins, node.id)
        raise Refusal("undefined-name", name=node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(read(node.value), node.attr)
    if isinstance(node, ast.Call) and not node.keywords:
        function = read(node.func)
        arguments = [read(argument) for argument in node.args]
        if function is range and len(range(*arguments)) > 10_000:
            raise Refusal("range-too-large")
        return call_within(SETUP_SECONDS, function, *arguments)
    raise Refusal("unknown-expression")


class _CallFinder(ast.NodeTransformer):
    """Replaces the calls of one function by a name, and keeps them."""

    def __init__(self, function_name):
        self.function_name = function_name
        self.calls = []

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id == self.function_name:
            self.calls.append(node)
            return ast.copy_location(ast.Name("_result", ast.Load()), node)
        return self.generic_visit(node)


def read_example(source: str, function_name: str, names: dict[str, Any]) -> Example:
    try:
        body = ast.parse(source.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refusal("not-python") from None
    if len(body) != 1 or not isinstance(body[0], ast.Assert):
        raise Refusal("not-one-assert")
    finder = _CallFinder(function_name)
    test = finder.visit(body[0].test)
    if not finder.calls:
        raise Refusal("no-call", name=function_name)
    if len(finder.calls) > 1:
        raise Refusal("several-calls", name=function_name)
    call = finder.calls[0]
    if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
        raise Refusal("not-positional")
    if len(call.args) > MAX_ARGUMENTS:
        raise Refusal("too-many-arguments")
    try:
        arguments = [evaluate(argument, names) for argument in call.args]
        direct = (
            isinstance(test, ast.Compare)
            and len(test.ops) == 1
            and isinstance(test.ops[0], (ast.Eq, ast.Is))
            and _is_result(test.left)
        )
        if direct:
            return Example(source, arguments, evaluate(test.comparators[0], names), True, None)
        if _is_result(test):
            return Example(source, arguments, True, True, None)
        if (
            isinstance(test, ast.UnaryOp)
            and isinstance(test.op, ast.Not)
            and _is_result(test.operand)
        ):
            return Example(source, arguments, False, True, None)
        expected = None
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq):
            expected = evaluate(test.comparators[0], names)
    except Refusal:
        raise
    except BaseException as error:
        raise Refusal("assert-raises", type=type(error).__name__) from None
    code = compile(ast.fix_missing_locations(ast.Expression(test)), "<assert>", "eval")
    return Example(
        source, arguments, expected, False, lambda value: eval(code, {**names, "_result": value})
    )


def _is_result(node):
    return isinstance(node, ast.Name) and node.id == "_result"


def read_examples(
    function_name: str | None, shown_tests: list[str], setup_code: str
) -> tuple[list[Example], dict[str, Any]]:
    """The examples of a specification, or ``Refusal`` with the reason."""
    if not function_name or not function_name.isidentifier():
        raise Refusal("no-function")
    if not shown_tests:
        raise Refusal("no-asserts")
    names = run_setup(setup_code)
    examples = [read_example(source, function_name, names) for source in shown_tests[:MAX_EXAMPLES]]
    if len({len(example.arguments) for example in examples}) != 1:
        raise Refusal("different-argument-counts")
    if not examples[0].arguments:
        raise Refusal("no-arguments")
    if any(len(repr(example.arguments)) > 20_000 for example in examples):
        raise Refusal("values-too-large")
    for index, first in enumerate(examples):
        for second in examples[:index]:
            if (
                first.is_direct
                and second.is_direct
                and repr(first.arguments) == repr(second.arguments)
                and not second.passes(first.expected)
            ):
                raise Refusal("contradiction")
    return examples, names
