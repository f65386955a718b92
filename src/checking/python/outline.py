"""The shape of a program without its contents: a hint that does not give the solution away."""

import ast
import json

ELIDED = "…"


def read(source: str) -> str:
    """Parses without running. Answers `null` where there is nothing to parse."""
    try:
        tree = ast.parse(source)
        functions = [
            {"name": node.name, "parameters": _parameters(node.args)}
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        return json.dumps({"functions": functions, "text": "\n".join(_block(tree.body, ""))})
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "null"


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


def _block(body, indent):
    lines = []
    for statement in body:
        for line in _statement(statement, indent):
            # Neighbouring statements without a shape of their own are one ellipsis.
            if line.strip() != ELIDED or not lines or lines[-1] != line:
                lines.append(line)
    return lines


def _statement(node, indent):
    inner = indent + "    "
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            head = f"def {node.name}({', '.join(_parameters(node.args))}):"
            return [indent + head, *_block(node.body, inner)]
        case ast.ClassDef():
            return [f"{indent}class {node.name}:", *_block(node.body, inner)]
        case ast.For() | ast.AsyncFor():
            head = f"for {ELIDED} in {ELIDED}:"
            return [indent + head, *_block(node.body, inner), *_tail("else:", node.orelse, indent)]
        case ast.While():
            head = f"while {ELIDED}:"
            return [indent + head, *_block(node.body, inner), *_tail("else:", node.orelse, indent)]
        case ast.If():
            return _branches(node, "if", indent)
        case ast.With() | ast.AsyncWith():
            return [f"{indent}with {ELIDED}:", *_block(node.body, inner)]
        case ast.Try() | ast.TryStar():
            handlers = [
                line
                for each in node.handlers
                for line in _tail(f"except {ELIDED}:", each.body, indent)
            ]
            ends = [
                *_tail("else:", node.orelse, indent),
                *_tail("finally:", node.finalbody, indent),
            ]
            return [f"{indent}try:", *_block(node.body, inner), *handlers, *ends]
        case ast.Match():
            cases = [
                line for each in node.cases for line in _tail(f"case {ELIDED}:", each.body, inner)
            ]
            return [f"{indent}match {ELIDED}:", *cases]
        case ast.Return():
            return [f"{indent}return {ELIDED}" if node.value else f"{indent}return"]
        case ast.Import() | ast.ImportFrom():
            return [indent + ast.unparse(node)]
        case ast.Break() | ast.Continue():
            return [indent + ast.unparse(node)]
    return [indent + ELIDED]


def _branches(node, word, indent):
    lines = [f"{indent}{word} {ELIDED}:", *_block(node.body, indent + "    ")]
    match node.orelse:
        case [ast.If() as other] if other.col_offset == node.col_offset:
            return [*lines, *_branches(other, "elif", indent)]
    return [*lines, *_tail("else:", node.orelse, indent)]


def _tail(head, body, indent):
    return [indent + head, *_block(body, indent + "    ")] if body else []
