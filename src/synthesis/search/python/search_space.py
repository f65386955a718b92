"""A space of expressions: a bank, and the comprehensions over sequences that the bank holds.

The body of a comprehension is found by a space of its own, whose examples are all the elements
of the sequence in all examples, one after the other. So `x % 2 == 0` over [1, 2] and [4] is one
vector of three values, and a body has far more evidence than the function itself.
"""

import ast
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import TYPE_CHECKING, Any

from search_bank import Bank, Entry
from search_forms import BUILDERS, Comprehension

if TYPE_CHECKING:
    from search_task import Task

MAX_ELEMENTS = 360
MAX_SOURCES = (22, 3)
MAX_SOURCE_COST = (14, 9)
FIRST_VARIABLE_BIT = 8


def is_settled(sets: Iterable[Iterable[Any]]) -> bool:
    """Whether the order of these sets is the same in every run of Python."""
    return all(type(value) in (int, float, bool) for values in sets for value in values)


class Context:
    """A source sequence, its elements laid end to end, and the space of bodies over them."""

    def __init__(self, space: "Space", source: Entry):
        task = space.task
        self.source = source
        self.identity = task.next_identity()
        self.bit = 1 << (FIRST_VARIABLE_BIT + self.identity)
        self.slices, self.elements, owners = [], [], []
        for index, value in enumerate(source.vector):
            items = list(value)
            self.slices.append((len(self.elements), len(self.elements) + len(items)))
            self.elements += items
            owners += [index] * len(items)
        self.owners = owners
        self.name = f"_x@{self.identity}"
        self.parts = 0
        self.is_items = getattr(source.component, "template", "") == "A.items()"
        width = len(self.elements)
        bank = Bank(
            task.inner_components,
            width,
            task.counters,
            min(6000, task.inner_cells // max(1, width)),
        )
        self.space = Space(task, bank, space.depth + 1, self.bit)
        self._add_leaves(space)
        self.grown = 0

    def _add_leaves(self, space):
        elements = self.elements
        rows = {len(row) if type(row) in (tuple, list) else 0 for row in elements}
        if len(rows) == 1 and 2 <= (count := rows.pop()) <= 3:
            self.parts = count
            for part in range(count):
                leaf = ast.Name(f"{self.name}.{part}", ast.Load())
                self.space.bank.leaves.append(
                    Entry(1, [row[part] for row in elements], None, leaf, self.bit)
                )
            whole = 2
        else:
            whole = 1
        self.space.bank.leaves.append(
            Entry(whole, elements, None, ast.Name(self.name, ast.Load()), self.bit)
        )
        for leaf in space.bank.leaves:
            cost = leaf.cost + (1 if leaf.uses else 0)
            vector = [leaf.vector[owner] for owner in self.owners]
            self.space.bank.leaves.append(Entry(cost, vector, None, leaf.args, leaf.uses))
        self.space.bank.patterns = [
            Entry(leaf.cost, [leaf.vector[0]] * len(elements), None, leaf.args, 0)
            for leaf in space.bank.patterns
        ]

    def cut(self, vector: list) -> list[list]:
        """The flat values, back as one list per example of the outer space."""
        return [vector[start:end] for start, end in self.slices]


class Space:
    def __init__(self, task: Task, bank: Bank, depth: int, own_bit: int):
        self.task = task
        self.bank = bank
        self.depth = depth
        #: Sources of inner comprehensions must mention this; 0 for the outermost space.
        self.own_bit = own_bit
        self.contexts = []
        self.source_keys = set()
        self.is_growing = False

    def grow(self, level: int) -> Iterator[None]:
        """All expressions of one cost, comprehensions included; yields often."""
        bank = self.bank
        for leaf in bank.leaves:
            if leaf.cost == level:
                bank.add(leaf)
        for leaf in bank.patterns:
            if leaf.cost == level:
                bank.file_as(leaf, "pattern")
        yield from bank.grow(level)
        if self.depth >= 2:
            return
        self._find_sources(level)
        for context in list(self.contexts):
            for form in self.task.forms:
                yield from self._apply(form, context, level)

    def _find_sources(self, level):
        """Takes new sequences of this cost as sources, while there is room for them."""
        if level > MAX_SOURCE_COST[self.depth]:
            return
        for kind in ("seq", "str", "set"):
            for entry in self.bank.entries(kind, level):
                if len(self.contexts) >= MAX_SOURCES[self.depth]:
                    return
                if not entry.uses or (self.own_bit and not entry.uses & self.own_bit):
                    continue
                if kind == "set" and not is_settled(entry.vector):
                    continue
                total = sum(map(len, entry.vector))
                if total < 2 or total > MAX_ELEMENTS or total > 150 and level > 6:
                    continue
                if kind == "str" and level > 3 and not self.own_bit:
                    continue
                key = repr([list(value) for value in entry.vector])
                if key in self.source_keys:
                    continue
                self.source_keys.add(key)
                self.contexts.append(Context(self, entry))

    def _bodies(self, context, level):
        """Grows a context's space up to a level."""
        while context.grown < level:
            if context.space.is_growing:
                return
            context.space.is_growing = True
            try:
                yield from context.space.grow(context.grown + 1)
            finally:
                context.space.is_growing = False
            context.grown += 1

    def _apply(self, form, context, level):
        rest = level - context.source.cost - form.cost
        if rest < 1:
            return
        if form.name in ("dictmap", "dictfilter") and not context.is_items:
            return
        yield from self._bodies(context, rest)
        if form.name == "mapfilter":
            yield from self._map_filter(form, context, level, rest)
            return
        build = BUILDERS[form.name]
        component = Comprehension(form, context)
        counters, add = self.task.counters, self.bank.add
        source = context.source
        for body in tuple(context.space.bank.entries(form.kind, rest)):
            if not body.uses & context.bit:
                continue
            counters.tried += 1
            if not counters.tried % 32:
                yield
            try:
                vector = build(context, body.vector)
            except Exception:
                continue
            if vector is not None:
                add(
                    Entry(
                        level,
                        vector,
                        component,
                        (source, body),
                        (source.uses | body.uses) & ~context.bit,
                    )
                )

    def _map_filter(self, form, context, level, rest):
        component = Comprehension(form, context)
        counters, add = self.task.counters, self.bank.add
        source, bank = context.source, context.space.bank
        for cost in range(2, rest - 1):
            for condition in bank.entries("bool", cost):
                if not condition.uses & context.bit or all(condition.vector):
                    continue
                picked = condition.vector
                for body in bank.entries("any", rest - cost):
                    if (
                        not body.uses & context.bit
                        or body.component is None
                        and body.vector is context.elements
                    ):
                        continue
                    counters.tried += 1
                    if not counters.tried % 32:
                        yield
                    values = body.vector
                    vector = [list(compress(values[a:b], picked[a:b])) for a, b in context.slices]
                    add(
                        Entry(
                            level,
                            vector,
                            component,
                            (source, body, condition),
                            (source.uses | body.uses | condition.uses) & ~context.bit,
                        )
                    )
