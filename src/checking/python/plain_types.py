"""The closed set of types that cross between interpreters, their tags, and how large they may be.

What is said here holds on both sides: `value_encoding` writes by it, `value_decoding` reads by it.
"""

import collections
import datetime
import decimal
import fractions
import re
from collections.abc import Callable
from typing import Any

MAX_DEPTH = 100
MAX_NODES = 200_000
MAX_BITS = 4_000_000
MAX_TEXT = 4_000_000
# Of text that may be met many times: so many characters count as a part.
TEXT_PER_PART = 100
MAX_FRACTION_BITS = 40_000
MAX_DECIMAL_DIGITS = 10_000
# More values of a set with one hash than chance could bring: building it would take for ever.
MAX_EQUAL_HASHES = 200
# An iterator that may be endless is read no further once it has taken this long.
ITERATOR_PATIENCE_S = 0.25
PATIENT_ITEMS = 1_000

# JavaScript reads the text too, and keeps integers exact up to here.
SAFE_INTEGER = 2**53 - 1


class UnsupportedValue(Exception):
    """The value, or a part of it, is outside the closed set; `reason` is {"code": ..., ...}."""

    def __init__(self, code: str, **fields: Any):
        super().__init__(code)
        self.reason = {"code": code, **fields}


class Match:
    """Stands for an `re.Match`: true, and what it matched."""

    def __init__(self, spans: list, groups: list, names: dict):
        self._spans, self._groups, self._names = spans, groups, names

    def _index(self, group):
        return self._names[group] if isinstance(group, str) else group

    def group(self, *indexes: Any) -> Any:
        found = [self._groups[self._index(each)] for each in indexes or (0,)]
        return found[0] if len(found) == 1 else tuple(found)

    __getitem__ = group

    def groups(self, default: Any = None) -> tuple:
        return tuple(default if each is None else each for each in self._groups[1:])

    def groupdict(self, default: Any = None) -> dict:
        found = {name: self._groups[index] for name, index in self._names.items()}
        return {name: default if each is None else each for name, each in found.items()}

    def span(self, group: Any = 0) -> tuple:
        return self._spans[self._index(group)]

    def start(self, group: Any = 0) -> int:
        return self.span(group)[0]

    def end(self, group: Any = 0) -> int:
        return self.span(group)[1]

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"


def _fraction_text(value):
    return f"{hex(value.numerator)}/{hex(value.denominator)}"


def _fraction(text):
    above, below = text.split("/")
    return fractions.Fraction(integer(above, MAX_FRACTION_BITS), integer(below, MAX_FRACTION_BITS))


def integer(text: str, most_bits: int = MAX_BITS) -> int:
    if len(text) > most_bits // 4 + 3:
        raise UnsupportedValue("number-too-large")
    return int(text, 16)


_decimal_text = re.compile(r"[+-]?(?:(\d*)(?:\.(\d*))?(?:E([+-]?\d{1,9}))?|s?NaN\d*|Infinity)")


def _decimal(text):
    match = _decimal_text.fullmatch(text) if len(text) <= MAX_DECIMAL_DIGITS else None
    if match is None or abs(int(match[3] or 0)) > MAX_DECIMAL_DIGITS:
        raise UnsupportedValue("number-too-large")
    return decimal.Decimal(text)


def _text_of_points(text):
    return bytes.fromhex(text).decode("utf-32-le", "surrogatepass")


def _points_of_text(value):
    return value.encode("utf-32-le", "surrogatepass").hex()


def _timedelta(text):
    days, seconds, microseconds = map(int, text.split(","))
    return datetime.timedelta(days, seconds, microseconds)


text_forms = {
    "int": (int, hex, integer),
    "float": (float, float.hex, float.fromhex),
    # Text with halves of a pair, which JavaScript would join.
    "str": (str, _points_of_text, _text_of_points),
    "bytes": (bytes, bytes.hex, bytes.fromhex),
    "Decimal": (decimal.Decimal, str, _decimal),
    "Fraction": (fractions.Fraction, _fraction_text, _fraction),
    "date": (datetime.date, datetime.date.isoformat, datetime.date.fromisoformat),
    "datetime": (datetime.datetime, datetime.datetime.isoformat, datetime.datetime.fromisoformat),
    "time": (datetime.time, datetime.time.isoformat, datetime.time.fromisoformat),
    "timedelta": (
        datetime.timedelta,
        lambda value: f"{value.days},{value.seconds},{value.microseconds}",
        _timedelta,
    ),
}
text_tags = {cls: tag for tag, (cls, _, _) in text_forms.items()}

