"""The functions and methods that a program uses and did not write itself."""

import ast
import builtins

# They say nothing of how a task is solved.
_PLAIN = {"print", "Exception", "object", "__name__"}
_ANNOTATING = {"typing", "__future__"}


def read(tree: ast.Module) -> list[dict]:
    """Each once, in the order in which they stand; kinds are "builtin", "module" and "method"."""
    modules, members = _imports(tree)
    own = _own_names(tree)
    if "math" not in own:
        # Calculations have it without an import.
        modules.setdefault("math", "math")
    nodes = [each for each in ast.walk(tree) if isinstance(each, ast.Name | ast.Attribute)]
    nodes.sort(key=lambda each: (each.lineno, each.col_offset))
    calls = {id(each.func) for each in ast.walk(tree) if isinstance(each, ast.Call)}
    own_functions = {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
    found = {}
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name in members:
                found.setdefault(("module", members[name]))
            case ast.Name(id=name, ctx=ast.Load()) if _is_builtin(name) and name not in own:
                found.setdefault(("builtin", name))
            case ast.Attribute() if (path := _path(node)) and path[0] in modules:
                found.setdefault(("module", ".".join([modules[path[0]], *path[1:]])))
            case ast.Attribute(attr=name) if id(node) in calls and name not in own_functions:
                found.setdefault(("method", name))
    return [{"kind": kind, "name": name} for kind, name in _longest(found)]


def _is_builtin(name):
    return hasattr(builtins, name) and name not in _PLAIN and not name.startswith("__")


def _imports(tree):
    """What modules and what parts of modules are called here."""
    modules, members = {}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                if each.name in _ANNOTATING:
                    continue
                modules[each.asname or each.name.partition(".")[0]] = each.name
        elif isinstance(node, ast.ImportFrom) and node.module not in _ANNOTATING:
            for each in node.names:
                members[each.asname or each.name] = f"{node.module}.{each.name}"
    return modules, members


def _own_names(tree):
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
    return names


def _path(node):
    parts = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    return [node.id, *parts] if isinstance(node, ast.Name) else None


def _longest(found):
    """`itertools.chain` is told by `itertools.chain.from_iterable`."""
    names = [name for kind, name in found if kind == "module"]
    for kind, name in found:
        is_part = kind == "module" and any(each.startswith(f"{name}.") for each in names)
        if not is_part:
            yield kind, name
