"""What bounds are used for: which comparisons a program turns round, what counts, what is a place."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from mistake_program import FUNCTIONS, is_store, own_nodes

# Calls that keep the sense of what they are given.
KEEPING = set(
    "all any sum len bool int float list tuple set sorted max min filter map next str print "
    "enumerate iter reversed dict takewhile islice zip join append add extend update".split()
)


class Uses(NamedTuple):
    turned: set[ast.AST]
    # Comparisons of which it cannot be said what they take in.
    unclear: set[ast.AST]
    # Where a name gets the number from which a loop counts on.
    counters: set[ast.AST]
    # Counters and ranges of which the numbers are places of items.
    indexing: set[ast.AST]


def of(tree: ast.Module) -> Uses:
    turned, unclear = _senses(tree)
    counters, indexing = set(), set()
    for scope in (tree, *(each for each in ast.walk(tree) if isinstance(each, FUNCTIONS))):
        nodes = list(own_nodes(scope))
        places = {
            each.id
            for node in nodes
            if isinstance(node, ast.Subscript)
            for each in ast.walk(node.slice)
            if isinstance(each, ast.Name)
        }
        counters |= set(_counters(nodes))
        for each in nodes:
            match each:
                case ast.Assign(targets=[ast.Name(id=name)]) if name in places:
                    indexing.add(each)
                case (
                    ast.For(target=target, iter=walked)
                    | ast.comprehension(target=target, iter=walked)
                ):
                    names = {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}
                    if names & places:
                        indexing |= set(ast.walk(walked))
    return Uses(turned, unclear, counters, indexing)


def _counters(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    """Assignments before a `while` that compares the name and changes it in its body."""
    for loop in nodes:
        if not isinstance(loop, ast.While):
            continue
        stored = {each.id for each in own_nodes(loop) if is_store(each)}
        asked = {each.id for each in ast.walk(loop.test) if isinstance(each, ast.Name)}
        for each in nodes:
            match each:
                case ast.Assign(targets=[ast.Name(id=name)]) if name in stored & asked:
                    lines = range(each.lineno + 1, loop.lineno)
                    is_read = any(
                        getattr(node, "id", None) == name and node.lineno in lines for node in nodes
                    )
                    # What something else uses before is no counter of this loop alone.
                    if each.lineno < loop.lineno and not is_read:
                        yield each


def _senses(tree: ast.Module) -> tuple[set[ast.AST], set[ast.AST]]:
    """Comparisons that a `not` turns round, and those of which it cannot be said."""
    turned: set[ast.AST] = set()
    unclear: set[ast.AST] = set()
    for each in ast.walk(tree):
        if isinstance(each, ast.UnaryOp) and isinstance(each.op, ast.Not):
            plain = set(_decisive(each.operand))
            turned ^= plain
            unclear |= set(_compared(each.operand)) - plain
        else:
            for part in _obscured(each):
                unclear |= set(_compared(part))
    return turned, unclear


def _compared(node: ast.AST) -> Iterator[ast.AST]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Compare))


def _decisive(node: ast.expr) -> Iterator[ast.AST]:
    """The comparisons that `and`, `or` and `not` put together to this."""
    match node:
        case ast.Compare():
            yield node
        case ast.BoolOp(values=values):
            for each in values:
                yield from _decisive(each)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield from _decisive(operand)


def _obscured(node: ast.AST) -> list[ast.AST]:
    """The parts of which the node may turn the sense."""
    keeping = ast.Add | ast.BitAnd | ast.BitOr
    match node:
        # `(a < b) == False`
        case ast.Compare(left=left, comparators=others):
            return [left, *others]
        # `False if a < b else True`
        case ast.IfExp(test=test, body=body, orelse=other):
            return [test] if _is_nothing(body) or getattr(other, "value", None) is True else []
        case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item) if _is_nothing(item):
            return [test for part in node.generators for test in part.ifs]
        case ast.Call(func=func, keywords=keywords):
            name = getattr(func, "id", None) or getattr(func, "attr", None)
            keys = [each.value for each in keywords if each.arg == "key"]
            return keys if name in KEEPING else [node]
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator):
            return [] if isinstance(operator, keeping) else [node]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Subscript(slice=index):
            return [index]
    return []


def _is_nothing(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return not value
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
    return False
