"""Constants that a program shares with its asserts, and calls on other inputs to tell it by."""

import ast
import json

import folded_constants
import other_inputs
import picking

# Numbers that any program may use, and with which rules like "is it a prime" begin.
SMALL = range(-2, 11)


def read(argument: str) -> str:
    """Parses without running. Constants and calls are sources, in the order in which they stand."""
    request = json.loads(argument)
    tests = [tree for source in request["tests"] if (tree := _parsed(source)) is not None]
    program = _parsed(request["program"])
    function_name = request["functionName"]
    shared = {} if program is None else _shared(_answering(program), tests, function_name)
    calls = other_inputs.other_calls(tests, function_name)
    return json.dumps({"constants": list(shared.values()), "calls": calls})


def _parsed(source):
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _answering(program):
    """The program without what answers no call: its own tests, and what is run when it is loaded."""
    program.body = [each for each in program.body if not _is_aside(each)]
    return _WithoutAsserts().visit(program)


def _is_aside(statement):
    if isinstance(statement, ast.Expr):
        return True
    return isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test)


class _WithoutAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)


def _shared(program, tests, function_name):
    """Sources of shared constants, by what they stand for."""
    known = set()
    for tree in tests:
        for _, value in folded_constants.values_in(tree):
            if _is_telling(value):
                known |= {_key(value), _key(repr(value))}
    shared = {}
    for node, value in folded_constants.values_in(program):
        if _is_telling(value) and _key(value) in known:
            shared.setdefault(_key(value), ast.unparse(node))
    if not shared:
        for node in picking.picked(program, tests, function_name):
            shared.setdefault(ast.unparse(node), ast.unparse(node))
    return shared


def _key(value):
    """Equal for equal values of one type: 1, 1.0 and True are three."""
    return f"{type(value).__name__} {value!r}"


def _is_telling(value):
    match value:
        case bool() | None:
            return False
        case int() | float() | complex():
            return value not in SMALL
        case str() | bytes():
            return len(value) > 1
    return len(value) > 0
