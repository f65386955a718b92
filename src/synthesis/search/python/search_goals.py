"""What the search looks for: values that satisfy the asserts, and values one step away.

A value one step away needs only a finishing touch that is read off the examples: a constant
factor, rounding, a conversion, a pair of labels. These touches are found by looking at the
wanted values, never by trying all of them.
"""

import ast
import bisect
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from search_bank import Entry
from search_component import Component
from search_touches import FACTOR_VALUES, FACTORS
from search_values import vector_kinds

if TYPE_CHECKING:
    from search_reader import Example
    from search_task import Task

LABEL_PARTNERS = [
    ("Found a match!", "Not matched!"),
    ("Yes", "No"),
    ("YES", "NO"),
    ("Valid", "Invalid"),
    ("True", "False"),
    ("Even", "Odd"),
    ("Even Parity", "Odd Parity"),
]
CONVERSIONS = [
    ("tuple", list, "tuple(A)", "list", 2),
    ("list", tuple, "list(A)", "tuple", 2),
    ("list", set, "list(A)", "set", 3),
]


def evidence(value: Any) -> int:
    """Roughly how many bits a wanted value has: how unlikely it is to be met by chance."""
    if value is None or type(value) is bool:
        return 1
    if type(value) is int:
        return value.bit_length() + 1
    if type(value) in (list, tuple):
        return 2 + sum(map(evidence, value))
    return 2 + 3 * len(str(value))


def leaf_for(value: Any, width: int, cost: int = 2) -> Entry:
    return Entry(cost, [value] * width, None, ast.Constant(value), 0)


