"""Types that come from values: the kinds of a vector of values, and when a value is too big.

A component asks for kinds (``ints``, ``str``, ``pairs``); an expression has whatever kinds all
its values have together, so one expression is filed under several.
"""

from collections import Counter, OrderedDict
from functools import lru_cache
from typing import Any

MAX_BITS = 2048
MAX_LENGTH = 1000
MAX_KEY = 12_000

LETTERS = {int: "i", bool: "b", float: "f", str: "s", type(None): "n", complex: "c"}
CONTAINERS = {list: "L", tuple: "T", set: "S", frozenset: "S"}


class TooBig(Exception):
    """A value that the search will not hold."""


def signature(value: Any) -> Any:
    """A hashable description of a value's type, elements included."""
    kind = type(value)
    letter = LETTERS.get(kind)
    if letter is not None:
        if letter == "i":
            if value.bit_length() > MAX_BITS:
                raise TooBig
        elif letter == "s" and len(value) > 4 * MAX_LENGTH or letter == "f" and value != value:
            raise TooBig
        return letter
    letter = CONTAINERS.get(kind)
    if letter is not None:
        if len(value) > MAX_LENGTH:
            raise TooBig
        return (letter, _elements(value))
    if kind is dict or kind is Counter or kind is OrderedDict:
        if len(value) > MAX_LENGTH:
            raise TooBig
        return ("D", _elements(value), _elements(list(value.values())))
    return "?"


def _elements(values):
    if not values:
        return "_"
    types = set(map(type, values))
    if len(types) == 1:
        letter = LETTERS.get(next(iter(types)))
        if letter is not None:
            return letter
    elif types == {int, float}:
        return "N"
    merged = "_"
    if len(types) > 1:
        values = {type(value): value for value in values}.values()
    for count, value in enumerate(values):
        merged = merge(merged, signature(value))
        if merged == "?" or count == 12:
            break
    return merged


@lru_cache(maxsize=20_000)
def merge(first: Any, second: Any) -> Any:
    """The signature that describes both; ``_`` (no element seen) fits anything."""
    if first == second or second == "_":
        return first
    if first == "_":
        return second
    if isinstance(first, tuple) and isinstance(second, tuple):
        if first[0] == second[0]:
            return (first[0], *(merge(a, b) for a, b in zip(first[1:], second[1:])))
        if {first[0], second[0]} == {"L", "T"}:
            return ("Q", merge(first[1], second[1]))
        if {first[0], second[0]} in ({"L", "Q"}, {"T", "Q"}):
            return ("Q", merge(first[1], second[1]))
        return "?"
    if isinstance(first, str) and isinstance(second, str) and {first, second} <= set("ifN"):
        return "N"
    return "?"


@lru_cache(maxsize=20_000)
def _kinds(sign):
    if isinstance(sign, str):
        return {
            "i": ("any", "int", "num", "scal", "hash", "ord"),
            "f": ("any", "float", "num", "scal", "hash", "ord"),
            "N": ("any", "num", "scal", "hash", "ord"),
            "b": ("any", "bool", "hash"),
            "s": ("any", "str", "scal", "hash", "ord", "coll", "line"),
            "n": ("any", "none", "hash"),
            "c": ("any", "complex", "hash"),
            "_": ("any",),
            "?": ("any",),
        }[sign]
    outer, inner = sign[0], sign[1]
    kinds = ["any", "coll", "iter"]
    hashable = _is_hashable(inner)
    if outer == "D":
        kinds.append("dict")
        if isinstance(sign[2], str) and sign[2] in "ifN":
            kinds.append("numdict")
        if isinstance(sign[2], tuple) and sign[2][0] in "LTQ":
            kinds.append("seqdict")
        return tuple(kinds)
    if outer == "S":
        kinds.append("set")
    else:
        kinds += ["seq", "line", {"L": "list", "T": "tuple", "Q": "seq_"}[outer]]
        if hashable and outer == "T":
            kinds.append("hash")
        if outer == "T" and isinstance(inner, str) and inner in "ifNs":
            kinds.append("ord")
    if hashable:
        kinds.append("hseq")
    if isinstance(inner, str):
        if inner in "ifN_":
            kinds.append("nums")
        if inner in "i_":
            kinds.append("ints")
        if inner in "s_":
            kinds.append("strs")
        if inner in "b_":
            kinds.append("bools")
        if inner == "?":
            kinds.append("mixed")
    elif inner[0] in "LTQ" and outer != "S":
        kinds.append("seqs")
        if isinstance(inner[1], str) and inner[1] in "ifN":
            kinds.append("numrows")
    elif inner[0] == "D":
        kinds.append("dicts")
    return tuple(kinds)


def _is_hashable(sign):
    if isinstance(sign, str):
        return sign != "?"
    return sign[0] == "T" and _is_hashable(sign[1])


def vector_kinds(vector: list) -> tuple[str, ...]:
    """The kinds that all values of a vector have; raises ``TooBig``."""
    merged = signature(vector[0])
    for value in vector[1:]:
        sign = signature(value)
        if sign != merged:
            merged = merge(merged, sign)
    kinds = _kinds(merged)
    if merged == "i":
        low, high = min(vector), max(vector)
        if low >= 0 and high <= 1000:
            return kinds + (("nat", "tiny") if high <= 12 else ("nat",))
        if low >= -20 and high <= 20:
            return (*kinds, "index")
    elif merged == "s":
        if all(len(value) == 1 for value in vector):
            return (*kinds, "chr")
    elif "seqs" in kinds and all(len(row) == 2 for value in vector for row in value):
        return (*kinds, "pairs")
    return kinds
