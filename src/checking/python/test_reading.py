"""What tests say to a reader: the function under test, its inputs, the expected value."""

import ast
import json

import test_names


def read_tests(argument: str) -> str:
    request = json.loads(argument)
    names = test_names.names_of(request["reference"], "", request["tests"])
    return json.dumps([_reading(source.strip(), names) for source in request["tests"]])


def _reading(source, names):
    reading = {
        "source": source,
        "functionName": None,
        "call": None,
        "inputs": [],
        "expected": None,
        "syntaxError": None,
    }
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return reading | {"syntaxError": f"{type(error).__name__}: {error}"}
    call = _first_call(tree, names)
    if call is not None:
        reading["functionName"] = call.func.id
        reading["call"] = ast.get_source_segment(source, call)
        reading["inputs"] = [
            *(ast.get_source_segment(source, each) for each in call.args),
            *(_keyword(source, each) for each in call.keywords),
        ]
    return reading | {"expected": _expected(source, tree)}


def _first_call(tree, names):
    """The outermost, leftmost call of a function that belongs to the program."""
    pending = [tree]
    while pending:
        node = pending.pop(0)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and names.is_program(node.func.id)
        ):
            return node
        pending[:0] = ast.iter_child_nodes(node)
    return None


def _keyword(source, keyword):
    value = ast.get_source_segment(source, keyword.value)
    return f"{keyword.arg}={value}" if keyword.arg else f"**{value}"


def _expected(source, tree):
    match tree.body:
        case [ast.Assert(test=ast.Compare(ops=[ast.Eq()], comparators=[right]))]:
            return ast.get_source_segment(source, right)
    return None
