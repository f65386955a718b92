"""One search, from a specification to a program, in slices that the caller times.

    search = Search(text, function_name, shown_tests, setup_code, seed, limits)
    search.step(seconds)   # works for about that long
    search.progress()      # what to show meanwhile
    search.result()        # None while running; then found, exhausted, out-of-time or refused

It never raises on a hostile specification: the result is then `refused`. Why a search found nothing
is a code with its fields, which the page says in words (`search-reason.ts` lists the codes).
"""

import contextlib
import time
from typing import Any

from search_candidates import Candidates
from search_reader import Refusal, read_examples
from search_task import Task

# A step of the search is never this late on a machine that is awake.
SLEEP_SECONDS = 5.0
DEFAULT_LIMITS = {"seconds": 10.0, "max_held": 120_000, "max_level": 34}


class Search:
    def __init__(
        self,
        text: str,
        function_name: str | None,
        shown_tests: list[str],
        setup_code: str = "",
        seed: int = 0,
        limits: dict[str, Any] | None = None,
    ):
        self.limits = {**DEFAULT_LIMITS, **(limits or {})}
        #: What counts as time; a measurement on a busy machine passes `time.process_time`.
        self.clock = self.limits.get("clock") or time.perf_counter
        self.elapsed = 0.0
        self.task = None
        self.words = []
        self._result = None
        self._work = None
        try:
            examples, names = read_examples(function_name, list(shown_tests), setup_code or "")
            candidates = Candidates(function_name, examples, names)
            self.task = Task(text or "", function_name, examples, seed, self.limits, candidates)
            self._work = self.task.run()
            self.words = self.task.matched_words()
        except Refusal as refusal:
            self._refuse(refusal.reason)
        except Exception as error:
            self._refuse({"code": "unreadable", "type": type(error).__name__})

    def _refuse(self, reason):
        self._result = {"kind": "refused", "reason": reason, "best": None}

    def step(self, seconds: float) -> None:
        """Searches for about that long, or until the result is known."""
        if self._result is not None:
            return
        begun = self.clock()
        left = self.limits["seconds"] - self.elapsed
        deadline = begun + min(seconds, left)
        candidates = self.task.candidates
        try:
            while self.clock() < deadline:
                next(self._work)
                if candidates.chosen is not None:
                    break
            self.elapsed += self._took(begun, seconds)
            if candidates.chosen is None and self.elapsed >= self.limits["seconds"]:
                self._settle("out-of-time", "out-of-time", "time-limit")
            elif candidates.chosen is not None:
                self._end()
        except StopIteration:
            self.elapsed += self._took(begun, seconds)
            self._settle("exhausted", "nothing-fits", "size-limit")
        except MemoryError:
            self.task.release()
            self._settle("exhausted", "out-of-memory", "memory-limit")

    def _took(self, begun, seconds):
        """A slice that took far longer than asked for: the machine slept meanwhile."""
        took = self.clock() - begun
        return took if took < seconds + SLEEP_SECONDS else seconds

    def _settle(self, kind, code, until):
        """Ends with what is kept; ``until`` says what ended the wait for a plainer program."""
        candidates = self.task.candidates
        has_waited = candidates.chosen is None
        with contextlib.suppress(MemoryError):
            candidates.settle()
        self._end(kind, code)
        if has_waited and candidates.chosen is not None:
            self._result["explanation"]["until"] = until

    def _end(self, kind="found", code=None):
        chosen = self.task.candidates.chosen
        if chosen is not None:
            self._result = {"kind": "found", **self._told(chosen)}
        else:
            self._result = {"kind": kind, "reason": {"code": code}, "best": self._best()}
        self._work = None

    def _told(self, candidate):
        return {"program": candidate.program, "explanation": self._explain(candidate)}

    def _explain(self, chosen):
        counters = self.task.counters
        return {
            "how": chosen.how,
            "cost": chosen.entry_cost,
            "level": self.task.level,
            "tried": counters.tried,
            "dropped": counters.dropped,
            "held": counters.held,
            "elapsed": self.elapsed,
            "words": self.words,
        }

    def _best(self):
        attempt = self.task.best_attempt() if self.task else None
        return attempt[0] if attempt else None

    def progress(self) -> dict[str, Any]:
        """Counts so far, the best attempt with how many shown asserts it passes, and what is kept:
        a program that passes all of them, while a plainer one is looked for."""
        if self.task is None:
            counts = {"tried": 0, "level": 0, "dropped": 0, "held": 0, "elapsed": 0.0}
            return {**counts, "best": None, "kept": None}
        counters = self.task.counters
        attempt = self.task.best_attempt()
        kept = self.task.candidates.kept() if self._result is None else None
        return {
            "tried": counters.tried,
            "level": self.task.level,
            "dropped": counters.dropped,
            "held": counters.held,
            "elapsed": self.elapsed,
            "best": {"program": attempt[0], "passes": attempt[1]} if attempt else None,
            "kept": self._told(kept) if kept else None,
        }

    def result(self) -> dict[str, Any] | None:
        """None while the search may still run."""
        return self._result