class Goals:
    """Watches every new value of the outer space, and offers candidates to the task."""

    def __init__(self, task: Task, examples: list[Example], offer: Callable[[Entry, int], None]):
        self.task = task
        self.examples = examples
        self.offer = offer
        self.width = len(examples)
        self.full = (1 << self.width) - 1
        self.is_direct = all(example.is_direct for example in examples)
        self.expected = [example.expected for example in examples] if self.is_direct else None
        self.kinds = ()
        self.targets = {}
        self.parts = {}
        self.found_parts = {}
        self.is_number = False
        self.labels = None
        self.digits = None
        #: Cheapest expressions per set of examples they satisfy; predicates per vector.
        self.by_mask = {}
        self.predicates = {}
        self.best = None
        self.is_weak = sum(map(evidence, self.expected or ())) < 24
        if self.is_direct:
            self._prepare()

    def _prepare(self):
        expected = self.expected
        try:
            self.kinds = vector_kinds(expected)
        except Exception:
            self.kinds = ("any",)
        self.is_number = "num" in self.kinds
        for kind, convert, template, argument, cost in CONVERSIONS:
            if kind in self.kinds:
                with contextlib.suppress(TypeError):
                    self._target(
                        [convert(value) for value in expected], Component(template, argument, cost)
                    )
        if "str" in self.kinds:
            values = [self._literal(value) for value in expected]
            if all(value is not None for value in values):
                self._target(values, Component("str(A)", "any", 3))
            distinct = list(dict.fromkeys(expected))
            if len(distinct) <= 2:
                self._label(distinct)
        if any(type(value) is float for value in expected):
            places = [
                len(repr(value).partition(".")[2]) for value in expected if type(value) is float
            ]
            if max(places) <= 6 and "e" not in repr(expected):
                self.digits = max(places)
        lengths = {len(value) if type(value) in (tuple, list) else 0 for value in expected}
        if (
            len(lengths) == 1
            and 2 <= (size := lengths.pop()) <= 4
            and len({type(v) for v in expected}) == 1
        ):
            for index in range(size):
                key = hash(repr([value[index] for value in expected]))
                self.parts.setdefault(key, []).append(index)
            self.part_count = size
            self.part_open = "(" if type(expected[0]) is tuple else "["

    def _literal(self, text):
        try:
            value = ast.literal_eval(text)
        except Exception:
            return None
        return value if isinstance(value, (list, tuple, dict, set)) and str(value) == text else None

    def _target(self, values, component):
        self.targets.setdefault(hash(repr(values)), []).append(component)

    def _label(self, distinct):
        if any(len(label) > 60 for label in distinct):
            return
        known = any(set(distinct) <= set(pair) for pair in LABEL_PARTNERS)
        if not known and len(distinct) == self.width and not self._is_about_the_task(distinct):
            return
        if len(distinct) == 1:
            partner = next(
                (
                    two if one == distinct[0] else one
                    for one, two in LABEL_PARTNERS
                    if distinct[0] in (one, two)
                ),
                None,
            )
            if partner is None:
                return
            distinct = [distinct[0], partner]
        self.labels = distinct
        self.is_weak = True

    def _is_about_the_task(self, labels):
        """Whether labels seen once each repeat the task's words, rather than its arguments."""
        arguments = repr([example.arguments for example in self.examples])
        words = {word[:5].lower() for label in labels for word in label.split() if len(word) > 3}
        return (
            not any(character.isdigit() for label in labels for character in label)
            and any(self.task.words.has(word) for word in words if word.isalpha())
            and not any(label in arguments for label in labels)
        )

    def watch(self, entry: Entry, kinds: tuple[str, ...], key: Any) -> None:
        """Looks at a new value (or an equivalent of a known goal)."""
        vector = entry.vector
        mask = 0
        if self.is_direct:
            try:
                for index, (value, wanted) in enumerate(zip(vector, self.expected)):
                    if value == wanted:
                        mask |= 1 << index
            except Exception:
                return
        else:
            for index, example in enumerate(self.examples):
                if example.passes(vector[index]):
                    mask |= 1 << index
        if mask == self.full:
            self.task.outer.bank.goal_keys.add(key)
            if entry.uses:
                self.offer(entry, 0)
            return
        if not entry.uses:
            return
        if mask:
            kept = self.by_mask.setdefault(mask, [])
            if len(kept) < 3:
                kept.append(entry)
                passed = mask.bit_count()
                if self.best is None or passed > self.best[0]:
                    self.best = (passed, entry)
        if "bool" in kinds:
            self.predicates.setdefault(tuple(vector), entry)
            if self.labels:
                self._try_labels(entry, vector, key)
        elif self.is_number and "num" in kinds:
            self._try_numbers(entry, vector)
        if key in self.targets:
            for component in self.targets[key]:
                self._finish(entry, component)
        if key in self.parts:
            self._try_parts(entry, key)

    def _finish(self, entry, component, extra=0):
        try:
            values = list(map(component.run, entry.vector))
            if any(not example.passes(value) for example, value in zip(self.examples, values)):
                return False
        except Exception:
            return False
        self.offer(
            Entry(entry.cost + component.base, values, component, (entry,), entry.uses), extra
        )
        return True

    def _try_labels(self, entry, vector, key):
        one, two = self.labels
        for yes, no in ((one, two), (two, one)):
            if all(
                (yes if value else no) == wanted for value, wanted in zip(vector, self.expected)
            ):
                self.task.outer.bank.goal_keys.add(key)
                branch = Component("B if A else C", "bool any any", 3)
                leaves = leaf_for(yes, self.width), leaf_for(no, self.width)
                self.offer(
                    Entry(entry.cost + 3, self.expected, branch, (entry, *leaves), entry.uses), 0
                )

    def _try_numbers(self, entry, vector):
        first, wanted = vector[0], self.expected[0]
        try:
            has_floats = any(type(value) is float for value in vector)
            if self.digits is not None and has_floats and round(first, self.digits) == wanted:
                self._finish(entry, Component(f"round(A, {self.digits})", "float", 4))
            offset = wanted - first
            if (
                self.width > 1
                and type(offset) is int
                and 0 < abs(offset) <= 12
                and self.expected[1] - vector[1] == offset
            ):
                sign = "+" if offset > 0 else "-"
                self._finish(
                    entry, Component(f"A {sign} {abs(offset)}", "num", 5 + abs(offset) // 3)
                )
            if first and self.width > 1:
                touches = FACTORS.get(float(f"{wanted / first:.9g}"))
                if touches:
                    for touch in touches:
                        if self._finish(entry, touch):
                            break
                if self.digits is not None and vector[1]:
                    self._try_rounded_factor(entry, wanted / first)
        except (OverflowError, ZeroDivisionError, TypeError, ValueError):
            return

    def _try_rounded_factor(self, entry, ratio):
        slack = 0.6 * 10**-self.digits / max(abs(self.expected[0]), 1e-9)
        if ratio <= 0 or slack > 0.01:
            return
        start = bisect.bisect_left(FACTOR_VALUES, ratio * (1 - slack))
        for factor in FACTOR_VALUES[start : start + 3]:
            if factor > ratio * (1 + slack):
                return
            touch = FACTORS[factor][0]
            component = Component(f"round({touch.template}, {self.digits})", "num", touch.base + 4)
            if self._finish(entry, component):
                return

    def _try_parts(self, entry, key):
        for index in self.parts[key]:
            self.found_parts.setdefault(index, entry)
        if len(self.found_parts) < self.part_count or not self.part_count:
            return
        entries = [self.found_parts[index] for index in range(self.part_count)]
        names = ", ".join("ABCD"[: self.part_count])
        template = f"({names})" if self.part_open == "(" else f"[{names}]"
        component = Component(template, " ".join(["any"] * self.part_count), 3)
        uses = 0
        for part in entries:
            uses |= part.uses
        self.part_count = 0
        self.offer(
            Entry(
                max(part.cost for part in entries) + 2,
                self.expected,
                component,
                tuple(entries),
                uses,
            ),
            0,
        )

    def branch(self) -> None:
        """Offers conditionals: two expressions that together satisfy all, and what tells them apart."""
        masks = sorted(self.by_mask, key=int.bit_count, reverse=True)
        for position, one in enumerate(masks):
            for two in masks[position + 1 :]:
                if one | two == self.full:
                    self._branch_pair(one, two)

    def _branch_pair(self, one, two):
        for vector, predicate in self.predicates.items():
            for yes, no in ((one, two), (two, one)):
                if all((yes if value else no) >> index & 1 for index, value in enumerate(vector)):
                    first, second = self.by_mask[yes][0], self.by_mask[no][0]
                    branch = Component("B if A else C", "bool any any", 3)
                    uses = predicate.uses | first.uses | second.uses
                    cost = predicate.cost + first.cost + second.cost + 3
                    self.offer(
                        Entry(cost, self.expected, branch, (predicate, first, second), uses), 6
                    )
