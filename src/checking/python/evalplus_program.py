"""
The program in a text as EvalPlus 0.3.1 takes it: the most lines in a row that are Python, and of
these the imports and what the function under test needs. Only parses.
"""

import ast
import json

UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError)


def read(argument: str) -> str:
    request = json.loads(argument)
    code = _longest(request["text"].split("\n"))
    return json.dumps(_needed(code, request["functionName"]).strip() or code)


def _longest(lines: list[str]) -> str:
    """By the lines that are not blank, the first of several; two or more, else the first line."""
    written = [0]
    for line in lines:
        written.append(written[-1] + bool(line.strip()))
    best, span = 0, (0, 1)
    for first in range(len(lines) - 1):
        if written[-1] - written[first] <= best:
            break
        end = len(lines)
        while end - first >= 2 and written[end] - written[first] > best:
            wrong = _wrong_line(lines[first:end])
            if wrong is None:
                best, span = written[end] - written[first], (first, end)
            else:
                # What was wrong in a line is wrong with fewer lines behind it too.
                end = min(end - 1, first + wrong)
    first, end = span
    while end - first > 2 and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[first:end])


def _wrong_line(lines: list[str]) -> int | None:
    """From 0; the number of lines where the end is what is wrong, or nothing is known."""
    try:
        ast.parse("\n".join(lines))
    except SyntaxError as error:
        return len(lines) if error.lineno is None else max(0, error.lineno - 1)
    except UNREADABLE:
        return len(lines)
    return None


def _needed(code: str, function_name: str | None) -> str:
    """Of several definitions of a name the first; neither decorated ones nor other statements."""
    try:
        body = ast.parse(code).body
    except UNREADABLE:
        return ""
    imports = [node for node in body if _is_import(node)]
    definitions: dict[str, ast.stmt] = {}
    for node in body:
        name = _defined(node)
        if name is not None:
            definitions.setdefault(name, node)
    needed = set(definitions) if function_name is None else _reached(function_name, definitions)
    kept = [*imports, *(node for name, node in definitions.items() if name in needed)]
    return "\n".join(ast.get_source_segment(code, node) or "" for node in kept)


def _is_import(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module != "__future__"
    return isinstance(node, ast.Import)


def _defined(node: ast.stmt) -> str | None:
    """A function counts only where something is returned in it."""
    match node:
        case ast.ClassDef(name=name, decorator_list=[]):
            return name
        case (
            ast.FunctionDef(name=name, decorator_list=[])
            | ast.AsyncFunctionDef(name=name, decorator_list=[])
        ):
            return name if any(isinstance(each, ast.Return) for each in ast.walk(node)) else None
        case (
            ast.Assign(targets=[ast.Name(id=name), *_])
            | ast.AnnAssign(target=ast.Name(id=name))
            # Where the left side is no name, a name on the right counts as it.
            | ast.Assign(targets=[_], value=ast.Name(id=name))
            | ast.AnnAssign(value=ast.Name(id=name))
        ):
            return name
    return None


def _reached(name: str, definitions: dict[str, ast.stmt]) -> set[str]:
    reached, rest = {name}, [name]
    while rest:
        node = definitions.get(rest.pop())
        new = _identifiers(node) - reached if node else set()
        reached |= new
        rest += new
    return reached


def _identifiers(node: ast.AST) -> set[str]:
    """Attributes, parameters and names of arguments are among them."""
    found: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Constant):
            continue
        for _, value in ast.iter_fields(each):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, str):
                    found.update(part.split("."))
    return found
