"""Names and attributes that Python did not find: what each may stand for."""

import ast
import builtins
import contextlib
import datetime
import difflib
import importlib
from typing import Any

from mistake_program import Program, bound_in
from mistake_syntax import mistake

OTHER_LANGUAGES = {"true": "True", "false": "False", "null": "None", "nil": "None"}
# Names that programs use without their import, by their module, and how they are used.
CALLED = {
    "math": "sqrt ceil floor gcd factorial log sin cos tan isqrt comb perm radians degrees",
    "collections": "Counter defaultdict deque OrderedDict namedtuple",
    "itertools": "permutations combinations product chain groupby accumulate zip_longest islice",
    "functools": "reduce lru_cache cmp_to_key partial",
    "heapq": "heappush heappop heapify nlargest nsmallest",
    "bisect": "bisect_left bisect_right insort",
    "datetime": "datetime timedelta",
    "fractions": "Fraction",
    "decimal": "Decimal",
}
ANNOTATING = {"typing": "List Dict Tuple Set Optional Union Any Callable"}
READ = {"math": "pi"}
# Modules that programs use without their import. To ask them what they have starts nothing.
MODULES = set(
    "math cmath random re string itertools functools collections operator heapq bisect datetime "
    "time calendar statistics copy json sys os decimal fractions textwrap typing enum dataclasses "
    "hashlib array queue contextlib types abc io csv base64 binascii zlib uuid pprint struct "
    "unicodedata numbers inspect".split()
)
ANNOTATIONS = ("annotation", "returns")


def _module_of(exports, name):
    return next((module for module, names in exports.items() if name in names.split()), None)


def unknown_name(program: Program, scope: ast.AST, line: int, name: str) -> list[dict[str, Any]]:
    own = {*bound_in(scope), *bound_in(program.tree)} - {name}
    uses = _uses_at(program, line, name)
    close = [each for each in sorted(own) if each.lower() == name.lower()] or [
        # A function called by almost its name is hardly one of a module.
        each
        for each in sorted(own & program.defined)
        if len(name) > 3 and letters_apart(each, name) == 1
    ]
    if not close and (found := _import_for(uses, own, line, name)):
        return [found]
    if not close and name in OTHER_LANGUAGES:
        close = [OTHER_LANGUAGES[name]]
    known = sorted(each for each in own | set(dir(builtins)) if not each.startswith("_"))
    if not close:
        close = [each for each in known if each.lower() == name.lower()]
    if not close and len(name) >= 3:
        close = difflib.get_close_matches(name, known, 1, 0.75)
    return [mistake("misspelt-name", line, name, close[0])] if close else []


def _import_for(uses, own, line, name):
    attributes = {each.attr for kind, each in uses if kind == "attribute"}
    # What also may be a misspelt name of a list or a text is not told from a module.
    is_doubtful = difflib.get_close_matches(name, own, 1, 0.75) and any(
        hasattr(kind, each) for each in attributes for kind in (str, list, dict, set)
    )
    if name in MODULES and attributes and not is_doubtful:
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            if all(hasattr(module, each) for each in attributes):
                return mistake("missing-import", line, name)
    kinds = {kind for kind, _ in uses}
    # `datetime.now()` is of the class, and not of its module.
    is_of_class = name == "datetime" and all(hasattr(datetime.datetime, a) for a in attributes)
    for exports, is_used in (
        (CALLED, "called" in kinds or (is_of_class and attributes)),
        (ANNOTATING, "annotation" in kinds),
        (READ, "read" in kinds),
    ):
        if is_used and (module := _module_of(exports, name)):
            return mistake("missing-import-of", line, name, module)
    return None


def _uses_at(program, line, name):
    """How the name is used in this line: each way with the node that uses it."""
    uses, plain = [], []
    for each in program.nodes():
        ways = {}
        match each:
            case ast.Call(func=func, args=args, keywords=keywords):
                ways["called"] = [func, *(key.value for key in keywords if key.arg == "key")]
                if getattr(func, "id", None) in ("map", "filter", "reduce", "isinstance"):
                    ways["called"] += args
            case ast.Attribute(value=value):
                ways["attribute"] = [value]
            case ast.Subscript(value=value):
                ways["annotation"] = [value]
            case (
                ast.FunctionDef(decorator_list=decorators) | ast.ClassDef(decorator_list=decorators)
            ):
                ways["called"] = decorators
            case ast.Name():
                plain.append(each)
        parts = [getattr(each, field, None) for field in ANNOTATIONS]
        ways["annotation"] = [
            *ways.get("annotation", []),
            *(node for part in parts if part for node in ast.walk(part)),
        ]
        for kind, nodes in ways.items():
            uses += [(kind, each, node) for node in nodes]
    own = {node for node in plain if node.id == name and node.lineno == line}
    used = [(kind, each) for kind, each, node in uses if node in own]
    taken = {node for _, _, node in uses}
    return [*used, *(("read", node) for node in own - taken)]


def letters_apart(one: str, other: str) -> int:
    """How many letters are to be changed, added, left out, or swapped with the next."""
    before, row = [], list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, above, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and one[at - 2 : at] == other[to - 2 : to][::-1]:
                cost = min(cost, above[to - 2] + 1)
            row.append(cost)
    return row[-1]


def unbound(program: Program, scope: ast.AST, line: int, name: str) -> list[dict[str, Any]]:
    if hasattr(builtins, name):
        return [mistake("shadows-builtin", line, name)]
    is_global = name in bound_in(program.tree) and scope is not program.tree
    return [mistake("local-not-global", line, name)] if is_global else []
