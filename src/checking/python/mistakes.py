"""
Common mistakes of a program that failed, each where it is certain: by its syntax tree, and by how it
failed. Parses without running. What is said of a mistake is for the page.
"""

import ast
import json
from typing import Any

import mistake_exceptions
import mistake_patterns
import mistake_program
import mistake_syntax
import mistake_values

MOST = 3
SYNTAX_ERRORS = ("SyntaxError", "IndentationError", "TabError")


def read(argument: str) -> str:
    """The most telling first."""
    request = json.loads(argument)
    try:
        return json.dumps(_mistakes_in(request)[:MOST])
    except (RecursionError, MemoryError):
        return "[]"


def _mistakes_in(request: dict[str, Any]) -> list[dict[str, Any]]:
    exception = request["exception"]
    try:
        tree = ast.parse(request["program"])
        compile(tree, "<program>", "exec")
    except (SyntaxError, ValueError):
        # The rest of a function alone is no program, and yet may have run behind its prompt.
        is_known = exception and exception["type"] in SYNTAX_ERRORS
        return mistake_syntax.mistakes(exception, request["program"]) if is_known else []
    failed = [test for test in request["tests"] if test["outcome"] not in ("passed", "not-run")]
    program = mistake_program.Program(tree, request["functionName"])
    raised = [test["exception"] for test in failed if test["exception"]]
    first = exception or (raised[0] if raised else None)
    found = _once(
        [
            *mistake_exceptions.of_tests(program, failed),
            *(mistake_exceptions.mistakes(program, first) if first else []),
            *mistake_values.mistakes(program, request["tests"]),
            *mistake_patterns.mistakes(program, {test["outcome"] for test in failed}),
        ]
    )
    # What Python refuses to change while it is walked skips nothing.
    is_refused = any("during iteration" in each["message"] for each in (first, *raised) if each)
    return [each for each in found if not is_refused or each["code"] != "changes-while-walking"]


def _once(found):
    """One line has one mistake of a kind."""
    known = {}
    for each in found:
        known.setdefault((each["code"], each["line"]), each)
    return list(known.values())
