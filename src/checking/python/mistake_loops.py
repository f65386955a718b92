"""Loops that can hardly be meant as they stand: by what they change, and by how they could end."""

import ast
from typing import Any

from mistake_program import (
    CHANGING,
    RETURNING,
    Program,
    bound_in,
    falls_through,
    is_store,
    own_nodes,
)
from mistake_syntax import mistake

REMOVING = {"remove", "pop", "clear"}
ORDERED = ast.Lt | ast.LtE | ast.Gt | ast.GtE
# Functions that change nothing they are given.
HARMLESS = {
    *("print", "len", "str", "int", "float", "bool", "abs", "round", "range", "min", "max", "chr"),
    *("ord", "sum", "sorted", "list", "tuple", "set", "dict", "repr", "isinstance", "enumerate"),
    *("zip", "reversed", "any", "all", "pow", "divmod"),
}
# Functions that reach a name from outside.
REACHING = {"exec", "eval", "globals", "locals", "vars"}


def of_walk(node: ast.For) -> list[dict[str, Any]]:
    found = _of_changes(node)
    has_continue = any(isinstance(each, ast.Continue) for each in own_nodes(node))
    # What looks for the first item alone decides nothing and counts nothing.
    if any(isinstance(each, ast.If | ast.AugAssign) for each in own_nodes(node)):
        returns = [each for each in own_nodes(node) if isinstance(each, ast.Return)]
        ends = not falls_through(node.body) and not has_continue
        breaks = any(isinstance(each, ast.Break | ast.Raise) for each in own_nodes(node))
        if returns and ends and not breaks:
            found.append(mistake("return-in-loop", returns[-1].lineno))
    return found


def _of_changes(node):
    walked = _walked(node)
    inside = list(own_nodes(node))
    if walked is None:
        return []
    removals = [each for each in inside if _takes_from(each, walked)]
    inserts = [each for each in inside if _method_of(each, walked) == "insert"]
    # An item put back in place of another moves none, and one at its own key is of a dictionary.
    if (removals and inserts) or any(_is_at_item(each, node) for each in removals):
        return []
    for each in inside:
        if each in (*removals, *inserts) and not _ends_loop(node, each):
            return [mistake("changes-while-walking", each.lineno, walked)]
    return []


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
            # Else it only does something as many times as there were items.
            is_walk = any(_is_at_position(each, name, node.target) for each in own_nodes(node))
            return name if is_walk else None
    return None


def _is_at_position(node, walked, target):
    match node:
        case ast.Subscript(value=ast.Name(id=name), slice=index):
            pass
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="pop"), args=[index]):
            pass
        case _:
            return False
    kinds = ast.Name | ast.Constant | ast.BinOp | ast.UnaryOp | ast.operator | ast.unaryop
    parts = list(ast.walk(index))
    is_plain = all(isinstance(each, kinds | ast.Call | ast.expr_context) for each in parts)
    turns_round = any(isinstance(each, ast.Mod | ast.FloorDiv | ast.Mult) for each in parts)
    names = {each.id for each in parts if isinstance(each, ast.Name)}
    has_target = isinstance(target, ast.Name) and target.id in names
    return name == walked and is_plain and not turns_round and has_target


def _takes_from(node, walked):
    match node:
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name == walked
    return _method_of(node, walked) in REMOVING


def _method_of(node, name):
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=of), attr=attr)) if of == name:
            return attr
    return None


def _is_at_item(node, loop):
    """Takes away what is at the item itself, where the items are walked and not their positions."""
    match node:
        case ast.Call(args=[ast.Name(id=name), *_], func=ast.Attribute(attr="pop")):
            pass
        case ast.Delete(targets=[ast.Subscript(slice=ast.Name(id=name))]):
            pass
        case _:
            return False
    is_item = isinstance(loop.iter, ast.Name) and isinstance(loop.target, ast.Name)
    return is_item and loop.target.id == name


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


