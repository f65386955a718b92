"""The bank: expressions found so far, one per vector of values, filed by kind and cost.

``grow(level)`` is a generator that applies every component to every fitting choice of held
expressions whose costs add up to the level; it yields now and then, so the caller keeps the
clock. Two expressions with the same values on all examples are equivalent to the search, and
only the cheaper is held. Values are compared with their exact types: True, 1 and 1.0 differ.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from search_values import MAX_KEY, TooBig, vector_kinds

if TYPE_CHECKING:
    from search_component import Component

MAX_LEVEL = 40
PATIENCE = 64
MAX_SEEN = 500_000
MAX_CHARACTERS = 30_000_000


class Entry:
    """An expression: a component with its arguments, or a leaf whose ``args`` is a syntax tree."""

    __slots__ = ("cost", "vector", "component", "args", "uses")

    def __init__(self, cost: int, vector: list, component: Any, args: Any, uses: int):
        self.cost = cost
        self.vector = vector
        self.component = component
        self.args = args
        #: One bit per argument of the function (or bound variable) that the expression mentions.
        self.uses = uses


class Counters:
    """What the page shows of the search's work."""

    def __init__(self, limit: int):
        self.tried = 0
        self.dropped = 0
        self.held = 0
        #: Keys remembered, and the written length of all held values: what bounds memory.
        self.seen = 0
        self.characters = 0
        self.limit = limit


class Bank:
    def __init__(
        self,
        components: list[Component],
        width: int,
        counters: Counters,
        limit: int,
        watch: Callable[[Entry, tuple[str, ...], Any], None] | None = None,
    ):
        #: One priced component per form, cheapest first.
        self.components = components
        self.width = width
        self.counters = counters
        self.limit = limit
        self.held = 0
        self.seen = {}
        self.store = {}
        #: Called with every new entry and its kinds, and again with equivalents of goals.
        self.watch = watch
        self.goal_keys = set()
        #: Expressions tried between two yields: fewer where each is evaluated at many places.
        self.patience = max(2, PATIENCE // (1 + width // 8))
        #: What expressions start from: arguments and constants; patterns are filed apart.
        self.leaves = []
        self.patterns = []

    def entries(self, kind: str, cost: int) -> Sequence[Entry]:
        levels = self.store.get(kind)
        return levels[cost] if levels and 0 <= cost < MAX_LEVEL else ()

    def add(self, entry: Entry) -> tuple[str, ...] | None:
        """Files an entry unless an equivalent is held; returns its kinds, or None."""
        try:
            key = repr(entry.vector)
            if len(key) > MAX_KEY:
                return None
            length, key = len(key), hash(key)
            if key in self.seen:
                self.counters.dropped += 1
                if key in self.goal_keys and self.watch:
                    self.watch(entry, self.seen[key], key)
                return None
            kinds = vector_kinds(entry.vector)
        except (TooBig, RecursionError, ValueError):
            return None
        except Exception:
            return None
        counters = self.counters
        if counters.seen < MAX_SEEN:
            counters.seen += 1
            self.seen[key] = kinds
        if (
            self.held < self.limit
            and counters.held < counters.limit
            and counters.characters < MAX_CHARACTERS
        ):
            self.held += 1
            counters.held += 1
            counters.characters += length
            for kind in kinds:
                self.file_as(entry, kind)
        if self.watch:
            self.watch(entry, kinds, key)
        return kinds

    def file_as(self, entry: Entry, kind: str) -> None:
        levels = self.store.get(kind)
        if levels is None:
            levels = self.store[kind] = [[] for _ in range(MAX_LEVEL)]
        levels[entry.cost].append(entry)

    def grow(self, level: int) -> Iterator[None]:
        """Makes all expressions of one cost from components; yields often."""
        for component in self.components:
            rest = level - component.cost
            if rest < component.arity:
                continue
            if component.arity == 1:
                yield from self._apply_one(component, level, rest)
            elif component.arity == 2:
                yield from self._apply_two(component, level, rest)
            else:
                yield from self._apply_three(component, level, rest)

    def _apply_one(self, component, level, rest):
        run, counters, add, patience = component.run, self.counters, self.add, self.patience
        for first in self.entries(component.kinds[0], rest):
            if not first.uses:
                continue
            counters.tried += 1
            if not counters.tried % patience:
                yield
            try:
                vector = list(map(run, first.vector))
            except Exception:
                continue
            add(Entry(level, vector, component, (first,), first.uses))

    def _apply_two(self, component, level, rest):
        run, counters, add, patience = component.run, self.counters, self.add, self.patience
        kind_one, kind_two = component.kinds
        skips_twins = not component.is_reflexive
        for cost in range(1, rest):
            if component.is_symmetric and cost > rest - cost:
                break
            ones, twos = self.entries(kind_one, cost), self.entries(kind_two, rest - cost)
            if not ones or not twos:
                continue
            halve = component.is_symmetric and ones is twos
            for position, first in enumerate(ones):
                vector_one, uses = first.vector, first.uses
                for second in twos[position:] if halve else twos:
                    both = uses | second.uses
                    if not both or first is second and skips_twins:
                        continue
                    counters.tried += 1
                    if not counters.tried % patience:
                        yield
                    try:
                        vector = list(map(run, vector_one, second.vector))
                    except Exception:
                        continue
                    add(Entry(level, vector, component, (first, second), both))

    def _apply_three(self, component, level, rest):
        run, counters, add, patience = component.run, self.counters, self.add, self.patience
        kind_one, kind_two, kind_three = component.kinds
        for cost_one in range(1, rest - 1):
            ones = self.entries(kind_one, cost_one)
            if not ones:
                continue
            for cost_two in range(1, rest - cost_one):
                twos = self.entries(kind_two, cost_two)
                threes = self.entries(kind_three, rest - cost_one - cost_two)
                if not twos or not threes:
                    continue
                for first in ones:
                    if not first.uses:
                        continue
                    for second in twos:
                        for third in threes:
                            counters.tried += 1
                            if not counters.tried % patience:
                                yield
                            try:
                                vector = list(map(run, first.vector, second.vector, third.vector))
                            except Exception:
                                continue
                            add(
                                Entry(
                                    level,
                                    vector,
                                    component,
                                    (first, second, third),
                                    first.uses | second.uses | third.uses,
                                )
                            )
