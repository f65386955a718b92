"""From values to their text, beside the program: what it says is data, and may be a lie."""

import asyncio
import collections
import functools
import json
import re
import time
import types
from typing import Any

from plain_types import (
    ITERATOR_PATIENCE_S,
    MAX_BITS,
    MAX_FRACTION_BITS,
    MAX_NODES,
    MAX_TEXT,
    PATIENT_ITEMS,
    SAFE_INTEGER,
    Budget,
    Extents,
    UnsupportedValue,
    bases,
    is_single,
    mapping_tags,
    mutable_types,
    sequence_tags,
    singletons,
    text_forms,
    text_tags,
    types_by_name,
    view_tags,
)


def encode(value: Any) -> str:
    """The value as JSON text. Raises UnsupportedValue."""
    return Encoder().text(value)


class Encoder:
    """
    Encodes values that belong together. It numbers the mutable containers it meets, in
    `containers`; one that it has met, or was given, is `["seen", number]`. With `has_cycles` one
    may contain itself. What cannot change is numbered too, but only within one text: met again it
    is `["same", number]`.
    """

    def __init__(self, has_cycles: bool = False, containers: list | None = None):
        self.has_cycles = has_cycles
        self.containers = containers if containers is not None else []
        self.numbers = {id(each): number for number, each in enumerate(self.containers)}
        self.extents = Extents()
        self.budget = Budget()
        self._begin_text()

    def _begin_text(self):
        # Kept here, an object keeps its id.
        self.constants = []
        self.constant_numbers = {}
        self.constant_extents = Extents()

    def text(self, value: Any) -> str:
        self._begin_text()
        return _as_text(self.encoded(value, 0))

    def contents(self, count: int) -> list[str]:
        """Of the first containers their parts, without the container itself."""
        self.budget = Budget()
        return [self._contents(each) for each in self.containers[:count]]

    def _contents(self, container):
        self._begin_text()
        return _as_text(self._container(container, 0))

    def encoded(self, value: Any, depth: int) -> Any:
        cls = type(value)
        self.budget.spend(depth)
        if value is None or cls is bool:
            return value
        if (cls is int and -SAFE_INTEGER <= value <= SAFE_INTEGER) or (
            cls is str and (value.isascii() or _is_whole(value))
        ):
            return value if is_single(value) else self._scalar(value, depth)
        if not isinstance(value, mutable_types):
            return self._constant(value, depth)
        number = self.numbers.get(id(value))
        if number is not None:
            if not self.has_cycles:
                self.extents.spend_again(number, depth, self.budget)
            return ["seen", number]
        number = self.numbers[id(value)] = len(self.containers)
        self.containers.append(value)
        walk = functools.partial(self._container, value, depth)
        return self.extents.of(number, depth, self.budget, walk)

    def _scalar(self, value, depth):
        """As `_constant`, for what stands for itself: most of most values."""
        number = self.constant_numbers.get(id(value))
        if number is None:
            self.constant_numbers[id(value)] = len(self.constants)
            self.constants.append(value)
            self.budget.spend_text(value, depth)
            return value
        self.budget.spend_text(value, depth)
        return ["same", number]

    def _constant(self, value, depth):
        number = self.constant_numbers.get(id(value))
        if number is not None and number not in self.constant_extents.open:
            self.constant_extents.spend_again(number, depth, self.budget)
            return ["same", number]
        number = self.constant_numbers[id(value)] = len(self.constants)
        self.constants.append(value)
        walk = functools.partial(self._container, value, depth)
        return self.constant_extents.of(number, depth, self.budget, walk)

    def _container(self, value, depth):
        cls = type(value)
        if cls in sequence_tags:
            return [sequence_tags[cls], *self._all(value, depth)]
        if cls is collections.defaultdict:
            # Of the program's own functions there is none that could cross.
            factory = value.default_factory
            name = getattr(factory, "__name__", None)
            name = name if type(name) is str and types_by_name.get(name) is factory else None
            return ["defaultdict", name, *self._pairs(value, depth)]
        if cls in mapping_tags:
            return [mapping_tags[cls], *self._pairs(value, depth)]
        if cls in text_tags:
            return self._as_text(value, text_tags[cls], depth)
        if cls is collections.deque:
            return ["deque", value.maxlen, *self._all(value, depth)]
        if cls is bytearray:
            text = value.hex()
            self.budget.spend_text(text, depth)
            return ["bytearray", text]
        if cls in view_tags:
            return [view_tags[cls], *self._pairs(dict(value.mapping), depth)]
        if cls is complex:
            return ["complex", value.real.hex(), value.imag.hex()]
        if cls is range:
            return ["range", hex(value.start), hex(value.stop), hex(value.step)]
        if cls is re.Match:
            return self._match(value, depth)
        if cls is types.CoroutineType:
            # Run here, to its end: the judge's coroutine only hands the value on.
            return ["coroutine", self.encoded(asyncio.run(value), depth + 1)]
        if cls is type and types_by_name.get(value.__name__) is value:
            return ["type", value.__name__]
        for name, single in singletons.items():
            if value is single:
                return ["single", name]
        if hasattr(cls, "__next__"):
            return self._iterator(value, depth)
        return self._of_base(value, cls, depth)

    def _as_text(self, value, tag, depth):
        if cls_bits := tag == "int" and value.bit_length():
            _bound_bits(cls_bits, MAX_BITS)
        if tag == "Fraction":
            bits = max(value.numerator.bit_length(), value.denominator.bit_length())
            _bound_bits(bits, MAX_FRACTION_BITS)
        text = text_forms[tag][1](value)
        self.budget.spend_text(text, depth)
        return [tag, text]

    def _all(self, values, depth):
        return [self.encoded(each, depth + 1) for each in values]

    def _pairs(self, mapping, depth):
        items = type(mapping).items(mapping)
        return [self.encoded(each, depth + 1) for pair in items for each in pair]

    def _match(self, value, depth):
        count = value.re.groups + 1
        parts = (
            [value.span(group) for group in range(count)],
            [value.group(group) for group in range(count)],
            dict(value.re.groupindex),
        )
        return ["match", *self._all(parts, depth)]

    def _iterator(self, value, depth):
        """What is read of it is spent; before its items stands how it ends.

        False: it is over; true: there was more; a class and a message: it raises that, which only
        a test that reads so far will see.
        """
        items, began, source = [], time.monotonic(), iter(value)
        known, known_constants = len(self.containers), len(self.constants)
        while True:
            is_slow = len(items) >= PATIENT_ITEMS and time.monotonic() - began > ITERATOR_PATIENCE_S
            if is_slow or self.budget.nodes < MAX_NODES // 4:
                return ["iterator", True, *items]
            try:
                item = next(source)
            except StopIteration:
                return ["iterator", False, *items]
            except (MemoryError, RecursionError):
                raise
            except Exception as error:
                texts = self._all([type(error).__name__, str(error)], depth)
                return ["iterator", ["raises", *texts], *items]
            items.append(self.encoded(item, depth + 1))
            # The next item may be the same container with other contents by then, and so may be
            # what holds it.
            if len(self.containers) > known:
                for each in self.constants[known_constants:]:
                    self.constant_numbers.pop(id(each), None)
            for container in self.containers[known:]:
                self.numbers.pop(id(container), None)
            known, known_constants = len(self.containers), len(self.constants)

    def _of_base(self, value, cls, depth):
        """A value of a class derived from a plain one: the plain value, and the class's name."""
        base = next((each for each in cls.__mro__[1:] if each in bases), None)
        if base is None:
            raise UnsupportedValue("foreign-type", type=f"{cls.__module__}.{cls.__qualname__}")
        fields = getattr(cls, "_fields", None)
        plain = self._container(bases[base](value), depth)
        if base is tuple and type(fields) is tuple and all(type(each) is str for each in fields):
            return ["named", cls.__name__, self.encoded(fields, depth + 1), plain]
        if cls.__repr__ is base.__repr__ and cls.__str__ is base.__str__:
            return ["derived", cls.__name__, plain]
        return ["derived", cls.__name__, plain, *self._all([repr(value), str(value)], depth)]


def _is_whole(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bound_bits(bits, most):
    if bits > most:
        raise UnsupportedValue("number-too-large")


def _as_text(node):
    text = json.dumps(node, separators=(",", ":"))
    if len(text) > MAX_TEXT:
        raise UnsupportedValue("too-much-text")
    return text
