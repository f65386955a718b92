"""
Programs that differ from a given one by one step at one bound: a comparison with or without its
border, an end of a range or of a slice, an index, where counting starts. Only parses; what
each of them comes to is for the tests to say.
"""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import mistake_bound_uses

MOST = 60
LONGEST_NAME = 60
# The likeliest first.
KINDS = (ast.Compare, ast.Call, ast.Subscript, ast.Assign)
# Each as it is written, and with its border taken in or left out instead.
COMPARISONS = {ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">")}


class Change(NamedTuple):
    """What is wrong with a bound if this mends it, and what replaces which bytes."""

    code: str
    names: tuple[str, ...]
    edits: tuple[tuple[int, int, str], ...]
    # Tried only where no single bound mends the program.
    is_last_resort: bool = False


def read(argument: str) -> str:
    """The likeliest first. Of a program with more bounds than can be tried there are none."""
    program = json.loads(argument)["program"]
    try:
        tree = ast.parse(program)
        text = _Text(program)
        nodes = [node for kind in KINDS for node in ast.walk(tree) if isinstance(node, kind)]
        uses = mistake_bound_uses.of(tree)
        found = [
            _told(node, change, text)
            for node in nodes
            if node not in uses.unclear
            for change in _changes(node, text, uses)
        ]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "[]"
    return json.dumps(found if len(found) <= MOST else [])


class _Text:
    """A program's bytes, in which Python counts its columns."""

    def __init__(self, program: str):
        self.bytes = program.encode()
        self.starts = [0]
        for line in self.bytes.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def span(self, node: ast.expr) -> tuple[int, int]:
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)

    def of(self, node: ast.expr) -> str:
        start, end = self.span(node)
        return self.bytes[start:end].decode()

    def changed(self, edits: tuple[tuple[int, int, str], ...]) -> str:
        text = self.bytes
        for start, end, other in sorted(edits, reverse=True):
            text = text[:start] + other.encode() + text[end:]
        return text.decode()


def _told(node: ast.expr, change: Change, text: _Text) -> dict[str, Any]:
    return {
        "mistake": {"code": change.code, "line": node.lineno, "names": list(change.names)},
        "place": text.span(node)[0],
        "isLastResort": change.is_last_resort,
        "program": text.changed(change.edits),
    }


def _changes(node, text, uses) -> Iterator[Change]:
    match node:
        case ast.Compare():
            yield from _of_comparison(node, text, node in uses.turned)
        case ast.Call(func=ast.Name(id="range"), args=args, keywords=[]):
            if args and not any(isinstance(each, ast.Starred) for each in args):
                yield from _of_range(node, args, text, node in uses.indexing)
        case ast.Call(func=ast.Name(id="enumerate"), args=[_, *start]):
            yield from _of_enumerate(node, start, text)
        case ast.Subscript(slice=ast.Slice() as bounds):
            yield from _of_slice(node, bounds, text)
        case ast.Subscript():
            yield from _of_index(node, text)
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant()) if node in uses.counters:
            yield from _of_counter(node, name, text, node in uses.indexing)


def _of_comparison(node, text, is_turned):
    sides = [node.left, *node.comparators]
    for at, operator in enumerate(node.ops):
        if type(operator) not in COMPARISONS:
            continue
        sign, other = COMPARISONS[type(operator)]
        left, right = sides[at], sides[at + 1]
        start, end = text.span(left)[1], text.span(right)[0]
        between = text.bytes[start:end].decode()
        # A comment may hold any sign.
        if "#" in between or not (found := re.search(re.escape(sign), between)):
            continue
        # Under `not`, what the comparison leaves out is what the line takes in.
        code = "equal-taken-in" if ("=" in sign) != is_turned else "equal-left-out"
        begin = start + len(between[: found.start()].encode())
        names = (_name(left), _name(right))
        yield Change(code, names, ((begin, begin + len(sign), other),))


