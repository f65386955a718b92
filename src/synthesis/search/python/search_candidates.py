"""Programs that satisfy all shown asserts, in the order in which they should be believed.

A candidate waits until the search has reached its rank, so that a plainer program that is
still to come can overtake it. None is chosen before its printed text has passed the asserts.
What waits is no secret: the best one that passes is what a search hands over that ends now.
"""

import contextlib
import heapq
import itertools
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from search_reader import Refusal, call_within

if TYPE_CHECKING:
    from search_reader import Example

CHECK_SECONDS = 2.0
MAX_WAITING = 40
#: Looking for what would be handed over is no part of the search: it may not slow it down.
KEEPING_SECONDS = 1.0


class Candidate:
    def __init__(self, program: str, entry_cost: int, how: str):
        self.program, self.entry_cost, self.how = program, entry_cost, how


class Candidates:
    def __init__(self, function_name: str, examples: list[Example], names: dict[str, Any]):
        self.function_name = function_name
        self.examples = examples
        self.names = names
        self.waiting = []
        self.order = itertools.count()
        self.chosen = None
        #: By a candidate's order: its program that holds, or None.
        self.checked = {}
        self.keeping_left = KEEPING_SECONDS

    def offer(
        self, rank: int, cost: int, how: str, make_programs: Callable[[], Iterable[str]]
    ) -> None:
        """Keeps a candidate; ``make_programs`` prints it, best text first, when its turn comes."""
        if len(self.waiting) < MAX_WAITING or rank < max(self.waiting)[0]:
            heapq.heappush(self.waiting, (rank, next(self.order), cost, how, make_programs))

    def wants(self, cost: int) -> bool:
        """Whether a candidate of this cost could still be chosen before those that wait."""
        return not self.waiting or cost <= self.waiting[0][0] + 2

    def choose_up_to(self, level: int) -> bool:
        """Settles on the best candidate that the search has reached; returns whether there is one."""
        while self.waiting and self.waiting[0][0] <= level and self.chosen is None:
            first = heapq.heappop(self.waiting)
            program = self._program_of(first)
            if program:
                self.chosen = Candidate(program, *first[2:4])
        return self.chosen is not None

    def kept(self) -> Candidate | None:
        """The best of those that wait, as far as they were checked; checks one more at most."""
        may_check = self.keeping_left > 0
        for waiting in sorted(self.waiting, key=lambda waiting: waiting[:2]):
            order = waiting[1]
            if order not in self.checked and may_check:
                may_check = False
                begun = time.monotonic()
                with contextlib.suppress(MemoryError):
                    self._program_of(waiting)
                self.keeping_left -= time.monotonic() - begun
            if program := self.checked.get(order):
                return Candidate(program, *waiting[2:4])
        return None

    def _program_of(self, waiting):
        """Printed and checked once: an assert that changes what it shares must not be run again."""
        order, make_programs = waiting[1], waiting[4]
        if order not in self.checked:
            program = None
            with contextlib.suppress(RecursionError, ValueError):
                program = next(filter(self.holds, dict.fromkeys(make_programs())), None)
            self.checked[order] = program
        return self.checked[order]

    def settle(self) -> None:
        """The search is over: the best candidate that holds is chosen whatever its rank."""
        self.choose_up_to(float("inf"))

    def holds(self, program: str) -> bool:
        """Runs the printed program and all shown asserts for real."""
        names = dict(self.names)

        def run():
            exec(compile(program, "<program>", "exec"), names)
            for example in self.examples:
                exec(compile(example.source, "<assert>", "exec"), names)

        try:
            call_within(CHECK_SECONDS, run)
            return True
        except (Refusal, Exception):
            return False
