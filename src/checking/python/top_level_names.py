"""Names of the top level of a program: which it binds, in which way, and which it needs."""

import ast
import builtins
import symtable
import sys
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
CALLABLES = (ast.Name, ast.Attribute, ast.Call, ast.IfExp, ast.Subscript)


def binds(nodes: list[ast.stmt]) -> list[list[str]]:
    """Names of the top level, each with the surest way in which it comes to be."""
    ways: dict[str, str] = {}
    for statement in nodes:
        for node in inner(statement):
            for name, way in _ways(node):
                if ways.get(name) != "definition":
                    ways[name] = way
    return [[name, way] for name, way in ways.items()]


def _ways(node: ast.stmt):
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or "." for _ in node.names]
    else:
        modules = []
    if modules:
        # "from solution import f" is how a test speaks of the program.
        return [
            (name, "import")
            for name, module in zip(bound_by(node), modules, strict=True)
            if module.split(".")[0] in sys.stdlib_module_names
        ]
    if isinstance(node, FUNCTIONS):
        return [(name, "definition") for name in bound_by(node)]
    way = _assignment_way(getattr(node, "value", None))
    return [(name, way) for name in bound_by(node) if not _speaks_of_itself(node, name)]


def _assignment_way(value: ast.expr | None) -> str:
    if isinstance(value, ast.Lambda):
        return "definition"
    return "assignment" if isinstance(value, CALLABLES) else "value"


def _speaks_of_itself(node: ast.stmt, name: str) -> bool:
    """`f = f(1)` shows what the function returns."""
    value = getattr(node, "value", None)
    return isinstance(value, ast.expr) and name in loaded(value)


def loaded(node: ast.AST) -> set[str]:
    """Names that are looked up where the node runs; not those of a lambda, which runs later."""
    names = {node.id} if isinstance(node, ast.Name) and not _is_stored(node) else set()
    if isinstance(node, ast.Lambda):
        return names
    return names.union(*(loaded(child) for child in ast.iter_child_nodes(node)))


def inner(statement: ast.stmt) -> Iterator[ast.stmt]:
    """The statement and all in it that run with it: not the bodies of functions and classes."""
    yield statement
    if isinstance(statement, FUNCTIONS):
        return
    parts = [statement, *getattr(statement, "handlers", []), *getattr(statement, "cases", [])]
    for part in parts:
        for name in ("body", "orelse", "finalbody"):
            for child in getattr(part, name, []):
                yield from inner(child)


def bound_by(node: ast.stmt) -> list[str]:
    if isinstance(node, FUNCTIONS):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    targets = list(getattr(node, "targets", [])) if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For):
        targets.append(node.target)
    if isinstance(node, ast.With):
        targets += [item.optional_vars for item in node.items if item.optional_vars]
    return [each.id for target in targets for each in ast.walk(target) if _is_stored(each)]


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def needs(code: str) -> list[str]:
    """Global names that the code uses and does not bind."""
    try:
        top = symtable.symtable(code, "<reply>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    bound = {each.get_name() for each in top.get_symbols() if _is_bound(each)}
    used = {
        each.get_name()
        for table in _tables(top)
        for each in table.get_symbols()
        if each.is_referenced() and (table is top or each.is_global())
    }
    return sorted(used - bound - set(dir(builtins)))


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _tables(table: symtable.SymbolTable):
    yield table
    for child in table.get_children():
        yield from _tables(child)
