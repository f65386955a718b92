"""Mistakes that show in what Python raised, and in the line where it did."""

import ast
import difflib
import re
from typing import Any

import mistake_attributes
import mistake_names
import mistake_type_errors
from mistake_program import Program, own_nodes
from mistake_syntax import mistake
from mistake_type_errors import CALLABLES


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
            return mistake_names.unknown_name(program, scope, line, found[1]) if found else []
        case "UnboundLocalError":
            found = re.match(r"cannot access local variable '(\w+)'", message)
            return mistake_names.unbound(program, scope, line, found[1]) if found else []
        case "TypeError":
            return mistake_type_errors.type_error(program, scope, line, message, part)
        case "AttributeError":
            return mistake_attributes.attribute_error(program, scope, line, message)
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


def _index_error(scope, line, part):
    if not isinstance(part, ast.Subscript) or not isinstance(part.value, ast.Name):
        return []
    walked = part.value.id
    if ast.unparse(part.slice) == f"len({walked})":
        return [mistake("index-is-length", line, walked)]
    match part.slice:
        case ast.Name(id=counter):
            ahead = 0
        case ast.BinOp(left=ast.Name(id=counter), op=ast.Add(), right=ast.Constant(value=1)):
            ahead = 1
        case _:
            return []
    loops = [each for each in own_nodes(scope) if isinstance(each, ast.For | ast.While)]
    around = [each for each in loops if each.lineno <= line <= (each.end_lineno or line)]
    own = [each for each in around if _counts(each, counter)]
    if not own:
        return []
    loop = max(own, key=lambda each: each.lineno)
    inner = [each for each in around if each.lineno > loop.lineno]
    if _changes_meanwhile(loop, inner, line, counter, walked):
        return []
    until = _until(loop)
    if until == f"len({walked})" and ahead == 1:
        return [mistake("looks-past-end", line, ast.unparse(part), walked)]
    if until == f"len({walked}) + 1" and ahead == 0:
        return [mistake("range-too-far", loop.lineno, walked)]
    return []


def _counts(loop, counter):
    match loop:
        case ast.For(target=ast.Name(id=name)):
            return name == counter
        case ast.While(test=ast.Compare(left=ast.Name(id=name))):
            return name == counter
    return False


def _changes_meanwhile(loop, inner, line, counter, walked):
    """Whether the position or the list may be another than the head of the loop says."""
    within = {node for each in inner for node in ast.walk(each)}
    for each in own_nodes(loop):
        match each:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name == counter:
                # A `while` steps on where its round ends.
                if isinstance(loop, ast.For) or each.lineno <= line or each in within:
                    return True
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) if name == walked:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
                if name == walked and attr in ("pop", "remove", "clear", "popleft"):
                    return True
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Del()) if name == walked:
                return True
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Slice(), ctx=ast.Store()):
                if name == walked:
                    return True
    return False


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
