"""What a test does with the program beyond calling its functions, so that it runs beside it."""

import ast

import test_names
from syntax_nodes import nodes_of

# What runs text, or looks up a name in it: done with what a program returned, it would let the
# program choose what the judge does. The number is the place of that argument.
_RUNNERS = {
    "eval": 0, "exec": 0, "compile": 0, "__import__": 0, "import_module": 0, "getattr": 1,
    "setattr": 1, "delattr": 1, "attrgetter": 0, "methodcaller": 0, "run_path": 0, "run_module": 0,
}  # fmt: skip
_RUNNING_MODULES = {"pickle", "marshal", "runpy", "ctypes", "subprocess"}

# What belongs to the whole process: a test that looks at it, or sets it, means the program's. The
# modules but for what is harmless of them, and what is not harmless of others.
_PROCESS_MODULES = {
    "builtins", "gc", "glob", "io", "locale", "logging", "os", "pathlib", "shutil", "signal", "sys",
    "tempfile", "threading", "time", "timeit", "tracemalloc", "unittest", "warnings",
}  # fmt: skip
_HARMLESS = {
    "io.BytesIO", "os.path", "os.sep", "sys.byteorder", "sys.float_info", "sys.getsizeof",
    "sys.int_info", "sys.maxsize", "sys.maxunicode", "sys.version_info", "sys.version",
}  # fmt: skip
_PROCESS_NAMES = {
    "contextlib.redirect_stderr", "contextlib.redirect_stdin", "contextlib.redirect_stdout",
    "decimal.getcontext", "decimal.localcontext", "decimal.setcontext", "input", "open",
    "random.seed", "random.setstate",
}  # fmt: skip

# Uses of a function that are more than calls of it.
_LOOKERS = {"callable", "dir", "hasattr", "id", "isinstance", "issubclass", "repr", "type", "vars"}
_LOOKING_MODULES = {"inspect", "dis"}


def runs_text(nodes: list[ast.AST], used: set[str]) -> bool:
    """Whether the test, of these nodes, runs text that is not written in it."""
    harmless = set()
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        name = _last_name(node.func)
        if name in _RUNNERS:
            place = _RUNNERS[name]
            if len(node.args) <= place or not isinstance(node.args[place], ast.Constant):
                return True
            harmless.add(node.func)
        if root_of(node.func) in _RUNNING_MODULES & used:
            return True
    # Handed on, as in `map(eval, ...)`.
    return any(
        isinstance(node, ast.Name)
        and node.id in _RUNNERS
        and node.id in used
        and node not in harmless
        for node in nodes
    )


def meets_process(nodes: list[ast.AST], names: test_names.Names) -> bool:
    """Whether the test uses what the program's process has one of, and the judge's another."""
    imported = names.imported | test_names.imported_names(nodes)
    bound = {n.id for n in nodes if isinstance(n, ast.Name)} & _bound_otherwise(nodes)
    for node in nodes:
        path = _path(node)
        if path is None or path[0] in bound:
            continue
        if path[0] not in imported and names.is_program(path[0]):
            continue
        dotted = ".".join([imported.get(path[0], path[0]), *path[1:]])
        parts = dotted.split(".")
        beginnings = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        if beginnings & _HARMLESS or (len(parts) == 1 and dotted in _PROCESS_MODULES):
            continue
        if beginnings & (_PROCESS_NAMES | _PROCESS_MODULES):
            return True
    return False


def _path(node):
    """["a", "b"] of `a.b`, None of anything else."""
    if isinstance(node, ast.Attribute):
        below = _path(node.value)
        return below and [*below, node.attr]
    return [node.id] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else None


def _bound_otherwise(nodes):
    """Names that the test binds, but not by importing."""
    return test_names.bound_among(nodes) - {
        (each.asname or each.name).split(".")[0] for each in nodes if isinstance(each, ast.alias)
    }


def _last_name(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def reason_of(tree: ast.AST, theirs: list[str], names: test_names.Names) -> str | None:
    """The code of what the test does with the program beyond calling its functions, or None."""
    if any(names.is_class(name) for name in theirs):
        return "uses-class"
    if any(name in names.made for name in theirs):
        return "uses-program-value"
    functions = {name for name in theirs if not names.is_value(name)}
    if any(is_one_of(each, functions) for each in _names_not_called(tree)):
        return "uses-function-itself"
    for node in nodes_of(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and is_one_of(node.value, functions):
            return "uses-function-itself"
        if isinstance(node, ast.Compare) and any(
            is_one_of(each, functions) for each in (node.left, *node.comparators)
        ):
            return "uses-function-itself"
        is_look = isinstance(node, ast.Call) and (
            _last_name(node.func) in _LOOKERS or root_of(node.func) in _LOOKING_MODULES
        )
        if is_look and any(is_one_of(each, functions) for each in node.args):
            return "uses-function-itself"
    return None


def _names_not_called(tree):
    """Names that are read, but neither called nor handed to a call or a decorated function."""
    used = set()
    for node in nodes_of(tree):
        if isinstance(node, ast.Call):
            used.update([node.func, *node.args, *(each.value for each in node.keywords)])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            used.update(node.decorator_list)
    return [
        node
        for node in nodes_of(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in used
    ]


def is_one_of(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def root_of(node: ast.AST) -> str | None:
    """The name at the bottom of `name(..).attribute[..]`, or None."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None
