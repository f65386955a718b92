"""Values as text: a closed set of exact types, limited in depth and size.

This is the only language in which a program's interpreter speaks to the judge. `encode` runs
beside the program and may lie; `decode` runs in the judge and builds nothing but what is listed
here, by exact type, so that no behaviour of the program's own comes along.

Text and small integers stand for themselves, everything else is `[tag, ...]`.
"""

import collections
import datetime
import decimal
import fractions
import json
import re
from typing import Any

MAX_DEPTH = 100
MAX_NODES = 200_000

# JavaScript reads the text too, and keeps integers exact up to here.
SAFE_INTEGER = 2**53 - 1

SEQUENCES = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "deque": collections.deque,
    # A generator or iterator, spent by the reading of it; it comes back as one.
    "iterator": iter,
}
MAPPINGS = {
    "dict": dict,
    "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
    "defaultdict": lambda items: collections.defaultdict(None, items),
}
TEXTS = {
    "int": (hex, lambda text: int(text, 16)),
    "float": (float.hex, float.fromhex),
    "bytes": (bytes.hex, bytes.fromhex),
    "bytearray": (bytearray.hex, bytearray.fromhex),
    "Decimal": (str, decimal.Decimal),
    "Fraction": (str, fractions.Fraction),
    "date": (datetime.date.isoformat, datetime.date.fromisoformat),
    "datetime": (datetime.datetime.isoformat, datetime.datetime.fromisoformat),
    "time": (datetime.time.isoformat, datetime.time.fromisoformat),
}
VIEWS = {"dict_keys": dict.keys, "dict_values": dict.values, "dict_items": dict.items}
BUILTIN_TYPES = {
    cls.__name__: cls
    for cls in (
        bool,
        bytes,
        complex,
        dict,
        float,
        frozenset,
        int,
        list,
        set,
        str,
        tuple,
        type,
        type(None),
    )
}

_sequence_tags = {
    list: "list",
    tuple: "tuple",
    set: "set",
    frozenset: "frozenset",
    collections.deque: "deque",
}
_mapping_tags = {
    dict: "dict",
    collections.Counter: "Counter",
    collections.OrderedDict: "OrderedDict",
    collections.defaultdict: "defaultdict",
}
_text_tags = {
    int: "int",
    float: "float",
    bytes: "bytes",
    bytearray: "bytearray",
    decimal.Decimal: "Decimal",
    fractions.Fraction: "Fraction",
    datetime.date: "date",
    datetime.datetime: "datetime",
    datetime.time: "time",
}
_view_tags = {
    type({}.keys()): "dict_keys",
    type({}.values()): "dict_values",
    type({}.items()): "dict_items",
}
_iterator_types = {
    type(iterator)
    for iterator in (
        iter([]), iter(()), iter(""), iter({}), iter(set()), iter(range(0)), reversed([]),
        iter({}.values()), iter({}.items()), map(int, []), filter(int, []), zip(), enumerate([]),
        (x for x in ()),
    )
}  # fmt: skip


class UnsupportedValue(Exception):
    """The value, or a part of it, is outside the closed set."""


class Match:
    """Stands for an `re.Match`, which tests only ask to be there: true, and what it matched."""

    def __init__(self, start: int, end: int, text: str):
        self.start, self.end, self.text = start, end, text

    def __repr__(self):
        return f"<re.Match object; span=({self.start}, {self.end}), match={self.text!r}>"


class _Budget:
    def __init__(self):
        self.nodes = MAX_NODES

    def spend(self, depth):
        self.nodes -= 1
        if self.nodes < 0:
            raise UnsupportedValue(f"the value has more than {MAX_NODES:,} parts")
        if depth > MAX_DEPTH:
            raise UnsupportedValue(
                f"the value is nested more than {MAX_DEPTH} deep, or contains itself"
            )


def encode(value: Any) -> str:
    """The value as JSON text. Raises UnsupportedValue."""
    return json.dumps(_encoded(value, 0, _Budget()), separators=(",", ":"))


def _encoded(value, depth, budget):
    budget.spend(depth)
    cls = type(value)
    if (
        value is None
        or cls is bool
        or cls is str
        or (cls is int and -SAFE_INTEGER <= value <= SAFE_INTEGER)
    ):
        return value
    if cls in _sequence_tags or cls in _iterator_types:
        tag = _sequence_tags.get(cls, "iterator")
        return [tag, *(_encoded(item, depth + 1, budget) for item in value)]
    if cls in _mapping_tags:
        return [_mapping_tags[cls], *_encoded_pairs(value, depth, budget)]
    if cls in _text_tags:
        tag = _text_tags[cls]
        return [tag, TEXTS[tag][0](value)]
    if cls in _view_tags:
        tag = _view_tags[cls]
        source = value.mapping
        return [tag, *_encoded_pairs(dict(source), depth, budget)]
    if cls is complex:
        return ["complex", value.real.hex(), value.imag.hex()]
    if cls is range:
        return ["range", hex(value.start), hex(value.stop), hex(value.step)]
    if cls is re.Match:
        return ["match", *value.span(), str(value.group())]
    if cls is type and BUILTIN_TYPES.get(value.__name__) is value:
        return ["type", value.__name__]
    raise UnsupportedValue(
        f"a value of type {cls.__module__}.{cls.__qualname__} cannot leave the program"
    )


def _encoded_pairs(mapping, depth, budget):
    for key, item in mapping.items():
        yield _encoded(key, depth + 1, budget)
        yield _encoded(item, depth + 1, budget)


def decode(text: str) -> Any:
    """The value that `encode` was given. Raises UnsupportedValue for any other text."""
    try:
        return _decoded(json.loads(text), 0, _Budget())
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
        raise UnsupportedValue(f"not an encoded value: {type(error).__name__}") from None


def _decoded(node, depth, budget):
    budget.spend(depth)
    if node is None or type(node) in (bool, str, int):
        return node
    if type(node) is not list or not node or type(node[0]) is not str:
        raise ValueError(node)
    tag, *parts = node
    if tag in SEQUENCES:
        return SEQUENCES[tag]([_decoded(part, depth + 1, budget) for part in parts])
    if tag in MAPPINGS:
        return MAPPINGS[tag](_decoded_pairs(parts, depth, budget))
    if tag in VIEWS:
        return VIEWS[tag](_decoded_pairs(parts, depth, budget))
    if tag == "range":
        return range(*(int(part, 16) for part in parts))
    if tag == "complex":
        return complex(*(float.fromhex(part) for part in parts))
    if tag == "match":
        return Match(*(_decoded(part, depth + 1, budget) for part in parts))
    (text,) = parts
    if tag == "type":
        return BUILTIN_TYPES[text]
    return TEXTS[tag][1](text)


def _decoded_pairs(parts, depth, budget):
    items = [_decoded(part, depth + 1, budget) for part in parts]
    return dict(zip(items[::2], items[1::2], strict=True))
