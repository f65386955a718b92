"""How the judge compares: Python's own operators, and two relaxations that a person may ask for."""

import ast
import math
import operator
from typing import Any

SYMBOLS = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_OPERATORS = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda item, items: item in items, ast.NotIn: lambda item, items: item not in items,
}  # fmt: skip


def holds(comparison: ast.cmpop, left: Any, right: Any, oracle: dict[str, Any]) -> Any:
    """`oracle` is {"floatTolerance": number | None, "isOrderInsensitive": bool}."""
    result = _OPERATORS[type(comparison)](left, right)
    if result or not isinstance(comparison, ast.Eq):
        return result
    tolerance = oracle["floatTolerance"]
    if oracle["isOrderInsensitive"] and _same_members(left, right, tolerance):
        return True
    return tolerance is not None and _close(left, right, tolerance)


def _close(left, right, tolerance):
    """Equal but for floats within `tolerance`, absolute or relative, at any depth."""
    if isinstance(left, float) or isinstance(right, float):
        if not _is_number(left) or not _is_number(right):
            return False
        if math.isnan(left) and math.isnan(right):
            return True
        return math.isclose(left, right, rel_tol=tolerance, abs_tol=tolerance)
    if type(left) is not type(right):
        return False
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(_close(a, b, tolerance) for a, b in zip(left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            _close(left[key], right[key], tolerance) for key in left
        )
    return left == right


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same_members(left, right, tolerance):
    """Sequences and sets with the same members as often, in any order; outermost level only."""
    kinds = (list, tuple, set, frozenset)
    if not isinstance(left, kinds) or not isinstance(right, kinds) or len(left) != len(right):
        return False
    rest = list(right)
    for item in left:
        for index, other in enumerate(rest):
            if item == other or (tolerance is not None and _close(item, other, tolerance)):
                del rest[index]
                break
        else:
            return False
    return True
