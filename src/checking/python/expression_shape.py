"""Expressions with parts left out: each step down tells a little more than the one before."""

import ast
import copy

ELIDED = "…"


def levels(node: ast.expr) -> list[str]:
    """From what tells least to the expression as a whole, which is the last; none twice."""
    whole = ast.unparse(node)
    shapes = [_text(node, 1, has_names=False)]
    depth = 1
    while shapes[-1] != whole and depth < 40:
        if depth > 1:
            shapes.append(_text(node, depth - 1, first=depth))
        shapes.append(_text(node, depth))
        depth += 1
    distinct = list(dict.fromkeys(shapes))
    return [each for each in distinct if each not in (ELIDED, whole)] + [whole]


def outer(node: ast.expr) -> str:
    """The outermost operation, without its names where they would be nearly all there is."""
    *partial, whole = levels(node)
    if not partial:
        return whole
    return partial[1] if len(partial) > 2 and f"{ELIDED}(" in partial[0] else partial[0]


def deeper(node: ast.expr) -> str:
    """More than the outermost operation, and less than all of it."""
    *partial, whole = levels(node)
    if not partial:
        return whole
    return partial[max(partial.index(outer(node)) + (len(partial) > 1), len(partial) // 2)]


def is_plain(node: ast.AST) -> bool:
    """Whether there is nothing in it to leave out: a name, a number, an empty list."""
    match node:
        case None | ast.Constant() | ast.Name():
            return True
        case ast.UnaryOp(operand=operand):
            return is_plain(operand)
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(), args=[], keywords=[]):
            return True
    return False


def _text(node, depth, *, has_names=True, first=0):
    """`first`: how deep the first operand is shown, where that is deeper than the others."""
    shaper = _Shaper(has_names=has_names)
    shaped = shaper.shaped(copy.deepcopy(node), depth, max(first, depth))
    return ast.unparse(ast.fix_missing_locations(shaped)).replace(f"{ELIDED}{ELIDED}", ELIDED)


def _elided():
    return ast.Name(id=ELIDED, ctx=ast.Load())


def _is_elided(node):
    return isinstance(node, ast.Name) and node.id == ELIDED


class _Shaper:
    def __init__(self, *, has_names):
        self._has_names = has_names

    def shaped(self, node, depth, first):
        if first <= 0:
            return _elided()
        if is_plain(node):
            return node
        match node:
            case ast.Call():
                return self._call(node, depth, first)
            case ast.Attribute():
                node.value = self.shaped(node.value, depth - 1, first - 1)
                if not self._has_names:
                    node.attr = ELIDED
                return node
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                node.elt = self.shaped(node.elt, depth - 1, first - 1)
                self._generators(node, depth)
                return node
            case ast.DictComp():
                node.key = self.shaped(node.key, depth - 1, first - 1)
                node.value = self.shaped(node.value, depth - 1, depth - 1)
                self._generators(node, depth)
                return node
            case ast.Lambda():
                if depth <= 1:
                    node.args = _no_arguments()
                    node.args.args = [ast.arg(arg=ELIDED)]
                node.body = self.shaped(node.body, depth - 1, first - 1)
                return node
            case ast.JoinedStr():
                return node if depth > 1 else ast.Name(id=f"f'{ELIDED}'", ctx=ast.Load())
            case ast.Subscript(slice=ast.Slice()) if depth <= 1:
                node.value = self.shaped(node.value, depth - 1, first - 1)
                node.slice = _elided()
                return node
        return self._fields(node, depth, first)

    def _call(self, node, depth, first):
        if not isinstance(node.func, ast.Name):
            # A method belongs to its call: it is no step of its own.
            node.func = self.shaped(node.func, depth, first)
        elif not self._has_names:
            node.func = _elided()
        node.args = self._list(node.args, depth, first)
        for each in node.keywords:
            each.value = self.shaped(each.value, depth - 1, depth - 1)
        if all(_is_elided(each) for each in node.args) and len(node.args) + len(node.keywords) > 2:
            node.args, node.keywords = [_elided()], []
        return node

    def _generators(self, node, depth):
        for each in node.generators:
            each.target = each.target if depth > 1 else _elided()
            each.iter = self.shaped(each.iter, depth - 1, depth - 1)
            each.ifs = [self.shaped(test, depth - 1, depth - 1) for test in each.ifs]

    def _fields(self, node, depth, first):
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                setattr(node, name, self.shaped(value, depth - 1, first - 1))
                first = depth
            elif isinstance(value, list) and value and isinstance(value[0], ast.expr):
                setattr(node, name, self._list(value, depth, first))
                first = depth
        return node

    def _list(self, nodes, depth, first):
        shaped = [
            self.shaped(each, depth - 1, (depth if index else first) - 1)
            for index, each in enumerate(nodes)
        ]
        return shaped[:1] if all(map(_is_elided, shaped)) and len(shaped) > 2 else shaped


def _no_arguments():
    return ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
