"""Values of a kind that an operation does not take, by what Python said and by the part that failed."""

import ast
import builtins
import re
from typing import Any

from mistake_program import IN_PLACE, Program, bound_in, own_nodes
from mistake_syntax import mistake

CALLABLES = r"(?:builtin_function_or_method|method|function|method_descriptor|type)"


def type_error(
    program: Program, scope: ast.AST, line: int, message: str, part: ast.expr | None
) -> list[dict[str, Any]]:
    if found := re.match(r"'(\w+)' object is not callable", message):
        return _not_callable(program, scope, line, found[1], part)
    if re.search(rf"'{CALLABLES}' object is not|'{CALLABLES}'( and|$)|and '{CALLABLES}'", message):
        return _not_called(program, line, part)
    if "NoneType" in message:
        return keeps_nothing(program, scope, line)
    fraction = r"indices must be integers or slices, not float|'float' object cannot be interpreted"
    if re.search(fraction, message) or "indices must be integers or None" in message:
        has_division = any(isinstance(each, ast.Div) for each in program.nodes())
        return [mistake("fraction-as-index", line)] if has_division else []
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


def _not_called(program, line, part):
    """The function or method in the failing part that is used as a value."""
    if part is None:
        return []
    called = {each.func for each in ast.walk(part) if isinstance(each, ast.Call)}
    if isinstance(part, ast.Subscript) and isinstance(part.value, ast.Attribute):
        return [mistake("brackets-for-call", line, ast.unparse(part.value))]
    for each in ast.walk(part):
        is_function = isinstance(each, ast.Name) and each.id in program.defined
        if each not in called and (isinstance(each, ast.Attribute) or is_function):
            return [mistake("not-called", line, ast.unparse(each))]
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
