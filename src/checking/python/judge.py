"""Decides tests. Never executes a byte of a program: it holds the asserts and receives values.

A test that was taken apart is evaluated with the program's values in place of its calls; any other
is run here, with questions to the program in place of calls (`test_script.py`).
"""

import ast
import contextlib
import json
import math
import sys
import time
from typing import Any

import equality
import mbpp_plus
import plain_values
import test_plan
import test_script

MAX_REPR = 2_000
MAX_MESSAGE = 2_000
MAX_SHEETS = 100
MAX_ROWS_TEXT = 2_000_000
# Others wait for the judge meanwhile.
MAX_BATCH_S = 0.1
# Of numbers: absolute, and as a share of what is expected.
MAX_APART = 1e-4
MAX_APART_SHARE = 1e-6
NEAR = 0.01
SETUP_FILE = "<setup>"


def open_sheet(argument: str) -> str:
    """
    Takes a task's tests apart and prepares its names. Says "pure" where deciding them leaves
    nothing behind in this interpreter: then nothing needs to be undone before the next task.
    """
    return _judge.open_sheet(argument)


def plan(_argument: str) -> str:
    """What of an opened sheet goes to the program, test by test."""
    return json.dumps([_plan_of(each) for each in _judge.sheet.plans])


def decide(argument: str) -> str:
    """One test, given the program's answers to its cuts."""
    request = json.loads(argument)
    return json.dumps(_judge.sheet.decide(request["test"], request["cuts"], request["oracle"]))


def converse(argument: str) -> str:
    """
    The tests that are run, given the questions asked so far with their answers: what is decided,
    and what else is to be asked. `used` are the answers in the order in which they were needed.
    """
    request = json.loads(argument)
    began = time.monotonic()
    reply = _judge.sheet.converse(request["log"], request["guesses"], request["oracle"])
    return json.dumps({**reply, "ms": 1000 * (time.monotonic() - began)})


def open_hidden(row: str) -> str:
    """Reads a published row of hidden inputs. Deciding them leaves nothing behind."""
    _judge.open_hidden(row)
    return "pure"


def decide_hidden(argument: str) -> str:
    """One hidden input, given what the reference returned for it and what the program did."""
    return json.dumps(_judge.decide_hidden(json.loads(argument)))


def decide_hidden_some(argument: str) -> str:
    """Of many such inputs the first, at least one and as many as can be decided in short time."""
    until = time.monotonic() + MAX_BATCH_S
    decisions = []
    for request in json.loads(argument):
        decisions.append(_judge.decide_hidden(request))
        if time.monotonic() > until:
            break
    return json.dumps(decisions)


def open_values(_argument: str) -> str:
    """Deciding about values leaves nothing behind."""
    return "pure"


def decide_value(argument: str) -> str:
    """
    Whether a value is what is expected, and whether its text is. A prediction that is no literal has
    a text alone; a value that a program returned has none.
    """
    request = json.loads(argument)
    is_same_text = False
    with _Decided() as decided:
        expected = test_script.value_of(request["expected"])
        is_same_text = _has_text(expected, request["text"])
        if request["got"] is None:
            got = {"got": request["text"][:MAX_REPR], "expected": _shown(expected)}
            decided.by({"kind": "held" if is_same_text else "failed", **got})
        else:
            got = test_script.value_of(request["got"])
            holds = equality.holds(ast.Eq(), got, expected, request["oracle"])
            decided.by(_decision(bool(holds) or is_same_text, (ast.Eq(), expected), got))
    return json.dumps({**decided.decision, "isSameText": is_same_text})


def decide_number(argument: str) -> str:
    """Whether a number is right as the paper counts (arXiv 2108.07732), and whether it is near."""
    request = json.loads(argument)
    expected = float(request["expected"])
    is_near = False
    with _Decided() as decided:
        value = test_script.value_of(request["got"])
        got = float(value)
        is_near = math.isclose(got, expected, rel_tol=0, abs_tol=NEAR * abs(expected))
        holds = abs(got - expected) <= max(MAX_APART, MAX_APART_SHARE * abs(expected))
        decided.by({**_decision(holds, None, value), "expected": _shown(expected)})
    return json.dumps({**decided.decision, "isNear": is_near})


