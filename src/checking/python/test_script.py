"""Runs tests that only the whole of Python can express, calling the program by question and answer.

A run starts the tests from the beginning, with the answers known so far. A call without an answer
is noted as a question and gives an `_Unknown`, with which the run goes on as far as it leads, so
that a loop over a thousand inputs asks a thousand questions at once. What such a run concludes is
thrown away: only a test that met no unknown is decided.
"""

import ast
import builtins
import collections
import contextlib
import random
from collections.abc import Callable
from typing import Any

import equality
import plain_values
import test_plan
import thrown

FILE = "<test>"
MODULE = "__tests__"
HOLDS = "__holds__"
COMPARES = "__compares__"
MAX_CALLS = 10_000
MAX_GUESSES = 100_000
# In a row without a question: what comes next waits for an answer.
MAX_IDLE_GUESSES = 5_000
# Asked at a time, and the same one: a loop that waits for an answer asks without end.
MAX_QUESTIONS = 2_000
MAX_REPEATS = 50
SEED = 2108_07732


class ProgramEnded(BaseException):
    """The test used a call that gave no value; `answer` says what happened instead."""

    def __init__(self, answer: dict[str, Any]):
        self.answer = answer


class Undecidable(BaseException):
    """The test cannot be decided; `reason` is {"code": ..., ...}."""

    def __init__(self, code: str, **fields: Any):
        self.reason = {"code": code, **fields}


class _Stopped(BaseException):
    """Guessing leads no further."""


def value_of(answer: dict[str, Any], containers: list | None = None) -> Any:
    """
    What a call returned, or an exception as in the program where it raised one, after what became
    of its arguments.
    """
    decoder = plain_values.Decoder(containers=containers)
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
        raised.answer = answer
        return raised
    base = getattr(builtins, answer["base"], Exception)
    is_catchable = isinstance(base, type) and issubclass(base, Exception)
    if not is_catchable:
        return ProgramEnded(answer)
    with contextlib.suppress(Exception):
        raised = type(exception["type"], (base,), {})(exception["message"])
        raised.answer = answer
        return raised
    return ProgramEnded(answer)


class _Calls:
    """The questions that were asked, in order, each with its answer, and which of them are used."""

    def __init__(self, log, guesses):
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

    def ask(self, question, containers):
        self.idle_count = 0
        waiting = self.unused[_key(question)]
        # After a guess, an answer is for the call that will be made in its place.
        if waiting:
            index = waiting.popleft()
            self.used.append(index)
            return value_of(self.log[index]["answer"], containers)
        if len(self.log) + len(self.questions) >= MAX_CALLS:
            raise Undecidable("too-many-calls", limit=MAX_CALLS)
        self.questions.append({**question, "test": self.test})
        self.repeats[_key(question)] += 1
        if len(self.questions) >= MAX_QUESTIONS or self.repeats[_key(question)] >= MAX_REPEATS:
            self.guesses = False
        return self.unknown()

    def unknown(self):
        self.is_guessing = True
        if not self.guesses:
            raise _Stopped
        return _Unknown(self)

    def guess(self):
        self.guess_count += 1
        self.idle_count += 1
        if self.guess_count > MAX_GUESSES or self.idle_count > MAX_IDLE_GUESSES:
            raise _Stopped

    def pass_over(self, test, part_count):
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


class ProgramFunction:
    """A function of the program's, called by a test: its calls are questions."""

    def __init__(self, name: str, calls: _Calls):
        self.__name__ = self.__qualname__ = name
        self._calls = calls

    def __call__(self, *positional, **named):
        encoder = _QuestionEncoder(self._calls)
        try:
            arguments = encoder.text((positional, named))
        except _DependsOnUnknown:
            return self._calls.unknown()
        question = {"kind": "call", "name": self.__name__, "arguments": arguments}
        return self._calls.ask(question, encoder.containers)


class _DependsOnUnknown(Exception):
    pass


