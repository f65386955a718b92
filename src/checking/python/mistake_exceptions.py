"""Mistakes that show in what Python raised, and in the line where it did."""

import ast
import builtins
import difflib
import re
import sys
from typing import Any

from mistake_patterns import IN_PLACE, Program, bound_in, own_nodes
from mistake_syntax import mistake

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
CALLABLES = r"(?:builtin_function_or_method|method|function|method_descriptor|type)"


def of_tests(program: Program, failed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How the tests could not call the function, or not use what it returned."""
    outcomes = {test["outcome"] for test in failed}
    if "missing-function" in outcomes:
        return _missing_function(program)
    for test in failed:
        if test["outcome"] == "unsupported-value" and _is_callable(test["type"]):
            return _returns_function(program)
        exception = test["exception"]
        if exception and exception["type"] == "TypeError" and exception["line"] is None:
            return _parameter_count(program, exception["message"])
    return []


def _is_callable(name):
    return name is not None and re.search(rf"(^|\.){CALLABLES}$", name) is not None


def _missing_function(program):
    wanted = program.function_name
    if wanted is None or wanted in program.top:
        return []
    inside = [each for each in program.functions if each.name == wanted]
    if inside:
        return [mistake("function-inside", inside[0].lineno, wanted)]
    close = difflib.get_close_matches(wanted, program.top, 1, 0.6)
    only = list(program.top) if len(program.top) == 1 else []
    for name in [*close, *only]:
        return [mistake("other-function-name", program.top[name].lineno, name, wanted)]
    return [] if program.top else [mistake("no-function", None, wanted)]


def _returns_function(program):
    for each in own_nodes(program.function) if program.function else []:
        if isinstance(each, ast.Return) and isinstance(each.value, ast.Attribute | ast.Name):
            return [mistake("returns-function", each.lineno, ast.unparse(each.value))]
    return []


def _parameter_count(program, message):
    function = program.function
    if function is None:
        return []
    told = rf"{re.escape(function.name)}\(\) "
    if found := re.match(
        rf"{told}takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)", message
    ):
        return [mistake("too-few-parameters", function.lineno, function.name, found[1], found[2])]
    if found := re.match(rf"{told}missing (\d+) required positional arguments?: (.*)", message):
        takes = len(function.args.posonlyargs) + len(function.args.args)
        given = takes - len(function.args.defaults) - int(found[1])
        return [
            mistake("too-many-parameters", function.lineno, function.name, str(takes), str(given))
        ]
    return []


def mistakes(program: Program, exception: dict[str, Any]) -> list[dict[str, Any]]:
    line, message = exception["line"], exception["message"]
    if line is None:
        return []
    part = _part_of(exception)
    scope = program.around(line)
    match exception["type"]:
        case "NameError":
            found = re.match(r"name '(\w+)' is not defined", message)
            return _unknown_name(program, scope, line, found[1]) if found else []
        case "UnboundLocalError":
            found = re.match(r"cannot access local variable '(\w+)'", message)
            return _unbound(program, scope, line, found[1]) if found else []
        case "TypeError":
            return _type_error(program, scope, line, message, part)
        case "AttributeError":
            return _attribute_error(program, scope, line, message)
        case "IndexError":
            return _index_error(scope, line, part)
        case "RuntimeError" if "changed size during iteration" in message:
            return [mistake("size-changed-while-walking", line, *_walked_at(scope, line))]
    return []


def _part_of(exception):
    failing = exception.get("failing")
    if not failing:
        return None
    source = failing["code"].encode("utf-16-le")[2 * failing["from"] : 2 * failing["to"]]
    try:
        return ast.parse(source.decode("utf-16-le"), mode="eval").body
    except (SyntaxError, ValueError):
        return None


def _unknown_name(program, scope, line, name):
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


def _unbound(program, scope, line, name):
    if hasattr(builtins, name):
        return [mistake("shadows-builtin", line, name)]
    is_global = name in bound_in(program.tree) and scope is not program.tree
    return [mistake("local-not-global", line, name)] if is_global else []


def _type_error(program, scope, line, message, part):
    if found := re.match(r"'(\w+)' object is not callable", message):
        return _not_callable(program, scope, line, found[1], part)
    if re.search(rf"'{CALLABLES}' object is not|'{CALLABLES}'( and|$)|and '{CALLABLES}'", message):
        return _not_called(program, line, part)
    if "NoneType" in message:
        return _keeps_nothing(program, scope, line)
    fraction = r"indices must be integers or slices, not float|'float' object cannot be interpreted"
    if re.search(fraction, message) or "indices must be integers or None" in message:
        has_division = any(isinstance(each, ast.Div) for each in program.nodes())
        return [mistake("fraction-as-index", line)] if has_division else []
    mixed = [
        r'can only concatenate str \(not "(int|float)"\)',
        r"unsupported operand type\(s\) for \+: '(int|float)' and 'str'",
    ]
    is_mixed = any(re.match(each, message) for each in mixed)
    return [mistake("text-plus-number", line)] if is_mixed else []


def _not_callable(program, scope, line, kind, part):
    match part:
        case ast.Call(func=ast.Name(id=name)):
            is_bound = name in bound_in(scope) | bound_in(program.tree)
            if hasattr(builtins, name) and is_bound:
                return [mistake("shadows-builtin", line, name)]
            if kind in ("list", "tuple", "str", "dict"):
                return [mistake("called-like-function", line, name, kind)]
        case ast.Call(func=ast.Constant() | ast.BinOp()):
            return [mistake("missing-operator", line, ast.unparse(part.func))]
    return []


def _not_called(program, line, part):
    """The function or method in the failing part that is used as a value."""
    if part is None:
        return []
    called = {each.func for each in ast.walk(part) if isinstance(each, ast.Call)}
    if isinstance(part, ast.Subscript) and isinstance(part.value, ast.Attribute):
        return [mistake("brackets-for-call", line, ast.unparse(part.value))]
    for each in ast.walk(part):
        is_function = isinstance(each, ast.Name) and each.id in program.defined
        if each not in called and (isinstance(each, ast.Attribute) or is_function):
            return [mistake("not-called", line, ast.unparse(each))]
    return []


def _attribute_error(program, scope, line, message):
    found = re.match(r"'(\w+)' object has no attribute '(\w+)'", message)
    if not found:
        return []
    kind, name = found.groups()
    if kind == "NoneType":
        return _keeps_nothing(program, scope, line)
    if other := ATTRIBUTES.get(kind, {}).get(name):
        return [mistake("other-attribute", line, kind, name, other)]
    known = [each for each in dir(getattr(builtins, kind, object)) if not each.startswith("_")]
    close = difflib.get_close_matches(name, known, 1, 0.75)
    return [mistake("other-attribute", line, kind, name, close[0])] if close else []


def _keeps_nothing(program, scope, line):
    """A name that stands for what a method returned which returns nothing."""
    for each in own_nodes(scope):
        match each:
            case ast.Assign(value=ast.Call(func=ast.Attribute(attr=attr))):
                # A class of the program may have an `insert` that returns something.
                if attr in IN_PLACE - program.defined and each.lineno <= line:
                    return [mistake("keeps-in-place", each.lineno, ast.unparse(each.value))]
    for each in own_nodes(scope):
        if isinstance(each, ast.Call) and getattr(each.func, "id", None) in program.top:
            function = program.top[each.func.id]
            inner = list(own_nodes(function))
            kinds = ast.Yield | ast.YieldFrom
            has_value = any(isinstance(node, ast.Return) and node.value for node in inner)
            if (
                each.lineno == line
                and not has_value
                and not any(isinstance(n, kinds) for n in inner)
            ):
                return [mistake("callee-returns-nothing", function.lineno, function.name)]
    return []


def _index_error(scope, line, part):
    if not isinstance(part, ast.Subscript) or not isinstance(part.value, ast.Name):
        return []
    walked, index = part.value.id, ast.unparse(part.slice)
    if index == f"len({walked})":
        return [mistake("index-is-length", line, walked)]
    for loop in own_nodes(scope):
        if not isinstance(loop, ast.For | ast.While) or not loop.lineno <= line <= loop.end_lineno:
            continue
        until = _until(loop)
        if until == f"len({walked})" and re.fullmatch(r"\w+ \+ \d+", index):
            return [mistake("looks-past-end", line, ast.unparse(part), walked)]
        if until == f"len({walked}) + 1" and re.fullmatch(r"\w+", index):
            return [mistake("range-too-far", loop.lineno, walked)]
    return []


def _until(loop):
    """Where the positions of a loop end."""
    match loop:
        case ast.For(iter=ast.Call(func=ast.Name(id="range"), args=[end] | [_, end])):
            return ast.unparse(end)
        case ast.While(test=ast.Compare(ops=[ast.LtE()], comparators=[end])):
            return f"{ast.unparse(end)} + 1"
        case ast.While(test=ast.Compare(ops=[ast.Lt()], comparators=[end])):
            return ast.unparse(end)
    return None


def _walked_at(scope, line):
    loops = [each for each in own_nodes(scope) if isinstance(each, ast.For) and each.lineno == line]
    return [ast.unparse(each.iter) for each in loops]
