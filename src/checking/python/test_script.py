"""Runs tests that only the whole of Python can express, calling the program by question and answer.

A run starts the tests from the beginning, with the answers known so far. A call without an answer
is noted as a question and gives an `Unknown`, with which the run goes on as far as it leads, so
that a loop over a thousand inputs asks a thousand questions at once. What such a run concludes is
thrown away: only a test that met no unknown is decided.
"""

import ast
import random
from collections.abc import Callable
from typing import Any

import function_looks
import kept_iterators
import plain_values
import test_names
import test_plan
from assert_notes import COMPARES, HOLDS, Asserts, Notes
from program_calls import Calls, ProgramEnded, ProgramFunction, Undecidable, answer_of
from unknown_value import Stopped

FILE = "<test>"
SEED = 2108_07732


def _decided(ending, decide):
    """At once: a later test may change what this one compared."""
    try:
        return decide(ending)
    except Undecidable as end:
        # Of what it compared, a function of the program's is a part, which has to be looked at.
        return decide(Ending("unsupported", ending.notes, reason=end.reason))


class Script:
    """The tests of a sheet, in order: those that are run, among the names they share."""

    def __init__(self, plans: list[test_plan.Plan], names: test_names.Names):
        self.names = names
        self.plans = plans
        self.tests = {}
        self.asserts = {}
        self._read_again = None
        for index, plan in enumerate(plans):
            if plan.script is None:
                continue
            transformer = Asserts(plan.source, names)
            # Anew from the source: a plan may be run again.
            tree = function_looks.told(transformer.visit(ast.parse(plan.source)))
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
    ) -> tuple[Calls, dict[int, dict[str, Any]]]:
        """From the beginning, in a namespace of its own; gives a decision for each test that ended."""
        calls = Calls(log, guesses, self._is_kept)
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
            calls.end = None
            notes = Notes(self.asserts[index], calls, oracle)
            namespace.update({HOLDS: notes.holds, COMPARES: notes.compares})
            ending = self._ending(index, namespace, calls, notes)
            if calls.hands_over:
                # Whatever it made of that: it may catch all there is.
                ending = Ending("unsupported", notes, reason={"code": "hands-over"})
            elif isinstance(calls.end, ProgramEnded):
                ending = Ending("ended", notes, answer=calls.end.answer)
            elif calls.end is not None:
                ending = Ending("unsupported", notes, reason=calls.end.reason)
            if not calls.is_guessing:
                decisions[index] = _decided(ending, decide)
        return calls, decisions

    def _is_kept(self, iterator, theirs):
        if self._read_again is None:
            sources = [plan.source for plan in self.plans if plan.fault is None]
            self._read_again = kept_iterators.names_read_again(sources)
        return kept_iterators.is_kept(iterator, theirs, self._read_again, FILE)

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
        except Stopped:
            return None
        except BaseException as error:
            if (answer := answer_of(error)) is not None:
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
            elif name not in namespace and test_names.is_module(name):
                namespace[name] = __import__(name)


class Ending:
    """How one test ended, with what its asserts noted."""

    def __init__(
        self,
        kind: str,
        notes: Notes,
        answer: dict[str, Any] | None = None,
        reason: dict[str, Any] | None = None,
        error: BaseException | None = None,
    ):
        self.kind = kind
        self.notes = notes
        self.answer = answer
        self.reason = reason
        self.error = error
