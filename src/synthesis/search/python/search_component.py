"""A component: one piece of Python that the search may apply, declared by its own source text.

The template is both what runs and what is printed, so the two cannot differ. ``A``, ``B``,
``C`` stand for the arguments; names that a template binds itself start with an underscore.
Costs are small integers: 4 is a common operator, and words of the task make one cheaper.
"""

import ast
import bisect
import cmath
import collections
import functools
import heapq
import itertools
import math
import re
import string
from collections.abc import Callable, Sequence
from typing import Any, Self

from search_values import MAX_BITS, MAX_LENGTH, TooBig

MODULES = {
    "math": math,
    "re": re,
    "cmath": cmath,
    "heapq": heapq,
    "bisect": bisect,
    "string": string,
    "itertools": itertools,
    "functools": functools,
}
IMPORTED_NAMES = {
    "Counter": collections.Counter,
    "OrderedDict": collections.OrderedDict,
    "accumulate": itertools.accumulate,
    "chain": itertools.chain,
    "combinations": itertools.combinations,
    "groupby": itertools.groupby,
    "permutations": itertools.permutations,
    "product": itertools.product,
    "zip_longest": itertools.zip_longest,
    "reduce": functools.reduce,
    "combinations_with_replacement": itertools.combinations_with_replacement,
}
IMPORT_HOMES = {"Counter": "collections", "OrderedDict": "collections", "reduce": "functools"}
NAMES = {**MODULES, **IMPORTED_NAMES}
SLOTS = "ABCD"
#: What still says something when both its arguments are the same.
REFLEXIVE = frozenset(
    "A + B;A * B;A ** B;zip(A, B);product(A, B);(A, B);math.comb(A, B)".split(";")
)
NUMBERS = (int, float, complex)


class Component:
    """What a piece of code is, which kinds it takes, and which words suggest it."""

    __slots__ = (
        "template",
        "tree",
        "run",
        "kinds",
        "base",
        "words",
        "gives",
        "is_symmetric",
        "cost",
        "arity",
        "covers",
        "is_reflexive",
    )

    def __init__(
        self,
        template: str,
        kinds: str,
        base: int,
        words: str = "",
        gives: str = "",
        run: Callable[..., Any] | None = None,
        is_symmetric: bool = False,
    ):
        self.template = template
        self.tree = ast.parse(template, mode="eval").body
        self.kinds = tuple(kinds.split())
        self.arity = len(self.kinds)
        self.base = base
        self.words = tuple(words.split())
        self.gives = gives
        self.is_symmetric = is_symmetric
        #: The task's words that the component explains; set when it is priced.
        self.covers = frozenset()
        #: Whether applying it to one thing twice says anything.
        self.is_reflexive = template in REFLEXIVE
        self.cost = base
        slots = ", ".join(SLOTS[: self.arity])
        self.run = run or eval(f"lambda {slots}: {template}", NAMES)

    def priced(self, cost: int, covers: frozenset[str] = frozenset()) -> Self:
        """A copy with the cost it has for one task."""
        copy = object.__new__(Component)
        for slot in Component.__slots__:
            setattr(copy, slot, getattr(self, slot))
        copy.cost = cost
        copy.covers = covers
        return copy


# Operators whose result could be huge are computed behind a guard, never tried first.


def power(left: Any, right: Any) -> Any:
    if type(left) is int and type(right) is int:
        if right < 0 or left.bit_length() * right > MAX_BITS:
            raise TooBig
    elif abs(right) > 64:
        raise TooBig
    return left**right


def multiply(left: Any, right: Any) -> Any:
    if type(left) not in NUMBERS or type(right) not in NUMBERS:
        raise TypeError
    if (
        type(left) is int
        and type(right) is int
        and left.bit_length() + right.bit_length() > MAX_BITS
    ):
        raise TooBig
    return left * right


def repeat(sequence: Sequence, times: int) -> Sequence:
    if len(sequence) * times > MAX_LENGTH:
        raise TooBig
    return sequence * times


def limited(function: Callable[..., Any], most: int) -> Callable[..., Any]:
    """The function, for sequences of at most so many elements."""

    def run(sequence, *rest):
        if len(sequence) > most:
            raise TooBig
        return function(sequence, *rest)

    return run


def limited_number(function: Callable[..., Any], most: int) -> Callable[..., Any]:
    """The function, for first arguments from 0 up to a largest number."""

    def run(number, *rest):
        if not 0 <= number <= most:
            raise TooBig
        return function(number, *rest)

    return run
