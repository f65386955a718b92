"""Loop templates: a scan with two states, a chain over earlier elements, a two-way grid.

Each generator yields ``(cost, argument positions, native function, printed body)``; the native
function and the printed body say the same, and the printed one is checked again before use.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search_formulas import Formulas

Template = tuple[int, tuple[int, ...], Callable[..., Any], str]

STATE_STEPS = [
    "a + x",
    "b + x",
    "max(a, b)",
    "max(x, a + x)",
    "max(a, x)",
    "min(a, x)",
    "min(x, a + x)",
    "max(a, b + x)",
    "a * x",
    "a ^ x",
    "a | x",
    "a & x",
    "a * 10 + x",
    "a * 2 + x",
    "x - a",
    "b",
]
SECOND_STEPS = [
    "a",
    "max(a, b)",
    "min(a, b)",
    "max(b, x)",
    "min(b, x)",
    "max(b, x - a)",
    "b + a",
    "b",
]


def scans(formulas: Formulas) -> Iterator[Template]:
    """`a` and `b` updated in turn for every element of a list of numbers."""
    for index in formulas.sequences():
        name = formulas.names[index]
        for start in ("0", "1", f"{name}[0]"):
            rest = name if start in "01" else f"{name}[1:]"
            for first, second, together in itertools.product(
                STATE_STEPS, SECOND_STEPS, (False, True)
            ):
                if second == "b" and ("b" in first or together):
                    continue
                lines = [f"a = b = {start}", f"for x in {rest}:"]
                if second == "b":
                    lines = [f"a = {start}", f"for x in {rest}:", f"    a = {first}"]
                elif together:
                    lines.append(f"    a, b = {first}, {second}")
                else:
                    lines += [f"    a = {first}", f"    b = {second}"]
                for result, extra in (("a", 0), ("b", 0), ("max(a, b)", 2)):
                    if (
                        second == "b"
                        and result != "a"
                        or second != "b"
                        and result == "a"
                        and not together
                    ):
                        continue
                    body = "\n".join([*lines, f"return {result}"])
                    yield (
                        17 + extra + (0 if second == "b" else 3) + together,
                        (index,),
                        compiled((name,), body),
                        body,
                    )


def chains(formulas: Formulas) -> Iterator[Template]:
    """The best chain that ends at each element, from the best of earlier ones."""
    has = formulas.task.words.has
    bonus = 4 if any(map(has, ("subsequence", "chain", "longest", "subset", "increasing"))) else 0
    for index in formulas.sequences():
        name = formulas.names[index]
        tests = [
            f"{name}[j] < {name}[i]",
            f"{name}[j] <= {name}[i]",
            f"{name}[j] > {name}[i]",
            f"abs({name}[i] - {name}[j]) == 1",
            f"{name}[i] % {name}[j] == 0",
            f"{name}[i] == {name}[j] + 1",
            "j < i - 1",
        ]
        for test, (gain, start) in itertools.product(
            tests, (("1", f"[1] * len({name})"), (f"{name}[i]", f"list({name})"))
        ):
            body = (
                f"best = {start}\nfor i in range(len({name})):\n    for j in range(i):\n"
                f"        if {test}:\n            best[i] = max(best[i], best[j] + {gain})\n"
                "return max(best)"
            )
            yield 24 - bonus, (index,), compiled((name,), body), body


def grids(formulas: Formulas) -> Iterator[Template]:
    """A number from two indices, by a recurrence over the neighbours in a table."""
    numbers = formulas.numbers(30)
    if len(formulas.columns) != 2 or len(numbers) != 2:
        return
    one, two = formulas.names
    for left, up, corner in itertools.product(
        ("", "table[i][j - 1]"),
        (
            "table[i - 1][j]",
            "(i - 1) * table[i - 1][j]",
            "j * table[i - 1][j]",
            "(j + 1) * table[i - 1][j]",
        ),
        ("", "table[i - 1][j - 1]", "(i - j) * table[i - 1][j - 1]"),
    ):
        step = " + ".join(part for part in (left, up, corner) if part)
        for edge in ("1", "int(i == j)", "int(j == 0)"):
            body = (
                f"table = [[{edge} for j in range({two} + 1)] for i in range({one} + 1)]\n"
                f"for i in range(1, {one} + 1):\n    for j in range(1, {two} + 1):\n"
                f"        table[i][j] = {step}\nreturn table[{one}][{two}]"
            )
            yield 20 + len(step) // 16, (0, 1), compiled((one, two), body), body


def compiled(names: Iterable[str], body: str) -> Callable[..., Any]:
    space = {}
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    exec(f"def run({', '.join(names)}):\n{lines}", space)
    return space["run"]
