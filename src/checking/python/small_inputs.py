"""
Small inputs of the kind that a task's asserts use, the smallest first: a program that is wrong
somewhere is shown by the least that shows it.
"""

import ast
import itertools
import json
import random
from typing import Any

MOST_CALLS = 600
MOST_VALUES = 40
LONGEST_CALL = 200


def read(argument: str) -> str:
    """Sources of calls. Parses the asserts and runs none of them."""
    request = json.loads(argument)
    name = request["functionName"]
    own = [call for source in request["tests"] if (call := _arguments(source, name)) is not None]
    seen = {_source(name, values) for values in own}
    usual = set().union(*(_extremes(values) for values in own))
    calls = {}
    for values in _by_size(own):
        source = _source(name, values)
        if source not in seen and len(source) <= LONGEST_CALL:
            # About what is empty or negative, right programs may differ too: that comes last.
            calls.setdefault(source, (bool(_extremes(values) - usual), _size(values)))
    return json.dumps(sorted(calls, key=calls.__getitem__)[:MOST_CALLS])


def _arguments(source, name):
    """Of the first call with literals alone."""
    try:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", None) == name
            if is_call and not node.keywords:
                return [ast.literal_eval(each) for each in node.args]
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None
    return None


def _extremes(values):
    """Which kinds of input there are among these that tasks often leave open."""
    found = set()
    for value in values:
        if isinstance(value, str | list | tuple | dict | set | bytes):
            if not value:
                found.add("empty")
            if isinstance(value, list | tuple | set):
                found |= _extremes(value)
            if isinstance(value, dict):
                found |= _extremes(value.values())
        elif isinstance(value, int | float) and not isinstance(value, bool) and value <= 0:
            found.add("zero" if value == 0 else "negative")
    return found


def _source(name, values):
    return f"{name}({', '.join(map(repr, values))})"


def _by_size(own):
    """Every argument by itself, then some together: of equal length, for lists that belong so."""
    chance = random.Random(0)
    for values in own:
        others = [_near(each) for each in values]
        for at, near in enumerate(others):
            for other in near:
                yield [*values[:at], other, *values[at + 1 :]]
        smallest = [near[:6] or [each] for near, each in zip(others, values)]
        yield from map(list, itertools.islice(itertools.product(*smallest), 150))
        for _ in range(100 if len(values) > 1 else 0):
            yield [chance.choice([each, *near]) for near, each in zip(others, values)]
        lengths = {len(each) for each in values if isinstance(each, list | tuple | str)}
        if len(values) > 1 and len(lengths) == 1:
            for length in range(max(lengths)):
                yield [
                    each[:length] if isinstance(each, list | tuple | str) else each
                    for each in values
                ]


def _near(value: Any) -> list[Any]:
    """Values of the same type, shorter, smaller, doubled or in another order."""
    found = sorted(_changed(value), key=lambda each: _size([each]))
    once = dict.fromkeys(repr(each) for each in found if type(each) is type(value))
    return [ast.literal_eval(each) for each in once if each != repr(value)][:MOST_VALUES]


def _changed(value):
    match value:
        case bool():
            return [not value]
        case int():
            signs = [-1, -2, -value] if value >= 0 else [-value, value + 1]
            return [*range(13), *signs, value + 1, value - 1, value // 2, value * 2, 100]
        case float():
            return [0.0, 1.0, 0.5, 1.5, 2.0, 2.5, -1.0, value / 2, value + 1, -value]
        case str():
            return _other_texts(value)
        case list() | tuple():
            return _other_sequences(value)
        case dict():
            return _other_dicts(value)
        case set() if value:
            items = sorted(value, key=repr)
            return [set(items[:count]) for count in range(1, len(items))]
    return []


def _other_texts(text):
    words = text.split(" ")
    signs = list(dict.fromkeys(text))[:6]
    return [
        *["", *signs, *(sign * 2 for sign in signs), *(sign * 3 for sign in signs[:2])],
        *(first + second for first, second in itertools.permutations(signs[:4], 2)),
        *(text[:count] for count in range(1, min(len(text), 6))),
        *(text[at:] for at in range(1, min(len(text), 6))),
        *(" ".join(words[:count]) for count in range(1, min(len(words), 4))),
        *[text.upper(), text.lower(), text.title(), text[::-1], text + text[:1], " " + text],
        *(["a", "A", "ab", "aa", "Ab", "a b", "aB1"] if text.isascii() and len(text) else []),
    ]


def _other_sequences(value):
    kind = type(value)
    items = list(value)
    numbers = [each for each in items if isinstance(each, int) and not isinstance(each, bool)]
    small = []
    if items and len(numbers) == len(items):
        pool = [0, 1, 2, -1, 3]
        small = [
            *(list(each) for each in itertools.product(pool, repeat=1)),
            *(list(each) for each in itertools.product(pool, repeat=2)),
            *([1, 1, 2], [2, 1, 1], [1, 2, 1], [3, 2, 1], [1, 2, 3], [0, 0, 1], [-1, -2, -3]),
        ]
    made = [
        [],
        *([each] for each in items[:4]),
        *([each, each] for each in items[:3]),
        *(list(each) for each in itertools.permutations(items[:3], 2)),
        *(items[:count] for count in range(1, min(len(items), 6))),
        *(items[at:] for at in range(1, min(len(items), 6))),
        *([*items[:at], *items[at + 1 :]] for at in range(min(len(items), 6))),
        *[items[::-1], items + items[:1], items[:1] + items],
        *(
            [*items[:at], other, *items[at + 1 :]]
            for at in range(min(len(items), 3))
            for other in _near(items[at])[:4]
        ),
        *small,
    ]
    return [kind(each) for each in made]


def _other_dicts(value):
    items = list(value.items())
    return [
        *(dict(items[:count]) for count in range(len(items))),
        *(dict([each]) for each in items[:4]),
        *({**value, key: other} for key, old in items[:3] for other in _near(old)[:4]),
    ]


def _size(values):
    """How much there is to read, and how far the numbers are from 0."""
    return sum(map(_weight, values))


def _weight(value):
    match value:
        case bool() | None:
            return 1
        case int() | float():
            return 1 + min(abs(value), 1000) / 100 + (0.5 if value < 0 else 0)
        case str() | bytes():
            return 1 + len(value)
        case dict():
            return 1 + sum(_weight(key) + _weight(each) for key, each in value.items())
        case list() | tuple() | set() | frozenset():
            return 1 + sum(_weight(each) for each in value)
    return 10
