"""Numbers for whole values, by which a change is seen that a few words do not show.

Two of one number are the same, down to which objects they hold. Nothing of the program's is run.
What is too large has no number: a step must not take longer than what it is of.
"""

import itertools
import marshal
from typing import Any

import recorded_values

# Items that are written of one value, and of all: some milliseconds, and about a second.
MAX_ITEMS = 50_000
MAX_ALL_ITEMS = 6_000_000
# As many items take as long as one object.
OBJECT_ITEMS = 30
MAX_HASHED = 200_000
# What takes no longer than telling of the first few.
MAX_FLAT = 200
# As quick one by one.
FEW = 4

_NUMBERS = frozenset(map(id, (bool, int, float, complex, type(None))))
_ATOMS = _NUMBERS | {id(str), id(bytes)}
# The newer ones tell how often an object is had elsewhere.
_VERSION = 2


class Digests:
    def __init__(self):
        self.room = MAX_ALL_ITEMS
        # Those that were too large are not tried at each step.
        self.large = set()

    def of(self, value: Any) -> int | None:
        """Its number; None of what is too large."""
        if id(type(value)) in _ATOMS:
            return hash(_atom(value))
        number = id(value)
        if number in self.large or self.room <= 0:
            return None
        limit = max(0, self.room - MAX_ITEMS)
        written = self.written(value, limit)
        if self.room <= limit:
            self.large.add(number)
            return None
        return hash(marshal.dumps(written, _VERSION))

    def written(self, root: Any, limit: int) -> list:
        """All that leads from there, each object once, in an order that is always the same."""
        found = []
        seen = set()
        open_values = [root]
        while open_values and self.room > limit:
            value = open_values.pop()
            cls = type(value)
            if id(cls) in _ATOMS:
                self.room -= 1
                found.append(_atom(value))
                continue
            number = id(value)
            found.append(number)
            if number in seen:
                continue
            seen.add(number)
            self.room -= OBJECT_ITEMS
            found.append(id(cls))
            if cls is bytearray:
                self.room -= len(value) // OBJECT_ITEMS
                found.append(hash(bytes(value)))
            kind = recorded_values.kind_of(value)
            if kind is not None:
                self.write(value, kind, found, open_values)
        return found

    def write(self, value: Any, kind: str, found: list, open_values: list) -> None:
        parts = recorded_values.all_of(value, kind, MAX_ITEMS)
        if parts is None:
            self.room -= MAX_ITEMS
            return
        for items in parts:
            if kind == "set" and _is_flat(items):
                self.room -= len(items)
                # In no order of its own.
                each = map(marshal.dumps, map(_atom, items), itertools.repeat(_VERSION))
                found.append(b"".join(sorted(each)))
            elif len(items) > FEW and _is_flat(items):
                found.append(_written(items))
                # Large numbers take more than an item each.
                self.room -= len(items) + len(found[-1]) // OBJECT_ITEMS
            else:
                found.append(len(items))
                open_values.extend(reversed(items))


def of_flat(value: Any, kind: str) -> int | None:
    """The same of a short list, tuple or dict of nothing but atoms; None of any other."""
    parts = None if kind in ("object", "set") else recorded_values.all_of(value, kind, MAX_FLAT)
    if parts is None or not all(map(_is_flat, parts)):
        return None
    return hash((id(type(value)), *map(_written, parts)))


def _is_flat(items):
    return {*map(id, map(type, items))} <= _ATOMS


def _written(atoms):
    is_plain = {*map(id, map(type, atoms))} <= _NUMBERS
    return marshal.dumps(atoms if is_plain else [*map(_atom, atoms)], _VERSION)


def _atom(value):
    """Small, and told apart from all others of its kind."""
    cls = type(value)
    if cls is str or cls is bytes:
        # To read a very long one takes longer than to make it, and another one is another object.
        return cls is str, len(value), hash(value) if len(value) < MAX_HASHED else id(value)
    if cls is int and value.bit_length() > recorded_values.MAX_BITS:
        return value.bit_length(), hash(value)
    return value
