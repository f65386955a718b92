"""Names and attributes that Python did not find: what each may stand for."""

import ast
import builtins
import difflib
import re
import sys
from typing import Any

from mistake_program import Program, bound_in
from mistake_syntax import mistake
from mistake_type_errors import keeps_nothing

OTHER_LANGUAGES = {"true": "True", "false": "False", "null": "None", "nil": "None"}
# Names that programs use without their import, by their module.
EXPORTS = {
    "math": "sqrt ceil floor gcd factorial log sin cos tan pi isqrt comb perm radians degrees",
    "collections": "Counter defaultdict deque OrderedDict namedtuple",
    "itertools": "permutations combinations product chain groupby accumulate zip_longest islice",
    "functools": "reduce lru_cache cmp_to_key partial",
    "heapq": "heappush heappop heapify nlargest nsmallest",
    "bisect": "bisect_left bisect_right insort",
    "typing": "List Dict Tuple Set Optional Union Any Callable",
    "datetime": "timedelta",
    "fractions": "Fraction",
    "decimal": "Decimal",
}
MODULE_OF = {name: module for module, names in EXPORTS.items() for name in names.split()}
ATTRIBUTES = {
    "list": {"push": "append()", "length": "len()", "size": "len()", "add": "append()"},
    "str": {"length": "len()", "size": "len()", "contains": "in", "reverse": "[::-1]"},
    "tuple": {"append": "+", "length": "len()", "sort": "sorted()"},
    "dict": {"has_key": "in", "length": "len()", "iteritems": "items()", "add": "[key] = value"},
    "set": {"append": "add()", "push": "add()", "length": "len()"},
}


def unknown_name(program: Program, scope: ast.AST, line: int, name: str) -> list[dict[str, Any]]:
    used = [each for each in program.nodes() if isinstance(each, ast.Attribute)]
    is_module = any(getattr(each.value, "id", None) == name for each in used)
    if name in sys.stdlib_module_names and is_module:
        return [mistake("missing-import", line, name)]
    if name in MODULE_OF:
        return [mistake("missing-import-of", line, name, MODULE_OF[name])]
    if name in OTHER_LANGUAGES:
        return [mistake("misspelt-name", line, name, OTHER_LANGUAGES[name])]
    known = {*bound_in(scope), *bound_in(program.tree), *dir(builtins)} - {name}
    known = sorted(each for each in known if not each.startswith("_"))
    close = [each for each in known if each.lower() == name.lower()]
    if not close and len(name) >= 3:
        close = difflib.get_close_matches(name, known, 1, 0.75)
    return [mistake("misspelt-name", line, name, close[0])] if close else []


def unbound(program: Program, scope: ast.AST, line: int, name: str) -> list[dict[str, Any]]:
    if hasattr(builtins, name):
        return [mistake("shadows-builtin", line, name)]
    is_global = name in bound_in(program.tree) and scope is not program.tree
    return [mistake("local-not-global", line, name)] if is_global else []


def attribute_error(
    program: Program, scope: ast.AST, line: int, message: str
) -> list[dict[str, Any]]:
    found = re.match(r"'(\w+)' object has no attribute '(\w+)'", message)
    if not found:
        return []
    kind, name = found.groups()
    if kind == "NoneType":
        return keeps_nothing(program, scope, line)
    if other := ATTRIBUTES.get(kind, {}).get(name):
        return [mistake("other-attribute", line, kind, name, other)]
    known = [each for each in dir(getattr(builtins, kind, object)) if not each.startswith("_")]
    close = difflib.get_close_matches(name, known, 1, 0.75)
    return [mistake("other-attribute", line, kind, name, close[0])] if close else []
