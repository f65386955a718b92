"""The beginning of a program: its first lines, or of a single expression its outer part."""

import ast

import expression_shape
import outline

ELIDED = expression_shape.ELIDED
_SHOWN_SHARE = 0.4
_MOST_SHOWN = 0.65


def read(code: str, tree: ast.Module) -> str:
    statements = _statements(tree)
    lines = _without_docstrings(code, tree)
    cut = _cut(statements, lines)
    if cut is None:
        shown = outline.text(tree, is_deep=True)
        if not shown or ELIDED in shown:
            return shown
        if len(statements) < 2:
            return _begun(shown)
        cut = statements[-1]
    shown = lines[: cut.lineno - 1]
    after = lines[cut.lineno - 1] or ""
    indent = after[: len(after) - len(after.lstrip())]
    return "\n".join([*filter(_is_line, shown), indent + ELIDED]).strip("\n")


def _begun(shown):
    """Of an only statement with nothing in it to leave out: no more than its first word."""
    *before, last = shown.split("\n")
    indent = last[: len(last) - len(last.lstrip())]
    word, space, _ = last.strip().partition(" ")
    return "\n".join([*before, f"{indent}{word + space if space else ''}{ELIDED}"])


def _cut(statements, lines):
    """The first statement that is not shown: one that begins a line, with something before it."""
    starts = sorted({each.lineno for each in statements})
    telling = {each.lineno for each in statements if _tells(each)}
    most = _MOST_SHOWN * sum(map(_weight, lines))
    usual = max(1, int(len(starts) * _SHOWN_SHARE))
    for count in [*range(usual, len(starts)), *range(usual - 1, 0, -1)]:
        is_partial = telling.intersection(starts[:count]) and telling.intersection(starts[count:])
        if is_partial and sum(map(_weight, lines[: starts[count] - 1])) <= most:
            return next(each for each in statements if each.lineno == starts[count])
    return None


def _without_docstrings(code, tree):
    hidden = _docstring_lines(tree)
    return [
        None if number in hidden else line.rstrip()
        for number, line in enumerate(code.split("\n"), 1)
    ]


def _is_line(line):
    return line is not None


def _weight(line):
    return 0 if line is None else len(line.strip())


def _statements(tree):
    skipped = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstrings = _docstring_lines(tree)
    found = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.stmt)
        and not isinstance(each, skipped)
        and each.lineno not in docstrings
    ]
    return sorted(found, key=lambda each: (each.lineno, each.col_offset))


def _tells(node):
    """Whether a line of it gives something away."""
    match node:
        case ast.Assign() | ast.AnnAssign() | ast.Return() | ast.Expr():
            return not expression_shape.is_plain(node.value)
        case ast.Pass() | ast.Break() | ast.Continue() | ast.Global() | ast.Nonlocal():
            return False
    return True


def _docstring_lines(tree):
    lines = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            continue
        if len(outline.without_docstring(node.body)) < len(node.body):
            lines.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return lines