class _Unknown:
    """Stands for a value that is still to be asked for. It agrees with everything."""

    def __init__(self, calls):
        self.calls = calls

    def _same(self, *_positional, **_named):
        self.calls.guess()
        return self

    def _true(self, *_arguments):
        self.calls.guess()
        return True

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._same()

    def __iter__(self):
        return iter(())

    def __next__(self):
        raise _Stopped

    def __reduce__(self):
        raise _DependsOnUnknown

    def __hash__(self):
        return 0

    def __len__(self):
        return 0

    def __str__(self):
        return ""

    def __format__(self, _form):
        return ""

    def __float__(self):
        return 0.0

    def __complex__(self):
        return 0j

    __bool__ = __contains__ = _true
    __repr__ = __str__
    __int__ = __index__ = __len__
    __call__ = __getitem__ = __copy__ = __deepcopy__ = __enter__ = _same
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _same
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _same
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __mod__ = __pow__ = _same
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = _same
    __and__ = __or__ = __xor__ = __lshift__ = __rshift__ = _same
    __rand__ = __ror__ = __rxor__ = __rlshift__ = __rrshift__ = _same
    __divmod__ = __rdivmod__ = __trunc__ = __floor__ = __ceil__ = _same

    def __exit__(self, *_arguments):
        return False

    def __setitem__(self, _key, _value):
        self.calls.guess()

    __delitem__ = __setitem__


class _QuestionEncoder(plain_values.Encoder):
    """
    Of arguments. What a test made and no value can stand for, the program has to be given itself.
    Nothing that came from the program counts: it could choose by that how it is judged.
    """

    def __init__(self, calls):
        super().__init__(has_cycles=True)
        self.calls = calls

    def encoded(self, value, depth):
        if type(value) is _Unknown:
            raise _DependsOnUnknown
        return super().encoded(value, depth)

    def _hand_over(self):
        self.calls.hands_over = True
        raise Undecidable("hands-over")

    def _of_base(self, value, cls, depth):
        is_plain = (cls.__bases__ == (tuple,) and hasattr(cls, "_fields")) or _is_empty(cls)
        if cls.__module__ == MODULE and not is_plain:
            self._hand_over()
        try:
            return super()._of_base(value, cls, depth)
        except plain_values.UnsupportedValue as error:
            is_theirs = isinstance(value, BaseException | plain_values.Match)
            if error.reason["code"] == "foreign-type" and not is_theirs:
                self._hand_over()
            raise


def _is_empty(cls):
    """Whether a class derived from a plain one is that one by another name."""
    is_own = [not (name.startswith("__") and name.endswith("__")) for name in vars(cls)]
    return not any(is_own) and not set(vars(cls)) & _meaning and cls.__bases__[0] in _plain_bases


_plain_bases = (int, float, str, bytes, list, tuple, set, frozenset, dict)
_meaning = {name for base in _plain_bases for name in vars(base) if name != "__doc__"} | {
    "__call__", "__missing__", "__bool__", "__enter__", "__exit__", "__index__", "__set_name__",
    "__getattr__", "__setattr__", "__next__", "__await__", "__init__", "__new__", "__copy__",
}  # fmt: skip


class _Asserts(ast.NodeTransformer):
    """Has each assert tell what it compared."""

    def __init__(self, source, names):
        self.source = source
        self.names = names
        self.asserts = []

    def visit_Assert(self, node):
        self.generic_visit(node)
        number = len(self.asserts)
        self.asserts.append(node)
        match node.test:
            case ast.Compare(ops=[_]):
                sides = [node.test.left, node.test.comparators[0]]
                name = COMPARES
            case _:
                sides, name = [node.test], HOLDS
        call = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(number), *sides], [])
        checked = ast.Assert(ast.copy_location(call, node.test), node.msg)
        # The condition as written, for a person.
        self.asserts[number] = _Assert(
            " ".join((ast.get_source_segment(self.source, node) or "").split()),
            node.test.ops[0] if name == COMPARES else None,
            name == COMPARES and self._is_turned(*sides),
        )
        return ast.copy_location(checked, node)

    def _is_turned(self, left, right):
        """Where the program stands on the right, the left is what was expected."""
        return self._calls(right) and not self._calls(left)

    def _calls(self, node):
        return any(
            isinstance(each, ast.Call)
            and isinstance(each.func, ast.Name)
            and (self.names.is_program(each.func.id) or not hasattr(builtins, each.func.id))
            for each in ast.walk(node)
        )


