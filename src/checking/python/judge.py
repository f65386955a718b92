"""Decides tests. Never executes a byte of a program: it holds the asserts and receives values.

A decision evaluates the test with the program's values in place of its calls. A call whose
arguments depend on the test's own variables is asked for by `needs-call` and the test decided
anew with one more answer, so that the program is called exactly as the test would call it.
"""

import ast
import builtins
import contextlib
import json
import sys

import equality
import mbpp_plus
import plain_values
import test_plan

MAX_REPR = 2_000
MAX_CALLS = 2_000
MAX_SHEETS = 100


def open_sheet(argument: str) -> str:
    """
    Takes a task's tests apart and prepares its names. Says "pure" where deciding them leaves
    nothing behind in this interpreter: then nothing needs to be undone before the next task.
    """
    return _judge.open_sheet(argument)


def plan(_argument: str) -> str:
    """What of an opened sheet goes to the program, test by test."""
    return json.dumps(_judge.plan())


def decide(argument: str) -> str:
    """One test, given the program's answers to its cuts and to the calls asked for so far."""
    return json.dumps(_judge.decide(json.loads(argument)))


def open_hidden(row: str) -> str:
    """Reads a published row of hidden inputs."""
    _judge.open_hidden(row)
    return ""


def decide_hidden(argument: str) -> str:
    """One hidden input, given what the reference returned for it and what the program did."""
    return json.dumps(_judge.decide_hidden(json.loads(argument)))


