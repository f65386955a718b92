"""Statements that can hardly be meant as they stand, each by its form alone."""

import ast
from collections.abc import Iterator
from typing import Any

from mistake_syntax import mistake

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
# Methods of containers that change them, and return nothing.
IN_PLACE = {"sort", "reverse", "append", "extend", "insert", "clear"}
CHANGING = IN_PLACE | {"add", "remove", "discard", "update", "pop", "popitem", "setdefault"}
REMOVING = {"remove", "pop", "discard", "popitem", "insert", "clear"}
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
        self.defined = {each.name for each in self.functions}

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
    return names


def mistakes(program: Program, outcomes: set[str]) -> list[dict[str, Any]]:
    """Only what any reader of the line would call one. `outcomes`: how the failing tests ended."""
    found = []
    may_leave = any(_leaves_loops(each) for each in program.nodes())
    for node in program.nodes():
        found += _of_expression(node)
        if isinstance(node, ast.Expr):
            found += _of_statement(node, program)
        if isinstance(node, ast.For):
            found += _of_loop(node)
        if isinstance(node, ast.While) and "timeout" in outcomes and not may_leave:
            found += _of_endless(node)
        if isinstance(node, FUNCTIONS):
            found += _of_defaults(node)
    return found


def _of_expression(node):
    match node:
        # `x == 1 or 2`
        case ast.BoolOp(op=ast.Or(), values=[ast.Compare(ops=[ast.Eq()]), *others]):
            for each in others:
                if isinstance(each, ast.Constant) and each.value and each.value is not True:
                    return [mistake("or-constant", node.lineno, ast.unparse(each))]
        case ast.Compare(ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=value)]):
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                return [mistake("is-constant", node.lineno, ast.unparse(node.comparators[0]))]
    return []


def _of_statement(node, program):
    match node.value:
        case ast.Compare(left=ast.Name() | ast.Subscript(), ops=[ast.Eq()]):
            return [mistake("compared-not-assigned", node.lineno, ast.unparse(node.value.left))]
        case ast.Attribute(attr=name) if name in CHANGING | RETURNING:
            return [mistake("statement-without-call", node.lineno, ast.unparse(node.value))]
        case ast.Name(id=name) if name in program.defined or name == "print":
            return [mistake("statement-without-call", node.lineno, name)]
        case ast.Call(func=ast.Attribute(value=of, attr=name), args=args) if name in RETURNING:
            # Of `os` and of paths, `replace` moves a file.
            is_text = isinstance(of, ast.Name | ast.Constant) and getattr(of, "id", "") != "os"
            if is_text and (name != "replace" or len(args) >= 2):
                return [mistake("result-unused", node.lineno, ast.unparse(node.value))]
        case ast.Call(func=ast.Name(id="sorted" | "reversed" | "sum" | "abs" | "round")):
            return [mistake("result-unused", node.lineno, ast.unparse(node.value))]
    return []


def _of_loop(node):
    walked = _walked(node)
    found = []
    if walked:
        for each in own_nodes(node):
            if _removes_from(each, walked) and not _ends_loop(node, each):
                found.append(mistake("changes-while-walking", each.lineno, walked))
                break
    has_continue = any(isinstance(each, ast.Continue) for each in own_nodes(node))
    # What looks for the first item alone decides nothing and counts nothing.
    if any(isinstance(each, ast.If | ast.AugAssign) for each in own_nodes(node)):
        returns = [each for each in own_nodes(node) if isinstance(each, ast.Return)]
        ends = not falls_through(node.body) and not has_continue
        breaks = any(isinstance(each, ast.Break | ast.Raise) for each in own_nodes(node))
        if returns and ends and not breaks:
            found.append(mistake("return-in-loop", returns[-1].lineno))
    return found


def _walked(node):
    """What is walked itself, or by its positions."""
    match node.iter:
        case ast.Name(id=name):
            return name
        case ast.Call(func=ast.Name(id="enumerate"), args=[ast.Name(id=name)]):
            return name
        case ast.Call(
            func=ast.Name(id="range"),
            args=[ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)])],
        ):
            return name
    return None


def _removes_from(node, walked):
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
            return name == walked and attr in REMOVING
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name == walked
    return False


def _ends_loop(loop, node):
    """Whether the loop is left in the same block, so that it is walked no further."""
    for block in _blocks(loop):
        places = [at for at, each in enumerate(block) if node in ast.walk(each)]
        if places and not falls_through(block[places[0] :]):
            return True
    rebinds = {each.id for each in own_nodes(loop) if _is_store(each)}
    return _walked(loop) in rebinds


def _blocks(node):
    for each in ast.walk(node):
        for name in ("body", "orelse"):
            block = getattr(each, name, None)
            if isinstance(block, list) and each is not node:
                yield block
    yield node.body


def _is_store(node):
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _leaves_loops(node):
    """Ends a loop from outside: what catches an exception that is raised in it, or ends all."""
    match node:
        case ast.Try(handlers=[_, *_]) | ast.TryStar() | ast.With():
            return True
        case ast.Call(func=ast.Name(id="exit" | "quit") | ast.Attribute(attr="exit" | "_exit")):
            return True
    return False


def _of_endless(node):
    """A loop that compares plain names, of which its body changes none, or that asks nothing."""
    exits = ast.Return | ast.Break | ast.Raise | ast.Yield | ast.YieldFrom | ast.Await
    if isinstance(node.test, ast.Constant) and node.test.value:
        if any(isinstance(each, exits) for each in own_nodes(node)):
            return []
        return [mistake("loop-without-exit", node.lineno, ast.unparse(node.test))]
    if not isinstance(node.test, ast.Compare):
        return []
    parts = [node.test.left, *node.test.comparators]
    if not all(isinstance(each, ast.Name | ast.Constant) for each in parts):
        return []
    names = {each.id for each in parts if isinstance(each, ast.Name)}
    for each in own_nodes(node):
        if isinstance(each, exits | ast.Global | ast.Nonlocal):
            return []
        if _is_store(each) and each.id in names:
            return []
        if isinstance(each, ast.Attribute) and getattr(each.value, "id", None) in names:
            return []
    return [mistake("loop-never-ends", node.lineno, *sorted(names))] if names else []


def _of_defaults(node):
    every = node.args
    with_default = [*every.posonlyargs, *every.args][-len(every.defaults) :]
    pairs = zip(with_default, every.defaults, strict=True) if every.defaults else []
    found = []
    for argument, default in pairs:
        is_shared = isinstance(default, ast.List | ast.Dict | ast.Set)
        is_made = ast.unparse(default) in ("list()", "dict()", "set()")
        if (is_shared or is_made) and _changes(node, argument.arg):
            found.append(mistake("mutable-default", node.lineno, argument.arg))
    return found


def _changes(function, name):
    nodes = list(own_nodes(function))
    if any(_is_store(each) and each.id == name for each in nodes):
        return False
    for each in nodes:
        match each:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=of), attr=attr)):
                if of == name and attr in CHANGING:
                    return True
            case ast.Subscript(value=ast.Name(id=of), ctx=ast.Store() | ast.Del()):
                if of == name:
                    return True
    return False
