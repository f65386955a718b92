"""Which ideas of the language a program uses."""

import ast

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
MOST_IDEAS = 6


def read(tree: ast.Module) -> list[str]:
    """What is particular first; what every program has only where there is little else."""
    nodes = list(ast.walk(tree))
    particular = [name for name, is_found in _IDEAS if any(map(is_found, nodes))]
    common = [name for name, is_found in _COMMON if any(map(is_found, nodes))]
    return [*particular, *common[: max(0, 2 - len(particular))]][:MOST_IDEAS]


def _operator(*kinds):
    return lambda node: isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, kinds)


def _is_kind(*kinds):
    return lambda node: isinstance(node, kinds)


def _is_format(node):
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _is_string(node.left)


def _is_string(node):
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_slice(node):
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)


def _is_backwards(node):
    return _is_slice(node) and node.slice.step is not None and ast.unparse(node.slice.step) == "-1"


def _is_unpacking(node):
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            return {*map(ast.unparse, targets)} != {*map(ast.unparse, values)}
        case ast.Assign(targets=[ast.Tuple() | ast.List()]) | ast.For(target=ast.Tuple()):
            return True
        case ast.comprehension(target=ast.Tuple()):
            return True
    return False


def _is_spread(node):
    """Arguments out of a list; `a, *b = c` takes one apart."""
    return isinstance(node, ast.Call) and any(isinstance(part, ast.Starred) for part in node.args)


def _is_swap(node):
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            return {*map(ast.unparse, targets)} == {*map(ast.unparse, values)}
    return False


def _is_test_of(*kinds):
    return lambda node: (
        isinstance(node, ast.Compare) and any(isinstance(o, kinds) for o in node.ops)
    )


def _is_last(node):
    match node:
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            return True
    return False


_IDEAS = [
    ("swap", _is_swap),
    ("backwards", _is_backwards),
    ("slice", lambda node: _is_slice(node) and not _is_backwards(node)),
    ("remainder", lambda node: _operator(ast.Mod)(node) and not _is_format(node)),
    ("whole-division", _operator(ast.FloorDiv)),
    ("power", _operator(ast.Pow)),
    ("bits", _operator(ast.BitXor, ast.LShift, ast.RShift)),
    ("and-or-operators", _operator(ast.BitAnd, ast.BitOr)),
    ("membership", _is_test_of(ast.In, ast.NotIn)),
    ("comprehension", _is_kind(*_COMPREHENSIONS)),
    ("dictionary", _is_kind(ast.Dict, ast.DictComp)),
    ("set", _is_kind(ast.Set, ast.SetComp)),
    ("lambda", _is_kind(ast.Lambda)),
    ("conditional", _is_kind(ast.IfExp)),
    ("unpacking", _is_unpacking),
    ("last", _is_last),
    ("format", lambda node: _is_format(node) or isinstance(node, ast.JoinedStr)),
    ("star", _is_spread),
    ("try", _is_kind(ast.Try)),
    ("early-exit", _is_kind(ast.Break)),
    ("yield", _is_kind(ast.Yield, ast.YieldFrom)),
    ("class", _is_kind(ast.ClassDef)),
]
_COMMON = [
    ("index", _is_kind(ast.Subscript)),
    ("both-or-either", _is_kind(ast.BoolOp)),
    ("running-result", _is_kind(ast.AugAssign)),
    ("if", _is_kind(ast.If)),
    ("division", _operator(ast.Div)),
    ("multiplication", _operator(ast.Mult)),
    ("subtraction", _operator(ast.Sub)),
    ("addition", _operator(ast.Add)),
    ("comparison", _is_kind(ast.Compare)),
    ("several-values", _is_kind(ast.Tuple)),
]
