"""
Looks at a function of the program's that Python gives no way to notice: `callable(f)`, `type(f)` and
`id(f)` of one that reached a helper as its parameter. What such a look finds is the program's to say.
"""

import ast
from typing import Any

from program_calls import ProgramFunction
from syntax_nodes import nodes_of

NOTICED = "__noticed__"
_LOOKERS = {"callable", "id", "type"}


def told(tree: ast.AST) -> ast.AST:
    """
    The tree, each of these calls telling what it is made with; untouched where there is none, as
    code may be nested deeper than can be walked through here.
    """
    is_any = any(isinstance(each, ast.Name) and each.id in _LOOKERS for each in nodes_of(tree))
    return ast.fix_missing_locations(_Looks().visit(tree)) if is_any else tree


class _Looks(ast.NodeTransformer):
    """A name that a test binds does no harm."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in _LOOKERS and len(node.args) == 1:
            [argument] = node.args
            if not isinstance(argument, ast.Starred):
                name = ast.copy_location(ast.Name(NOTICED, ast.Load()), argument)
                node.args = [ast.copy_location(ast.Call(name, [argument], []), argument)]
        return node


def noticed(value: Any) -> Any:
    """The same, unless it is the program's function: then the test needs the program's own."""
    if type(value) is ProgramFunction:
        value.look()
    return value
