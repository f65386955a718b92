"""The program as a test of the judge's calls it: questions, their answers, and what an answer means."""

import builtins
import collections
import contextlib
import itertools
from collections.abc import Callable
from typing import Any

import plain_values
import thrown
from unknown_value import DependsOnUnknown, Stopped, Unknown

# Of what a test makes itself.
MODULE = "__tests__"
MAX_CALLS = 10_000
MAX_GUESSES = 100_000
# In a row without a question: what comes next waits for an answer.
MAX_IDLE_GUESSES = 5_000
# Asked at a time, and the same one: a loop that waits for an answer asks without end.
MAX_QUESTIONS = 2_000
MAX_REPEATS = 50


class Answer(dict):
    """What the program answered: no test can make one."""


class ProgramEnded(BaseException):
    """The test used a call that gave no value; `answer` says what happened instead."""

    def __init__(self, answer: dict[str, Any]):
        self.answer = Answer(answer)


def answer_of(error: BaseException) -> dict[str, Any] | None:
    """The program's, where the error comes from it."""
    answer = getattr(error, "answer", None)
    return answer if type(answer) is Answer else None


class Undecidable(BaseException):
    """The test cannot be decided; `reason` is {"code": ..., ...}."""

    def __init__(self, code: str, **fields: Any):
        self.reason = {"code": code, **fields}


def value_of(answer: dict[str, Any], decoder: plain_values.Decoder | None = None) -> Any:
    """
    What a call returned, or an exception as in the program where it raised one, after what became
    of its arguments.
    """
    decoder = decoder or plain_values.Decoder()
    value = decoder.value(answer["value"]) if answer["kind"] == "value" else None
    decoder.refill(answer.get("changed", ()))
    if answer["kind"] == "value":
        return value
    if answer["kind"] == "raised":
        raise _as_raised(answer)
    raise ProgramEnded(answer)


def _as_raised(answer):
    """What the program raised, for a test to catch; its `answer` tells where it comes from."""
    exception = answer["exception"]
    with contextlib.suppress(Exception):
        raised = thrown.rebuilt(answer["thrown"], exception["type"], exception["message"])
        raised.answer = Answer(answer)
        return raised
    base = getattr(builtins, answer["base"], Exception)
    is_catchable = isinstance(base, type) and issubclass(base, Exception)
    if not is_catchable:
        return ProgramEnded(answer)
    with contextlib.suppress(Exception):
        raised = type(exception["type"], (base,), {})(exception["message"])
        raised.answer = Answer(answer)
        return raised
    return ProgramEnded(answer)


class Calls:
    """The questions that were asked, in order, each with its answer, and which of them are used."""

    def __init__(
        self, log: list[dict[str, Any]], guesses: bool, is_kept: Callable[[Any, list], bool]
    ):
        self.log = log
        self.guesses = guesses
        self.unused = collections.defaultdict(collections.deque)
        for index, entry in enumerate(log):
            self.unused[_key(entry["question"])].append(index)
        self.used = []
        self.questions = []
        self.test = 0
        self.is_guessing = False
        self.guess_count = 0
        self.idle_count = 0
        self.repeats = collections.Counter()
        # Whether the test at hand gave it what only the program's own interpreter can be given.
        self.hands_over = False
        # How a call of it ended that gave no value, whatever the test made of that.
        self.end = None
        # Whether the tests look at an iterator again that they hand over.
        self.is_kept = is_kept
        # What the program made is no reason to judge it in another way.
        self.iterators = []

    def ask(self, question: dict[str, str], containers: list | None) -> Any:
        self.idle_count = 0
        waiting = self.unused[_key(question)]
        # After a guess, an answer is for the call that will be made in its place.
        if waiting:
            index = waiting.popleft()
            self.used.append(index)
            decoder = plain_values.Decoder(containers=containers, on_end=self.note)
            try:
                return value_of(self.log[index]["answer"], decoder)
            finally:
                self.iterators += decoder.iterators
        if len(self.log) + len(self.questions) >= MAX_CALLS:
            raise Undecidable("too-many-calls", limit=MAX_CALLS)
        self.questions.append({**question, "test": self.test})
        self.repeats[_key(question)] += 1
        if len(self.questions) >= MAX_QUESTIONS or self.repeats[_key(question)] >= MAX_REPEATS:
            self.guesses = False
        return self.unknown()

    def note(self, end: BaseException) -> None:
        self.end = self.end or end

    def unknown(self) -> Unknown:
        self.is_guessing = True
        if not self.guesses:
            raise Stopped
        return Unknown(self)

    def guess(self) -> None:
        self.guess_count += 1
        self.idle_count += 1
        if self.guess_count > MAX_GUESSES or self.idle_count > MAX_IDLE_GUESSES:
            raise Stopped

    def pass_over(self, test: int, part_count: int) -> None:
        """A test that was taken apart: what it asks stands between what the others ask."""
        for number in range(part_count):
            question = {"kind": "part", "name": f"{test}.{number}", "arguments": ""}
            waiting = self.unused[_key(question)]
            if waiting:
                self.used.append(waiting.popleft())
                continue
            self.questions.append({**question, "test": test})
            if not self.guesses:
                return