def _of_range(node, args, text, is_index):
    step = _step(args)
    if step == 0:
        return
    start, end = (args[0], args[1]) if len(args) > 1 else (None, args[0])
    name, first, last = _name(node), _name(start) if start else "0", _name(end)
    # Before the first place there is the last one.
    down = (0 if step > 0 else -1) if is_index else None
    if step > 0 or down is None or _number(end) != down:
        edge = down if step < 0 else None
        yield _moved(end, step, "range-ends-early", (name, last), text, edge)
    yield _moved(end, -step, "range-ends-late", (name, last), text)
    if start is None:
        at = text.span(end)[0]
        from_one = (at, at, "1, ")
        yield Change("range-begins-early", (name, first), (from_one,))
        both = _moved(end, 1, "range-too-low", (name, first, last), text)
        yield both._replace(edits=(from_one, *both.edits), is_last_resort=True)
        return
    yield _moved(start, step, "range-begins-early", (name, first), text)
    if step < 0:
        yield _moved(start, 1, "range-begins-late", (name, first), text)
        return
    if _number(start) != down or down is None:
        yield _moved(start, -1, "range-begins-late", (name, first), text, down)
    # Of a range that goes down, what is too low is left out at the other end.
    for by, code in {1: "range-too-low", -1: "range-too-high"}.items():
        if by < 0 and _number(start) == down and down is not None:
            continue
        both = _moved(end, by, code, (name, first, last), text)
        edge = down if by < 0 else None
        edits = (*_moved(start, by, code, (), text, edge).edits, *both.edits)
        yield both._replace(edits=edits, is_last_resort=True)


def _of_enumerate(node, start, text):
    start = [*start, *(each.value for each in node.keywords if each.arg == "start")]
    if not start:
        end = text.span(node.args[0])[1]
        yield Change("enumerate-too-low", (_name(node), "0"), ((end, end, ", 1"),))
        return
    names = (_name(node), _name(start[0]))
    yield _moved(start[0], 1, "enumerate-too-low", names, text)
    yield _moved(start[0], -1, "enumerate-too-high", names, text)


def _step(args):
    """1 or -1, whichever way it goes; 0 where nobody can tell, or it takes more at once."""
    if len(args) < 3:
        return 1
    step = _number(args[2])
    return step if step in (1, -1) else 0


def _of_slice(node, bounds, text):
    if bounds.step is not None:
        return
    name = _name(node)
    for bound, code in ((bounds.upper, "ends"), (bounds.lower, "begins")):
        if bound is None:
            continue
        for by, way in ((1, "early"), (-1, "late")):
            # Before the first item there is the last one.
            if _number(bound) == 0 and by < 0:
                continue
            names = (name, _name(bound))
            change = _moved(bound, by, f"slice-{code}-{way}", names, text, _edge(bound, by))
            # Behind the last item there is none; `0` is the first.
            if _number(bound) == -1 and by > 0:
                if code == "begins":
                    continue
                change = change._replace(edits=((*text.span(bound), ""),))
            yield change


def _of_index(node, text):
    index = node.slice
    if not _is_position(index):
        return
    for by, code in ((1, "index-too-low"), (-1, "index-too-high")):
        if _number(index) is not None and _number(index) == _edge(index, by):
            continue
        yield _moved(index, by, code, (_name(node),), text, _edge(index, by), "10**18")


def _is_position(index):
    """A number, a name, or what adds to one."""
    if _number(index) is not None or isinstance(index, ast.Name):
        return True
    is_sum = isinstance(index, ast.BinOp) and isinstance(index.op, ast.Add | ast.Sub)
    return is_sum and all(_is_position(side) for side in (index.left, index.right))


def _of_counter(node, name, text, is_index):
    number = _number(node.value)
    if number is None:
        return
    yield _moved(node.value, 1, "counter-too-low", (name,), text)
    # Before the first place there is the last one.
    if number or not is_index:
        yield _moved(node.value, -1, "counter-too-high", (name,), text)


def _edge(node, by):
    """Where a step leads from counting on one side to counting on the other."""
    match node:
        # One less than a number that counts from the front: a step leads back to the front.
        case ast.BinOp(op=ast.Sub(), right=ast.Constant()) if by > 0:
            return None
    return 0 if by < 0 else -1


def _moved(node, by, code, names, text, edge=None, beyond="''"):
    """At the edge, if there is one, no step is taken: there is nothing `beyond` it."""
    start, end = text.span(node)
    number = _number(node)
    sign = "+" if by > 0 else "-"
    if number is not None:
        other = str(number + by)
    elif edge is None:
        other = f"({text.of(node)}) {sign} {abs(by)}"
    else:
        step = f"at {sign} {abs(by)} if at != {edge} else {beyond}"
        other = f"(lambda at: {step})(({text.of(node)}))"
    return Change(code, names, ((start, end, other),))


def _number(node):
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return None if isinstance(number, bool) else -number
    return None


def _name(node):
    text = ast.unparse(node)
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
