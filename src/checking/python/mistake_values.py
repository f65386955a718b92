"""Mistakes that show in what a function returned on its failing tests."""

import ast
import math
from typing import Any

from mistake_program import IN_PLACE, SCOPES, Program, falls_through, own_nodes
from mistake_syntax import mistake


def mistakes(program: Program, tests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    wrong = [
        test
        for test in tests
        if test["outcome"] == "failed-assertion" and None not in (test["got"], test["expected"])
    ]
    if not wrong or program.function is None:
        return []
    if all(test["got"] == "None" and test["expected"] != "None" for test in wrong):
        return _nothing_returned(program.function, program.defined, wrong)
    pairs = [(_value(test["expected"]), _value(test["got"])) for test in wrong]
    if any(None in pair for pair in pairs):
        return []
    passed = sum(test["outcome"] == "passed" for test in tests)
    return [*_division(program, pairs), *_by_one(pairs), *_opposite(pairs, passed)]


def _value(text):
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None


def _nothing_returned(function, defined, wrong):
    nodes = list(own_nodes(function))
    if any(isinstance(each, ast.Yield | ast.YieldFrom) for each in nodes):
        return []
    returns = [each for each in nodes if isinstance(each, ast.Return)]
    valued = [each for each in returns if each.value is not None]
    if not valued:
        return [_without_return(function, nodes, wrong)]
    for each in valued:
        match each.value:
            case ast.Call(func=ast.Attribute(attr=name)) if name in IN_PLACE - defined:
                return [mistake("returns-in-place", each.lineno, ast.unparse(each.value))]
            case ast.Call(func=ast.Name(id="print")):
                return [mistake("returns-print", each.lineno)]
    is_plain = not any(_may_be_none(each.value) for each in valued)
    if is_plain and (falls_through(function.body) or len(valued) < len(returns)):
        return [mistake("path-without-return", function.lineno, function.name)]
    return []


def _without_return(function, nodes, wrong):
    name = function.name
    printed = [each for each in nodes if _is_print(each)]
    if printed:
        is_result = all(
            test["output"].strip() in (test["expected"], str(_value(test["expected"])))
            for test in wrong
        )
        return mistake("prints-result" if is_result else "prints-instead", printed[-1].lineno, name)
    last = function.body[-1]
    match last:
        case ast.Expr(value=value) if not isinstance(
            value, ast.Constant | ast.Call | ast.Attribute
        ):
            return mistake("computes-only", last.lineno, ast.unparse(value)[:60])
        case ast.Assign(targets=[ast.Name(id=result)]):
            return mistake("assigns-only", last.lineno, result)
    inner = [each for each in function.body if isinstance(each, SCOPES)]
    if inner and inner[-1] is last:
        return mistake("inner-not-called", last.lineno, inner[-1].name, name)
    return mistake("never-returns", function.lineno, name)


def _is_print(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", None) == "print"


def _may_be_none(value):
    """A name or a call may hold None for reasons of its own."""
    match value:
        case ast.Constant(value=constant):
            return constant is None
        case ast.IfExp(body=body, orelse=other):
            return _may_be_none(body) or _may_be_none(other)
        case ast.Call(func=ast.Name(id=name)):
            return name not in {"len", "sum", "str", "int", "list", "sorted", "tuple", "set", "abs"}
        case ast.Name() | ast.Call() | ast.Attribute() | ast.Subscript() | ast.BoolOp():
            return True
    return False


def _division(program, pairs):
    """A fraction where its whole part is expected, and the reverse."""
    is_cut = all(
        _is_whole(expected) and _is_fraction(got) and expected in (math.floor(got), int(got))
        for expected, got in pairs
    )
    if is_cut and (line := _line_of(program, ast.Div)):
        return [mistake("fraction-for-whole", line)]
    is_lost = all(
        _is_fraction(expected) and _is_number(got) and got == math.floor(expected)
        for expected, got in pairs
    )
    if is_lost and (line := _line_of(program, ast.FloorDiv)):
        return [mistake("whole-for-fraction", line)]
    return []


def _line_of(program, operator):
    for each in program.nodes():
        if isinstance(each, ast.BinOp | ast.AugAssign) and isinstance(each.op, operator):
            return each.lineno
    return None


def _by_one(pairs):
    if len(pairs) < 2 or not all(_is_whole(each) for pair in pairs for each in pair):
        return []
    apart = {got - expected for expected, got in pairs}
    # Of 0 and 1 any two differ by one, if they differ.
    if {each for pair in pairs for each in pair} <= {0, 1}:
        return []
    if apart == {1}:
        return [mistake("one-too-large")]
    return [mistake("one-too-small")] if apart == {-1} else []


def _opposite(pairs, passed):
    if passed or not all(isinstance(each, bool) for pair in pairs for each in pair):
        return []
    return [mistake("opposite")] if len({expected for expected, _ in pairs}) == 2 else []


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def _is_fraction(value):
    return isinstance(value, float) and math.isfinite(value) and value != int(value)
