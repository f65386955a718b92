"""Whether the calls of a program have nothing to do with one another, as far as its text tells.

Such calls may run in any order, and in several interpreters at once, and return the same. Said
beside the program, this is a claim like any other: it decides where calls run, and nothing else.
"""

import ast

# Their functions return the same for the same arguments, and keep nothing that a program can see.
_MODULES = {
    "bisect", "cmath", "collections", "copy", "fractions", "functools", "heapq", "itertools",
    "math", "operator", "re", "statistics", "string", "typing",
}  # fmt: skip
# What may hold or reach the state of the program or of Python.
_REACHING = {
    "__import__", "compile", "delattr", "eval", "exec", "globals", "hash", "id", "input", "locals",
    "object", "open", "setattr", "vars",
}  # fmt: skip


def read(source: str) -> str:
    """Says "independent", or "dependent" where the text leaves any doubt."""
    try:
        return "independent" if _is_independent(ast.parse(source)) else "dependent"
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "dependent"


def _is_independent(tree):
    return all(map(_is_plain, tree.body)) and not any(map(_reaches_out, ast.walk(tree)))


def _is_plain(statement):
    """At the top: imports of harmless modules, functions, texts and constants that never change."""
    match statement:
        case ast.Import(names):
            return all(each.name in _MODULES for each in names)
        case ast.ImportFrom(module):
            return module in _MODULES
        case ast.FunctionDef():
            return True
        case ast.Expr(ast.Constant()) | ast.Assign([ast.Name()], ast.Constant()):
            return True
    return False


def _reaches_out(node):
    match node:
        case ast.Global() | ast.ClassDef() | ast.AsyncFunctionDef():
            return True
        case ast.FunctionDef(decorator_list=decorators, args=arguments):
            return bool(decorators) or _has_shared_default(arguments)
        case ast.Lambda(arguments):
            return _has_shared_default(arguments)
        case ast.Import(names):
            return any(each.name not in _MODULES for each in names)
        case ast.ImportFrom(module):
            return module not in _MODULES
        case ast.Name(name):
            return name in _REACHING
        case ast.Attribute(attr=name, ctx=context):
            # Functions and modules are the only objects that all calls share.
            return name.startswith("__") or not isinstance(context, ast.Load)
    return False


def _has_shared_default(arguments):
    """Whether a default may be an object that calls change."""
    defaults = [*arguments.defaults, *arguments.kw_defaults]
    return not all(each is None or _is_constant(each) for each in defaults)


def _is_constant(node):
    match node:
        case ast.UnaryOp(operand=ast.Constant()):
            return True
        case ast.Tuple(items):
            return all(map(_is_constant, items))
    return isinstance(node, ast.Constant)
