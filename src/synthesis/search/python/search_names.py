"""The names that a program's arguments and bound variables get."""

import ast
import builtins
import keyword
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_space import Context

#: The wished name of each bound variable, by its identity in the tree.
HINTS = {}


def variable_names(context: Context) -> tuple[str, ...]:
    """Natural names for a comprehension's variable, then for its parts."""
    template = getattr(context.source.component, "template", "")
    sample = next(iter(context.elements), None)
    if template == "A.items()":
        return ("item", "key", "value")
    if template.startswith("enumerate"):
        return ("pair", "i", "x")
    if template.startswith("range"):
        return ("i",)
    if isinstance(sample, (list, tuple)):
        names = ("a", "b") if context.parts == 2 else ("a", "b", "c")
        return ("row" if isinstance(sample, list) else "item", *names)
    if isinstance(sample, str):
        return (
            "c"
            if all(len(item) == 1 for item in context.elements if isinstance(item, str))
            else "word",
        )
    return ("x",)


class Names(ast.NodeTransformer):
    """Gives every bound variable its natural name, distinct from the names around it."""

    def __init__(self, taken: Iterable[str]):
        self.scopes = [dict.fromkeys(taken, None)]
        self.chosen = {}

    def _bind(self, identity):
        hint = (
            HINTS.get(identity) or identity.lstrip("_").partition("@")[0].partition(".")[0] or "x"
        )
        options = [
            hint,
            *{"i": "jkm", "x": "yzw", "c": ["char", "d"], "a": "pqs", "b": "qrt"}.get(hint, ()),
        ]
        options += [f"{hint}{number}" for number in range(2, 9)]
        taken = {name for scope in self.scopes for name in scope}
        name = next(option for option in options if option not in taken)
        self.scopes[-1][name] = None
        self.chosen[identity] = name

    def _scoped(self, node, identities):
        self.scopes.append({})
        for identity in identities:
            self._bind(identity)
        self.generic_visit(node)
        self.scopes.pop()
        return node

    def _visit_loop(self, node):
        bound = [
            name.id
            for loop in node.generators
            for name in ast.walk(loop.target)
            if isinstance(name, ast.Name)
        ]
        return self._scoped(node, bound)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_loop

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return self._scoped(node, [argument.arg for argument in node.args.args])

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.chosen.get(node.arg, node.arg)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self.chosen.get(node.id, node.id), node.ctx)


BASES = [
    ("bool", ("flag",)),
    ("int", ("n", "a")),
    ("float", ("x", "x")),
    ("num", ("x", "x")),
    ("chr", ("char", "char")),
    ("str", ("text", "first")),
    ("dict", ("mapping", "first")),
    ("pairs", ("pairs", "first")),
    ("seqs", ("rows", "first")),
    ("nums", ("numbers", "first")),
    ("strs", ("words", "first")),
    ("seq", ("items", "first")),
    ("set", ("items", "first")),
    ("complex", ("z", "z")),
]
SERIES = {
    "a": "abcdefg",
    "x": "xyzuvw",
    "first": ("first", "second", "third", "fourth", "fifth", "sixth"),
}


def name_arguments(
    all_kinds: list[tuple[str, ...]], function_name: str, length_positions: Container[int]
) -> list[str]:
    """Distinct names from the kinds of the arguments; lengths of another argument are sizes."""
    bases = []
    for kinds in all_kinds:
        single, series = next(
            ((names[0], names[-1]) for kind, names in BASES if kind in kinds), ("value", "a")
        )
        bases.append((single, series))
    names = []
    for index, (single, series) in enumerate(bases):
        if index in length_positions:
            name = (
                "n"
                if len(length_positions) == 1
                else f"n{sorted(length_positions).index(index) + 1}"
            )
        else:
            others = [
                other
                for other, base in enumerate(bases)
                if base[1] == series and other not in length_positions
            ]
            if len(others) == 1:
                name = single
                if single == "n" and length_positions:
                    name = "k"
            else:
                options = SERIES.get(series, tuple(f"{series}{number}" for number in range(1, 9)))
                name = options[others.index(index)]
        while (
            name in names
            or name == function_name
            or keyword.iskeyword(name)
            or hasattr(builtins, name)
        ):
            name += "_" if len(name) > 1 else name
        names.append(name)
    return names


def with_parameters(program: str, function_name: str | None, wanted: list[str]) -> str:
    """The program with these names for its function's parameters; as it is where one is taken."""
    tree = ast.parse(program)
    function = next(
        (
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name == function_name
        ),
        None,
    )
    old = [argument.arg for argument in function.args.args] if function else []
    renamed = dict(zip(old, wanted))
    places = _places(tree)
    taken = {name for _, name in places if name not in renamed} | {function_name, *_imported(tree)}
    if (
        len(old) != len(wanted)
        or len(set(wanted)) < len(wanted)
        or not all(map(str.isidentifier, wanted))
        or any(name in taken or keyword.iskeyword(name) for name in wanted)
    ):
        return program
    lines = program.encode().split(b"\n")
    for (line, column), name in sorted(places, reverse=True):
        if name in renamed:
            text, end = lines[line - 1], column + len(name.encode())
            lines[line - 1] = text[:column] + renamed[name].encode() + text[end:]
    return b"\n".join(lines).decode()


def _places(tree):
    """Where names stand, with their line and their column in bytes."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.append(((node.lineno, node.col_offset), node.id))
        if isinstance(node, ast.arg):
            found.append(((node.lineno, node.col_offset), node.arg))
    return found


def _imported(tree):
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