def _key(question):
    return question["kind"], question["name"], question["arguments"]


# A function of the program's, called by a test: its calls are questions.
class ProgramFunction:
    __slots__ = ("_name", "_calls", "__weakref__")

    def __init__(self, name: str, calls: Calls):
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_calls", calls)

    def __call__(self, *positional, **named):
        encoder = _QuestionEncoder(self._calls)
        try:
            arguments = encoder.text((positional, named))
            question = {"kind": "call", "name": self._name, "arguments": arguments}
            return self._calls.ask(question, encoder.containers)
        except DependsOnUnknown:
            return self._calls.unknown()
        except (ProgramEnded, Undecidable, plain_values.UnsupportedValue) as end:
            self._calls.note(end)
            raise

    def look(self, *_arguments: Any) -> Any:
        """Looking at it is more than calling it: the test needs the program's own."""
        self._calls.hands_over = True
        raise Undecidable("hands-over")

    __getattr__ = __bool__ = __eq__ = __hash__ = __repr__ = __format__ = __dir__ = look
    __setattr__ = __delattr__ = look
    # What `isinstance` asks for.
    __class__ = property(look)
    __doc__ = __module__ = property(look)


class _QuestionEncoder(plain_values.Encoder):
    """
    Of arguments. What a test made and no value can stand for, the program has to be given itself.
    Nothing that came from the program counts: it could choose by that how it is judged.
    """

    def __init__(self, calls):
        super().__init__(has_cycles=True)
        self.calls = calls

    def encoded(self, value, depth):
        if type(value) is Unknown:
            raise DependsOnUnknown
        return super().encoded(value, depth)

    def _hand_over(self):
        self.calls.hands_over = True
        raise Undecidable("hands-over")

    def _iterator(self, value, depth):
        if any(value is each for each in self.calls.iterators):
            return super()._iterator(value, depth)
        if isinstance(value, _endless) or self.calls.is_kept(value, self.calls.iterators):
            self._hand_over()
        return super()._iterator(value, depth)

    def _of_base(self, value, cls, depth):
        is_plain = (cls.__bases__ == (tuple,) and hasattr(cls, "_fields")) or _is_empty(cls)
        if cls.__module__ == MODULE and not is_plain:
            self._hand_over()
        try:
            return super()._of_base(value, cls, depth)
        except plain_values.UnsupportedValue as error:
            is_theirs = isinstance(value, BaseException | plain_values.Match) or (
                isinstance(value, type) and plain_values.is_derived(value)
            )
            if error.reason["code"] == "foreign-type" and not is_theirs:
                self._hand_over()
            raise


_endless = (itertools.count, itertools.cycle)


def _is_empty(cls):
    """Whether a class derived from a plain one is that one by another name."""
    is_own = [not (name.startswith("__") and name.endswith("__")) for name in vars(cls)]
    return not any(is_own) and not set(vars(cls)) & _meaning and cls.__bases__[0] in _plain_bases


_plain_bases = (int, float, str, bytes, list, tuple, set, frozenset, dict)
_meaning = {name for base in _plain_bases for name in vars(base) if name != "__doc__"} | {
    "__call__", "__missing__", "__bool__", "__enter__", "__exit__", "__index__", "__set_name__",
    "__getattr__", "__setattr__", "__next__", "__await__", "__init__", "__new__", "__copy__",
}  # fmt: skip
