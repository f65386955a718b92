"""What became of one test, as it is told: whether it held, and what it compared."""

import ast
from typing import Any

import equality
import plain_values
import program_calls

MAX_REPR = 2_000
MAX_MESSAGE = 2_000


class Decided:
    """Turns what ends the evaluation of a test into a decision."""

    def __init__(self):
        self.decision = {}

    def by(self, decision: dict[str, Any]) -> None:
        self.decision = decision

    def __enter__(self):
        return self

    def __exit__(self, _type, error, _traceback):
        if error is not None:
            self.decision = _decision_after(error)
        return True


def _decision_after(error):
    answer = program_calls.answer_of(error)
    if answer is not None:
        return {"kind": "ended", "answer": answer}
    if isinstance(error, program_calls.Undecidable | plain_values.UnsupportedValue):
        return {"kind": "unsupported", "reason": error.reason}
    # An assert that raises fails in Python too: `f(x) < 3` where f gives a list.
    return raised(error)


def raised(error: BaseException) -> dict[str, Any]:
    """A test that raised."""
    return {
        "kind": "raised",
        "type": type(error).__name__,
        "message": _safely(str, error)[:MAX_MESSAGE],
    }


def decision_on(holds: bool, expectation: tuple[ast.cmpop, Any] | None, got: Any) -> dict[str, Any]:
    """A test that held or failed; `expectation` is how `got` was compared, and with what."""
    decision = {"kind": "held" if holds else "failed", "got": shown(got), "expected": None}
    if expectation is None:
        return decision
    operator, expected = expectation
    decision["expected"] = shown(expected)
    if not isinstance(operator, ast.Eq):
        decision["expected"] = f"{equality.SYMBOLS[type(operator)]} {decision['expected']}"
    elif not holds and decision["got"] == decision["expected"]:
        decision["gotType"] = type(got).__name__
        decision["expectedType"] = type(expected).__name__
    return decision


def shown(value: Any) -> str:
    text = _safely(repr, value)
    return text if len(text) <= MAX_REPR else text[:MAX_REPR] + "…"


def has_text(value: Any, text: str) -> bool:
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
