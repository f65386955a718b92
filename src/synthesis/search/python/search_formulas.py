"""Programs that bottom-up search reaches late: fitted polynomials and small loops.

Each template is generic (a recurrence, a scan with two states, a chain over earlier elements)
and is tried with all its small parameters; the examples decide which fit. Work is spread over
the levels, so that a plain expression of the same cost comes first.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from search_loops import chains, grids, scans
from search_printer import with_header

if TYPE_CHECKING:
    from search_task import Task

POLYNOMIAL_LEVEL = 9
RECURRENCE_LEVEL = 10
SCAN_LEVEL = 11
LARGEST = 10**40


class Formulas:
    def __init__(self, task: Task):
        self.task = task
        self.examples = task.examples
        self.width = len(task.examples)
        self.columns = list(zip(*(example.arguments for example in task.examples)))
        self.names = task.argument_names
        self.direct = task.goals.expected

    def grow(self, level: int) -> Iterator[None]:
        """The templates whose turn has come; yields often."""
        if not self.direct or self.width < 2:
            return
        if level == POLYNOMIAL_LEVEL:
            self._polynomials()
        elif level == RECURRENCE_LEVEL:
            yield from self._recurrences()
        elif level == SCAN_LEVEL:
            for templates in (scans, chains, grids):
                for cost, arguments, run, body in templates(self):
                    yield
                    if self.fits(arguments, run):
                        self.offer(cost, body, len(arguments))

    def fits(self, arguments: Iterable[int], run: Callable[..., Any]) -> bool:
        """Whether the template's native twin satisfies every example."""
        self.task.counters.tried += 1
        try:
            return all(
                example.passes(run(*(example.arguments[index] for index in arguments)))
                for example in self.examples
            )
        except Exception:
            return False

    def offer(self, cost: int, body: str, used: int) -> None:
        unused = (
            sum(1 for index in range(len(self.names)) if index not in self.task.redundant) - used
        )
        program = with_header(self.task.function_name, self.names, [], body)
        self.task.candidates.offer(cost + 5 * max(0, unused), cost, "loop", lambda: (program,))

    def numbers(self, most: int) -> list[int]:
        """Positions of arguments that are integers from 0 to a largest value in all examples."""
        return [
            index
            for index, column in enumerate(self.columns)
            if all(type(value) is int and 0 <= value <= most for value in column)
        ]

    def sequences(self) -> list[int]:
        return [
            index
            for index, column in enumerate(self.columns)
            if all(
                type(value) in (list, tuple)
                and value
                and all(type(item) in (int, float) for item in value)
                for value in column
            )
        ]

    # Polynomials

    def _polynomials(self):
        if len(self.columns) != 1 or not all(type(value) in (int, float) for value in self.direct):
            return
        points = [
            (Fraction(x), Fraction(y).limit_denominator(10**9))
            for (x,), y in zip(zip(*self.columns), self.direct)
            if type(x) is int
        ]
        if len(points) != self.width or len({x for x, _ in points}) != self.width:
            return
        for degrees in ((1, 2), (0, 2), (0, 1, 2), (1, 2, 3), (2, 3), (0, 2, 3)):
            if len(degrees) <= self.width:
                coefficients = solve(points, degrees)
                if coefficients:
                    self._offer_polynomial(coefficients, len(degrees) == self.width)

    def _offer_polynomial(self, coefficients, is_tight):
        size = 1
        for value in coefficients.values():
            size = size * value.denominator // _gcd(size, value.denominator)
        whole = {degree: int(value * size) for degree, value in coefficients.items() if value}
        if (
            size > 6
            or any(abs(value) > 30 for value in whole.values())
            or max(whole, default=0) < 2
        ):
            return
        name = self.names[0]
        text = polynomial_text(whole, name)
        if size > 1:
            mark = "//" if all(type(value) is int for value in self.direct) else "/"
            text = (
                f"({text}) {mark} {size}"
                if len(whole) > 1 and 0 in whole
                else f"{text} {mark} {size}"
            )
        run = eval(f"lambda {name}: {text}", {})
        nth = 3 if self.task.words.has("nth") or self.task.words.has("number") else 0
        cost = (
            14
            + sum(abs(value) for value in whole.values()) // 4
            + (6 - self.width if is_tight else 0)
            + len(whole)
            - nth
        )
        if self.fits((0,), run):
            self.offer(cost, f"return {text}", 1)

    # Recurrences

    def _recurrences(self):
        numbers = self.numbers(200)
        if (
            len(self.columns) != 1
            or not numbers
            or not all(type(value) is int for value in self.direct)
        ):
            return
        name = self.names[0]
        steps = [
            ("b + a", 0),
            ("2 * b + a", 1),
            ("b + 2 * a", 1),
            ("2 * b - a", 2),
            ("3 * b - a", 3),
            ("b + a + 1", 1),
            ("2 * b + 1", 1),
            ("3 * b - 2 * a", 3),
            ("2 * b + 3 * a", 3),
            ("3 * b + a", 3),
            ("b + i", 1),
            ("b * i", 1),
            ("b + i * i", 2),
            ("b + 2 ** i", 3),
            ("b + a * i", 3),
            ("b * i + 1", 3),
            ("(a + b) * i", 2),
            ("b * 2 + i", 3),
            ("b * (4 * i - 2) // (i + 1)", 3),
            ("(i - 1) * (a + b)", 2),
            ("b * i + a", 3),
        ]
        for text, extra in steps:
            step = eval(f"lambda a, b, i: {text}", {})
            for one, two in itertools.product((0, 1, 2, 3), repeat=2):
                yield

                def run(count):
                    a, b = one, two
                    for i in range(1, count + 1):
                        a, b = b, step(a, b, i)
                        if b > LARGEST or b < -LARGEST:
                            break
                    return a, b

                for position, result in enumerate("ab"):
                    if self.fits((0,), lambda count: run(count)[position]):
                        variable = "i" if "i" in text else "_"
                        span = f"range(1, {name} + 1)" if "i" in text else f"range({name})"
                        body = (
                            f"a, b = {one}, {two}\nfor {variable} in {span}:\n"
                            f"    a, b = b, {text}\nreturn {result}"
                        )
                        self.offer(14 + extra + one + two // 2 + position, body, 1)
        starts = list(itertools.product((0, 1, 2, 3), (0, 1, 2), (1, 2, 3, 0)))
        for text in ("a + b + c", "a + b", "a + c"):
            step = eval(f"lambda a, b, c: {text}", {})
            for one, two, three in starts:
                yield

                def run_three(count):
                    a, b, c = one, two, three
                    for _ in range(count):
                        a, b, c = b, c, step(a, b, c)
                    return a

                if self.fits((0,), run_three):
                    body = (
                        f"a, b, c = {one}, {two}, {three}\nfor _ in range({name}):\n"
                        f"    a, b, c = b, c, {text}\nreturn a"
                    )
                    self.offer(17 + one + two, body, 1)


def _gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def solve(
    points: list[tuple[Fraction, Fraction]], degrees: Sequence[int]
) -> dict[int, Fraction] | None:
    """Coefficients of the polynomial with these degrees through all points, or None."""
    rows = [[x**degree for degree in degrees] + [y] for x, y in points]
    size = len(degrees)
    for column in range(size):
        pivot = next((row for row in range(column, len(rows)) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(len(rows)):
            if row != column and rows[row][column]:
                times = rows[row][column]
                rows[row] = [value - times * base for value, base in zip(rows[row], rows[column])]
    if any(row[-1] for row in rows[size:]):
        return None
    return {degree: rows[index][-1] for index, degree in enumerate(degrees)}


def polynomial_text(whole: dict[int, int], name: str) -> str:
    """`n * (3 * n - 1)` where there is no constant term, else a sum of powers."""
    lowest = min(whole)
    shown = {degree - lowest: value for degree, value in whole.items()} if lowest else whole
    terms = ""
    for degree in sorted(shown, reverse=True):
        value = shown[degree]
        factor = "" if abs(value) == 1 and degree else str(abs(value))
        power = "" if degree == 0 else name if degree == 1 else f"{name} ** {degree}"
        term = " * ".join(part for part in (factor, power) if part)
        if not terms:
            terms = ("-" if value < 0 else "") + term
        else:
            terms += (" - " if value < 0 else " + ") + term
    if not lowest:
        return terms
    head = name if lowest == 1 else f"{name} ** {lowest}"
    return (
        f"{head} * ({terms})" if len(shown) > 1 else f"{terms} * {head}" if terms != "1" else head
    )
