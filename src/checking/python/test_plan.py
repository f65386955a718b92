"""Takes a test apart: which parts only the program can evaluate, and what is left to decide.

A test such as `assert set(f(xs)) == {1, 2}` becomes the call `f(xs)`, whose source goes to the
program, and a rest in which the call is replaced by its value. The names that belong to the
program are those its reference defines at the top level, and those that nothing else explains.
"""

import ast
import builtins
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
    """One test. `beside` says why it cannot be split; `fault` that it is no Python."""

    source: str
    cuts: list[Cut] = field(default_factory=list)
    expression: ast.expr | None = None
    needs: list[str] = field(default_factory=list)
    beside: str | None = None
    fault: str | None = None


# Built-ins that compute and do nothing else. A test of these and of literals leaves no trace.
_PURE = {
    "abs", "all", "any", "bin", "bool", "bytes", "chr", "complex", "dict", "divmod", "enumerate",
    "filter", "float", "frozenset", "hex", "int", "isinstance", "len", "list", "map", "max", "min",
    "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str",
    "sum", "tuple", "zip",
}  # fmt: skip


def is_pure(expression: ast.expr) -> bool:
    """Whether evaluating what is left of a test can change nothing in the interpreter."""
    bound = _bound(expression) | {CALL} | _PURE
    return not any(
        isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in bound)
        for node in ast.walk(expression)
    )


class CannotSplit(Exception):
    pass


@dataclass
class Names:
    """Whose name is whose, for all tests of a task."""

    functions: set[str]
    values: set[str]
    known: set[str]

    def is_program(self, name: str) -> bool:
        if name in self.functions or name in self.values:
            return True
        return not (
            name in self.known or hasattr(builtins, name) or name in sys.stdlib_module_names
        )


def names_of(reference: str, setup: str) -> Names:
    """Reads the names off the reference (may be "") and the setup code."""
    names = Names(set(), set(), set())
    for statement in statements(reference):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.functions.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            names.known.update(_bound(statement))
        else:
            names.values.update(_bound(statement))
    for statement in statements(setup):
        if belongs_to_program(statement, names):
            names.values.update(_bound(statement))
        else:
            names.known.update(_bound(statement))
    return names


def belongs_to_program(node: ast.AST, names: Names) -> bool:
    """Whether evaluating the node needs a name of the program's."""
    bound = _bound(node)
    return any(names.is_program(name) for name in _loaded(node) if name not in bound)


def statements(source: str) -> list[ast.stmt]:
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


def plan_test(source: str, names: Names) -> Plan:
    """The plan of one test. Never raises."""
    try:
        tree = ast.parse(source.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Plan(source, fault=f"{type(error).__name__}: {error}")
    needs = sorted({n for n in _called(tree) if names.is_program(n) and n not in _bound(tree)})
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Assert):
        return Plan(source, needs=needs, beside="The test is more than one assert.")
    cutter = _Cutter(source.strip(), names)
    try:
        expression = cutter.visit(tree.body[0].test)
    except CannotSplit as error:
        return Plan(source, needs=needs, beside=str(error))
    return Plan(source, cutter.cuts, ast.fix_missing_locations(expression), needs)


def _called(tree):
    return [
        n.func.id
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    ]


def _root(node):
    """The name at the bottom of `name(..).attribute[..]`, or None."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


# Calls that use a function handed to them only by calling it.
_CALLERS = {
    "accumulate",
    "dropwhile",
    "filter",
    "map",
    "max",
    "min",
    "reduce",
    "sorted",
    "starmap",
    "takewhile",
}


class _Cutter(ast.NodeTransformer):
    """Replaces what only the program can evaluate, as much at a time as one call holds."""

    def __init__(self, source, names):
        self.source = source
        self.names = names
        self.cuts = []
        # Names bound around the node at hand: variables of comprehensions and lambdas.
        self.local = []

    def visit(self, node):
        root = _root(node)
        if root is None or root in self.local or not self.names.is_program(root):
            return super().visit(node)
        if isinstance(node, ast.Call) or root in self.names.values:
            return self._cut(node, root)
        if isinstance(node, ast.Name):
            raise CannotSplit(
                "The test uses a function or class of the program without calling it."
            )
        # `f(x)[0]`: the call below is cut, the rest is ours.
        return super().visit(node)

    def _cut(self, node, root):
        used = _loaded(node)
        if not any(name in self.local for name in used):
            needs = [
                name for name in dict.fromkeys(used) if name == root or name in self.names.functions
            ]
            self.cuts.append(Cut(ast.get_source_segment(self.source, node), needs))
            return ast.Call(ast.Name(CALL, ast.Load()), [ast.Constant(len(self.cuts) - 1)], [])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            # The arguments are ours to evaluate; the judge calls the program through a stand-in.
            return self._with_arguments(node)
        raise CannotSplit("A call of the program depends on a variable of the test.")

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id in _CALLERS:
            return self._with_arguments(node)
        return self.generic_visit(node)

    def _with_arguments(self, node):
        node.args = [self._argument(node, each) for each in node.args]
        for keyword in node.keywords:
            keyword.value = self._argument(node, keyword.value)
        return node

    def _argument(self, call, node):
        # As in `map(f, xs)`: what is only called, a stand-in can replace.
        is_handed_on = call.func.id in _CALLERS and isinstance(node, ast.Name)
        if is_handed_on and node.id in self.names.functions:
            return node
        return self.visit(node)

    def visit_Lambda(self, node):
        names = [argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)]
        return self._within(names, node)

    def visit_NamedExpr(self, node):
        raise CannotSplit("The test assigns a variable.")

    def visit_comprehension_like(self, node):
        names = [name for part in node.generators for name in _bound(part.target)]
        return self._within(names, node)

    visit_ListComp = visit_comprehension_like
    visit_SetComp = visit_comprehension_like
    visit_DictComp = visit_comprehension_like
    visit_GeneratorExp = visit_comprehension_like

    def _within(self, names, node):
        self.local.extend(names)
        visited = self.generic_visit(node)
        del self.local[len(self.local) - len(names) :]
        return visited
