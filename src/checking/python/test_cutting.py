"""Cuts the parts of an assert that only the program can evaluate out of it."""

import ast
from dataclasses import dataclass

import test_names
from beyond_calls import is_one_of, root_of
from syntax_nodes import nodes_of

# What takes the place of a cut: CALL(index) gives the value, or raises what the program raised.
CALL = "__program_call__"


@dataclass
class Cut:
    """A part that the program evaluates: its source, and the names the program has to define."""

    source: str
    needs: list[str]


class CannotCut(Exception):
    pass


class Cutter(ast.NodeTransformer):
    """
    Replaces what only the program can evaluate, as much at a time as one call holds. Raises
    CannotCut where the test has to be run instead.
    """

    def __init__(self, source: str, names: test_names.Names):
        self.source = source
        self.names = names
        self.cuts = []
        # Names bound around the node at hand: variables of comprehensions and lambdas.
        self.local = []
        # Whether the node at hand is evaluated once, whatever the rest of the test comes to.
        self.is_certain = True

    def visit(self, node: ast.AST) -> ast.AST:
        if self._is_next_of_program(node):
            return self._cut(node, root_of(node.args[0]))
        root = root_of(node)
        if root is None or root in self.local or not self.names.is_program(root):
            return super().visit(node)
        if root in self.names.made or self._is_instance(node):
            # What the program's own interpreter made of the setup code is no value of a call.
            raise CannotCut
        if isinstance(node, ast.Call) or self.names.is_value(root):
            return self._cut(node, root)
        if isinstance(node, ast.Name):
            raise CannotCut
        # `f(x)[0]`: the call below is cut, the rest is ours.
        return super().visit(node)

    def _is_instance(self, node):
        """`P(1)` of a class of the program's, which has no plain value."""
        return isinstance(node, ast.Call) and is_one_of(node.func, self.names.classes)

    def _is_next_of_program(self, node):
        """`next(f())`: only the program knows how far its iterator may be read."""
        return (
            isinstance(node, ast.Call)
            and is_one_of(node.func, {"next"})
            and len(node.args) == 1
            and isinstance(node.args[0], ast.Call)
            and (root := root_of(node.args[0])) not in (None, *self.local)
            and self.names.is_program(root)
        )

    def _cut(self, node, root):
        if not self.is_certain:
            raise CannotCut
        used = test_names.loaded_names(node)
        if any(name in self.local for name in used):
            raise CannotCut
        if any(isinstance(each, ast.NamedExpr) for each in nodes_of(node)):
            raise CannotCut
        bound = test_names.bound_names(node)
        needs = [
            name
            for name in dict.fromkeys(used)
            if name not in bound and self.names.is_program(name) and not self._is_value(name, root)
        ]
        source = ast.get_source_segment(self.source, node)
        # Its lines were held together by brackets around it.
        self.cuts.append(Cut(f"({source})" if "\n" in source else source, needs))
        return ast.Call(ast.Name(CALL, ast.Load()), [ast.Constant(len(self.cuts) - 1)], [])

    def _is_value(self, name, root):
        return self.names.is_value(name) and name != root

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        names = [argument.arg for argument in nodes_of(node.args) if isinstance(argument, ast.arg)]
        return self._within(names, node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        raise CannotCut

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        first, *others = node.values
        node.values = [self.visit(first), *map(self._visit_uncertain, others)]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        node.left = self.visit(node.left)
        first, *others = node.comparators
        node.comparators = [self.visit(first), *map(self._visit_uncertain, others)]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test = self.visit(node.test)
        node.body = self._visit_uncertain(node.body)
        node.orelse = self._visit_uncertain(node.orelse)
        return node

    def _visit_uncertain(self, node):
        was_certain, self.is_certain = self.is_certain, False
        visited = self.visit(node)
        self.is_certain = was_certain
        return visited

    def visit_comprehension_like(self, node: ast.expr) -> ast.AST:
        first = node.generators[0]
        # The first iterable is evaluated outside, and at once.
        outer = self.visit(first.iter)
        first.iter = ast.Constant(None)
        names = [name for part in node.generators for name in test_names.bound_names(part.target)]
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
