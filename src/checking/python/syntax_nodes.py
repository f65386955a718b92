"""The nodes of a syntax tree: many times as fast as `ast.walk`, of which reading tests is made."""

import ast


def nodes_of(tree: ast.AST) -> list[ast.AST]:
    """The tree and all below it, level by level, but for the marks `Load`, `Store` and `Del`."""
    found = [tree]
    for node in found:
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                if not isinstance(value, ast.expr_context):
                    found.append(value)
            elif isinstance(value, list):
                found += [each for each in value if isinstance(each, ast.AST)]
    return found
