"""The search for one task: what it starts from, what it costs, and the order of its work."""

import ast
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import search_library_numbers
import search_library_sequences
import search_library_text
from search_bank import Bank, Counters, Entry
from search_forms import FORMS, Form
from search_formulas import Formulas
from search_goals import Goals
from search_names import name_arguments
from search_patterns import GENERAL, described
from search_printer import build, print_program
from search_reader import Refusal
from search_space import Space
from search_values import TooBig, vector_kinds
from search_words import Words

if TYPE_CHECKING:
    from search_candidates import Candidates
    from search_reader import Example

LIBRARY = (
    search_library_numbers.COMPONENTS
    + search_library_sequences.COMPONENTS
    + search_library_text.COMPONENTS
)
UNUSED_COST = 5
#: Words of at least this weight in some component are expected to be accounted for.
TELLING_WEIGHT = 4
UNEXPLAINED_MOST = 14
ARITHMETIC = {
    "A + B",
    "A - B",
    "A * B",
    "A // B",
    "A / B",
    "A % B",
    "A + 1",
    "A - 1",
    "A // 2",
    "2 * A",
}


class Task:
    def __init__(
        self,
        text: str,
        function_name: str,
        examples: list[Example],
        seed: int,
        limits: dict[str, Any],
        candidates: Candidates,
    ):
        self.words = Words(text, function_name)
        self.function_name = function_name
        self.examples = examples
        self.candidates = candidates
        self.counters = Counters(limits["max_held"])
        self.max_level = limits["max_level"]
        self.inner_cells = 250_000
        self.level = 0
        self.identities = 0
        self.width = len(examples)
        self.goals = Goals(self, examples, self.offer_entry)
        self.components = self._priced(random.Random(seed))
        self.inner_components = [part for part in self.components if part.cost <= 9]
        self.forms = self._priced_forms()
        bank = Bank(
            self.components, self.width, self.counters, limits["max_held"], self.goals.watch
        )
        self.outer = Space(self, bank, 0, 0)
        self._add_leaves(bank)
        self._attempt = None

    def next_identity(self) -> int:
        self.identities += 1
        return self.identities

    def release(self) -> None:
        """Drops what the search holds, after memory ran out."""
        self.outer = None

    # What the search starts from

    def _priced(self, chance):
        """Components with this task's costs, cheapest first; the seed orders equals."""
        wanted = set(self.goals.kinds)
        self.strong = self._strong_words()
        self.is_numeric = all(
            type(value) in (int, float) for example in self.examples for value in example.arguments
        )
        priced = []
        for component in LIBRARY:
            cost = component.base - self.words.fit(component.words)
            if component.gives and component.gives in wanted:
                cost -= 1
            if component.template in ARITHMETIC and cost == component.base and not self.is_numeric:
                cost += 2
            covers = self.words.covered(component.words, TELLING_WEIGHT)
            priced.append(component.priced(max(1, cost), covers))
        chance.shuffle(priced)
        priced.sort(key=lambda component: component.cost)
        return priced

    def _strong_words(self):
        """The task's telling words, each with what leaving it unexplained costs."""
        strong = {}
        for component in LIBRARY:
            for word in component.words:
                weight = int(word.partition(":")[2] or 3)
                if weight >= TELLING_WEIGHT:
                    for token in self.words.matching(word.partition(":")[0]):
                        strong[token] = max(strong.get(token, 0), min(weight, 7) - 2)
        return strong

    def _priced_forms(self):
        forms = []
        for form in FORMS:
            copy = Form(form.name, form.kind, form.base, " ".join(form.words))
            copy.cost = max(1, form.base - self.words.fit(form.words))
            copy.covers = self.words.covered(form.words, 2)
            forms.append(copy)
        return forms

    def _add_leaves(self, bank):
        columns = list(zip(*(example.arguments for example in self.examples)))
        self.argument_kinds = []
        for column in columns:
            try:
                self.argument_kinds.append(vector_kinds(list(column)))
            except TooBig:
                raise Refusal("values-too-large") from None
            except Exception:
                self.argument_kinds.append(("any",))
        self.sizes = {
            index
            for index, column in enumerate(columns)
            if all(type(value) is int for value in column)
            and any(
                other is not column
                and all(
                    hasattr(value, "__len__") and len(value) == size
                    for value, size in zip(other, column)
                )
                for other in columns
            )
        }
        self.argument_names = name_arguments(self.argument_kinds, self.function_name, self.sizes)
        self.redundant = {index for index, column in enumerate(columns) if index in self.sizes}
        self.constant = {
            index
            for index, column in enumerate(columns)
            if self.width > 1 and len(set(map(repr, column))) == 1
        }
        for index, (name, column) in enumerate(zip(self.argument_names, columns)):
            bank.leaves.append(
                Entry(
                    2 if index in self.sizes else 1,
                    list(column),
                    None,
                    ast.Name(name, ast.Load()),
                    1 << index,
                )
            )
        for value, cost in self._constants().items():
            bank.leaves.append(Entry(cost, [value] * self.width, None, ast.Constant(value), 0))
        for pattern, cost in self._patterns().items():
            bank.patterns.append(
                Entry(cost, [pattern] * self.width, None, ast.Constant(pattern), 0)
            )

    def _constants(self):
        costs = {0: 3, 1: 2, 2: 3, 3: 5, 10: 5}
        for number in self.words.numbers:
            if number not in (0, 1) and number < 10_000:
                costs[number] = min(costs.get(number, 9), 2)
        if any(map(self.words.has, ("angle", "triangle", "degree"))):
            costs.update({180: 3, 90: 5, 360: 5})
        text = {"str", "strs"} & {kind for kinds in self.argument_kinds for kind in kinds}
        if text or "str" in self.goals.kinds:
            costs.update({"": 5, " ": 4})
            for quoted in self.words.quoted:
                costs[quoted] = 2
            for token, value in (
                ("comma", ","),
                ("colon", ":"),
                ("underscore", "_"),
                ("dash", "-"),
                ("hyphen", "-"),
                ("dot", "."),
                ("snake", "_"),
                ("newline", "\n"),
            ):
                if self.words.has(token):
                    costs[value] = 2
            if self.words.has("vowel"):
                costs["aeiouAEIOU"] = 3
            for mark in ",:-_.":
                seen = repr([example.expected for example in self.examples if example.is_direct])
                if mark in seen and "str" in self.goals.kinds:
                    costs.setdefault(mark, 5)
        for kinds, example in zip(self.argument_kinds, self.examples[0].arguments):
            if "dicts" in kinds:
                for key in example[0]:
                    costs[key] = 2 if self.words.has(str(key).lower()) else 4
        if any(type(value) is float for value in self.goals.expected or ()) and self.words.has(
            "pi."
        ):
            costs[3.14] = 4
        return costs

    def _patterns(self):
        if not any("str" in kinds or "strs" in kinds for kinds in self.argument_kinds):
            return {}
        costs = {
            pattern: max(1, cost - self.words.fit(words.split()))
            for pattern, cost, words in GENERAL
        }
        for order, pattern in enumerate(described(self.words.text)):
            costs[pattern] = 1 + order
        return costs

    # The work

    def run(self) -> Iterator[None]:
        """Searches level by level; yields often."""
        formulas = Formulas(self)
        for level in range(1, self.max_level + 1):
            self.level = level
            yield from self.outer.grow(level)
            yield from formulas.grow(level)
            if level >= 8:
                self.goals.branch()
            if self.candidates.choose_up_to(level):
                return

    def offer_entry(self, entry: Entry, extra: int) -> None:
        """A value that satisfies all asserts; ranked by cost and by what speaks against it."""
        if not self.candidates.wants(entry.cost):
            return
        mentioned = entry.uses
        for index in range(len(self.argument_names)):
            if not mentioned >> index & 1:
                extra += (
                    1 if index in self.redundant else 3 if index in self.constant else UNUSED_COST
                )
        if self.goals.expected and any(
            type(value) is not type(wanted)
            for value, wanted in zip(entry.vector, self.goals.expected)
        ):
            extra += 6
        extra += self._unexplained(entry)
        how = (
            "branches"
            if entry.component and entry.component.template == "B if A else C"
            else "expression"
        )
        self.candidates.offer(
            entry.cost + extra,
            entry.cost,
            how,
            lambda: (self.print_entry(entry, True), self.print_entry(entry)),
        )

    def _unexplained(self, entry):
        """What to add for words that the program does not account for, where values say little."""
        if not self.goals.is_weak:
            return 0
        covered, waiting = set(), [entry]
        while waiting:
            part = waiting.pop()
            if part.component is not None:
                covered |= part.component.covers
                waiting += part.args
        missing = sum(weight for token, weight in self.strong.items() if token not in covered)
        return min(UNEXPLAINED_MOST, missing)

    def print_entry(self, entry: Entry, is_flat: bool = False) -> str:
        return print_program(self.function_name, self.argument_names, build(entry), is_flat)

    def best_attempt(self) -> tuple[str, int] | None:
        """The program that passes most shown asserts so far, and how many it passes."""
        best = self.goals.best
        if best is None:
            return None
        passed, entry = best
        if self._attempt is None or self._attempt[0] is not entry:
            self._attempt = (entry, self.print_entry(entry), passed)
        return self._attempt[1:]

    def matched_words(self) -> list[str]:
        """Words of the task that made some component cheaper, for the explanation."""
        return sorted(
            token
            for token in self.words.tokens
            if any(
                token.startswith(word.partition(":")[0].rstrip("."))
                for component in LIBRARY
                for word in component.words
            )
        )
