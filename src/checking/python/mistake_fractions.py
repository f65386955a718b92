"""Whether a number that has to be whole comes from a division, as far as the program's form tells."""

import ast

from mistake_program import own_nodes

# Which arguments of a function have to be whole; of others nothing is known.
WHOLE = {
    **dict.fromkeys(
        ("range", "chr", "bin", "hex", "oct", "pop", "randint", "randrange"), slice(None)
    ),
    **dict.fromkeys(("gcd", "lcm", "comb", "perm", "factorial", "isqrt"), slice(None)),
    **dict.fromkeys(("insert", "center", "ljust", "rjust", "zfill"), slice(1)),
    **dict.fromkeys(("round", "combinations", "permutations", "repeat"), slice(1, 2)),
}
GIVES_WHOLE = {"len", "int", "ord", "floor", "ceil", "isqrt", "gcd", "comb", "factorial"}
PASSES_ON = {"abs", "min", "max"}


def is_division(part: ast.expr | None, scope: ast.AST) -> bool:
    """Whether `/` alone makes a fraction of a position or a count in this part."""
    if part is None:
        return False
    return any(_source(each, scope, ()) == "division" for each in _whole_parts(part))


def _whole_parts(part):
    match part:
        case ast.Subscript(slice=ast.Slice(lower=lower, upper=upper, step=step)):
            return [each for each in (lower, upper, step) if each]
        case ast.Subscript(slice=index):
            return [index]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            return args[WHOLE[name]] if name in WHOLE else []
    return []


def _source(node, scope, seen):
    """Where a fraction in it comes from: a division, something else, or nothing that is known."""
    match node:
        case ast.Constant(value=value):
            return "other" if isinstance(value, float) else None
        case ast.BinOp(op=ast.Div()):
            return _first(["division", *_sources([node.left, node.right], scope, seen)])
        case ast.BinOp(op=ast.Pow(), right=power):
            is_whole = isinstance(power, ast.Constant) and isinstance(power.value, int)
            return _source(node.left, scope, seen) if is_whole else "other"
        case ast.BinOp(left=left, right=right):
            return _first(_sources([left, right], scope, seen))
        case ast.UnaryOp(operand=operand):
            return _source(operand, scope, seen)
        case ast.IfExp(body=body, orelse=orelse):
            return _first(_sources([body, orelse], scope, seen))
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
            if name in PASSES_ON:
                return _first(_sources(args, scope, seen))
            is_whole = name in GIVES_WHOLE or (name == "round" and len(args) == 1)
            return None if is_whole else "other"
        case ast.Name(id=name):
            if name in seen:
                return None
            return _first(_sources(_values_of(name, scope), scope, (*seen, name)))
        case ast.Subscript() | ast.Attribute():
            return None
    return "other"


def _sources(nodes, scope, seen):
    return [_source(each, scope, seen) for each in nodes]


def _first(sources):
    """What comes from something else as well, // instead of / would not mend."""
    return next((kind for kind in ("other", "division") if kind in sources), None)


def _values_of(name, scope):
    for each in own_nodes(scope):
        match each:
            case ast.Assign(targets=targets, value=value):
                if any(getattr(to, "id", None) == name for to in targets):
                    yield value
            case ast.AnnAssign(target=ast.Name(id=of), value=ast.expr() as value) if of == name:
                yield value
            case ast.AugAssign(target=ast.Name(id=of), op=operator, value=value) if of == name:
                yield ast.BinOp(ast.Constant(0), operator, value)