class _Judge:
    """The sheet or the row of hidden inputs that is open, and what was learnt of earlier ones."""

    def __init__(self):
        self.sheets = {}
        self.plans = []
        self.names = None
        self.namespace = {}
        self.row = {}
        self.inputs = []

    def open_sheet(self, argument):
        if argument in self.sheets:
            self.plans, self.names = self.sheets[argument]
            self.namespace = {}
            return "pure"
        sheet = json.loads(argument)
        self.names = test_plan.names_of(sheet["reference"], sheet["setup"])
        self.plans = [test_plan.plan_test(source, self.names) for source in sheet["tests"]]
        if all(
            each.expression is None or test_plan.is_pure(each.expression) for each in self.plans
        ):
            self.namespace = {}
            # Checks of several tasks take turns here, each coming back to its own sheet.
            if len(self.sheets) >= MAX_SHEETS:
                del self.sheets[next(iter(self.sheets))]
            self.sheets[argument] = self.plans, self.names
            return "pure"
        self.namespace = self._names_of_the_tests(sheet["reference"], sheet["setup"])
        return "impure"

    def plan(self):
        return [
            {
                "cuts": [{"source": cut.source, "needs": cut.needs} for cut in each.cuts],
                "needs": each.needs,
                "beside": each.beside,
                "fault": each.fault,
            }
            for each in self.plans
        ]

    def _names_of_the_tests(self, reference, setup):
        """What a test may use beside the program: its imports, and setup that needs no program."""
        namespace = {"__name__": "__tests__"}
        statements = [
            node
            for node in test_plan.statements(reference)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        statements += [
            node
            for node in test_plan.statements(setup)
            if not test_plan.belongs_to_program(node, self.names)
        ]
        for node in statements:
            # The program's own interpreter runs the same line and reports what is wrong with it.
            with contextlib.suppress(Exception):
                exec(compile(ast.Module([node], []), "<setup>", "exec"), namespace)
        return namespace

    def decide(self, request):
        each = self.plans[request["test"]]
        cuts = request["cuts"]
        names = _TestNames(self.namespace, self.names, iter(request["calls"]))
        names[test_plan.CALL] = lambda index: _value_of(cuts[index])
        try:
            return self._decided(each.expression, names, request["oracle"])
        except _NeedsCall as call:
            if len(request["calls"]) >= MAX_CALLS:
                return {
                    "kind": "unsupported",
                    "detail": f"more than {MAX_CALLS:,} calls in one test",
                }
            return {"kind": "needs-call", "name": call.name, "arguments": call.arguments}
        except _ProgramEnded as end:
            return {"kind": "ended", "answer": end.answer}
        except plain_values.UnsupportedValue as error:
            return {"kind": "unsupported", "detail": str(error)}
        except BaseException as error:
            # An assert that raises fails in Python too: `f(x) < 3` where f gives a list.
            return _raised(error)

    def open_hidden(self, row):
        self.row = json.loads(row)
        self.inputs = mbpp_plus.arguments(self.row)

    def decide_hidden(self, request):
        try:
            expected = _value_of(request["expected"])
            got = _value_of(request["got"])
            agrees = mbpp_plus.agrees(self.row, self.inputs[request["input"]], expected, got)
            return _decision(bool(agrees), (ast.Eq(), expected), got)
        except _ProgramEnded as end:
            return {"kind": "ended", "answer": end.answer}
        except plain_values.UnsupportedValue as error:
            return {"kind": "unsupported", "detail": str(error)}
        except Exception as error:
            return _raised(error)

    def _decided(self, expression, names, oracle):
        if not (isinstance(expression, ast.Compare) and len(expression.ops) == 1):
            value = _evaluated(expression, names)
            return _decision(bool(value), None, value)
        left = _evaluated(expression.left, names)
        right = _evaluated(expression.comparators[0], names)
        operator = expression.ops[0]
        holds = equality.holds(operator, left, right, oracle)
        # Where the program stands on the right, the left is what was expected.
        is_turned = self._asks_program(expression.comparators[0]) and not self._asks_program(
            expression.left
        )
        got, expected = (right, left) if is_turned else (left, right)
        return _decision(bool(holds), (operator, expected), got)

    def _asks_program(self, node):
        return any(
            isinstance(each, ast.Name)
            and (each.id == test_plan.CALL or self.names.is_program(each.id))
            for each in ast.walk(node)
        )


class _NeedsCall(BaseException):
    def __init__(self, name, arguments):
        self.name = name
        self.arguments = arguments


class _ProgramEnded(BaseException):
    """The test used a call that gave no value; `answer` says what happened instead."""

    def __init__(self, answer):
        self.answer = answer


class _ProgramFunction:
    """A function of the program's, called by the test itself: answers in the order of the calls."""

    def __init__(self, name, answers):
        self.name = name
        self.answers = answers

    def __call__(self, *positional, **named):
        try:
            return _value_of(next(self.answers))
        except StopIteration:
            pass
        raise _NeedsCall(self.name, plain_values.encode((positional, named)))


class _TestNames(dict):
    """Names of a test: prepared ones, standard modules by name, the program's functions."""

    def __init__(self, namespace, owners, answers):
        super().__init__(namespace)
        self.owners = owners
        self.answers = answers

    def __missing__(self, name):
        if self.owners.is_program(name):
            return _ProgramFunction(name, self.answers)
        if name in sys.stdlib_module_names and not hasattr(builtins, name):
            return __import__(name)
        raise KeyError(name)


def _value_of(answer):
    if answer["kind"] == "value":
        return plain_values.decode(answer["value"])
    raise _ProgramEnded(answer)


def _evaluated(node, names):
    # One mapping for both: inner scopes of comprehensions and lambdas look names up in globals,
    # and those bypass __missing__. The names they need are put there beforehand.
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id not in names:
            try:
                names[each.id] = names.__missing__(each.id)
            except KeyError:
                continue
    return eval(compile(ast.Expression(node), "<test>", "eval"), names)


def _raised(error):
    return {"kind": "raised", "type": type(error).__name__, "message": str(error)[:MAX_REPR]}


def _decision(holds, expectation, got):
    decision = {"kind": "held" if holds else "failed", "got": _shown(got), "expected": None}
    if expectation is None:
        return decision
    operator, expected = expectation
    decision["expected"] = _shown(expected)
    if not isinstance(operator, ast.Eq):
        decision["expected"] = f"{equality.SYMBOLS[type(operator)]} {decision['expected']}"
    elif not holds and decision["got"] == decision["expected"]:
        decision["gotType"] = type(got).__name__
        decision["expectedType"] = type(expected).__name__
    return decision


def _shown(value):
    try:
        text = repr(value)
    except Exception:
        return f"<{type(value).__name__} too large to show>"
    return text if len(text) <= MAX_REPR else text[:MAX_REPR] + "…"


_judge = _Judge()