class _Assert:
    def __init__(self, source, operator, is_turned):
        self.source, self.operator, self.is_turned = source, operator, is_turned


class Script:
    """The tests of a sheet, in order: those that are run, among the names they share."""

    def __init__(self, plans: list[test_plan.Plan], names: test_plan.Names):
        self.names = names
        self.plans = plans
        self.tests = {}
        self.asserts = {}
        for index, plan in enumerate(plans):
            if plan.script is None:
                continue
            transformer = _Asserts(plan.source, names)
            # Anew from the source: a plan may be run again.
            tree = transformer.visit(ast.parse(plan.source))
            code = compile(ast.fix_missing_locations(tree), FILE, "exec", dont_inherit=True)
            self.tests[index] = code
            self.asserts[index] = transformer.asserts

    def run(
        self,
        namespace: dict[str, Any],
        log: list[dict[str, Any]],
        guesses: bool,
        oracle: dict[str, Any],
        decide: Callable[["Ending"], dict[str, Any]],
    ) -> tuple[_Calls, dict[int, dict[str, Any]]]:
        """From the beginning, in a namespace of its own; gives a decision for each test that ended."""
        calls = _Calls(log, guesses)
        decisions = {}
        random.seed(SEED)
        for index, plan in enumerate(self.plans):
            if not calls.guesses and calls.questions:
                break
            if index not in self.tests:
                calls.pass_over(index, plan.part_count)
                continue
            calls.test = index
            calls.is_guessing = False
            calls.hands_over = False
            notes = _Notes(self.asserts[index], calls, oracle)
            namespace.update({HOLDS: notes.holds, COMPARES: notes.compares})
            ending = self._ending(index, namespace, calls, notes)
            if calls.hands_over:
                # Whatever it made of that: it may catch all there is.
                ending = Ending("unsupported", notes, reason={"code": "hands-over"})
            if not calls.is_guessing:
                # At once: a later test may change what this one compared.
                decisions[index] = decide(ending)
        return calls, decisions

    def _ending(self, index, namespace, calls, notes):
        try:
            self._name_functions(self.plans[index], namespace, calls)
            exec(self.tests[index], namespace)
            return Ending("held", notes)
        except ProgramEnded as end:
            return Ending("ended", notes, answer=end.answer)
        except Undecidable as end:
            return Ending("unsupported", notes, reason=end.reason)
        except plain_values.UnsupportedValue as error:
            return Ending("unsupported", notes, reason=error.reason)
        except _Stopped:
            return None
        except BaseException as error:
            if (answer := getattr(error, "answer", None)) is not None:
                return Ending("ended", notes, answer=answer)
            is_assert = isinstance(error, AssertionError)
            return Ending("failed" if is_assert else "raised", notes, error=error)

    def _name_functions(self, plan, namespace, calls):
        for name in sorted(plan.used):
            if self.names.is_value(name):
                question = {"kind": "value", "name": name, "arguments": ""}
                namespace[name] = calls.ask(question, None)
            elif name in plan.theirs:
                namespace[name] = ProgramFunction(name, calls)
            elif name not in namespace and test_plan.is_module(name):
                namespace[name] = __import__(name)


class Ending:
    """How one test ended, with what its asserts noted."""

    def __init__(
        self,
        kind: str,
        notes: "_Notes",
        answer: dict[str, Any] | None = None,
        reason: dict[str, Any] | None = None,
        error: BaseException | None = None,
    ):
        self.kind = kind
        self.notes = notes
        self.answer = answer
        self.reason = reason
        self.error = error


class _Notes:
    """What the asserts of one test compared: the last one is told."""

    def __init__(self, asserts, calls, oracle):
        self.asserts = asserts
        self.calls = calls
        self.oracle = oracle
        self.last = None

    def compares(self, number, left, right):
        operator = self.asserts[number].operator
        self.last = (number, left, right)
        if self.calls.is_guessing:
            return True
        return equality.holds(operator, left, right, self.oracle)

    def holds(self, number, value):
        self.last = (number, value)
        return self.calls.is_guessing or value