class _Judge:
    """The sheet and the row of hidden inputs that are open."""

    def __init__(self):
        # Checks of several tasks take turns here, each coming back to its own sheet.
        self.pure_sheets = {}
        self.sheet = None
        self.rows = {}
        self.row = {}
        self.inputs = []
        sys.addaudithook(self._watch)

    def open_sheet(self, argument):
        self.sheet = self.pure_sheets.get(argument) or _Sheet(**json.loads(argument))
        if not self.sheet.is_pure:
            return "impure"
        if len(self.pure_sheets) >= MAX_SHEETS:
            del self.pure_sheets[next(iter(self.pure_sheets))]
        self.pure_sheets[argument] = self.sheet
        return "pure"

    def open_hidden(self, text):
        if text not in self.rows:
            while self.rows and sum(map(len, self.rows)) + len(text) > MAX_ROWS_TEXT:
                del self.rows[next(iter(self.rows))]
            row = json.loads(text)
            self.rows[text] = row, mbpp_plus.arguments(row)
        self.row, self.inputs = self.rows[text]

    def decide_hidden(self, request):
        with _Decided() as decided:
            expected = test_script.value_of(request["expected"])
            got = test_script.value_of(request["got"])
            agrees = mbpp_plus.agrees(self.row, self.inputs[request["input"]], expected, got)
            decided.by(_decision(bool(agrees), (ast.Eq(), expected), got))
        return decided.decision

    def _watch(self, event, arguments):
        """Refuses to run text that is not written in the tests, however a test comes to do so."""
        if event not in ("compile", "exec", "pickle.find_class", "marshal.loads"):
            return
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_name == "_watch":
            frame = frame.f_back
        if frame is None or frame.f_code.co_filename not in (test_script.FILE, SETUP_FILE):
            return
        source = arguments[0] if arguments else None
        if self.sheet is None or source not in self.sheet.constants:
            raise test_script.Undecidable("runs-text")


