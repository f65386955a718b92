"""Values of a kind that an operation does not take, by what Python said and by the part that failed."""

import ast
import builtins
import re
from typing import Any

import mistake_fractions
from mistake_program import IN_PLACE, Program, bound_in, own_nodes
from mistake_syntax import mistake

CALLABLES = r"(?:builtin_function_or_method|method|function|method_descriptor|type)"


def type_error(
    program: Program, scope: ast.AST, line: int, message: str, part: ast.expr | None
) -> list[dict[str, Any]]:
    if found := re.match(r"'(\w+)' object is not callable", message):
        return _not_callable(program, scope, line, found[1], part)
    if re.search(rf"'{CALLABLES}' object is not|'{CALLABLES}'( and|$)|and '{CALLABLES}'", message):
        return _not_called(program, line, message, part)
    if "NoneType" in message:
        return keeps_nothing(program, scope, line)
    fraction = (
        r"indices must be integers( or slices)?, not '?float"
        r"|'float' object cannot be interpreted|indices must be integers or None"
    )
    if re.search(fraction, message):
        is_known = mistake_fractions.is_division(part, scope)
        return [mistake("fraction-as-index", line)] if is_known else []
    mixed = [
        r'can only concatenate str \(not "(int|float)"\)',
        r"unsupported operand type\(s\) for \+: '(int|float)' and 'str'",
    ]
    is_mixed = any(re.match(each, message) for each in mixed)
    return [mistake("text-plus-number", line)] if is_mixed else []


def _not_callable(program, scope, line, kind, part):
    match part:
        case ast.Call(func=ast.Name(id=name)):
            is_bound = name in bound_in(scope) | bound_in(program.tree)
            if hasattr(builtins, name) and is_bound:
                return [mistake("shadows-builtin", line, name)]
            if kind in ("list", "tuple", "str", "dict"):
                return [mistake("called-like-function", line, name, kind)]
        case ast.Call(func=ast.Constant() | ast.BinOp()):
            return [mistake("missing-operator", line, ast.unparse(part.func))]
    return []


def _not_called(program, line, message, part):
    """The function or method in the failing part that is used as a value."""
    if isinstance(part, ast.Subscript) and "not subscriptable" in message:
        is_known = _is_function(part.value, program)
        return [mistake("brackets-for-call", line, ast.unparse(part.value))] if is_known else []
    for each in _callable_sides(message, part):
        if _is_function(each, program):
            return [mistake("not-called", line, ast.unparse(each))]
    return []


def _is_function(node, program):
    is_known = isinstance(node, ast.Name) and (node.id in program.defined or _is_builtin(node.id))
    return is_known or isinstance(node, ast.Attribute)


def _is_builtin(name):
    return callable(getattr(builtins, name, None))


def _callable_sides(message, part):
    """What the message tells to be a function."""
    if kinds := re.search(r"'([\w.]+)' and '([\w.]+)'$", message):
        match part:
            case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
                pairs = zip(kinds.groups(), (left, right), strict=True)
                return [side for kind, side in pairs if re.fullmatch(CALLABLES, kind)]
        return []
    is_walked = "not iterable" in message or "not an iterator" in message
    match part:
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Name() | ast.Attribute() if is_walked:
            return [part]
        case ast.Call(func=func, args=args) if is_walked:
            taken = args[1:] if getattr(func, "id", None) in ("map", "filter", "reduce") else args
            named = [each for each in taken if isinstance(each, ast.Name | ast.Attribute)]
            return named if len(named) == 1 else []
    return []


def keeps_nothing(program: Program, scope: ast.AST, line: int) -> list[dict[str, Any]]:
    """A name that stands for what a method returned which returns nothing."""
    for each in own_nodes(scope):
        match each:
            case ast.Assign(value=ast.Call(func=ast.Attribute(attr=attr))):
                # A class of the program may have an `insert` that returns something.
                if attr in IN_PLACE - program.defined and each.lineno <= line:
                    return [mistake("keeps-in-place", each.lineno, ast.unparse(each.value))]
    for each in own_nodes(scope):
        if isinstance(each, ast.Call) and getattr(each.func, "id", None) in program.top:
            function = program.top[each.func.id]
            inner = list(own_nodes(function))
            kinds = ast.Yield | ast.YieldFrom
            has_value = any(isinstance(node, ast.Return) and node.value for node in inner)
            if (
                each.lineno == line
                and not has_value
                and not any(isinstance(n, kinds) for n in inner)
            ):
                return [mistake("callee-returns-nothing", function.lineno, function.name)]
    return []
