"""Finishing touches for numbers: constant factors, looked up by the ratio that the examples show."""

import math
from typing import Any

from search_component import Component


def factor_table() -> dict[Any, list[tuple[str, int]]]:
    """Finishing touches for numbers, by the factor or the offset that they apply."""
    table = {}

    def put(factor, template, cost, **options):
        table.setdefault(float(f"{factor:.9g}"), []).append(
            Component(template, "num", cost, **options)
        )

    for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24, 60, 90, 100, 180, 360, 1000):
        put(number, f"{number} * A", 5 if number < 7 else 7)
        put(1 / number, f"A / {number}", 6)
        put(1 / number, f"A // {number}", 6)
        put(number, f"A * {float(number)}", 9)
        put(1 / number, f"{1 / number!r} * A", 8)
    for up, down in ((3, 2), (2, 3), (3, 4), (4, 3), (5, 2)):
        put(up / down, f"{up} * A / {down}", 8)
    for text in ("math.pi", "3.1415", "3.14", "(22 / 7)", "3.14159"):
        value = eval(text, {"math": math})
        cost = 7 if text == "math.pi" else 9
        for times, before, after in (
            (1, "", ""),
            (2, "2 * ", ""),
            (4, "4 * ", ""),
            (1 / 3, "", " / 3"),
            (4 / 3, "4 / 3 * ", ""),
            (1 / 2, "", " / 2"),
            (1 / 180, "", " / 180"),
            (1 / 360, "", " / 360"),
            (1 / 4, "", " / 4"),
            (1 / 6, "", " / 6"),
        ):
            extra = 0 if times == 1 else 2
            put(value * times, f"{before}{text} * A{after}", cost + extra)
            if times == 1:
                put(value, f"A * {text}", cost + 1)
            else:
                put(value * times, f"A * ({before}{text}{after})", cost + extra + 1)
    for text in ("math.sqrt(2)", "math.sqrt(3)"):
        value = eval(text, {"math": math})
        put(value, f"{text} * A", 9)
        put(value / 4, f"{text} / 4 * A", 11)
        put(value / 4, f"{text} * A / 4", 11)
        for number in (6, 12, 3):
            put(1 / (number * value), f"A / ({number} * {text})", 12)
        put(1 / value, f"A / {text}", 10)
    return table


FACTORS = factor_table()
FACTOR_VALUES = sorted(FACTORS)
