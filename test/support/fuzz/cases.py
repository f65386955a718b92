"""Makes programs with tests by chance, and says what plain Python makes of each test.

python3 cases.py SEED PROGRAMS TESTS writes a JSON list of {program, setup, tests}, where a test is
{source, outcome} and an outcome is `passed`, `failed-assertion` or `runtime-error`. The same seed
makes the same cases. Tests of one program share a namespace, in order, as every harness runs them.
"""

import collections
import contextlib
import io
import json
import math
import random
import sys
import warnings

PRELUDE = """\
import collections, datetime, enum, functools, itertools, re, decimal, fractions
Point = collections.namedtuple('Point', 'x y')
class Colour(enum.IntEnum):
    RED = 1
    BLUE = 2
class Metres(float): pass
class Label(str): pass
class Count(int): pass
class Row(list): pass
class Table(dict): pass
CALLS = []
def count_up(n):
    while True:
        yield n
        n += 1
"""

SMALL_TEXTS = ["", "a", "ab", "B", "x y", "10", "é", "\U0001f600", "\ud83d", "it's", "\n", "\0"]
SMALL_INTS = [0, 1, -1, 2, 3, 7, 10, 255, -40, 2**31, 2**53 + 1, -(2**63), 10**25]
SMALL_FLOATS = [0.0, -0.0, 0.5, 1.0, -2.75, 1e-9, 1e300, 0.1 + 0.2, float("inf"), float("nan")]

KINDS = ("int", "float", "text", "bytes", "bool", "list", "texts", "pairs", "tuple", "dict", "set")


def _value_of(kind, rng, depth=0):
    """A value of one of KINDS, or of any of them for 'any'."""
    small = rng.randrange(4)
    if kind == "any":
        return _value_of(rng.choice(KINDS if depth < 2 else KINDS[:5]), rng, depth + 1)
    if kind == "int":
        return rng.choice(SMALL_INTS) if rng.random() < 0.3 else rng.randrange(-5, 12)
    if kind == "float":
        return rng.choice(SMALL_FLOATS)
    if kind == "text":
        return rng.choice(SMALL_TEXTS) + rng.choice(SMALL_TEXTS)
    if kind == "bytes":
        return bytes(rng.randrange(256) for _ in range(small))
    if kind == "bool":
        return rng.choice([True, False, None])
    if kind == "list":
        return [rng.randrange(-3, 9) for _ in range(small + 1)]
    if kind == "texts":
        return [rng.choice(SMALL_TEXTS) for _ in range(small + 1)]
    if kind == "pairs":
        return [(rng.randrange(5), _value_of("text", rng)) for _ in range(small)]
    if kind == "tuple":
        return tuple(_value_of("any", rng, depth + 1) for _ in range(small))
    if kind == "dict":
        keys = ["a", "b", 1, (1, 2), None, 2.5]
        return {rng.choice(keys): _value_of("any", rng, depth + 1) for _ in range(small)}
    return {rng.randrange(6) for _ in range(small)}


def _literal(value):
    """Source for a plain value that is equal to this one; raises where there is none."""
    if value is None or value is Ellipsis or value is NotImplemented or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        text = float.__repr__(value)
        return text if math.isfinite(value) else f"float('{text}')"
    if isinstance(value, complex):
        # What `1-0j` is depends on the version of Python.
        return f"complex({_literal(value.real)}, {_literal(value.imag)})"
    if isinstance(value, bytes):
        return repr(value)
    if isinstance(value, str):
        return str.__repr__(value)
    if isinstance(value, tuple):
        parts = ", ".join(map(_literal, value))
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_literal, value)))}}}" if value else "set()"
    if isinstance(value, (list, collections.deque)) or hasattr(value, "__next__"):
        return f"[{', '.join(map(_literal, value))}]"
    raise ValueError(value)


