"""Loops that can hardly be meant as they stand: by what they change, and by how they could end."""

import ast
from typing import Any

from mistake_program import falls_through, is_store, own_nodes
from mistake_syntax import mistake

REMOVING = {"remove", "pop", "discard", "popitem", "insert", "clear"}


def of_walk(node: ast.For) -> list[dict[str, Any]]:
    walked = _walked(node)
    found = []
    if walked:
        for each in own_nodes(node):
            if _removes_from(each, walked) and not _ends_loop(node, each):
                found.append(mistake("changes-while-walking", each.lineno, walked))
                break
    has_continue = any(isinstance(each, ast.Continue) for each in own_nodes(node))
    # What looks for the first item alone decides nothing and counts nothing.
    if any(isinstance(each, ast.If | ast.AugAssign) for each in own_nodes(node)):
        returns = [each for each in own_nodes(node) if isinstance(each, ast.Return)]
        ends = not falls_through(node.body) and not has_continue
        breaks = any(isinstance(each, ast.Break | ast.Raise) for each in own_nodes(node))
        if returns and ends and not breaks:
            found.append(mistake("return-in-loop", returns[-1].lineno))
    return found


def _walked(node):
    """What is walked itself, or by its positions."""
    match node.iter:
        case ast.Name(id=name):
            return name
        case ast.Call(func=ast.Name(id="enumerate"), args=[ast.Name(id=name)]):
            return name
        case ast.Call(
            func=ast.Name(id="range"),
            args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)])],
        ):
            return name
    return None


def _removes_from(node, walked):
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
            return name == walked and attr in REMOVING
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name == walked
    return False


def _ends_loop(loop, node):
    """Whether the loop is left in the same block, so that it is walked no further."""
    for block in _blocks(loop):
        places = [at for at, each in enumerate(block) if node in ast.walk(each)]
        if places and not falls_through(block[places[0] :]):
            return True
    rebinds = {each.id for each in own_nodes(loop) if is_store(each)}
    return _walked(loop) in rebinds


def _blocks(node):
    for each in ast.walk(node):
        for name in ("body", "orelse"):
            block = getattr(each, name, None)
            if isinstance(block, list) and each is not node:
                yield block
    yield node.body


def leaves_loops(node: ast.AST) -> bool:
    """Ends a loop from outside: what catches an exception that is raised in it, or ends all."""
    match node:
        case ast.Try(handlers=[_, *_]) | ast.TryStar() | ast.With():
            return True
        case ast.Call(func=ast.Name(id="exit" | "quit") | ast.Attribute(attr="exit" | "_exit")):
            return True
    return False


def of_endless(node: ast.While) -> list[dict[str, Any]]:
    """A loop that compares plain names, of which its body changes none, or that asks nothing."""
    exits = ast.Return | ast.Break | ast.Raise | ast.Yield | ast.YieldFrom | ast.Await
    if isinstance(node.test, ast.Constant) and node.test.value:
        if any(isinstance(each, exits) for each in own_nodes(node)):
            return []
        return [mistake("loop-without-exit", node.lineno, ast.unparse(node.test))]
    if not isinstance(node.test, ast.Compare):
        return []
    parts = [node.test.left, *node.test.comparators]
    if not all(isinstance(each, ast.Name | ast.Constant) for each in parts):
        return []
    names = {each.id for each in parts if isinstance(each, ast.Name)}
    for each in own_nodes(node):
        if isinstance(each, exits | ast.Global | ast.Nonlocal):
            return []
        if is_store(each) and each.id in names:
            return []
        if isinstance(each, ast.Attribute) and getattr(each.value, "id", None) in names:
            return []
    return [mistake("loop-never-ends", node.lineno, *sorted(names))] if names else []
