"""Takes a test apart: which parts only the program can evaluate, and what is left to decide.

A test such as `assert set(f(xs)) == {1, 2}` becomes the call `f(xs)`, whose source goes to the
program, and a rest in which the call is replaced by its value. Any other test that does no more
with the program than to call its functions is run by the judge, and the calls are asked for
(`test_script.py`). What is left runs beside the program, and `unisolated` says why.
"""

import ast
import builtins
import dataclasses
import symtable
import sys
from dataclasses import dataclass, field

# What takes the place of a cut: CALL(index) gives the value, or raises what the program raised.
CALL = "__program_call__"


@dataclass
class Cut:
    """A part that the program evaluates: its source, and the names the program has to define."""

    source: str
    needs: list[str]


@dataclass
class Plan:
    """
    One test. With an `expression` it is decided from its cuts, with a `script` it is run by the
    judge; `unisolated` is the code of the reason why neither can be, `fault` says that it is no
    Python.
    """

    source: str
    cuts: list[Cut] = field(default_factory=list)
    expression: ast.expr | None = None
    script: ast.Module | None = None
    needs: list[str] = field(default_factory=list)
    unisolated: str | None = None
    fault: str | None = None
    asks_nothing: bool = False
    # Names of the program's that it uses, and all that it uses and does not bind.
    theirs: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    @property
    def part_count(self) -> int:
        """How many parts go to the program at once: its cuts, or the whole test."""
        return len(self.cuts) if self.unisolated is None else 1


# Built-ins that compute and do nothing else. A test of these and of literals leaves no trace.
_PURE = {
    "abs", "all", "any", "bin", "bool", "bytes", "chr", "complex", "dict", "divmod", "enumerate",
    "filter", "float", "frozenset", "hex", "int", "isinstance", "len", "list", "map", "max", "min",
    "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str",
    "sum", "tuple", "zip",
}  # fmt: skip

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


def is_pure(expression: ast.expr) -> bool:
    """Whether evaluating what is left of a test can change nothing in the interpreter."""
    bound = _bound(expression) | {CALL} | _PURE
    return not any(
        isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in bound)
        for node in ast.walk(expression)
    )


class _CannotCut(Exception):
    pass


@dataclass
class Names:
    """Whose name is whose, for all tests of a task."""

    functions: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    # Of the program's own top level, and of setup code that needs the program.
    constants: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    # Of setup code: objects that tests share, which a call may change.
    shared: set[str] = field(default_factory=set)
    # What the reference and the setup code import: "path" is "os.path".
    imported: dict[str, str] = field(default_factory=dict)

    def is_program(self, name: str) -> bool:
        if name in self.functions or name in self.classes or self.is_value(name):
            return True
        return not (
            name in self.known or hasattr(builtins, name) or name in sys.stdlib_module_names
        )

    def is_value(self, name: str) -> bool:
        return name in self.constants or name in self.made

    def is_class(self, name: str) -> bool:
        """Of a program without a reference the style of the name tells."""
        return name in self.classes or (name not in self.functions and name[:1].isupper())


