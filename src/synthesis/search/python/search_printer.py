"""Turns a found expression into the program that a person would write.

Builds a syntax tree and lets ``ast.unparse`` decide on parentheses. Lazy values (``range``,
``zip``) are wrapped in ``list`` while building and unwrapped where something iterates anyway.
"""

import ast
import copy
import itertools
from typing import TYPE_CHECKING

from search_component import IMPORT_HOMES, IMPORTED_NAMES, MODULES, SLOTS
from search_forms import Comprehension
from search_names import HINTS, Names, variable_names
from search_tidy import Flatten, Tidy, call

if TYPE_CHECKING:
    from search_bank import Entry

LAZY_CALLS = {
    "range",
    "zip",
    "enumerate",
    "combinations",
    "permutations",
    "product",
    "accumulate",
    "combinations_with_replacement",
}
LAZY_METHODS = {"keys", "values", "items"}
_fresh = itertools.count()


class _Substitute(ast.NodeTransformer):
    def __init__(self, nodes):
        self.nodes = nodes
        self.suffix = f"@t{next(_fresh)}"

    def visit_Name(self, node):
        if node.id in self.nodes:
            return copy.deepcopy(self.nodes[node.id])
        if node.id.startswith("_"):
            return ast.Name(node.id + self.suffix, node.ctx)
        return node


class _Rename(ast.NodeTransformer):
    def __init__(self, change):
        self.change = change

    def visit_Name(self, node):
        return self.change(node)


def build(entry: Entry) -> ast.expr:
    """The syntax tree of an expression."""
    component = entry.component
    if component is None:
        return copy.deepcopy(entry.args)
    if isinstance(component, Comprehension):
        return _comprehension(component, entry.args)
    nodes = {slot: build(argument) for slot, argument in zip(SLOTS, entry.args)}
    tree = _Substitute(nodes).visit(copy.deepcopy(component.tree))
    return _eager(tree)


def _eager(tree):
    if isinstance(tree, ast.Call):
        function = tree.func
        if (
            isinstance(function, ast.Name)
            and function.id in LAZY_CALLS
            or isinstance(function, ast.Attribute)
            and function.attr in LAZY_METHODS
        ):
            return call("list", tree)
    return tree


def _comprehension(component, args):
    context, form = component.context, component.form.name
    source = build(args[0])
    parts = [build(part) for part in args[1:]]
    name = context.name
    used = {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}
    whole = ast.Name(name, ast.Load())
    pair = [ast.Name(f"{name}.{index}", ast.Load()) for index in range(context.parts)]
    unpacks = (
        context.parts
        and name not in used
        and form in ("map", "mapfilter")
        or form in ("dictmap", "dictfilter")
    )
    if unpacks and form in ("dictmap", "dictfilter") and name in used:

        def paired(node):
            return ast.Tuple(pair, ast.Load()) if node.id == name else node

        parts = [_Rename(paired).visit(part) for part in parts]
    if not unpacks and context.parts:

        def fix(node):
            if node.id.startswith(name + "."):
                return ast.Subscript(
                    whole, ast.Constant(int(node.id.rpartition(".")[2])), ast.Load()
                )
            return node

        parts = [_Rename(fix).visit(part) for part in parts]
    hints = variable_names(context)
    target = ast.Name(name, ast.Store())
    if unpacks:
        target = ast.Tuple([ast.Name(part.id, ast.Store()) for part in pair], ast.Store())
    for node, hint in ((whole, hints[0]), *zip(pair, hints[1:])):
        HINTS[node.id] = hint
    body = parts[0]
    if form in ("sort", "sortdown", "maxby", "minby"):
        key = ast.Lambda(ast.arguments([], [ast.arg(name)], None, [], [], None, []), body)
        if (
            isinstance(body, ast.Call)
            and len(body.args) == 1
            and not body.keywords
            and isinstance(body.args[0], ast.Name)
            and body.args[0].id == name
            and isinstance(body.func, ast.Name)
        ):
            key = body.func
        keywords = {"key": key}
        if form == "sortdown":
            keywords["reverse"] = ast.Constant(True)
        return call({"maxby": "max", "minby": "min"}.get(form, "sorted"), source, **keywords)
    conditions = []
    if form in ("filter", "dictfilter"):
        conditions = [body]
    elif form == "mapfilter":
        conditions = [parts[1]]
    loop = ast.comprehension(target, source, conditions, 0)
    if form == "filter":
        return ast.ListComp(whole, [loop])
    if form == "dict":
        return ast.DictComp(whole, body, [loop])
    if form == "dictmap":
        return ast.DictComp(pair[0], body, [loop])
    if form == "dictfilter":
        return ast.DictComp(pair[0], pair[1], [loop])
    return ast.ListComp(body, [loop])


def imports_of(tree: ast.AST) -> list[str]:
    """The import lines that the names in a tree need."""
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    lines = [f"import {name}" for name in sorted(names & set(MODULES))]
    homes = {}
    for name in sorted(names & set(IMPORTED_NAMES)):
        homes.setdefault(IMPORT_HOMES.get(name, "itertools"), []).append(name)
    return lines + [
        f"from {home} import {', '.join(found)}" for home, found in sorted(homes.items())
    ]


def statements_of(tree: ast.expr) -> list[ast.stmt]:
    """A returned expression as statements: a conditional becomes ``if`` and two returns."""
    if isinstance(tree, ast.IfExp) and len(ast.unparse(tree)) > 48:
        return [ast.If(tree.test, [ast.Return(tree.body)], []), *statements_of(tree.orelse)]
    return [ast.Return(tree)]


def print_program(
    function_name: str, argument_names: list[str], tree: ast.expr, is_flat: bool = False
) -> str:
    """The whole program for one expression tree; flat ones may round floats differently."""
    if is_flat:
        tree = Flatten().visit(tree)
    tree = ast.Module(statements_of(tree), [])
    tree = Names(argument_names).visit(tree)
    imports = imports_of(tree)
    tree = Tidy().visit(tree)
    body = ast.unparse(ast.fix_missing_locations(tree))
    return with_header(function_name, argument_names, imports, body)


def with_header(
    function_name: str, argument_names: list[str], imports: list[str], body: str
) -> str:
    lines = [*imports, "", ""] if imports else []
    lines.append(f"def {function_name}({', '.join(argument_names)}):")
    lines += ["    " + line for line in body.splitlines()]
    return "\n".join(lines) + "\n"
