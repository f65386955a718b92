"""Has the asserts of a test tell what they compared."""

import ast
import builtins
from typing import Any

import equality
from program_calls import Calls
from syntax_nodes import nodes_of
from test_names import Names

HOLDS = "__holds__"
COMPARES = "__compares__"


class Asserts(ast.NodeTransformer):
    """Has each assert tell what it compared."""

    def __init__(self, source: str, names: Names):
        self.source = source
        self.names = names
        self.asserts = []

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        self.generic_visit(node)
        number = len(self.asserts)
        self.asserts.append(node)
        match node.test:
            case ast.Compare(ops=[_]):
                sides = [node.test.left, node.test.comparators[0]]
                name = COMPARES
            case _:
                sides, name = [node.test], HOLDS
        call = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(number), *sides], [])
        checked = ast.Assert(ast.copy_location(call, node.test), node.msg)
        # The condition as written, for a person.
        self.asserts[number] = Assert(
            " ".join((ast.get_source_segment(self.source, node) or "").split()),
            node.test.ops[0] if name == COMPARES else None,
            name == COMPARES and self._is_turned(*sides),
        )
        return ast.copy_location(checked, node)

    def _is_turned(self, left, right):
        """Where the program stands on the right, the left is what was expected."""
        return self._calls(right) and not self._calls(left)

    def _calls(self, node):
        return any(
            isinstance(each, ast.Call)
            and isinstance(each.func, ast.Name)
            and (self.names.is_program(each.func.id) or not hasattr(builtins, each.func.id))
            for each in nodes_of(node)
        )


class Assert:
    """As written. The operator is None where it is no comparison of two."""

    def __init__(self, source: str, operator: ast.cmpop | None, is_turned: bool):
        self.source, self.operator, self.is_turned = source, operator, is_turned


class Notes:
    """What the asserts of one test compared: the last one is told."""

    def __init__(self, asserts: list[Assert], calls: Calls, oracle: dict[str, Any]):
        self.asserts = asserts
        self.calls = calls
        self.oracle = oracle
        self.last = None

    def compares(self, number: int, left: Any, right: Any) -> Any:
        operator = self.asserts[number].operator
        self.last = (number, left, right)
        if self.calls.is_guessing:
            return True
        return equality.holds(operator, left, right, self.oracle)

    def holds(self, number: int, value: Any) -> Any:
        self.last = (number, value)
        return self.calls.is_guessing or value
