"""Attributes that a value does not have: what Python has instead."""

import ast
import builtins
import re
from typing import Any

from mistake_names import letters_apart
from mistake_program import Program
from mistake_syntax import mistake
from mistake_type_errors import keeps_nothing

# What does the same, by the name in lower case and without underscores.
SAME = {
    "list": {
        **dict.fromkeys(("push", "pushback", "add"), "append()"),
        **dict.fromkeys(("appendleft", "unshift", "pushfront"), "insert(0, …)"),
        **dict.fromkeys(("popleft", "shift", "popfront"), "pop(0)"),
        **dict.fromkeys(("removeat", "deleteat"), "pop(i)"),
        **dict.fromkeys(("length", "size"), "len()"),
        "insertat": "insert(i, …)",
        "addall": "extend()",
        "contains": "in",
        "indexof": "index()",
        "sorted": "sorted()",
        "reversed": "reversed()",
    },
    "str": {
        **dict.fromkeys(("length", "size"), "len()"),
        **dict.fromkeys(("toupper", "touppercase", "uppercase"), "upper()"),
        **dict.fromkeys(("tolower", "tolowercase", "lowercase"), "lower()"),
        **dict.fromkeys(("contains", "includes"), "in"),
        "reverse": "[::-1]",
        "trim": "strip()",
        "replaceall": "replace()",
        "indexof": "find()",
        "lastindexof": "rfind()",
    },
    "tuple": {"append": "+", "length": "len()", "size": "len()", "sort": "sorted()"},
    "dict": {
        **dict.fromkeys(("haskey", "containskey"), "in"),
        **dict.fromkeys(("length", "size"), "len()"),
        **dict.fromkeys(("add", "put"), "[key] = value"),
        "iteritems": "items()",
    },
    "set": {
        **dict.fromkeys(("append", "push", "insert"), "add()"),
        **dict.fromkeys(("length", "size"), "len()"),
        "contains": "in",
    },
}


def attribute_error(
    program: Program, scope: ast.AST, line: int, message: str
) -> list[dict[str, Any]]:
    found = re.match(r"'(\w+)' object has no attribute '(\w+)'", message)
    if not found:
        return []
    kind, name = found.groups()
    if kind == "NoneType":
        return keeps_nothing(program, scope, line)
    if kind in program.classes:
        return []
    if other := SAME.get(kind, {}).get(_plain(name)):
        return [mistake("other-attribute", line, kind, name, other)]
    known = [each for each in dir(getattr(builtins, kind, object)) if not each.startswith("_")]
    apart = sorted((letters_apart(_plain(name), _plain(each)), each) for each in known)
    close = [(count, each) for count, each in apart if _is_misspelt(name, each, count)]
    # Of two that are as close, nobody can tell which is meant.
    if not close or (len(close) > 1 and close[0][0] == close[1][0]):
        return []
    return [mistake("other-attribute", line, kind, name, close[0][1])]


def _plain(name):
    return name.replace("_", "").lower()


def _is_misspelt(name, other, count):
    """Not where a word more or another beginning says something else, as of `rindex`."""
    one, two = sorted((_plain(name), _plain(other)), key=len)
    if count == 0 or one[:1] != two[:1] or count > min(2, len(one) // 3):
        return count == 0
    longer = len(two) - len(one)
    has_word_more = longer >= 2 and any(
        two[:at] + two[at + longer :] == one for at in range(len(one) + 1)
    )
    return not has_word_more