def of_endless(node: ast.While, program: Program) -> list[dict[str, Any]]:
    """A loop that compares plain names, of which its body changes none, or that asks nothing."""
    exits = ast.Return | ast.Break | ast.Raise | ast.Yield | ast.YieldFrom | ast.Await
    if any(isinstance(each, exits) for each in own_nodes(node)):
        return []
    if isinstance(node.test, ast.Constant) and node.test.value:
        return [mistake("loop-without-exit", node.lineno, ast.unparse(node.test))]
    if not isinstance(node.test, ast.Compare):
        return []
    parts = [node.test.left, *node.test.comparators]
    if not all(isinstance(each, ast.Name | ast.Constant) for each in parts):
        return []
    names = {each.id for each in parts if isinstance(each, ast.Name)}
    if not names or names & (program.shared | bound_in(node)):
        return []
    if _may_change(node, parts, program) or _may_run_out(node, program):
        return []
    return [mistake("loop-never-ends", node.lineno, *sorted(names))]


def _may_change(loop, parts, program):
    """Whether what a name stands for may change though the name keeps it."""
    scope = program.around(loop.lineno)
    fixed = [isinstance(each, ast.Constant) or _is_number(each.id, scope) for each in parts]
    is_ordered = all(isinstance(each, ORDERED) for each in loop.test.ops)
    # What is less or more than a number is one.
    if all(fixed) or (is_ordered and any(fixed)):
        return any(_is_name(each, REACHING) for each in own_nodes(loop))
    loose = {each.id for each, is_fixed in zip(parts, fixed, strict=True) if not is_fixed}
    return any(_may_change_one(each, loose, is_ordered, program) for each in own_nodes(loop))


def _may_run_out(loop, program):
    """To look for an item in an iterator takes items from it."""
    if not any(isinstance(each, ast.In | ast.NotIn) for each in loop.test.ops):
        return False
    lasting = {"list", "tuple", "set", "dict", "str", "sorted", "range"}
    for each in own_nodes(program.around(loop.lineno)):
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                is_asked = any(_is_name(part, {name}) for part in loop.test.comparators)
                kind = getattr(getattr(value, "func", None), "id", None)
                is_made = isinstance(value, ast.Call | ast.GeneratorExp) and kind not in lasting
                if is_asked and is_made:
                    return True
    return False


def _may_change_one(node, loose, is_ordered, program):
    match node:
        case ast.Attribute(value=ast.Name(id=name)) if name in loose:
            return True
        case ast.Subscript(value=of, ctx=ast.Store() | ast.Del()):
            # Two names may stand for one object; those that are less or more than others hardly do.
            return not is_ordered or getattr(of, "id", None) in loose
        case ast.Call(func=ast.Name(id=name)):
            return name not in HARMLESS or name in program.defined
        case ast.Call(func=ast.Attribute(attr=attr)):
            is_known = attr in (CHANGING if is_ordered else ()) or attr in RETURNING
            return not is_known or attr in program.defined
        case ast.Call() | ast.Attribute(ctx=ast.Store() | ast.Del()):
            return True
    return False


def _is_number(name, scope):
    """Whether it only ever stands for numbers or texts, which nothing changes."""
    if name in _arguments(scope):
        return False
    values, steps, stores = [], 0, 0
    for each in own_nodes(scope):
        stores += is_store(each) and each.id == name
        match each:
            case ast.Assign(targets=targets) if any(_is_name(to, {name}) for to in targets):
                values.append(each.value)
            case ast.AugAssign(target=ast.Name(id=of)) if of == name:
                steps += 1
    is_all = len(values) + steps == stores
    return bool(values) and is_all and all(_gives_number(each) for each in values)


def _arguments(scope):
    every = getattr(scope, "args", None)
    return {each.arg for each in ast.walk(every) if isinstance(each, ast.arg)} if every else set()


def _gives_number(value):
    match value:
        case ast.Constant() | ast.UnaryOp(operand=ast.Constant()):
            return True
        case ast.Call(func=ast.Name(id="len" | "int" | "abs")):
            return True
        case ast.BinOp(left=left, right=right):
            return _gives_number(left) and _gives_number(right)
    return False


def _is_name(node, names):
    return isinstance(node, ast.Name) and node.id in names
