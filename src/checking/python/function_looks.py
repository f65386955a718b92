"""
Looks at a function of the program's that Python gives no way to notice: `callable(f)`, `type(f)` and
`id(f)` of one that reached a helper as its parameter. What such a look finds is the program's to say.
"""

import ast
from typing import Any

from program_calls import ProgramFunction

NOTICED = "__noticed__"
_LOOKERS = {"callable", "id", "type"}


class Looks(ast.NodeTransformer):
    """Has each of these calls tell what it is made with. A name that a test binds does no harm."""

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
