"""Values as a recording tells of them: in a few words, and as the containers that they are.

Nothing here runs code of the program's: no `__repr__`, no property, no iterator of its own.
"""

import abc
import collections
import enum
import reprlib
import types
from collections.abc import Iterable
from typing import Any

import candidate

MAX_TEXT = 160
MAX_ITEMS = 12
MAX_BITS = 4_000
MAX_NAME = 60
MAX_QUOTED = 80
# Entries of a dict that keeps an order of its own.
MAX_ORDERED = 2_000

_short = reprlib.Repr()
_short.maxother = _short.maxlong = MAX_QUOTED
ATOMS = (bool, int, float, complex, str, bytes, bytearray, type(None), range, type(...))
# Not as long as what is cut.
_SHORT = 10**60
_named = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    type,
)
_containers = {
    "list": (list, collections.deque),
    "tuple": (tuple,),
    "set": (set, frozenset),
    "dict": (dict,),
}
_brackets = {"list": "[]", "tuple": "()", "set": "{}", "dict": "{}"}


# Of each class, by its number: its kind, the container it derives from, and for as long as these
# are known, the class itself.
_kinds = {}
# The same: how its attributes are read, by their names, and all of them at once.
_readers = {}


def kind_of(value: Any) -> str | None:
    """What kind of container it is, by what it derives from; None where it is none."""
    return _known(value)[0]


def _known(value):
    cls = type(value)
    known = _kinds.get(id(cls))
    if known is None:
        known = _kinds[id(cls)] = *_kind(cls), cls
    return known


def _kind(cls):
    for base in cls.__mro__:
        for kind, bases in _containers.items():
            if any(base is each for each in bases):
                return kind, base
    return "object" if _is_own(cls) else None, None


def _is_own(cls):
    """Whether it is one of the program's classes, with attributes to tell of."""
    is_plain = type(cls) is type or type(cls) is abc.ABCMeta
    return is_plain and cls.__module__ == candidate.MODULE


def entries_of(value: Any, kind: str, most: int) -> tuple[int, list]:
    """How many there are, and the first of them: pairs of a key, which may be None, and a value."""
    if kind == "object":
        attributes = _attributes(value)
        return len(attributes), [*attributes.items()][:most]
    base = _known(value)[1]
    length = base.__len__(value)
    if kind == "dict":
        pairs = zip(walked(value) or (), range(most), strict=False)
        return length, [pair for pair, _ in pairs]
    return length, [
        (None, item) for item, _ in zip(base.__iter__(value), range(most), strict=False)
    ]


def all_of(value: Any, kind: str, most: int) -> list[list] | None:
    """All that is in it, keys and values apart; None where there is more or no order is known."""
    if kind == "object":
        attributes = _attributes(value)
        return [[*attributes.keys()], [*attributes.values()]]
    base = _known(value)[1]
    if base.__len__(value) > most:
        return None
    if kind != "dict":
        return [[*base.__iter__(value)]]
    pairs = walked(value)
    return None if pairs is None else [[key for key, _ in pairs], [item for _, item in pairs]]


def walked(value: Any) -> Iterable[tuple[Any, Any]] | None:
    """The pairs of a dict in the order in which it is walked; None where only its program knows.

    An `OrderedDict` keeps an order of its own, and looks its keys up by their hashes to tell it.
    """
    if collections.OrderedDict not in type(value).__mro__:
        return dict.items(value)
    keys = dict.keys(value)
    if len(keys) > MAX_ORDERED or not all(map(_is_plain_key, keys)):
        return None
    return collections.OrderedDict.items(value)


def _is_plain_key(key):
    return type(key) in ATOMS or type(key) is tuple and all(map(_is_plain_key, key))


def name_of(cls: type) -> str:
    """The name of a class, whatever its own class would say."""
    return cut(type.__dict__["__name__"].__get__(cls))


def cut(name: Any) -> str:
    """A name of the program's, which may be as long as it likes."""
    if type(name) is not str:
        return "…"
    return name if len(name) <= MAX_NAME else f"{name[:MAX_NAME]}…"


