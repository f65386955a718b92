"""Values as text: a closed set of exact types, limited in depth and size.

This is the only language in which a program's interpreter speaks to the judge. `encode` runs
beside the program and may lie; `decode` runs in the judge and builds nothing but what is listed
here, so that no behaviour of the program's own comes along. What is laborious to build or to
compare is refused before it is built.

Text and small integers stand for themselves, everything else is `[tag, ...]`.
"""

import asyncio
import builtins
import collections
import datetime
import decimal
import fractions
import functools
import json
import re
import time
import types
from collections.abc import Iterable
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
    return fractions.Fraction(
        _integer(above, MAX_FRACTION_BITS), _integer(below, MAX_FRACTION_BITS)
    )


def _integer(text, most_bits=MAX_BITS):
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


_texts = {
    "int": (int, hex, _integer),
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
_text_tags = {cls: tag for tag, (cls, _, _) in _texts.items()}

_sequences = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_sequence_tags = {cls: tag for tag, cls in _sequences.items()}
_mappings = {
    "dict": dict,
    "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
    "defaultdict": collections.defaultdict,
}
_mapping_tags = {cls: tag for tag, cls in _mappings.items()}
_views = {"dict_keys": dict.keys, "dict_values": dict.values, "dict_items": dict.items}
_view_tags = {
    type(getattr(mapping, name[5:])()): name
    for mapping in ({}, collections.OrderedDict())
    for name in _views
}
_singletons = {"Ellipsis": ..., "NotImplemented": NotImplemented}
_named_types = (
    bool, bytearray, bytes, complex, dict, float, frozenset, int, list, object, range, set, str,
    tuple, type, type(None), collections.Counter, collections.OrderedDict,
    collections.defaultdict, collections.deque, decimal.Decimal, fractions.Fraction,
    datetime.date, datetime.datetime,
)  # fmt: skip
_types = {cls.__name__: cls for cls in _named_types}
_mutable = (list, set, dict, bytearray, collections.deque)
_mutable_tags = {"list", "set", "bytearray", "deque", *_mappings}
# Of these Python has one each, so that they need no number.
_small_integers = range(-5, 257)


class _Budget:
    """Counts parts as often as they are met: who compares or prints a value meets them all."""

    def __init__(self):
        self.nodes = MAX_NODES
        self.deepest = 0

    def spend(self, depth, nodes=1):
        self.nodes -= nodes
        if self.nodes < 0:
            raise UnsupportedValue("too-many-parts", limit=MAX_NODES)
        if depth > MAX_DEPTH:
            raise UnsupportedValue("too-deep", limit=MAX_DEPTH)
        if depth > self.deepest:
            self.deepest = depth

    def spend_text(self, scalar, depth):
        if type(scalar) is str and len(scalar) >= TEXT_PER_PART:
            self.spend(depth, len(scalar) // TEXT_PER_PART)


class _Extents:
    """By number, how many parts a container has and how deep they go; what was given counts once."""

    def __init__(self):
        self.known = {}
        self.open = set()

    def of(self, number, depth, budget, walk):
        """What `walk` gives, which goes through the container."""
        nodes, deepest = budget.nodes, budget.deepest
        budget.deepest = depth
        self.open.add(number)
        walked = walk()
        self.open.discard(number)
        self.known[number] = nodes - budget.nodes, budget.deepest - depth
        budget.deepest = max(deepest, budget.deepest)
        return walked

    def spend_again(self, number, depth, budget):
        if number in self.open:
            # It contains itself: going through it has no end.
            raise UnsupportedValue("too-deep", limit=MAX_DEPTH)
        nodes, height = self.known.get(number, (0, 0))
        budget.spend(depth + height, nodes)


def _is_single(scalar):
    """Whether all that are equal to this text or number are one object in every Python."""
    if type(scalar) is int:
        return scalar in _small_integers
    return len(scalar) < 2 and scalar <= "\xff"


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
        self.extents = _Extents()
        self.budget = _Budget()
        self._begin_text()

    def _begin_text(self):
        # Kept here, an object keeps its id.
        self.constants = []
        self.constant_numbers = {}
        self.constant_extents = _Extents()

    def text(self, value: Any) -> str:
        self._begin_text()
        return _as_text(self.encoded(value, 0))

    def contents(self, count: int) -> list[str]:
        """Of the first containers their parts, without the container itself."""
        self.budget = _Budget()
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
            return value if _is_single(value) else self._scalar(value, depth)
        if not isinstance(value, _mutable):
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
        if cls in _sequence_tags:
            return [_sequence_tags[cls], *self._all(value, depth)]
        if cls is collections.defaultdict:
            # Of the program's own functions there is none that could cross.
            factory = value.default_factory
            name = getattr(factory, "__name__", None)
            name = name if type(name) is str and _types.get(name) is factory else None
            return ["defaultdict", name, *self._pairs(value, depth)]
        if cls in _mapping_tags:
            return [_mapping_tags[cls], *self._pairs(value, depth)]
        if cls in _text_tags:
            return self._as_text(value, _text_tags[cls], depth)
        if cls is collections.deque:
            return ["deque", value.maxlen, *self._all(value, depth)]
        if cls is bytearray:
            text = value.hex()
            self.budget.spend_text(text, depth)
            return ["bytearray", text]
        if cls in _view_tags:
            return [_view_tags[cls], *self._pairs(dict(value.mapping), depth)]
        if cls is complex:
            return ["complex", value.real.hex(), value.imag.hex()]
        if cls is range:
            return ["range", hex(value.start), hex(value.stop), hex(value.step)]
        if cls is re.Match:
            return self._match(value, depth)
        if cls is types.CoroutineType:
            # Run here, to its end: the judge's coroutine only hands the value on.
            return ["coroutine", self.encoded(asyncio.run(value), depth + 1)]
        if cls is type and _types.get(value.__name__) is value:
            return ["type", value.__name__]
        for name, single in _singletons.items():
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
        text = _texts[tag][1](value)
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
        base = next((each for each in cls.__mro__[1:] if each in _bases), None)
        if base is None:
            raise UnsupportedValue("foreign-type", type=f"{cls.__module__}.{cls.__qualname__}")
        fields = getattr(cls, "_fields", None)
        plain = self._container(_bases[base](value), depth)
        if base is tuple and type(fields) is tuple and all(type(each) is str for each in fields):
            return ["named", cls.__name__, self.encoded(fields, depth + 1), plain]
        if cls.__repr__ is base.__repr__ and cls.__str__ is base.__str__:
            return ["derived", cls.__name__, plain]
        return ["derived", cls.__name__, plain, *self._all([repr(value), str(value)], depth)]


# How to come by the plain value without asking the class's own methods.
_bases = {
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


def decode(text: str) -> Any:
    """The value that `encode` was given. Raises UnsupportedValue for any other text."""
    return Decoder().value(text)


class Decoder:
    """
    Decodes values that belong together. It numbers the mutable containers as their encoder did;
    `containers` are those that `["seen", number]` means. `["same", number]` is of the same text.
    """

    def __init__(self, has_cycles: bool = False, containers: list | None = None):
        self.has_cycles = has_cycles
        self.containers = containers if containers is not None else []
        self.extents = _Extents()
        self.budget = _Budget()
        self._begin_text()

    def _begin_text(self):
        self.constants = []
        self.constant_extents = _Extents()

    def value(self, text: str) -> Any:
        self._begin_text()
        return self._safely(lambda: self.decoded(json.loads(text), 0))

    def refill(self, changes: Iterable) -> None:
        """Gives known containers, by number, the parts that `Encoder.contents` told."""
        self.budget = _Budget()
        for number, text in changes:
            self._begin_text()
            read = functools.partial(self._refill, self._seen(number))
            self._safely(lambda read=read, text=text: read(json.loads(text)))

    def _seen(self, number):
        if type(number) is not int or number < 0:
            raise ValueError(number)
        return self.containers[number]

    def _safely(self, read):
        try:
            return read()
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as error:
            raise UnsupportedValue("not-a-value", error=type(error).__name__) from None

    def decoded(self, node: Any, depth: int) -> Any:
        self.budget.spend(depth)
        if node is None or type(node) is bool:
            return node
        if type(node) in (str, int):
            if not _is_single(node):
                self.constants.append(node)
                self.budget.spend_text(node, depth)
            return node
        if type(node) is not list or not node or type(node[0]) is not str:
            raise ValueError(node)
        tag, *parts = node
        if tag == "seen":
            (number,) = parts
            seen = self._seen(number)
            if not self.has_cycles:
                self.extents.spend_again(number, depth, self.budget)
            return seen
        if tag == "same":
            (number,) = parts
            same = self.constants[number]
            if type(same) in (int, str):
                self.budget.spend_text(same, depth)
            else:
                self.constant_extents.spend_again(number, depth, self.budget)
            return same
        if tag in _mutable_tags or (tag == "derived" and parts[1][0] in _mutable_tags):
            return self._tagged(tag, parts, depth)
        return self._constant(node, depth)

    def _constant(self, node, depth):
        number = len(self.constants)
        self.constants.append(None)
        walk = functools.partial(self._tagged, node[0], node[1:], depth)
        made = self.constants[number] = self.constant_extents.of(number, depth, self.budget, walk)
        return made

    def _tagged(self, tag, parts, depth):
        if tag in _mutable_tags:
            return self._mutable(tag, parts, depth)
        if tag in _sequences:
            items = self._all(parts, depth)
            return _sequences[tag](_spread(items) if tag == "frozenset" else items)
        if tag in _views:
            return _views[tag](self._pairs(parts, depth))
        if tag in _texts:
            (text,) = parts
            self.budget.spend_text(text, depth)
            return _texts[tag][2](text)
        return self._rare(tag, parts, depth)

    def _mutable(self, tag, parts, depth):
        made = _empty(tag, parts)
        number = len(self.containers)
        self.containers.append(made)
        walk = functools.partial(self._fill, made, tag, parts, depth)
        self.extents.of(number, depth, self.budget, walk)
        return made

    def _refill(self, container, node):
        tag, *parts = node
        if tag == "derived":
            self._refill(container, parts[1])
            return
        made = _empty(tag, parts)
        self._fill(made, tag, parts, 0)
        if isinstance(container, list | bytearray):
            container[:] = made
            return
        container.clear()
        (container.extend if tag == "deque" else container.update)(made)

    def _fill(self, made, tag, parts, depth):
        if tag == "bytearray":
            self.budget.spend_text(parts[0], depth)
            made.extend(bytes.fromhex(parts[0]))
        elif tag in _mappings:
            # A defaultdict names what makes its values; those stored before December 2026 did not.
            made.update(self._pairs(parts[len(parts) % 2 :], depth))
        elif tag == "set":
            made.update(_spread(self._all(parts, depth)))
        else:
            made.extend(self._all(parts[1:] if tag == "deque" else parts, depth))

    def _rare(self, tag, parts, depth):
        match tag, parts:
            case "range", [start, stop, step]:
                return range(_integer(start), _integer(stop), _integer(step))
            case "complex", [real, imaginary]:
                return complex(float.fromhex(real), float.fromhex(imaginary))
            case "match", [_, _, _]:
                return Match(*self._all(parts, depth))
            case "coroutine", [value]:
                return _returning(self.decoded(value, depth + 1))
            case "type", [name]:
                return _types[name]
            case "single", [name]:
                return _singletons[name]
            case "iterator", [False, *items]:
                return iter(self._all(items, depth))
            case "iterator", [True, *items]:
                endless = UnsupportedValue("endless-iterator", limit=len(items))
                return _items_until(endless, self._all(items, depth))
            case "iterator", [["raises", *texts], *items]:
                # In the order in which they were told and numbered.
                read = self._all(items, depth)
                return _items_until(_exception(*self._all(texts, depth)), read)
            case "derived", [str(name), plain, *texts]:
                number = len(self.containers)
                value = self._tagged(plain[0], plain[1:], depth)
                made = _derived(name, value, *self._all(texts, depth))
                if isinstance(value, _mutable):
                    self.containers[number] = made
                return made
            case "named", [str(name), fields, plain]:
                items = self._tagged(plain[0], plain[1:], depth)
                return _named(name, self.decoded(fields, depth + 1), items)
        raise ValueError(tag)

    def _all(self, parts, depth):
        return [self.decoded(each, depth + 1) for each in parts]

    def _pairs(self, parts, depth):
        items = self._all(parts, depth)
        return dict(zip(_spread(items[::2]), items[1::2], strict=True))


def _empty(tag, parts):
    if tag == "deque":
        return collections.deque(maxlen=parts[0])
    if tag == "defaultdict" and len(parts) % 2 and type(parts[0]) is str:
        return collections.defaultdict(_types[parts[0]])
    return {"list": list, "set": set, "bytearray": bytearray, **_mappings}[tag]()


def _spread(items):
    """The items of a set or keys of a mapping, unless they were made to collide."""
    if len(items) > MAX_EQUAL_HASHES:
        hashes = collections.Counter(map(hash, items))
        if hashes.most_common(1)[0][1] > MAX_EQUAL_HASHES:
            raise UnsupportedValue("colliding-hashes")
    return items


def _items_until(error, items):
    yield from items
    raise error


async def _returning(value):
    return value


def _exception(name, message):
    """Of the class that Python has under this name, or the nearest that takes a message."""
    known = getattr(builtins, name, None)
    if isinstance(known, type) and issubclass(known, Exception):
        for cls in known.__mro__:
            try:
                return cls(message)
            except TypeError:
                continue
    return type(name, (Exception,), {})(message)


_derived_types = {}


def _derived(name, plain, shown=None, printed=None):
    """A class of the judge's own, so that `type(x) is int` is as false as it was."""
    base = type(plain)
    if base not in _bases:
        raise ValueError(base)
    cls = _derived_types.setdefault((name, base), type(name, (base,), {}))
    if shown is None:
        return cls(plain)
    # What the class made of it stays with the value: another may look otherwise.
    looks = {"__repr__": lambda _: shown, "__str__": lambda _: printed}
    return type(name, (cls,), looks)(plain)


def _named(name, fields, plain):
    key = (name, fields)
    if key not in _derived_types:
        _derived_types[key] = collections.namedtuple(name, fields)
    return _derived_types[key](*plain)
