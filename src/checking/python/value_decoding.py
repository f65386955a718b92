"""From text to values, in the judge: builds nothing but what `plain_types` lists."""

import builtins
import collections
import functools
import json
from collections.abc import Callable, Iterable
from typing import Any

from plain_types import (
    MAX_EQUAL_HASHES,
    Budget,
    Extents,
    Match,
    UnsupportedValue,
    bases,
    integer,
    is_single,
    mappings,
    mutable_tags,
    mutable_types,
    sequences,
    singletons,
    text_forms,
    types_by_name,
    views,
)


def decode(text: str) -> Any:
    """The value that `encode` was given. Raises UnsupportedValue for any other text."""
    return Decoder().value(text)


class Decoder:
    """
    Decodes values that belong together. It numbers the mutable containers as their encoder did;
    `containers` are those that `["seen", number]` means. `["same", number]` is of the same text.
    `iterators` are those that it made; `on_end` hears where one is read beyond what is known of it.
    """

    def __init__(
        self,
        has_cycles: bool = False,
        containers: list | None = None,
        on_end: Callable[[BaseException], None] = lambda _: None,
    ):
        self.has_cycles = has_cycles
        self.on_end = on_end
        self.containers = containers if containers is not None else []
        self.iterators = []
        self.extents = Extents()
        self.budget = Budget()
        self._begin_text()

    def _begin_text(self):
        self.constants = []
        self.constant_extents = Extents()

    def value(self, text: str) -> Any:
        self._begin_text()
        return self._safely(lambda: self.decoded(json.loads(text), 0))

    def refill(self, changes: Iterable) -> None:
        """Gives known containers, by number, the parts that `Encoder.contents` told."""
        self.budget = Budget()
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
            if not is_single(node):
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
        if tag in mutable_tags or (tag == "derived" and parts[1][0] in mutable_tags):
            return self._tagged(tag, parts, depth)
        return self._constant(node, depth)

    def _constant(self, node, depth):
        number = len(self.constants)
        self.constants.append(None)
        walk = functools.partial(self._tagged, node[0], node[1:], depth)
        made = self.constants[number] = self.constant_extents.of(number, depth, self.budget, walk)
        return made

    def _tagged(self, tag, parts, depth):
        if tag in mutable_tags:
            return self._mutable(tag, parts, depth)
        if tag in sequences:
            items = self._all(parts, depth)
            return sequences[tag](_spread(items) if tag == "frozenset" else items)
        if tag in views:
            return views[tag](self._pairs(parts, depth))
        if tag in text_forms:
            (text,) = parts
            self.budget.spend_text(text, depth)
            return text_forms[tag][2](text)
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
        elif tag in mappings:
            # A defaultdict names what makes its values; those stored before December 2026 did not.
            made.update(self._pairs(parts[len(parts) % 2 :], depth))
        elif tag == "set":
            made.update(_spread(self._all(parts, depth)))
        else:
            made.extend(self._all(parts[1:] if tag == "deque" else parts, depth))

    def _rare(self, tag, parts, depth):
        match tag, parts:
            case "range", [start, stop, step]:
                return range(integer(start), integer(stop), integer(step))
            case "complex", [real, imaginary]:
                return complex(float.fromhex(real), float.fromhex(imaginary))
            case "match", [_, _, _]:
                return Match(*self._all(parts, depth))
            case "coroutine", [value]:
                return _returning(self.decoded(value, depth + 1))
            case "type", [name]:
                return types_by_name[name]
            case "single", [name]:
                return singletons[name]
            case "iterator", [end, *items]:
                self.iterators.append(self._iterator(end, items, depth))
                return self.iterators[-1]
            case "derived", [str(name), plain, *texts]:
                number = len(self.containers)
                value = self._tagged(plain[0], plain[1:], depth)
                made = _derived(name, value, *self._all(texts, depth))
                if isinstance(value, mutable_types):
                    self.containers[number] = made
                return made
            case "named", [str(name), fields, plain]:
                items = self._tagged(plain[0], plain[1:], depth)
                names = self.decoded(fields, depth + 1)
                # Made for all programs: nothing of one may stay with it.
                if type(names) is not tuple or any(type(each) is not str for each in names):
                    raise ValueError(names)
                return _named(name, names, items)
        raise ValueError(tag)

    def _iterator(self, end, items, depth):
        read = self._all(items, depth)
        match end:
            case False:
                return iter(read)
            case True:
                end = UnsupportedValue("endless-iterator", limit=len(items))
                return _items_until(end, read, self.on_end)
            case ["raises", *texts]:
                # After the items: in the order in which they were told and numbered.
                return _items_until(_exception(*self._all(texts, depth)), read)
        raise ValueError(end)

    def _all(self, parts, depth):
        return [self.decoded(each, depth + 1) for each in parts]

    def _pairs(self, parts, depth):
        items = self._all(parts, depth)
        return dict(zip(_spread(items[::2]), items[1::2], strict=True))


def _empty(tag, parts):
    if tag == "deque":
        return collections.deque(maxlen=parts[0])
    if tag == "defaultdict" and len(parts) % 2 and type(parts[0]) is str:
        return collections.defaultdict(types_by_name[parts[0]])
    return {"list": list, "set": set, "bytearray": bytearray, **mappings}[tag]()


def _spread(items):
    """The items of a set or keys of a mapping, unless they were made to collide."""
    if len(items) > MAX_EQUAL_HASHES:
        hashes = collections.Counter(map(hash, items))
        if hashes.most_common(1)[0][1] > MAX_EQUAL_HASHES:
            raise UnsupportedValue("colliding-hashes")
    return items


def _items_until(error, items, on_end=lambda _: None):
    yield from items
    on_end(error)
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


def is_derived(cls: type) -> bool:
    """Whether it was made here, for values of a class of the program's."""
    return cls.__module__ == __name__


def _derived(name, plain, shown=None, printed=None):
    """A class of the judge's own, so that `type(x) is int` is as false as it was."""
    base = type(plain)
    if base not in bases:
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
        _derived_types[key] = collections.namedtuple(name, fields, module=__name__)
    return _derived_types[key](*plain)
