"""Calls on other inputs than those of the asserts, near them: a program is compared on these with its reference."""

import ast

MOST_CALLS = 40


def other_calls(tests: list[ast.AST], function_name: str | None) -> list[str]:
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
    """
    Values near this one and of its type. None is empty or zero, about which right programs often
    differ; none is negative where this one is not.
    """
    return [each for each in _near(value) if each or isinstance(each, bool)]


def _near(value):
    match value:
        case bool():
            return [not value]
        case int():
            near = [value + 1, value - 1, value * 2, value // 2, *range(1, 11)]
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