sequences = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
sequence_tags = {cls: tag for tag, cls in sequences.items()}
mappings = {
    "dict": dict,
    "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
    "defaultdict": collections.defaultdict,
}
mapping_tags = {cls: tag for tag, cls in mappings.items()}
views = {"dict_keys": dict.keys, "dict_values": dict.values, "dict_items": dict.items}
view_tags = {
    type(getattr(mapping, name[5:])()): name
    for mapping in ({}, collections.OrderedDict())
    for name in views
}
singletons = {"Ellipsis": ..., "NotImplemented": NotImplemented}
_named_types = (
    bool, bytearray, bytes, complex, dict, float, frozenset, int, list, object, range, set, str,
    tuple, type, type(None), collections.Counter, collections.OrderedDict,
    collections.defaultdict, collections.deque, decimal.Decimal, fractions.Fraction,
    datetime.date, datetime.datetime,
)  # fmt: skip
types_by_name = {cls.__name__: cls for cls in _named_types}
mutable_types = (list, set, dict, bytearray, collections.deque)
mutable_tags = {"list", "set", "bytearray", "deque", *mappings}
# Of these Python has one each, so that they need no number.
_small_integers = range(-5, 257)


class Budget:
    """Counts parts as often as they are met: who compares or prints a value meets them all."""

    def __init__(self):
        self.nodes = MAX_NODES
        self.deepest = 0

    def spend(self, depth: int, nodes: int = 1) -> None:
        self.nodes -= nodes
        if self.nodes < 0:
            raise UnsupportedValue("too-many-parts", limit=MAX_NODES)
        if depth > MAX_DEPTH:
            raise UnsupportedValue("too-deep", limit=MAX_DEPTH)
        if depth > self.deepest:
            self.deepest = depth

    def spend_text(self, scalar: Any, depth: int) -> None:
        if type(scalar) is str and len(scalar) >= TEXT_PER_PART:
            self.spend(depth, len(scalar) // TEXT_PER_PART)


class Extents:
    """By number, how many parts a container has and how deep they go; what was given counts once."""

    def __init__(self):
        self.known = {}
        self.open = set()

    def of(self, number: int, depth: int, budget: Budget, walk: Callable[[], Any]) -> Any:
        """What `walk` gives, which goes through the container."""
        nodes, deepest = budget.nodes, budget.deepest
        budget.deepest = depth
        self.open.add(number)
        walked = walk()
        self.open.discard(number)
        self.known[number] = nodes - budget.nodes, budget.deepest - depth
        budget.deepest = max(deepest, budget.deepest)
        return walked

    def spend_again(self, number: int, depth: int, budget: Budget) -> None:
        if number in self.open:
            # It contains itself: going through it has no end.
            raise UnsupportedValue("too-deep", limit=MAX_DEPTH)
        nodes, height = self.known.get(number, (0, 0))
        budget.spend(depth + height, nodes)


def is_single(scalar: int | str) -> bool:
    """Whether all that are equal to this text or number are one object in every Python."""
    if type(scalar) is int:
        return scalar in _small_integers
    return len(scalar) < 2 and scalar <= "\xff"


# How to come by the plain value without asking the class's own methods.
bases = {
    int: int.__int__,
    float: lambda value: float.fromhex(float.hex(value)),
    str: str.__str__,
    bytes: lambda value: bytes.fromhex(bytes.hex(value)),
    bytearray: lambda value: bytearray.fromhex(bytearray.hex(value)),
    list: lambda value: list(list.__iter__(value)),
    tuple: lambda value: tuple(tuple.__iter__(value)),
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    dict: lambda value: dict(dict.items(value)),
}
