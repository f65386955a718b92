"""Decides tests. Never executes a byte of a program: it holds the asserts and receives values.

A test that was taken apart is evaluated with the program's values in place of its calls; any other
is run here, with questions to the program in place of calls (`test_script.py`).
"""

import ast
import json
import math
import sys
import time

import equality
import mbpp_plus
import program_calls
import test_script
from decisions import MAX_REPR, Decided, decision_on, has_text, shown
from test_sheet import SETUP_FILE, Sheet

# Enough for every task of MBPP twice: a run asks each of them once before it comes back to the first.
# Long lists of numbers are kept as a hundred times their text.
MAX_SHEETS_TEXT = 1_000_000
MAX_ROWS_TEXT = 2_000_000
# Others wait for the judge meanwhile.
MAX_BATCH_S = 0.1
# Of numbers: absolute, and as a share of what is expected.
MAX_APART = 1e-4
MAX_APART_SHARE = 1e-6
NEAR = 0.01


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
    reply = _judge.sheet.converse(request["log"], request["guesses"], request["oracle"])
    return json.dumps(reply)


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
    with Decided() as decided:
        expected = program_calls.value_of(request["expected"])
        is_same_text = has_text(expected, request["text"])
        if request["got"] is None:
            got = {"got": request["text"][:MAX_REPR], "expected": shown(expected)}
            decided.by({"kind": "held" if is_same_text else "failed", **got})
        else:
            got = program_calls.value_of(request["got"])
            holds = equality.holds(ast.Eq(), got, expected, request["oracle"])
            decided.by(decision_on(bool(holds) or is_same_text, (ast.Eq(), expected), got))
    return json.dumps({**decided.decision, "isSameText": is_same_text})


def decide_number(argument: str) -> str:
    """Whether a number is right as the paper counts (arXiv 2108.07732), and whether it is near."""
    request = json.loads(argument)
    expected = float(request["expected"])
    is_near = False
    with Decided() as decided:
        value = program_calls.value_of(request["got"])
        got = float(value)
        is_near = math.isclose(got, expected, rel_tol=0, abs_tol=NEAR * abs(expected))
        holds = abs(got - expected) <= max(MAX_APART, MAX_APART_SHARE * abs(expected))
        decided.by({**decision_on(holds, None, value), "expected": shown(expected)})
    return json.dumps({**decided.decision, "isNear": is_near})


class _Judge:
    """The sheet and the row of hidden inputs that are open."""

    def __init__(self):
        # Checks of several tasks take turns here, each coming back to its own sheet.
        self.pure_sheets = {}
        self.sheets_text = 0
        self.sheet = None
        self.rows = {}
        self.row = {}
        self.inputs = []
        sys.addaudithook(self._watch)

    def open_sheet(self, argument):
        self.sheet = self.pure_sheets.get(argument) or Sheet(**json.loads(argument))
        if not self.sheet.is_pure:
            return "impure"
        if argument not in self.pure_sheets:
            self.sheets_text += len(argument)
            self.pure_sheets[argument] = self.sheet
            while self.sheets_text > MAX_SHEETS_TEXT and len(self.pure_sheets) > 1:
                oldest = next(iter(self.pure_sheets))
                self.sheets_text -= len(oldest)
                del self.pure_sheets[oldest]
        return "pure"

    def open_hidden(self, text):
        if text not in self.rows:
            while self.rows and sum(map(len, self.rows)) + len(text) > MAX_ROWS_TEXT:
                del self.rows[next(iter(self.rows))]
            row = json.loads(text)
            self.rows[text] = row, mbpp_plus.arguments(row)
        self.row, self.inputs = self.rows[text]

    def decide_hidden(self, request):
        with Decided() as decided:
            expected = program_calls.value_of(request["expected"])
            got = program_calls.value_of(request["got"])
            agrees = mbpp_plus.agrees(self.row, self.inputs[request["input"]], expected, got)
            decided.by(decision_on(bool(agrees), (ast.Eq(), expected), got))
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
            raise program_calls.Undecidable("runs-text")


def _plan_of(plan):
    return {
        "cuts": [{"source": cut.source, "needs": cut.needs} for cut in plan.cuts],
        "needs": plan.needs,
        "isScript": plan.script is not None,
        "unisolated": plan.unisolated,
        "fault": plan.fault,
        "asksNothing": plan.asks_nothing,
    }


_judge = _Judge()
