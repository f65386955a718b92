"""Statements that can hardly be meant as they stand, each by its form alone."""

import ast
from typing import Any

import mistake_loops
from mistake_program import CHANGING, FUNCTIONS, RETURNING, Program, is_store, own_nodes
from mistake_syntax import mistake


def mistakes(program: Program, outcomes: set[str]) -> list[dict[str, Any]]:
    """Only what any reader of the line would call one. `outcomes`: how the failing tests ended."""
    found = []
    may_leave = any(mistake_loops.leaves_loops(each) for each in program.nodes())
    for node in program.nodes():
        found += _of_expression(node)
        if isinstance(node, ast.Expr):
            found += _of_statement(node, program)
        if isinstance(node, ast.For):
            found += mistake_loops.of_walk(node)
        if isinstance(node, ast.While) and "timeout" in outcomes and not may_leave:
            found += mistake_loops.of_endless(node, program)
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
    if any(is_store(each) and each.id == name for each in nodes):
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
