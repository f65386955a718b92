"""Constants that a program shares with its asserts, and calls on other inputs to tell it by."""

import ast
import json

MOST_CALLS = 40
# Numbers that any program may use, and with which rules like "is it a prime" begin.
SMALL = range(-2, 11)


def read(argument: str) -> str:
    """Parses without running. Constants and calls are sources, in the order in which they stand."""
    request = json.loads(argument)
    tests = [tree for source in request["tests"] if (tree := _parsed(source)) is not None]
    program = _parsed(request["program"])
    known = {_key(value) for tree in tests for _, value in _literals(tree) if _is_telling(value)}
    shared = {}
    if program is not None:
        for node, value in _literals(program):
            if _is_telling(value) and _key(value) in known:
                shared.setdefault(_key(value), ast.unparse(node))
    calls = _other_calls(tests, request["functionName"])
    return json.dumps({"constants": list(shared.values()), "calls": calls})


def _parsed(source):
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _literals(tree):
    """Every expression that is a value by itself, with its parts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            try:
                yield node, ast.literal_eval(node)
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                continue


def _key(value):
    """Equal for equal values of one type: 1, 1.0 and True are three."""
    return f"{type(value).__name__} {value!r}"


def _is_telling(value):
    match value:
        case bool() | None:
            return False
        case int() | float() | complex():
            return value not in SMALL
        case str() | bytes():
            return len(value) > 1
    return len(value) > 0


def _other_calls(tests, function_name):
    """By turns of each argument of each assert, so that a limit leaves something of all."""
    own = []
    for tree in tests:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == function_name:
                own.append(node)
                break
    lines = [line for node in own for line in _lines_of(node)]
    seen = {ast.unparse(node) for node in own}
    calls = []
    for turn in range(max(map(len, lines), default=0)):
        for line in lines:
            if turn < len(line) and line[turn] not in seen and len(calls) < MOST_CALLS:
                seen.add(line[turn])
                calls.append(line[turn])
    return calls


def _lines_of(node):
    """For each argument the calls in which it alone is another value."""
    if node.keywords:
        return []
    try:
        values = [ast.literal_eval(each) for each in node.args]
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return []
    return [
        [
            f"{node.func.id}({', '.join(map(repr, [*values[:at], other, *values[at + 1 :]]))})"
            for other in _others(value)
        ]
        for at, value in enumerate(values)
    ]


def _others(value):
    """Values near this one and of its type. None is negative where this one is not."""
    match value:
        case bool():
            return [not value]
        case int():
            near = [value + 1, value - 1, value * 2, value // 2, *range(11)]
            return [each for each in near if each >= 0 or value < 0]
        case float():
            return [value + 1, value / 2, value * 2]
        case str() | bytes():
            return [value + value, value[1:], value[:-1], value[::-1], value + value[:1]]
        case list() | tuple():
            return _other_sequences(value)
        case dict():
            items = list(value.items())
            return [dict(items[1:]), dict(items[:-1])]
        case set():
            items = sorted(value, key=repr)
            return [set(items[1:]), set(items[:-1])]
    return []


def _other_sequences(value):
    kind = type(value)
    changed = [
        kind([*value[:at], other, *value[at + 1 :]])
        for at, each in enumerate(value[:4])
        for other in _others(each)[:2]
    ]
    return [value[::-1], value[1:], value[:-1], value + value, *changed]