def names_of(reference: str, setup: str, tests: list[str] | None = None) -> Names:
    """Reads the names off the reference (may be ""), the setup code and the tests."""
    names = Names()
    for statement in statements(reference):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            names.functions.add(statement.name)
        elif isinstance(statement, ast.ClassDef):
            names.classes.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            names.known.update(_bound(statement))
        else:
            names.constants.update(_bound(statement))
    for statement in statements(setup):
        if belongs_to_program(statement, names):
            names.made.update(_bound(statement))
            continue
        names.known.update(_bound(statement))
        if not isinstance(statement, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
            names.shared.update(_bound(statement))
    if not (names.functions or names.classes):
        names.functions.update(_under_test(tests or [], names))
    for source in (reference, setup):
        names.imported.update(_imported(ast.Module(statements(source), [])))
    return names


def _imported(tree):
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update((each.asname, each.name) for each in node.names if each.asname)
        elif isinstance(node, ast.ImportFrom):
            found.update(
                (each.asname or each.name, f"{node.module}.{each.name}") for each in node.names
            )
    return found


def _under_test(tests, names):
    """Without a reference: a function that is called like one of Python's own or like a module."""
    called = [_called_names(ast.Module(statements(test), []), names) for test in tests]
    if any(names.is_program(name) for each in called for name in each):
        return set()
    # No module can be called, so the name is the program's.
    modules = {name for each in called for name in each if not hasattr(builtins, name)}
    if modules:
        return modules
    # `list(sum(2, 3))`: of Python's own, the innermost, which all tests call.
    first = next((each for each in called if each), [])
    return set(next(([name] for name in first if all(name in each for each in called)), []))


def _called_names(tree, names):
    """Names called in the tree, the innermost first, but for those that the setup code explains."""
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    found = [node.func.id for node in calls if node.func.id not in names.known | _bound(tree)]
    return found[::-1]


def is_module(name: str) -> bool:
    """Whether a test may use the name for a module of the library without importing it."""
    return name in sys.stdlib_module_names and not hasattr(builtins, name)


def belongs_to_program(node: ast.AST, names: Names) -> bool:
    """Whether evaluating the node needs a name of the program's."""
    bound = _bound(node)
    return any(names.is_program(name) for name in _loaded(node) if name not in bound)


def statements(source: str) -> list[ast.stmt]:
    """[] where it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _bound(node):
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load):
            found.add(each.id)
        elif isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(each.name)
        elif isinstance(each, ast.alias):
            found.add((each.asname or each.name).split(".")[0])
        elif isinstance(each, ast.arg):
            found.add(each.arg)
    return found


def _loaded(node):
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]


def free_names(source: str) -> set[str]:
    """Names that a test uses and does not bind itself. Raises what parsing raises."""
    module = symtable.symtable(source, "<test>", "exec")
    own = {each.get_name() for each in module.get_symbols() if _is_bound(each)}
    found = {each.get_name() for each in module.get_symbols() if each.is_referenced()}
    pending = list(module.get_children())
    while pending:
        scope = pending.pop()
        pending.extend(scope.get_children())
        found |= {
            each.get_name()
            for each in scope.get_symbols()
            if each.is_global() and each.is_referenced()
        }
    return found - own


def left_names(source: str) -> set[str]:
    """Names that a test leaves to the tests after it, but for modules by their own names."""
    try:
        symbols = symtable.symtable(source, "<test>", "exec").get_symbols()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    bound = {each.get_name() for each in symbols if _is_bound(each)}
    return {
        each.get_name()
        for each in symbols
        if each.get_name() in bound and not (each.is_imported() and is_module(each.get_name()))
    }


def _is_bound(symbol):
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def plan_tests(
    sources: list[str], names: Names, changeable: set[str], together: set[int] = frozenset()
) -> list[Plan]:
    """
    A plan for each test of a task, in order: what one binds, the next may use. Never raises.
    `changeable` are the names of setup code whose objects the judge can hold and a call could change,
    `together` the tests that are known to need the program's own interpreter.
    """
    together = set(together)
    while True:
        plans: list[Plan] = []
        # By name, the tests that bound it: those that the judge runs, and the others.
        held: dict[str, set[int]] = {}
        beside: dict[str, set[int]] = {}
        more: set[int] = set()
        for index, source in enumerate(sources):
            plan = _plan_among(source, names, changeable, set(held), set(beside), index in together)
            plans.append(plan)
            binders = beside if plan.unisolated else held
            for name in left_names(plan.source) - names.functions - names.classes:
                binders.setdefault(name, set()).add(index)
            if plan.unisolated:
                # It finds there only what was bound there.
                more.update(*(held.get(name, set()) for name in plan.used))
        # What setup code made is there as the tests before left it.
        shared = {name for plan in plans if plan.unisolated for name in plan.used & changeable}
        more.update(index for index, plan in enumerate(plans) if plan.used & shared)
        if more <= together:
            return plans
        together |= more


def _plan_among(source, names, changeable, held, beside, is_together):
    own = dataclasses.replace(names, known=names.known | held)
    plan = plan_test(source, own, changeable | held)
    if plan.fault is None and plan.unisolated is None and (is_together or plan.used & beside):
        needs = [name for name in plan.needs if name not in beside]
        return Plan(source.strip(), needs=needs, unisolated="uses-program-value", used=plan.used)
    return plan


def plan_test(source: str, names: Names, changeable: set[str]) -> Plan:
    """The plan of one test by itself. Never raises."""
    plan = _planned(source.strip(), names, changeable)
    if plan.fault is None:
        plan.used = free_names(plan.source)
        plan.theirs = sorted(name for name in plan.used if names.is_program(name))
    return plan


def _planned(source, names, changeable):
    try:
        tree = ast.parse(source)
        used = free_names(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Plan(source, fault=f"{type(error).__name__}: {error}")
    theirs = sorted(name for name in used if names.is_program(name))
    called = _calls_of(tree)
    needs = [name for name in theirs if name in called and not names.is_value(name)]
    is_assert = len(tree.body) == 1 and isinstance(tree.body[0], ast.Assert)
    if _runs_text(tree, used):
        return Plan(source, needs=needs, unisolated="runs-text", asks_nothing=not theirs)
    if _meets_process(tree, names):
        return Plan(source, needs=needs, unisolated="uses-process", asks_nothing=not theirs)
    if is_assert and not used & changeable:
        cutter = _Cutter(source, names)
        try:
            expression = ast.fix_missing_locations(cutter.visit(ast.parse(source).body[0].test))
        except _CannotCut:
            pass
        else:
            return Plan(source, cutter.cuts, expression, needs=needs, asks_nothing=not cutter.cuts)
    reason = _beyond_calls(tree, theirs, names)
    if reason is not None:
        return Plan(source, needs=needs, unisolated=reason)
    asks_nothing = not theirs and not used & changeable
    return Plan(source, script=tree, needs=needs, asks_nothing=asks_nothing)


def _calls_of(tree):
    """Names that are called, or handed on to be."""
    return {
        each.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for each in (node.func, *node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(each, ast.Name)
    }


def _runs_text(tree, used):
    """Whether the test runs text that is not written in it."""
    harmless = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _last_name(node.func)
        if name in _RUNNERS:
            place = _RUNNERS[name]
            if len(node.args) <= place or not isinstance(node.args[place], ast.Constant):
                return True
            harmless.add(node.func)
        if _root(node.func) in _RUNNING_MODULES & used:
            return True
    # Handed on, as in `map(eval, ...)`.
    return any(
        isinstance(node, ast.Name)
        and node.id in _RUNNERS
        and node.id in used
        and node not in harmless
        for node in ast.walk(tree)
    )


def _meets_process(tree, names):
    """Whether the test uses what the program's process has one of, and the judge's another."""
    imported = names.imported | _imported(tree)
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} & _bound_otherwise(tree)
    for node in ast.walk(tree):
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


def _bound_otherwise(tree):
    """Names that the test binds, but not by importing."""
    return _bound(tree) - {
        (each.asname or each.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for each in node.names
    }


def _last_name(node):
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _beyond_calls(tree, theirs, names):
    """The code of what the test does with the program beyond calling its functions, or None."""
    if any(names.is_class(name) for name in theirs):
        return "uses-class"
    if any(name in names.made for name in theirs):
        return "uses-program-value"
    functions = {name for name in theirs if not names.is_value(name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and _is_one(node.value, functions):
            return "uses-function-itself"
        if isinstance(node, ast.Compare) and any(
            _is_one(each, functions) for each in (node.left, *node.comparators)
        ):
            return "uses-function-itself"
        is_look = isinstance(node, ast.Call) and (
            _last_name(node.func) in _LOOKERS or _root(node.func) in _LOOKING_MODULES
        )
        if is_look and any(_is_one(each, functions) for each in node.args):
            return "uses-function-itself"
    return None


def _is_one(node, names):
    return isinstance(node, ast.Name) and node.id in names


def _root(node):
    """The name at the bottom of `name(..).attribute[..]`, or None."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


class _Cutter(ast.NodeTransformer):
    """
    Replaces what only the program can evaluate, as much at a time as one call holds. Raises
    _CannotCut where the test has to be run instead.
    """

    def __init__(self, source, names):
        self.source = source
        self.names = names
        self.cuts = []
        # Names bound around the node at hand: variables of comprehensions and lambdas.
        self.local = []
        # Whether the node at hand is evaluated once, whatever the rest of the test comes to.
        self.is_certain = True

    def visit(self, node):
        if self._is_next_of_program(node):
            return self._cut(node, _root(node.args[0]))
        root = _root(node)
        if root is None or root in self.local or not self.names.is_program(root):
            return super().visit(node)
        if isinstance(node, ast.Call) or self.names.is_value(root):
            return self._cut(node, root)
        if isinstance(node, ast.Name):
            raise _CannotCut
        # `f(x)[0]`: the call below is cut, the rest is ours.
        return super().visit(node)

    def _is_next_of_program(self, node):
        """`next(f())`: only the program knows how far its iterator may be read."""
        return (
            isinstance(node, ast.Call)
            and _is_one(node.func, {"next"})
            and len(node.args) == 1
            and isinstance(node.args[0], ast.Call)
            and (root := _root(node.args[0])) not in (None, *self.local)
            and self.names.is_program(root)
        )

    def _cut(self, node, root):
        if not self.is_certain:
            raise _CannotCut
        used = _loaded(node)
        if any(name in self.local for name in used):
            raise _CannotCut
        if any(isinstance(each, ast.NamedExpr) for each in ast.walk(node)):
            raise _CannotCut
        bound = _bound(node)
        needs = [
            name
            for name in dict.fromkeys(used)
            if name not in bound and self.names.is_program(name) and not self._is_value(name, root)
        ]
        self.cuts.append(Cut(ast.get_source_segment(self.source, node), needs))
        return ast.Call(ast.Name(CALL, ast.Load()), [ast.Constant(len(self.cuts) - 1)], [])

    def _is_value(self, name, root):
        return self.names.is_value(name) and name != root

    def visit_Lambda(self, node):
        names = [argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)]
        return self._within(names, node)

    def visit_NamedExpr(self, node):
        raise _CannotCut

    def visit_BoolOp(self, node):
        first, *others = node.values
        node.values = [self.visit(first), *map(self._visit_uncertain, others)]
        return node

    def visit_Compare(self, node):
        node.left = self.visit(node.left)
        first, *others = node.comparators
        node.comparators = [self.visit(first), *map(self._visit_uncertain, others)]
        return node

    def visit_IfExp(self, node):
        node.test = self.visit(node.test)
        node.body = self._visit_uncertain(node.body)
        node.orelse = self._visit_uncertain(node.orelse)
        return node

    def _visit_uncertain(self, node):
        was_certain, self.is_certain = self.is_certain, False
        visited = self.visit(node)
        self.is_certain = was_certain
        return visited

    def visit_comprehension_like(self, node):
        first = node.generators[0]
        # The first iterable is evaluated outside, and at once.
        outer = self.visit(first.iter)
        first.iter = ast.Constant(None)
        names = [name for part in node.generators for name in _bound(part.target)]
        visited = self._within(names, node)
        first.iter = outer
        return visited

    visit_ListComp = visit_comprehension_like
    visit_SetComp = visit_comprehension_like
    visit_DictComp = visit_comprehension_like
    visit_GeneratorExp = visit_comprehension_like

    def _within(self, names, node):
        was_certain, self.is_certain = self.is_certain, False
        self.local.extend(names)
        visited = self.generic_visit(node)
        del self.local[len(self.local) - len(names) :]
        self.is_certain = was_certain
        return visited
