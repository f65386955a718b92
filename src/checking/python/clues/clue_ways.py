"""In what way a program comes to its result."""

import ast

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MOST_WAYS = 2


def read(tree: ast.Module) -> list[str]:
    """What is most particular first; at least one."""
    nodes = list(ast.walk(tree))
    found = [name for name, is_found in _WAYS if is_found(tree, nodes)]
    if not found:
        return [_plain_way(tree, nodes)]
    loops = [
        each for each in found if each in ("nested-loops", "while-loop", "loop", "comprehension")
    ]
    others = [each for each in found if each not in loops]
    return [*others[:MOST_WAYS], *loops[:1]][:MOST_WAYS]


def _plain_way(tree, nodes):
    if any(isinstance(each, ast.If | ast.IfExp) for each in nodes):
        return "cases"
    if any(isinstance(each, ast.BinOp) and _is_arithmetic(each) for each in nodes):
        return "formula"
    if any(isinstance(each, ast.Call) for each in nodes):
        return "calls"
    return (
        "comparison"
        if any(isinstance(e, ast.Compare | ast.BoolOp) for e in nodes)
        else "expression"
    )


def _is_arithmetic(node):
    return isinstance(
        node.op, ast.Add | ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow
    )


def _is_recursive(tree, _nodes):
    for function in ast.walk(tree):
        if isinstance(function, _FUNCTIONS) and any(
            isinstance(each, ast.Call)
            and isinstance(each.func, ast.Name)
            and each.func.id == function.name
            for each in ast.walk(function)
        ):
            return True
    return False


def _calls(nodes):
    for each in nodes:
        match each:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
                yield name


def _imports_any(nodes, wanted):
    for each in nodes:
        match each:
            case ast.Import(names=names) if any(name.name in wanted for name in names):
                return True
            case ast.ImportFrom(module=module) if module in wanted:
                return True
    return False


def _has_table(tree, _nodes):
    """Fills a list from what it has in it already: `t[i] = t[i - 1] + …` in a loop."""
    given = {each.arg for each in ast.walk(tree) if isinstance(each, ast.arg)}
    for loop in ast.walk(tree):
        if not isinstance(loop, _LOOPS):
            continue
        for each in ast.walk(loop):
            if isinstance(each, ast.Assign) and len(each.targets) == 1:
                base = _base_of(each.targets[0])
                if base not in {None, *given} and any(
                    _is_earlier(part, base) for part in ast.walk(each.value)
                ):
                    return True
    return False


def _base_of(node):
    if not isinstance(node, ast.Subscript):
        return None
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _is_earlier(node, base):
    if _base_of(node) != base:
        return False
    while isinstance(node, ast.Subscript):
        if isinstance(node.slice, ast.BinOp) and isinstance(node.slice.op, ast.Sub):
            return True
        node = node.value
    return False


def _halves(tree, _nodes):
    """A loop or a recursion over the middle of what is left."""
    names = {
        each.targets[0].id
        for each in ast.walk(tree)
        if isinstance(each, ast.Assign)
        and isinstance(each.targets[0], ast.Name)
        and "// 2" in ast.unparse(each.value)
        and "+" in ast.unparse(each.value)
    }
    is_indexed = any(
        isinstance(each, ast.Subscript)
        and isinstance(each.slice, ast.Name)
        and each.slice.id in names
        for each in ast.walk(tree)
    )
    has_while = any(isinstance(each, ast.While) for each in ast.walk(tree))
    return is_indexed and (has_while or _is_recursive(tree, None))


def _counts(tree, nodes):
    if any(name in ("Counter", "count") for name in _calls(nodes)):
        return True
    for loop in nodes:
        if not isinstance(loop, _LOOPS):
            continue
        for branch in ast.walk(loop):
            if isinstance(branch, ast.If) and any(map(_is_step, ast.walk(branch))):
                return True
    return False


def _is_step(node):
    match node:
        case ast.AugAssign(op=ast.Add(), target=target, value=ast.Constant(value=1)):
            return "count" in ast.unparse(target).lower() or isinstance(target, ast.Subscript)
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(op=ast.Add(), right=right)):
            return "count" in name.lower() and isinstance(right, ast.Constant) and right.value == 1
    return False


def _has_nested_loops(_tree, nodes):
    return any(
        isinstance(inner, _LOOPS)
        for outer in nodes
        if isinstance(outer, _LOOPS)
        for inner in ast.walk(outer)
        if inner is not outer
    )


def _uses(*names):
    return lambda _tree, nodes: any(name in names for name in _calls(nodes))


def _has(*kinds):
    return lambda _tree, nodes: any(isinstance(each, kinds) for each in nodes)


_WAYS = [
    ("recursion", _is_recursive),
    ("regular-expression", lambda _, nodes: _imports_any(nodes, {"re"})),
    ("halving", _halves),
    ("table", _has_table),
    ("heap", lambda _, nodes: _imports_any(nodes, {"heapq"})),
    ("sorting", _uses("sorted", "sort")),
    ("counting", _counts),
    ("nested-loops", _has_nested_loops),
    ("while-loop", _has(ast.While)),
    ("loop", _has(ast.For, ast.AsyncFor)),
    (
        "comprehension",
        lambda t, nodes: _has(*_COMPREHENSIONS)(t, nodes) or _uses("map", "filter")(t, nodes),
    ),
]
