"""The names in a task's tests: whose they are, the program's, the setup code's or Python's."""

import ast
import builtins
import dataclasses
import functools
import symtable
import sys
from dataclasses import dataclass, field

from syntax_nodes import nodes_of

# Made once: every node is asked about them.
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NAMED_PATTERNS = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


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
    of_reference, of_setup = statements(reference), statements(setup)
    for statement in of_reference:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            names.functions.add(statement.name)
        elif isinstance(statement, ast.ClassDef):
            names.classes.add(statement.name)
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            names.known.update(bound_names(statement))
        else:
            names.constants.update(bound_names(statement))
    made = _made_with_program(of_setup, names)
    for statement in of_setup:
        if statement in made:
            names.made.update(_top_names(statement))
            continue
        names.known.update(bound_names(statement))
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            names.shared.update(bound_names(statement))
    names.known -= names.made
    if not (names.functions or names.classes):
        names.functions.update(_under_test(tests or [], names))
    for own in (of_reference, of_setup):
        names.imported.update(imported_names(nodes_of(ast.Module(own, []))))
    return names


def _made_with_program(setup, names):
    """
    The statements that need the program, or what others of them make. What the setup code itself
    defines, also further down, is not the program's.
    """
    own = {name for statement in setup for name in bound_names(statement)} - names.functions
    others = dataclasses.replace(names, known=names.known | own)
    made = []
    while True:
        found = [each for each in setup if each not in made and belongs_to_program(each, others)]
        if not found:
            return made
        made += found
        for each in found:
            others.made.update(_top_names(each))
            others.known -= _top_names(each)


def _top_names(statement):
    """What it leaves behind: of a function or class its name alone."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    return bound_names(statement)


def imported_names(nodes: list[ast.AST]) -> dict[str, str]:
    """By the name it has there, what is imported."""
    found = {}
    for node in nodes:
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
        for node in nodes_of(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    found = [node.func.id for node in calls if node.func.id not in names.known | bound_names(tree)]
    return found[::-1]


def is_module(name: str) -> bool:
    """Whether a test may use the name for a module of the library without importing it."""
    return name in sys.stdlib_module_names and not hasattr(builtins, name)


def belongs_to_program(node: ast.AST, names: Names) -> bool:
    """Whether evaluating the node needs a name of the program's."""
    bound = bound_names(node)
    return any(names.is_program(name) for name in loaded_names(node) if name not in bound)


def statements(source: str) -> list[ast.stmt]:
    """[] where it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def bound_names(node: ast.AST) -> set[str]:
    return bound_among(nodes_of(node))


def bound_among(nodes: list[ast.AST]) -> set[str]:
    found = set()
    for each in nodes:
        if isinstance(each, ast.Name):
            if not isinstance(each.ctx, ast.Load):
                found.add(each.id)
        elif isinstance(each, _DEFINITIONS):
            found.add(each.name)
        elif isinstance(each, ast.alias):
            found.add((each.asname or each.name).split(".")[0])
        elif isinstance(each, ast.arg):
            found.add(each.arg)
        elif isinstance(each, _NAMED_PATTERNS) and each.name:
            found.add(each.name)
        elif isinstance(each, ast.MatchMapping) and each.rest:
            found.add(each.rest)
    return found


def loaded_names(node: ast.AST) -> list[str]:
    return [n.id for n in nodes_of(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]


def free_names(source: str) -> set[str]:
    """Names that a test uses and does not bind itself. Raises what parsing raises."""
    module = _symbols_of(source)
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
        symbols = _symbols_of(source).get_symbols()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    bound = {each.get_name() for each in symbols if _is_bound(each)}
    return {
        each.get_name()
        for each in symbols
        if each.get_name() in bound and not (each.is_imported() and is_module(each.get_name()))
    }


@functools.lru_cache(maxsize=16)
def _symbols_of(source):
    """Of a test that is read, asked for several times in a row."""
    return symtable.symtable(source, "<test>", "exec")


def _is_bound(symbol):
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