# What `f(a, b)` returns. Many raise for some arguments: that is a case as well.
ANY_RESULTS = """
a|b|[a, b]|(a, b)|[a] * 2|{'k': a}|a == b|a is b|type(a).__name__|str(a)|not a|a or b|a and b
(lambda: a)()|[a, [b, (a,)]]|print(a)|bool(a)|a if b else [b]|len(a)|a + b|a * 2|b in a|a < b
[x for x in a]|(x for x in a)|iter(a)|list(a)|tuple(a)|sorted(a)|reversed(a)|a[0]|a[-1]|a[::-1]
max(a)|min(a, b)|sum(a)|abs(a)|-a|a - b|a // b|a % b|a / b|a ** 2|round(a, 1)|int(a)|float(a)
complex(1, a)|divmod(a, b)|a | b|a & b|~a|hash(a) == hash(a)|bytes([1])|repr(b)|Point(a, b)|Count(a)
Metres(a)|Label(a)|Row(a)|Table(k=a)|Colour(a)|Colour.BLUE|[Colour.RED, Label('x')]|Point(Count(1), a)
collections.Counter(a)|collections.deque(a)|collections.OrderedDict(x=a, y=b)|frozenset(a)|set(a)
collections.defaultdict(list, {1: a})|dict(zip(a, b))|zip(a, b)|map(str, a)|filter(None, a)|range(3)
enumerate(a)|itertools.chain(a, b)|itertools.accumulate(a)|itertools.islice(count_up(1), 3)|re.findall('a', a)|a.upper()
re.finditer('[a-z]', a)|a.split()|a.encode()|a.items()|a.keys()|a.values()|a.get(1)|a.append(b)
a.clear()|a.sort()|a.pop()|a.extend([1]) or a|a.update(b)|a.add(1)|a.insert(0, b) or a|a.reverse()
functools.reduce(lambda x, y: x + y, a)|list(itertools.permutations(a, 2))|chr(0xd83d) + chr(0xde00)
decimal.Decimal(a)|fractions.Fraction(a, 3)|memoryview(a)|slice(a)|object()|f|Ellipsis
[y for x in a for y in x]|{x: x for x in a}|{len(x) for x in a}|any(a)|all(a)|''.join(a)|a.count(b)
[None, True, 1.0, 'x', b'y']|float('nan')|[float('nan')] * 2|(0.1 + 0.2) * a|10 ** 30 + a|'%s' % a
f'{a!r:>9}'|f'{a:.2f}'|bin(a)|ord(a)|chr(a)|a.isdigit()|a.index(b)|[[0] * 2] * 2|1 / 0|[][1]|{}[a]
sorted(a, key=str)|[*a, *b]|{**a, 'z': b}|a.setdefault('z', b)|'{}-{}'.format(a, b)|min(a, key=abs)
list(itertools.product(a, b))|[a[i] for i in range(len(a))]|type(a)|type(a)(b)|isinstance(a, int)
re.match('[ab]', str(a))|datetime.date(2020, 1, 2)|a.copy()|round(a / 7, 3)|a.partition('b')|a.title()
[a, a]|(a, [a])|{'x': a, 'y': a}|sorted(a, reverse=True)|a.issubset(b)|a ^ b|a << 3|a.bit_length()
list(map(list, zip(*a)))|collections.Counter(a).most_common()|dict(enumerate(a))|a.popitem()|float(a).is_integer()
[[0] * 2] * 3|[a[:]] * 2|(lambda y: [y, [y], y])([0])|{0: a, 1: a}|[b] + a|a.union(b)|a.strip().lower()|a.replace('a', 'b')|len(set(a)) == len(a)|bytearray(b'ab')|a.hex()
""".replace("\n", "|").strip("|")
RESULTS = [each for each in ANY_RESULTS.split("|") if each.strip()]

# What stands before the result.
STEPS = [
    *[""] * 12,
    "a = list(a)",
    "a.append(0)",
    "a.sort()",
    "b = a",
    "a[0] = b",
    "a.pop()",
    "a += b",
    # Of a program that remembers.
    "f.calls = getattr(f, 'calls', 0) + 1",
    "CALLS.append(1); b = len(CALLS)",
    "CALLS.append(1); a = [len(CALLS), a]",
]

# `CALL` is a call of f, `ARGUMENT` what it was given, `VALUE` what it returns, `OTHER` is near it.
ANY_TESTS = [
    "assert CALL == VALUE",
    "assert CALL == VALUE",
    "assert CALL == OTHER",
    "assert VALUE == CALL",
    "assert CALL != VALUE",
    "assert CALL",
    "assert not CALL",
    "assert CALL is None",
    "assert CALL is True",
    "assert type(CALL) == type(VALUE)",
    "assert isinstance(CALL, (int, float, str))",
    "assert isinstance(CALL, list)",
    "assert CALL in [VALUE, OTHER]",
    'assert CALL == VALUE, "should be so"',
    "assert CALL == CALL",
    "assert (y := CALL) == VALUE and y == VALUE",
    "y = CALL\nassert y == VALUE",
    "assert len(CALL) == len(VALUE)",
    "assert sorted(CALL) == sorted(VALUE)",
    "assert set(CALL) == set(VALUE)",
    "assert CALL >= OTHER",
    "assert abs(CALL - VALUE) < 1e-6",
    "assert [CALL, 1] == [VALUE, 1]",
    'assert {"k": CALL} == {"k": VALUE}',
    "try:\n    CALL\nexcept Exception:\n    pass\nelse:\n    assert False",
    "for _ in range(2):\n    assert CALL == VALUE",
    "assert sum(1 for _ in [CALL]) == 1",
    "assert CALL + OTHER == VALUE + OTHER",
    "assert CALL == OTHER or CALL == VALUE",
    "assert CALL == VALUE and CALL != OTHER",
    "assert CALL if CALL == VALUE else not CALL",
    "assert OTHER <= CALL <= CALL",
    "assert any(CALL == VALUE for _ in range(3))",
]
# What changes one part of what was returned, and looks at another.
ALIAS_TESTS = [
    "r = CALL\nr[0].append(9)\nassert r[1] == VALUE[1]",
    "r = CALL\nr[0].append(9)\nassert r[-1] == r[0]",
    "r = CALL\nassert r[0] is r[1] or r[0] is not r[1] and r == VALUE",
    "r = CALL\nassert r[0] is r[-1]",
]
ORDERED_TESTS = [
    "assert list(CALL) == list(VALUE)",
    "assert tuple(CALL) == tuple(VALUE)",
    "assert str(CALL) == str(VALUE)",
    "assert repr(CALL) == repr(VALUE)",
    "assert CALL[0] == VALUE[0]",
    "assert CALL[-1:] == VALUE[-1:]",
    "assert next(CALL) == 1",
    "assert [x for x in CALL] == [x for x in VALUE]",
    "assert all(x == y for x, y in zip(CALL, VALUE))",
    "assert next(iter(CALL)) == next(iter(VALUE))",
    'assert "".join(map(str, CALL)) == "".join(map(str, VALUE))',
    "assert dict(CALL) == dict(VALUE)",
]
# With what was set up before.
SETUP_TESTS = [
    "assert f(xs, OTHER) == VALUE",
    "assert f(xs, 1) == VALUE and xs == STATE",
    "f(xs, OTHER)\nassert xs == STATE",
    "assert f(xs, xs) == f(xs, xs)",
    "assert (f(xs, 2), xs) == (VALUE, STATE)",
    "ys = [xs, xs]\nf(ys, 1)\nassert ys[0] is ys[1] and ys == [xs, xs]",
    "zs = f(xs, 3)\nassert (zs is xs) == (zs is xs) and zs == VALUE",
]


