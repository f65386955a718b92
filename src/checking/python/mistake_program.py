"""A parsed program as its mistakes are looked for in it: its functions, names and ways out."""

import ast
from collections.abc import Iterator

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
# Methods of containers that change them, and return nothing.
IN_PLACE = {"sort", "reverse", "append", "extend", "insert", "clear"}
CHANGING = IN_PLACE | {"add", "remove", "discard", "update", "pop", "popitem", "setdefault"}
# Methods of texts that return another text.
RETURNING = {
    *("upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize", "swapcase"),
    *("replace", "zfill", "casefold"),
}


class Program:
    """A parsed program, and the function that its tests call."""

    def __init__(self, tree: ast.Module, function_name: str | None):
        self.tree = tree
        self.function_name = function_name
        self.functions = [each for each in ast.walk(tree) if isinstance(each, FUNCTIONS)]
        top = [each for each in tree.body if isinstance(each, FUNCTIONS)]
        self.top = {each.name: each for each in top}
        self.function = self.top.get(function_name or "")
        self.classes = {each.name for each in ast.walk(tree) if isinstance(each, ast.ClassDef)}
        self.defined = {each.name for each in self.functions}
        # Names that a function may bind for others.
        self.shared = {
            name
            for each in ast.walk(tree)
            if isinstance(each, ast.Global | ast.Nonlocal)
            for name in each.names
        }

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)

    def around(self, line: int | None) -> ast.AST:
        """The innermost function with this line, else the whole program."""
        found = self.tree
        for each in self.functions:
            if line and each.lineno <= line <= (each.end_lineno or line):
                found = each
        return found


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Of a function without those inside it."""
    todo = list(getattr(scope, "body", []))
    while todo:
        node = todo.pop(0)
        yield node
        if not isinstance(node, SCOPES):
            todo.extend(ast.iter_child_nodes(node))


def falls_through(body: list[ast.stmt]) -> bool:
    """Whether the end of these statements can be reached, as far as their form tells."""
    last = body[-1] if body else None
    match last:
        case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
            return False
        case ast.If():
            return falls_through(last.body) or falls_through(last.orelse)
        case ast.While(test=ast.Constant(value=value)) if value:
            return any(isinstance(each, ast.Break) for each in own_nodes(last))
        case ast.With() | ast.AsyncWith():
            return falls_through(last.body)
        case ast.Try():
            if last.finalbody and not falls_through(last.finalbody):
                return False
            main = falls_through([*last.body, *last.orelse])
            return main or any(falls_through(each.body) for each in last.handlers)
        case ast.Match():
            is_whole = any(
                isinstance(each.pattern, ast.MatchAs)
                and each.pattern.pattern is None
                and each.guard is None
                for each in last.cases
            )
            return not is_whole or any(falls_through(each.body) for each in last.cases)
    return True


def bound_in(scope: ast.AST) -> set[str]:
    names = set()
    if isinstance(scope, FUNCTIONS):
        every = scope.args
        named = [*every.posonlyargs, *every.args, *every.kwonlyargs, every.vararg, every.kwarg]
        names |= {each.arg for each in named if each}
    for node in own_nodes(scope):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.alias(name=name, asname=other):
                names.add((other or name).split(".")[0])
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                names.add(name)
    return names


def is_store(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
