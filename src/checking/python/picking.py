"""
Programs that pick an answer and work nothing out: they compare with constants and return constants.
In such a program small numbers too are those of its asserts.
"""

import ast

_ALLOWED = (
    ast.Module, ast.FunctionDef, ast.Lambda, ast.arguments, ast.arg, ast.Return, ast.Pass,
    ast.Assign, ast.AnnAssign, ast.If, ast.IfExp, ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not,
    ast.USub, ast.Compare, ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.Constant,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Name, ast.expr_context, ast.Subscript, ast.Match,
    ast.match_case, ast.pattern, ast.Try, ast.ExceptHandler, ast.Attribute, ast.ClassDef,
)  # fmt: skip
# What may be asked of an argument before it is compared.
_ASKED = {"len", "str", "repr", "tuple", "sorted", "sum", "type"}


def picked(program: ast.AST, tests: list[ast.AST], function_name: str | None) -> list[ast.expr]:
    """
    Its constants that are the asserts': what it compares an argument with, and what it returns
    where it returns all that they expect. [] for a program that does more than pick.
    """
    if not all(_is_allowed(node) for node in ast.walk(program)):
        return []
    inputs, expected = _sides_of(tests, function_name)
    keys = {node for node in ast.walk(program) for node in _compared(node)}
    answers = [node for node in _constants_in(program) if node not in keys]
    returned = [node for node in answers if _key(node) in expected]
    compared = [node for node in _ordered(program, keys) if _key(node) in inputs]
    is_all = expected and {_key(node) for node in returned} == expected
    return [*compared, *(returned if is_all else [])]


def _is_allowed(node):
    if isinstance(node, ast.Call):
        func = node.func
        is_asked = isinstance(func, ast.Name) and func.id in _ASKED
        return is_asked or (isinstance(func, ast.Attribute) and func.attr == "get")
    return isinstance(node, _ALLOWED)


def _sides_of(tests, function_name):
    """The arguments, and the expected values that say more than true or false, of all asserts."""
    inputs, expected = set(), set()
    for tree in tests:
        for node in ast.walk(tree):
            match node:
                case ast.Compare(
                    left=ast.Call(func=ast.Name(id=name)) as call, comparators=[right]
                ):
                    if name == function_name:
                        inputs |= {_key(each) for each in call.args}
                        if not isinstance(getattr(right, "value", None), bool):
                            expected.add(_key(right))
    return inputs, expected


def _compared(node):
    """Constants that a whole argument, or some of them together, are compared with."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            if _is_argument(left):
                is_among = isinstance(op, ast.In | ast.NotIn)
                return getattr(right, "elts", []) if is_among else [right]
            if _is_argument(right) and not isinstance(op, ast.In | ast.NotIn):
                return [left]
        case ast.Subscript(value=ast.Dict(keys=keys), slice=key) if _is_argument(key):
            return [each for each in keys if each is not None]
        case ast.Call(func=ast.Attribute(value=ast.Dict(keys=keys)), args=[key, *_]):
            if _is_argument(key):
                return [each for each in keys if each is not None]
        case ast.MatchValue(value=value):
            return [value]
    return []


def _is_argument(node):
    elements = node.elts if isinstance(node, ast.Tuple) else [node]
    return all(isinstance(each, ast.Name) for each in elements)


def _constants_in(program):
    return [node for node in ast.walk(program) if isinstance(node, ast.expr) and _key(node)]


def _ordered(program, nodes):
    return [node for node in ast.walk(program) if node in nodes]


def _key(node):
    """Of a literal, its type and value; None of anything else."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None
    return f"{type(value).__name__} {value!r}"