def _is_ordered(value):
    """Whether every Python goes through the value in one order."""
    if isinstance(value, dict):
        return all(_is_ordered(each) for pair in value.items() for each in pair)
    if isinstance(value, (list, tuple, collections.deque)):
        return all(_is_ordered(each) for each in value)
    return not isinstance(value, (set, frozenset))


class _Space:
    """What program, setup and tests share."""

    def __init__(self, *sources):
        self.names = {"__name__": "tests"}
        for source in sources:
            self.run(source)

    def run(self, source):
        # As strict about halves of a pair as a terminal.
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")):
            exec(compile(source, "<case>", "exec"), self.names)

    def outcome_of(self, test):
        try:
            self.run(test)
        except AssertionError:
            return "failed-assertion"
        except Exception:
            return "runtime-error"
        return "passed"

    def literal_of(self, expression):
        """And whether it has an order; ('None', True) where there is no literal."""
        try:
            self.run(f"_value = {expression}")
            return _literal(self.names["_value"]), _is_ordered(self.names["_value"])
        except Exception:
            return "None", True


def _test_by_chance(rng, program, setup, kind):
    argument = _literal(_value_of(kind, rng))
    other = _literal(_value_of(rng.choice([kind, kind, "int", "any"]), rng))
    if rng.random() < 0.25:
        form = rng.choice(SETUP_TESTS)
        space = _Space(program, setup)
        value, _ = space.literal_of(f"f(xs, {other if 'OTHER' in form else rng.randrange(1, 4)})")
        state, _ = space.literal_of("xs")
        return form.replace("STATE", state).replace("VALUE", value).replace("OTHER", other)
    call = rng.choice([f"f({argument})", f"f({argument}, {other})", f"f(a={argument}, b={other})"])
    value, has_order = _Space(program, setup).literal_of(call)
    form = rng.choice(ANY_TESTS + ORDERED_TESTS + ALIAS_TESTS if has_order else ANY_TESTS)
    near = other if rng.random() < 0.5 else value
    return form.replace("CALL", call).replace("VALUE", value).replace("OTHER", near)


def _program_by_chance(rng, kind):
    """Most of them return something for an argument of the kind."""
    while True:
        steps = [step for step in (rng.choice(STEPS), rng.choice(STEPS)) if step]
        body = [*steps, f"return {rng.choice(RESULTS)}"]
        program = f"{PRELUDE}def f(a, b=1):\n" + "".join(f"    {line}\n" for line in body)
        call = f"f({_literal(_value_of(kind, rng))})"
        if rng.random() < 0.1 or _Space(program).outcome_of(call) == "passed":
            return program


def _case_by_chance(rng, test_count):
    kind = rng.choice(KINDS)
    program = _program_by_chance(rng, kind)
    setup = f"xs = {_literal(_value_of(rng.choice([kind, kind, 'list', 'dict']), rng))}"
    tests = []
    while len(tests) < test_count:
        source = _test_by_chance(rng, program, setup, kind)
        space = _Space(program, setup)
        for test in tests:
            space.outcome_of(test["source"])
        outcome = space.outcome_of(source)
        # Exceptions come by themselves: more than some say nothing new.
        if outcome != "runtime-error" or rng.random() < 0.1:
            tests.append({"source": source, "outcome": outcome})
    return {"program": program, "setup": setup, "tests": tests}


def cases(seed: int, program_count: int, test_count: int) -> list[dict]:
    rng = random.Random(seed)
    return [_case_by_chance(rng, test_count) for _ in range(program_count)]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump(cases(*map(int, sys.argv[1:4])), sys.stdout)
