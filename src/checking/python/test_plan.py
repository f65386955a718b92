"""Takes a test apart: which parts only the program can evaluate, and what is left to decide.

A test such as `assert set(f(xs)) == {1, 2}` becomes the call `f(xs)`, whose source goes to the
program, and a rest in which the call is replaced by its value. Any other test that does no more
with the program than to call its functions is run by the judge, and the calls are asked for
(`test_script.py`). What is left runs beside the program, and `unisolated` says why.
"""

import ast
import dataclasses
from dataclasses import dataclass, field

import beyond_calls
import test_names
from syntax_nodes import nodes_of
from test_cutting import CALL, CannotCut, Cut, Cutter
from test_names import Names

# Built-ins that compute and do nothing else. A test of these and of literals leaves no trace.
_PURE = {
    "abs", "all", "any", "bin", "bool", "bytes", "chr", "complex", "dict", "divmod", "enumerate",
    "filter", "float", "frozenset", "hex", "int", "isinstance", "len", "list", "map", "max", "min",
    "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str",
    "sum", "tuple", "zip",
}  # fmt: skip


@dataclass
class Plan:
    """
    One test. With an `expression` it is decided from its cuts, with a `script` it is run by the
    judge; `unisolated` is the code of the reason why neither can be, `fault` says that it is no
    Python.
    """

    source: str
    cuts: list[Cut] = field(default_factory=list)
    expression: ast.expr | None = None
    script: ast.Module | None = None
    needs: list[str] = field(default_factory=list)
    unisolated: str | None = None
    fault: str | None = None
    asks_nothing: bool = False
    # Names of the program's that it uses, and all that it uses and does not bind.
    theirs: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    @property
    def part_count(self) -> int:
        """How many parts go to the program at once: its cuts, or the whole test."""
        return len(self.cuts) if self.unisolated is None else 1


def is_pure(expression: ast.expr) -> bool:
    """Whether evaluating what is left of a test can change nothing in the interpreter."""
    nodes = nodes_of(expression)
    bound = test_names.bound_among(nodes) | {CALL} | _PURE
    return not any(
        isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in bound)
        for node in nodes
    )


def plan_tests(
    sources: list[str], names: Names, changeable: set[str], together: set[int] = frozenset()
) -> list[Plan]:
    """
    A plan for each test of a task, in order: what one binds, the next may use. Never raises.
    `changeable` are the names of setup code whose objects the judge can hold and a call could change,
    `together` the tests that are known to need the program's own interpreter.
    """
    handing_over, together = together, set(together)
    while True:
        plans: list[Plan] = []
        # By name, the tests that bound it: those that the judge runs, and the others.
        held: dict[str, set[int]] = {}
        beside: dict[str, set[int]] = {}
        more: set[int] = set()
        for index, source in enumerate(sources):
            reason = None
            if index in together:
                reason = "hands-over" if index in handing_over else "uses-program-value"
            plan = _plan_among(source, names, changeable, set(held), set(beside), reason)
            plans.append(plan)
            binders = beside if plan.unisolated else held
            for name in test_names.left_names(plan.source) - names.functions - names.classes:
                binders.setdefault(name, set()).add(index)
            if plan.unisolated:
                # It finds there only what was bound there.
                more.update(*(held.get(name, set()) for name in plan.used))
        # What setup code made is there as the tests before left it.
        shared = {name for plan in plans if plan.unisolated for name in plan.used & changeable}
        more.update(index for index, plan in enumerate(plans) if plan.used & shared)
        if more <= together:
            return plans
        together |= more


def _plan_among(source, names, changeable, held, beside, reason):
    own = dataclasses.replace(names, known=names.known | held)
    plan = plan_test(source, own, changeable | held)
    if plan.used & beside:
        reason = reason or "uses-program-value"
    if plan.fault is None and plan.unisolated is None and reason is not None:
        needs = [name for name in plan.needs if name not in beside]
        return Plan(source.strip(), needs=needs, unisolated=reason, used=plan.used)
    return plan


def plan_test(source: str, names: Names, changeable: set[str]) -> Plan:
    """The plan of one test by itself. Never raises."""
    plan = _planned(source.strip(), names, changeable)
    if plan.fault is None:
        plan.used = test_names.free_names(plan.source)
        plan.theirs = sorted(name for name in plan.used if names.is_program(name))
    return plan


def _planned(source, names, changeable):
    try:
        tree = ast.parse(source)
        used = test_names.free_names(source)
        # What no compiler takes, such as a `return` by itself, would take the other tests along.
        compile(source, "<test>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Plan(source, fault=f"{type(error).__name__}: {error}")
    theirs = sorted(name for name in used if names.is_program(name))
    nodes = nodes_of(tree)
    called = _calls_of(nodes)
    needs = [name for name in theirs if name in called and not names.is_value(name)]
    is_assert = len(tree.body) == 1 and isinstance(tree.body[0], ast.Assert)
    if beyond_calls.runs_text(nodes, used):
        return Plan(source, needs=needs, unisolated="runs-text", asks_nothing=not theirs)
    if beyond_calls.meets_process(nodes, names):
        return Plan(source, needs=needs, unisolated="uses-process", asks_nothing=not theirs)
    if is_assert and not used & changeable:
        cutter = Cutter(source, names)
        try:
            expression = ast.fix_missing_locations(cutter.visit(ast.parse(source).body[0].test))
        except CannotCut:
            pass
        except RecursionError:
            # Nested deeper than can be taken apart here: Python itself reads it.
            return Plan(source, needs=needs, unisolated="nested-too-deep")
        else:
            return Plan(source, cutter.cuts, expression, needs=needs, asks_nothing=not cutter.cuts)
    reason = beyond_calls.reason_of(tree, theirs, names)
    if reason is not None:
        return Plan(source, needs=needs, unisolated=reason)
    asks_nothing = not theirs and not used & changeable
    return Plan(source, script=tree, needs=needs, asks_nothing=asks_nothing)


def _calls_of(nodes):
    """Names that are called, or handed on to be."""
    return {
        each.id
        for node in nodes
        if isinstance(node, ast.Call)
        for each in (node.func, *node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(each, ast.Name)
    }
