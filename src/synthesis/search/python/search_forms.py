"""The ways to build a value from a sequence and a body found over its elements."""

from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search_space import Context


class Form:
    """A way to build a value from a sequence and a body."""

    __slots__ = ("name", "kind", "base", "words", "cost", "covers")

    def __init__(self, name: str, kind: str, base: int, words: str):
        self.name, self.kind, self.base, self.words = name, kind, base, tuple(words.split())
        self.cost = base
        self.covers = frozenset()


FORMS = [
    Form("map", "any", 3, "each:1 every:1 list:1 map:1 element:1"),
    Form(
        "filter",
        "bool",
        4,
        "remov:2 filter:2 extract:2 even:1 odd:1 find:1 which:1 select:2 divisib:2 that:1",
    ),
    Form("mapfilter", "any", 6, "remov:1 filter:1"),
    Form("sort", "ord", 6, "sort:4 order:3 arrang:3 cheap:2 smallest:1 lowest:1"),
    Form("sortdown", "ord", 9, "sort:3 descend:4 order:2 expensive:5 largest:3 highest:3"),
    Form("maxby", "ord", 7, "max:3 larg:3 high:3 most:3 longest:2"),
    Form("minby", "ord", 7, "min:3 small:3 low:3 least:3 shortest:2"),
    Form("dict", "any", 8, "dictionar:4 frequen:4 count:3 occur:2"),
    Form("dictmap", "any", 5, "dictionar:2"),
    Form("dictfilter", "bool", 5, "dictionar:2 filter:2"),
]


class Comprehension:
    """The component of an entry that a form built; the printer knows how each is written."""

    __slots__ = ("form", "context", "covers")
    template = ""

    def __init__(self, form: Form, context: Context):
        self.form, self.context, self.covers = form, context, form.covers


def _map(context, values):
    return None if values is context.elements else context.cut(values)


def _filter(context, values):
    elements = context.elements
    return [list(compress(elements[a:b], values[a:b])) for a, b in context.slices]


def _sort(context, values, is_down=False):
    elements, result = context.elements, []
    for a, b in context.slices:
        order = sorted(range(a, b), key=values.__getitem__, reverse=is_down)
        result.append([elements[index] for index in order])
    return result


def _best(pick):
    return lambda context, values: [
        context.elements[pick(range(a, b), key=values.__getitem__)] for a, b in context.slices
    ]


def _dict(context, values):
    return [dict(zip(context.elements[a:b], values[a:b])) for a, b in context.slices]


def _dict_map(context, values):
    return [
        {pair[0]: value for pair, value in zip(context.elements[a:b], values[a:b])}
        for a, b in context.slices
    ]


def _dict_filter(context, values):
    return [dict(compress(context.elements[a:b], values[a:b])) for a, b in context.slices]


BUILDERS = {
    "map": _map,
    "filter": _filter,
    "sort": _sort,
    "sortdown": lambda context, values: _sort(context, values, True),
    "maxby": _best(max),
    "minby": _best(min),
    "dict": _dict,
    "dictmap": _dict_map,
    "dictfilter": _dict_filter,
}