def describe(value: Any) -> str:
    """The value in a few words; of a program's own class, its attributes."""
    return plain(value) or _text(value, 0, [MAX_TEXT])


def key_text(key: Any, kind: str) -> str | None:
    """Of an entry; None where its index is its key."""
    if kind == "object":
        return cut(key)
    return describe(key) if kind == "dict" else None


def is_whole(text: str) -> bool:
    """Whether such words leave nothing out."""
    return "…" not in text and "..." not in text and not text.startswith("<int of")


def plain(value: Any) -> str | None:
    """Of the commonest values, which are short; None of others."""
    cls = type(value)
    if cls is int:
        return repr(value) if -_SHORT < value < _SHORT else None
    if cls is str:
        return _quoted(value)
    return repr(value) if cls is bool or cls is float or value is None else None


def _quoted(value):
    """As `reprlib` does it, which takes five times as long."""
    text = repr(value[:MAX_QUOTED])
    if len(text) <= MAX_QUOTED:
        return text
    first = (MAX_QUOTED - 3) // 2
    last = MAX_QUOTED - 3 - first
    text = repr(value[:first] + value[-last:])
    return f"{text[:first]}...{text[-last:]}"


def _text(value, depth, room):
    text = plain(value)
    if text is None:
        kind = kind_of(value)
        text = _atom(value) if kind is None else _container(value, kind, depth, room)
    room[0] -= len(text)
    return text


def _container(value, kind, depth, room):
    name = name_of(type(value))
    if depth > 3 or room[0] <= 0:
        return f"<{name} …>" if kind == "object" else "…".join(_brackets[kind])
    parts = []
    length, entries = entries_of(value, kind, MAX_ITEMS if kind != "object" else 6)
    for key, item in entries:
        if room[0] <= 0:
            break
        text = _text(item, depth + 1, room)
        if kind == "object":
            parts.append(f"{cut(key)}={text}")
        else:
            parts.append(text if kind != "dict" else f"{_text(key, depth + 1, room)}: {text}")
    if len(parts) < length:
        parts.append("…")
    inner = ", ".join(parts)
    if kind == "object":
        return f"<{name} {inner}>" if inner else f"<{name}>"
    if kind == "tuple" and length == 1:
        inner += ","
    opening, closing = _brackets[kind]
    plain = name in _brackets and (kind != "set" or length > 0)
    return f"{opening}{inner}{closing}" if plain else _wrapped(name, kind, inner)


def _wrapped(name, kind, inner):
    opening, closing = _brackets[kind]
    return f"{name}({opening}{inner}{closing})" if inner else f"{name}()"


def _atom(value):
    cls = type(value)
    if cls is int and value.bit_length() > MAX_BITS:
        return f"<int of {value.bit_length()} bits>"
    if cls in (bytes, bytearray) and len(value) > _short.maxother:
        return f"{value[: _short.maxother // 4]!r}… of {len(value)} bytes"
    if cls in ATOMS:
        return _short.repr(value)
    if type(cls) is enum.EnumType:
        return f"{name_of(cls)}.{cut(vars(value).get('_name_'))}"
    if cls in _named:
        return f"<{cut(getattr(value, '__name__', 'function'))}>"
    return f"<{name_of(cls)}>"


def _attributes(value):
    """Of an instance of one of the program's classes."""
    cls = type(value)
    known = _readers.get(id(cls))
    if known is None:
        known = _readers[id(cls)] = [*_reader(cls)], cls
    found = {}
    for name, member in known[0]:
        try:
            read = member.__get__(value)
        except AttributeError:
            continue
        if name is not None:
            found[name] = read
        elif type(read) is dict:
            found |= read
    return found


def _reader(cls):
    """Slots by their names; without one, what holds all other attributes."""
    for each in reversed(cls.__mro__):
        for name, member in [*vars(each).items()]:
            if type(member) is types.MemberDescriptorType:
                yield name, member
            elif name == "__dict__" and type(member) is types.GetSetDescriptorType:
                yield None, member