class _Sheet:
    """The tests of one task, with the names they use beside the program."""

    def __init__(self, reference, setup, tests, together=()):
        self.reference = reference
        self.setup = setup
        self.names = test_plan.names_of(reference, setup, tests)
        self.constants = _constants_of([*tests, setup, reference])
        self.plans = test_plan.plan_tests(tests, self.names, set(), set(together))
        self.is_pure = all(_is_pure(each, self.names.shared) for each in self.plans)
        if not self.is_pure:
            changeable = _changeable(self.namespace(), self.names.shared)
            self.plans = test_plan.plan_tests(tests, self.names, changeable, set(together))

    def namespace(self):
        """What a test may use beside the program: its imports, and setup that needs no program."""
        namespace: dict[str, Any] = {"__name__": test_script.MODULE}
        statements = [
            node
            for node in test_plan.statements(self.reference)
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        statements += [
            node
            for node in test_plan.statements(self.setup)
            if not test_plan.belongs_to_program(node, self.names)
        ]
        for node in statements:
            # The program's own interpreter runs the same line and reports what is wrong with it.
            with contextlib.suppress(Exception):
                exec(compile(ast.Module([node], []), SETUP_FILE, "exec"), namespace)
        return namespace

    def decide(self, test, cuts, oracle):
        if self.plans[test].fault is not None:
            return {"kind": "raised", "type": "SyntaxError", "message": self.plans[test].fault}
        names = _TestNames({} if self.is_pure else self.namespace())
        names[test_plan.CALL] = lambda index: test_script.value_of(cuts[index])
        with _Decided() as decided:
            decided.by(self._compared(self.plans[test].expression, names, oracle))
        return decided.decision

    def _compared(self, expression, names, oracle):
        if not (isinstance(expression, ast.Compare) and len(expression.ops) == 1):
            value = _evaluated(expression, names)
            return _decision(bool(value), None, value)
        left = _evaluated(expression.left, names)
        right = _evaluated(expression.comparators[0], names)
        operator = expression.ops[0]
        holds = equality.holds(operator, left, right, oracle)
        # Where the program stands on the right, the left is what was expected.
        is_turned = _has_cut(expression.comparators[0]) and not _has_cut(expression.left)
        got, expected = (right, left) if is_turned else (left, right)
        return _decision(bool(holds), (operator, expected), got)

    def converse(self, log, guesses, oracle):
        script = test_script.Script(self.plans, self.names)
        calls, decisions = script.run(self.namespace(), log, guesses, oracle, _decision_of)
        return {
            "questions": calls.questions,
            "used": calls.used,
            "decisions": decisions,
        }


class _Decided:
    """Turns what ends the evaluation of a test into a decision."""

    def __init__(self):
        self.decision = {}

    def by(self, decision):
        self.decision = decision

    def __enter__(self):
        return self

    def __exit__(self, _type, error, _traceback):
        if error is not None:
            self.decision = _decision_after(error)
        return True


def _decision_after(error):
    answer = getattr(error, "answer", None)
    if answer is not None:
        return {"kind": "ended", "answer": answer}
    if isinstance(error, test_script.Undecidable | plain_values.UnsupportedValue):
        return {"kind": "unsupported", "reason": error.reason}
    # An assert that raises fails in Python too: `f(x) < 3` where f gives a list.
    return _raised(error)


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
    return _raised(ending.error)


def _decision_of_asserts(ending):
    """What the last assert compared; of a test with several that all held, nothing."""
    notes, holds = ending.notes, ending.kind == "held"
    if notes.last is None or (holds and len(notes.asserts) > 1):
        return {"kind": ending.kind, "got": None, "expected": None}
    number, *sides = notes.last
    if len(sides) == 1:
        return _decision(holds, None, sides[0])
    noted = notes.asserts[number]
    got, expected = reversed(sides) if noted.is_turned else sides
    return _decision(holds, (noted.operator, expected), got)


def _failed_assert(ending):
    if ending.kind == "held" or ending.notes.last is None:
        return None
    return ending.notes.asserts[ending.notes.last[0]].source


def _plan_of(plan):
    return {
        "cuts": [{"source": cut.source, "needs": cut.needs} for cut in plan.cuts],
        "needs": plan.needs,
        "isScript": plan.script is not None,
        "unisolated": plan.unisolated,
        "fault": plan.fault,
        "asksNothing": plan.asks_nothing,
    }


def _is_pure(plan, shared):
    """Whether the values of its calls are all there is to the test."""
    if plan.script is not None:
        return False
    # What the first of two calls returned may be what the second one changes.
    sharing = [cut for cut in plan.cuts if test_plan.free_names(cut.source) & shared]
    if len(sharing) > 1:
        return False
    return plan.expression is None or test_plan.is_pure(plan.expression)


def _changeable(namespace, names):
    """Objects of the setup code that can be sent to the program and that it could change."""
    found = set()
    for name in names:
        encoder = plain_values.Encoder(has_cycles=True)
        with contextlib.suppress(Exception):
            encoder.text(namespace[name])
            if encoder.containers:
                found.add(name)
    return found


def _constants_of(sources):
    return {
        node.value
        for source in sources
        for statement in test_plan.statements(source)
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _has_cut(node):
    return any(isinstance(each, ast.Name) and each.id == test_plan.CALL for each in ast.walk(node))


class _TestNames(dict):
    """Names of a test: prepared ones, and standard modules by name."""

    def __missing__(self, name):
        if test_plan.is_module(name):
            return __import__(name)
        raise KeyError(name)


def _evaluated(node: ast.expr, names: _TestNames) -> Any:
    # One mapping for both: inner scopes of comprehensions and lambdas look names up in globals,
    # and those bypass __missing__. The names they need are put there beforehand.
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id not in names and test_plan.is_module(each.id):
            with contextlib.suppress(ImportError):
                names[each.id] = __import__(each.id)
    return eval(compile(ast.Expression(node), test_script.FILE, "eval"), names)


def _raised(error):
    return {
        "kind": "raised",
        "type": type(error).__name__,
        "message": _safely(str, error)[:MAX_MESSAGE],
    }


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
    text = _safely(repr, value)
    return text if len(text) <= MAX_REPR else text[:MAX_REPR] + "…"


def _has_text(value, text):
    """Whether this is its `repr`: a number of too many digits has none."""
    try:
        return repr(value) == text
    except Exception:
        return False


def _safely(describe, value):
    """A number of too many digits has no text."""
    try:
        return describe(value)
    except Exception:
        return f"<{type(value).__name__}>"


_judge = _Judge()
