"""What expressions of a program are worth that hold constants alone. Nothing of the program is run."""

import ast
import operator
from collections.abc import Iterator

MOST_NODES = 20_000
# Of a folded text or container, which may be folded again.
LONGEST = 1_000
LARGEST_FACTOR = 10**9

_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_FUNCTIONS = {
    each.__name__: each for each in (int, float, str, list, tuple, set, dict, zip, chr, sorted)
}
_METHODS = {"join", "split", "upper", "lower", "title", "capitalize", "strip"}


def values_in(tree: ast.AST) -> Iterator[tuple[ast.expr, object]]:
    """Every expression that has a value of its own, with it, and the parts of such values."""
    known = {}
    for count, node in enumerate(ast.walk(tree)):
        if count >= MOST_NODES:
            return
        if not isinstance(node, ast.expr):
            continue
        found = _folded(node, known)
        if found is not None:
            yield from ((node, value) for value in _with_parts(found[0]))


def _with_parts(value):
    """A literal's own parts are expressions, and come by themselves; those of a folded one do not."""
    yield value
    if isinstance(value, list | tuple | set | dict):
        for part in value:
            yield from _with_parts(part)
    if isinstance(value, dict):
        for part in value.values():
            yield from _with_parts(part)


def _folded(node, known):
    """The value in a tuple; None where there is none."""
    if node not in known:
        try:
            known[node] = _worked_out(node, known)
        except Exception:
            known[node] = None
    return known[node]


def _worked_out(node, known):
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            found, other = _folded(left, known), _folded(right, known)
            if found is None or other is None or not _is_cheap(op, found[0], other[0]):
                return None
            return _bounded(_OPERATORS[type(op)](found[0], other[0]))
        case ast.Call(func=func, args=args, keywords=[]):
            given = [_folded(each, known) for each in args]
            if any(each is None for each in given):
                return None
            return _called(func, [each[0] for each in given], known)
    return (ast.literal_eval(node),)


def _called(func, given, known):
    match func:
        case ast.Name(id=name) if name in _FUNCTIONS and given:
            value = _FUNCTIONS[name](*given)
            return _bounded(list(value) if name == "zip" else value)
        case ast.Attribute(value=of, attr=name) if name in _METHODS:
            found = _folded(of, known)
            if found is not None and isinstance(found[0], str):
                return _bounded(getattr(found[0], name)(*given))
    return None


def _is_cheap(op, one, other):
    """A product and a formatted text may be far larger than what they are made of."""
    match op:
        case ast.Mod():
            return not isinstance(one, str | bytes)
        case ast.Mult():
            has_container = _is_container(one) or _is_container(other)
            sizes = [len(each) if _is_container(each) else abs(each) for each in (one, other)]
            return sizes[0] * sizes[1] <= LONGEST if has_container else max(sizes) <= LARGEST_FACTOR
    return True


def _is_container(value):
    return isinstance(value, str | bytes | list | tuple | set | dict)


def _bounded(value):
    return None if _is_container(value) and len(value) > LONGEST else (value,)
