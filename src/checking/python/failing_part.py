"""The part of a line at which something failed, and what its names stood for. For looking at."""

import ast
import contextlib
import itertools
import reprlib
import types
from typing import Any

MAX_LINE = 500
MAX_VALUES = 4
MAX_VALUE = 100
MAX_ITEMS = 12
MAX_BITS = 4_000
ATOMS = (bool, int, float, complex, str, bytes, type(None), range)
CONTAINERS = (list, tuple, set, frozenset, dict)

_short = reprlib.Repr()
_short.maxlist = _short.maxtuple = _short.maxset = _short.maxdict = MAX_ITEMS
_short.maxfrozenset = MAX_ITEMS
_short.maxstring = _short.maxother = _short.maxlong = 80


def of_frame(traceback: types.TracebackType, lines: list[str]) -> dict[str, Any] | None:
    """Of the innermost frame of the program; None where Python does not know the place."""
    with contextlib.suppress(Exception):
        code = traceback.tb_frame.f_code
        index = traceback.tb_lasti // 2
        place = next(itertools.islice(code.co_positions(), index, None), None)
        if place is None or None in place:
            return None
        line, end_line, column, end_column = place
        text = lines[line - 1]
        start = _characters(text, column)
        end = _characters(text, end_column) if end_line == line else len(text.rstrip())
        part = _part(text, start, end)
        if part is not None:
            with contextlib.suppress(Exception):
                part["values"] = _values(text[start:end], traceback.tb_frame)
        return part
    return None


def of_syntax(error: Exception, lines: list[str]) -> dict[str, Any] | None:
    """Of a program that does not compile."""
    with contextlib.suppress(Exception):
        text = lines[error.lineno - 1]
        start = error.offset - 1
        is_one_line = error.end_lineno in (None, error.lineno)
        end = (error.end_offset or 0) - 1 if is_one_line else len(text.rstrip())
        return _part(text, start, max(end, start + 1))
    return None


def _part(text, start, end):
    """Offsets are in UTF-16, as the page counts."""
    indentation = len(text) - len(text.lstrip())
    code = text.strip()
    start, end = max(start - indentation, 0), min(end - indentation, len(code))
    if len(text) > MAX_LINE or start >= end:
        return None
    return {"code": code, "from": _units(code[:start]), "to": _units(code[:end])}


def _characters(text, column):
    return len(text.encode()[:column].decode())


def _units(text):
    return len(text.encode("utf-16-le")) // 2


def _values(source, frame):
    """Of plain variables in the part: more would be a list of everything."""
    known = frame.f_locals
    names = dict.fromkeys(_names_in(source))
    plain = [name for name in names if name in known and _is_plain(known[name], 3)]
    return [[name, _short.repr(known[name])[:MAX_VALUE]] for name in plain[:MAX_VALUES]]


def _is_plain(value, depth):
    """Whether it can be told without running code of the program's."""
    cls = type(value)
    if cls in ATOMS:
        return cls is not int or value.bit_length() <= MAX_BITS
    if cls not in CONTAINERS or depth == 0:
        return False
    first = itertools.islice(value.items() if cls is dict else value, MAX_ITEMS)
    parts = [part for pair in first for part in pair] if cls is dict else first
    return all(_is_plain(each, depth - 1) for each in parts)


def _names_in(source):
    try:
        tree = ast.parse(source.strip())
    except SyntaxError:
        return []
    places = [each for each in ast.walk(tree) if isinstance(each, ast.Name)]
    return [each.id for each in sorted(places, key=lambda each: each.col_offset)]
