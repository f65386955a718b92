"""Removes from a program what evaluation needed but reading does not."""

import ast

ITERATING = {
    "sum",
    "max",
    "min",
    "any",
    "all",
    "sorted",
    "set",
    "tuple",
    "list",
    "dict",
    "Counter",
    "enumerate",
    "zip",
    "prod",
    "join",
    "accumulate",
    "chain",
    "fromkeys",
}


def call(name: str, *arguments: ast.expr, **keywords: ast.expr) -> ast.Call:
    """A call of a plain name, as a syntax tree."""
    return ast.Call(
        ast.Name(name, ast.Load()),
        list(arguments),
        [ast.keyword(key, value) for key, value in keywords.items()],
    )


class Tidy(ast.NodeTransformer):
    """Unwraps lists where something iterates anyway, and plain tests of truth."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ITERATING:
            node.args = [_unwrapped(argument) for argument in node.args]
            first = node.args[0] if node.args else None
            if (
                isinstance(first, (ast.ListComp, ast.GeneratorExp))
                and len(node.args) == 1
                and not node.keywords
            ):
                if name == "list" and isinstance(first, ast.ListComp):
                    return first
                text = ast.unparse(ast.GeneratorExp(first.elt, first.generators))
                if name == "set":
                    return ast.SetComp(first.elt, first.generators)
                node.args = [ast.Name(text[1:-1], ast.Load())]
            elif (
                name == "list"
                and isinstance(first, ast.Call)
                and getattr(first.func, "id", "") in ("sorted", "list")
            ):
                return first
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = _unwrapped(node.iter)
        node.ifs = [_condition(test) for test in node.ifs]
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        self.generic_visit(node)
        loop = node.generators[0]
        if (
            len(node.generators) == 1
            and not loop.ifs
            and isinstance(node.elt, ast.Name)
            and isinstance(loop.target, ast.Name)
            and node.elt.id == loop.target.id
        ):
            return call("list", loop.iter)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ops[0], (ast.In, ast.NotIn)) and isinstance(
            node.comparators[0], ast.Call
        ):
            node.comparators[0] = _unwrapped(node.comparators[0])
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not):
            node.operand = _condition(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        node.test = _condition(node.test)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        node.test = _condition(node.test)
        return node


def _unwrapped(node):
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "list"
        and len(node.args) == 1
    ):
        return node.args[0]
    return node


def _condition(node):
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "bool"
        and len(node.args) == 1
    ):
        return node.args[0]
    return node


class Flatten(ast.NodeTransformer):
    """`a + (b + c)` as `a + b + c`: the same but for the rounding of floats."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        inner = node.right
        if not isinstance(inner, ast.BinOp):
            return node
        sums = isinstance(node.op, ast.Add) and isinstance(inner.op, (ast.Add, ast.Sub))
        if sums or isinstance(node.op, ast.Mult) and isinstance(inner.op, ast.Mult):
            left = self.visit_BinOp(ast.BinOp(node.left, node.op, inner.left))
            return ast.BinOp(left, inner.op, inner.right)
        return node
