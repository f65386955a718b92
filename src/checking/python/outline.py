"""The shape of a program without its contents: a hint that does not give the solution away."""

import ast
import json

import expression_shape

ELIDED = expression_shape.ELIDED

_COMPOUND = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.TryStar,
    ast.Match,
)

_FRAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr)


def read(source: str) -> str:
    """Parses without running. Answers `null` where there is nothing to parse."""
    try:
        tree = ast.parse(source)
        functions = [
            {"name": node.name, "parameters": _parameters(node.args)}
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        return json.dumps({"functions": functions, "text": text(tree)})
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "null"


def text(tree: ast.Module, *, is_deep: bool = False) -> str:
    """
    Where nothing branches or repeats, there is no shape but that of the expressions. `is_deep`:
    theirs everywhere, and more of them.
    """
    return "\n".join(_body(tree.body, "", _Depth(is_deep=is_deep)))


class _Depth:
    def __init__(self, *, is_deep):
        self.is_deep = is_deep
        self.of = expression_shape.deeper if is_deep else expression_shape.outer

    def head(self, node):
        """Of an `if` or a loop."""
        return self.of(node) if self.is_deep else ELIDED


def is_straight(body: list[ast.stmt]) -> bool:
    return not any(isinstance(each, _COMPOUND) for each in body)


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
    return body


def _parameters(arguments):
    """Each as written in the `def`, annotations left out; "/" and a bare "*" included."""
    for each in ast.walk(arguments):
        if isinstance(each, ast.arg):
            each.annotation = None
    positional = [*arguments.posonlyargs, *arguments.args]
    missing = [None] * (len(positional) - len(arguments.defaults))
    shown = [
        _parameter(*each) for each in zip(positional, [*missing, *arguments.defaults], strict=True)
    ]
    if arguments.posonlyargs:
        shown.insert(len(arguments.posonlyargs), "/")
    if arguments.vararg:
        shown.append(f"*{arguments.vararg.arg}")
    elif arguments.kwonlyargs:
        shown.append("*")
    shown += [
        _parameter(*each) for each in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return [*shown, f"**{arguments.kwarg.arg}"] if arguments.kwarg else shown


def _parameter(argument, default):
    return argument.arg if default is None else f"{argument.arg}={ast.unparse(default)}"


def _body(body, indent, depth):
    """Of a function, a class or the whole."""
    statements = without_docstring(body)
    has_shapes = is_straight(statements)
    is_frame = any(isinstance(each, _FRAMED) for each in statements)
    lines = []
    for each in statements:
        if is_frame and isinstance(each, ast.Assign):
            # What stands beside a function is a part of it, and the more telling one.
            lines.append(f"{indent}{ast.unparse(each.targets[0])} = {ELIDED}")
        elif has_shapes and isinstance(each, _SIMPLE):
            lines.append(indent + _shaped(each, depth))
        else:
            lines += _block([each], indent, depth)
    return _merged(lines)


def _shaped(node, depth):
    shown = None if node.value is None else depth.of(node.value)
    match node:
        case ast.Return():
            return "return" if shown is None else f"return {shown}"
        case ast.Assign():
            targets = "".join(f"{_target(each)} = " for each in node.targets)
            is_part = isinstance(node.targets[0], ast.Subscript)
            return targets + (ELIDED if is_part and not depth.is_deep else shown)
        case ast.AugAssign():
            bare = ast.unparse(ast.AugAssign(node.target, node.op, ast.Name(ELIDED)))
            return bare if not depth.is_deep else bare.removesuffix(ELIDED) + shown
        case ast.AnnAssign():
            return ast.unparse(node.target) + ("" if shown is None else f" = {shown}")
    return shown


def _target(node):
    is_part = isinstance(node, ast.Subscript)
    return f"{ast.unparse(node.value)}[{ELIDED}]" if is_part else ast.unparse(node)


def _block(body, indent, depth):
    lines = []
    for statement in body:
        lines += _statement(statement, indent, depth)
    return _merged(lines)


def _merged(every_line):
    lines = []
    for line in every_line:
        # Neighbouring statements without a shape of their own are one ellipsis.
        if line.strip() != ELIDED or not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _statement(node, indent, depth):
    inner = indent + "    "
    if depth.is_deep and isinstance(node, _SIMPLE):
        return [indent + _shaped(node, depth)]
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            head = f"def {node.name}({', '.join(_parameters(node.args))}):"
            return [indent + head, *_body(node.body, inner, depth)]
        case ast.ClassDef():
            return [f"{indent}class {node.name}:", *_body(node.body, inner, depth)]
        case ast.For() | ast.AsyncFor():
            head = f"for {depth.head(node.target)} in {depth.head(node.iter)}:"
            return [
                indent + head,
                *_block(node.body, inner, depth),
                *_tail("else:", node.orelse, indent, depth),
            ]
        case ast.While():
            head = f"while {depth.head(node.test)}:"
            return [
                indent + head,
                *_block(node.body, inner, depth),
                *_tail("else:", node.orelse, indent, depth),
            ]
        case ast.If():
            return _branches(node, "if", indent, depth)
        case ast.With() | ast.AsyncWith():
            return [f"{indent}with {ELIDED}:", *_block(node.body, inner, depth)]
        case ast.Try() | ast.TryStar():
            handlers = [
                line
                for each in node.handlers
                for line in _tail(f"except {ELIDED}:", each.body, indent, depth)
            ]
            ends = [
                *_tail("else:", node.orelse, indent, depth),
                *_tail("finally:", node.finalbody, indent, depth),
            ]
            return [f"{indent}try:", *_block(node.body, inner, depth), *handlers, *ends]
        case ast.Match():
            cases = [
                line
                for each in node.cases
                for line in _tail(f"case {ELIDED}:", each.body, inner, depth)
            ]
            return [f"{indent}match {ELIDED}:", *cases]
        case ast.Return():
            return [f"{indent}return {ELIDED}" if node.value else f"{indent}return"]
        case ast.Import() | ast.ImportFrom():
            return [indent + ast.unparse(node)]
        case ast.Break() | ast.Continue():
            return [indent + ast.unparse(node)]
    return [indent + ELIDED]


def _branches(node, word, indent, depth):
    lines = [f"{indent}{word} {depth.head(node.test)}:", *_block(node.body, indent + "    ", depth)]
    match node.orelse:
        case [ast.If() as other] if other.col_offset == node.col_offset:
            return [*lines, *_branches(other, "elif", indent, depth)]
    return [*lines, *_tail("else:", node.orelse, indent, depth)]


def _tail(head, body, indent, depth):
    return [indent + head, *_block(body, indent + "    ", depth)] if body else []
