"""The tests of one task, taken apart, and how each of them is decided."""

import ast
import contextlib
import datetime
import decimal
import fractions
import re
import types
from collections.abc import Iterable
from typing import Any

import equality
import function_looks
import program_calls
import test_cutting
import test_names
import test_plan
import test_script
from decisions import Decided, decision_on, raised
from syntax_nodes import nodes_of

SETUP_FILE = "<setup>"


class Sheet:
    """The tests of one task, with the names they use beside the program."""

    def __init__(self, reference: str, setup: str, tests: list[str], together: Iterable[int] = ()):
        self.reference = reference
        self.setup = setup
        self._sides: dict[int, list[_Side]] = {}
        self.names = test_names.names_of(reference, setup, tests)
        self.constants = _constants_of([*tests, setup, reference])
        self.plans = test_plan.plan_tests(tests, self.names, set(), set(together))
        self.is_pure = all(_is_pure(each, self.names.shared) for each in self.plans)
        if not self.is_pure:
            changeable = _changeable(self.namespace(), self.names.shared)
            self.plans = test_plan.plan_tests(tests, self.names, changeable, set(together))

    def namespace(self) -> dict[str, Any]:
        """What a test may use beside the program: its imports, and setup that needs no program."""
        namespace: dict[str, Any] = {
            "__name__": program_calls.MODULE,
            function_looks.NOTICED: function_looks.noticed,
        }
        statements = [
            node
            for node in test_names.statements(self.reference)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        statements += [
            node
            for node in test_names.statements(self.setup)
            if not test_names.belongs_to_program(node, self.names)
        ]
        for node in statements:
            # The program's own interpreter runs the same line and reports what is wrong with it.
            with contextlib.suppress(BaseException):
                told = function_looks.told(node)
                exec(compile(ast.Module([told], []), SETUP_FILE, "exec"), namespace)
        return namespace

    def decide(
        self, test: int, cuts: list[dict[str, Any]], oracle: dict[str, Any]
    ) -> dict[str, Any]:
        """One test, given the program's answers to its cuts."""
        if self.plans[test].fault is not None:
            return {"kind": "raised", "type": "SyntaxError", "message": self.plans[test].fault}
        names = _TestNames({} if self.is_pure else self.namespace())
        names[test_cutting.CALL] = lambda index: program_calls.value_of(cuts[index])
        with Decided() as decided:
            decided.by(self._compared(test, names, oracle))
        return decided.decision

    def _compared(self, test, names, oracle):
        sides = self._sides_of(test)
        if len(sides) == 1:
            value = sides[0].value(names)
            return decision_on(bool(value), None, value)
        left, right = [side.value(names) for side in sides]
        operator = self.plans[test].expression.ops[0]
        holds = equality.holds(operator, left, right, oracle)
        # Where the program stands on the right, the left is what was expected.
        is_turned = sides[1].has_cut and not sides[0].has_cut
        got, expected = (right, left) if is_turned else (left, right)
        return decision_on(bool(holds), (operator, expected), got)

    def _sides_of(self, test):
        """Compiled when first asked for: every sample of the task is decided by them."""
        if test not in self._sides:
            expression = self.plans[test].expression
            is_comparison = isinstance(expression, ast.Compare) and len(expression.ops) == 1
            nodes = [expression.left, *expression.comparators] if is_comparison else [expression]
            self._sides[test] = [_Side(node) for node in nodes]
        return self._sides[test]

    def converse(
        self, log: list[dict[str, Any]], guesses: bool, oracle: dict[str, Any]
    ) -> dict[str, Any]:
        """The tests that are run, given the questions asked so far with their answers."""
        script = test_script.Script(self.plans, self.names)
        calls, decisions = script.run(self.namespace(), log, guesses, oracle, _decision_of)
        return {
            "questions": calls.questions,
            "used": calls.used,
            "decisions": decisions,
        }


def _decision_of(ending):
    notes = ending.notes
    match ending.kind:
        case "held" | "failed":
            decision = _decision_of_asserts(ending)
            if len(notes.asserts) > 1 or ending.kind == "failed":
                decision["assert"] = _failed_assert(ending)
            return decision
        case "ended":
            return {"kind": "ended", "answer": ending.answer}
        case "unsupported":
            return {"kind": "unsupported", "reason": ending.reason}
    return raised(ending.error)


def _decision_of_asserts(ending):
    """What the last assert compared; of a test with several that all held, nothing."""
    notes, holds = ending.notes, ending.kind == "held"
    if notes.last is None or (holds and len(notes.asserts) > 1):
        return {"kind": ending.kind, "got": None, "expected": None}
    number, *sides = notes.last
    if len(sides) == 1:
        return decision_on(holds, None, sides[0])
    noted = notes.asserts[number]
    got, expected = reversed(sides) if noted.is_turned else sides
    return decision_on(holds, (noted.operator, expected), got)


def _failed_assert(ending):
    if ending.kind == "held" or ending.notes.last is None:
        return None
    return ending.notes.asserts[ending.notes.last[0]].source


def _is_pure(plan, shared):
    """Whether the values of its calls are all there is to the test."""
    if plan.script is not None:
        return False
    # What the first of two calls returned may be what the second one changes.
    sharing = [cut for cut in plan.cuts if shared and test_names.free_names(cut.source) & shared]
    if len(sharing) > 1:
        return False
    return plan.expression is None or test_plan.is_pure(plan.expression)


def _changeable(namespace, names):
    """Names of the setup code through which a call, or a test, could change an object."""
    return {name for name in names if name in namespace and _can_change(namespace[name], [])}


def _can_change(value, seen):
    if isinstance(value, _constant_types) or any(value is each for each in seen):
        return False
    seen.append(value)
    if isinstance(value, tuple | frozenset):
        return any(_can_change(each, seen) for each in value)
    if isinstance(value, types.FunctionType):
        return any(_can_change(each, seen) for each in _reached(value))
    if isinstance(value, staticmethod | classmethod):
        return _can_change(value.__func__, seen)
    if isinstance(value, property):
        parts = (value.fget, value.fset, value.fdel)
        return any(_can_change(each, seen) for each in parts)
    if isinstance(value, type):
        return any(
            _can_change(each, seen)
            for cls in value.__mro__
            if cls.__module__ == program_calls.MODULE
            for name, each in vars(cls).items()
            if name not in ("__dict__", "__weakref__")
        )
    return True


def _reached(function):
    """What its names, the variables around it and its default arguments lead to."""
    codes = [function.__code__]
    for code in codes:
        codes += [each for each in code.co_consts if isinstance(each, types.CodeType)]
    names = {name for code in codes for name in code.co_names}
    yield from (value for name, value in function.__globals__.items() if name in names)
    for cell in function.__closure__ or ():
        # One that nothing was put into yet.
        with contextlib.suppress(ValueError):
            yield cell.cell_contents
    yield from function.__defaults__ or ()
    yield from (function.__kwdefaults__ or {}).values()


_constant_types = (
    type(None), bool, int, float, complex, str, bytes, range, types.ModuleType,
    types.BuiltinFunctionType, type(Ellipsis), re.Pattern, datetime.date, datetime.time,
    datetime.timedelta, decimal.Decimal, fractions.Fraction,
)  # fmt: skip


def _constants_of(sources):
    return {
        node.value
        for source in sources
        for statement in test_names.statements(source)
        for node in nodes_of(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


class _TestNames(dict):
    """Names of a test: prepared ones, and standard modules by name."""

    def __missing__(self, name):
        if test_names.is_module(name):
            return __import__(name)
        raise KeyError(name)


class _Side:
    """One side of a test's comparison, or all of a test that is none; compiled once."""

    def __init__(self, node: ast.expr):
        nodes = nodes_of(node)
        used = {each.id for each in nodes if isinstance(each, ast.Name)}
        self.has_cut = test_cutting.CALL in used
        self._modules = [name for name in used if test_names.is_module(name)]
        self._code = compile(ast.Expression(node), test_script.FILE, "eval")

    def value(self, names: _TestNames) -> Any:
        # One mapping for both: inner scopes of comprehensions and lambdas look names up in globals,
        # and those bypass __missing__. The names they need are put there beforehand.
        for name in self._modules:
            if name not in names:
                with contextlib.suppress(ImportError):
                    names[name] = __import__(name)
        return eval(self._code, names)
