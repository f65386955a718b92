"""
Which lines of a text are Python: runs of whole statements between prose, shell lines and whatever
was cut off. Only parses. Which run is the program is not decided here.
"""

import ast
import builtins
import json
import re
import textwrap
from dataclasses import dataclass, field

import top_level_names

FILE = "<reply>"
# A text of prose fails in every line, and each failure costs as much as parsing some lines.
MOST_PARSING = 8_000
LETTERS_PER_FAILURE = 200
MOST_EXTENSIONS = 40
MOST_CUTS = 40
DEEPEST_INDENT = 6

CONTINUES = re.compile(r"(else|elif|except|finally)\b|[)\]}]")
DEFINES = re.compile(r"(async\s+def|def|class)\b|@")
INCOMPLETE = (
    "was never closed",
    "unterminated triple-quoted",
    "expected 'except' or 'finally' block",
    "unexpected EOF",
    "expected an indented block",
)
PROSE = re.compile(r"\W*[A-Za-z]+(?:['’-][A-Za-z]+)*(?:[ ,]+[A-Za-z`]+(?:['’-][A-Za-z]+)*){2,}")
# Lines that need no parser to be told from statements.
NO_STATEMENT = re.compile(
    r"[>|!$%&?<:;=,`/\\]|"
    r"(?!(?:from|import|assert|raise|return|del|with|for|if|while|async|class|def|not|global)\b)"
    + PROSE.pattern
)
# What a word or a line of prose is made of where it happens to be an expression.
WORDY = (
    *(ast.Expr, ast.AnnAssign, ast.Name, ast.Tuple, ast.Attribute, ast.BinOp, ast.UnaryOp),
    *(ast.BoolOp, ast.Compare, ast.Constant, ast.Subscript, ast.Slice, ast.List, ast.Set),
    *(ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop),
)


@dataclass
class _Statement:
    """A statement of the top level, by the lines of the text, counted from 0."""

    node: ast.stmt
    first: int
    last: int


@dataclass
class _Run:
    """Statements that follow one another, at one depth of indentation."""

    lines: list[str]
    offset: int
    statements: list[_Statement] = field(default_factory=list)
    is_cut: bool = False
    is_whole: bool = False


def read(argument: str) -> str:
    """For each text its runs, in order."""
    request = json.loads(argument)
    parser = _Parser()
    texts = [_Text(each["text"], each["isOpen"], parser) for each in request["texts"]]
    known = set(dir(builtins)).union(*(text.bound_names() for text in texts))
    name = request["functionName"]
    return json.dumps([text.described(name, known) for text in texts])


class _Parser:
    """Parses as long as a reply is worth it."""

    def __init__(self):
        self._left = MOST_PARSING

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    def parse(self, text: str) -> ast.Module | SyntaxError | None:
        """None where this is no text to parse, or enough was parsed."""
        self._left -= 1 + len(text) // LETTERS_PER_FAILURE
        if self._left < 0:
            return None
        try:
            tree = ast.parse(text)
            return _misplaced(tree) or tree
        except SyntaxError as error:
            return error
        except (ValueError, RecursionError, MemoryError, OverflowError):
            return None


class _Text:
    def __init__(self, text: str, is_open: bool, parser: _Parser):
        self.runs: list[_Run] = []
        self._is_open = is_open
        self._parser = parser
        self._parsed = parser.parse
        lines = text.split("\n")
        tree = self._parsed(text)
        if isinstance(tree, ast.Module):
            run = _Run(lines, 0)
            run.statements = [_statement(node) for node in tree.body]
            run.is_whole = True
            self.runs.append(run)
        else:
            self._look_through(lines, 0, 0)

    def bound_names(self) -> set[str]:
        names: set[str] = set()
        for run in self.runs:
            for statement in run.statements:
                for node in top_level_names.inner(statement.node):
                    names.update(top_level_names.bound_by(node))
        return names

    def described(self, name: str | None, known: set[str]):
        try:
            if name and self._is_open and self.runs:
                _drop_cut_copy(self.runs[-1], name)
            parts = [part for run in self.runs for part in _without_prose(run, known)]
            return [_description(part, name) for part in parts if part.statements]
        except RecursionError:
            # It parses, but nests deeper than anything else here can go.
            return []

    def _look_through(self, lines: list[str], offset: int, depth: int) -> None:
        """Statement by statement, each from a line without indentation to before the next."""
        starts = [at for at, line in enumerate(lines) if _begins(line)]
        if starts[:1] != [0]:
            self._look_inside(lines[: starts[0] if starts else None], offset, depth)
        run = None
        index = 0
        while index < len(starts) and not self._parser.is_spent:
            taken, tree = self._whole(lines, starts, index)
            first, end = starts[index], _end(starts, index + taken - 1, lines)
            if tree is None:
                self._cut_or_inner(lines, first, end, offset, depth, run)
                run = None
            elif run and CONTINUES.match(lines[first]):
                run.statements[-1] = _statement(tree.body[0], run.statements[-1].first)
            else:
                run = run or self._begun(lines, offset)
                run.statements += [_statement(node, first) for node in tree.body]
            index += taken

    def _begun(self, lines, offset) -> _Run:
        self.runs.append(_Run(lines, offset))
        return self.runs[-1]

    def _whole(self, lines, starts, index):
        """
        How many beginnings the statements here span, and what they are; (1, None) for no Python.
        """
        first = starts[index]
        if NO_STATEMENT.match(lines[first]):
            return 1, None
        if CONTINUES.match(lines[first]):
            before = self._continued(lines, starts, index)
            return 1, before
        text = "\n".join(lines[first : _end(starts, index, lines)])
        tree = self._parsed(text)
        if isinstance(tree, ast.Module):
            return 1, tree
        if tree is None or not _is_incomplete(tree, lines[first]):
            return 1, None
        opening = _opening(tree)
        for more in range(1, MOST_EXTENSIONS + 1):
            if index + more >= len(starts):
                break
            added = lines[starts[index + more] : _end(starts, index + more, lines)]
            if opening and not any(closing in line for line in added for closing in opening):
                continue
            text = "\n".join(lines[first : _end(starts, index + more, lines)])
            tree = self._parsed(text)
            if isinstance(tree, ast.Module):
                return more + 1, tree
        return 1, None

    def _continued(self, lines, starts, index):
        """`else` and the like, with the statement before it; that one then takes its place."""
        run = self.runs[-1] if self.runs else None
        if not run or run.lines is not lines or not run.statements:
            return None
        before = run.statements[-1]
        text = "\n".join(lines[before.first : _end(starts, index, lines)])
        tree = self._parsed(text)
        return tree if isinstance(tree, ast.Module) and len(tree.body) == 1 else None

    def _cut_or_inner(self, lines, first, end, offset, depth, run):
        """
        A function that was cut off keeps its whole lines, and prose may have indented code below
        it. What follows is a run of its own.
        """
        chunk = lines[first:end]
        if DEFINES.match(lines[first]):
            is_last = not any(line.strip() for line in lines[end:])
            tree, last = self._until_fault(chunk, self._is_open and is_last)
            if tree:
                run = run or self._begun(lines, offset)
                run.statements += [_statement(node, first) for node in tree.body]
                run.is_cut = is_last and self._is_open
            if tree and last < len(chunk):
                self._look_inside(chunk[last + 1 :], offset + first + last + 1, depth)
        else:
            self._look_inside(chunk[1:], offset + first + 1, depth)

    def _until_fault(self, chunk: list[str], is_cut_off: bool):
        """Without the line at fault and those below it, where these are prose or were cut off."""
        kept = len(chunk)
        for _ in range(MOST_CUTS):
            tree = self._parsed("\n".join(chunk[:kept]))
            if isinstance(tree, ast.Module):
                return tree, kept
            line = getattr(tree, "lineno", None)
            if not line or line <= 1:
                break
            at = min(line, kept) - 1
            if not is_cut_off and not PROSE.match(chunk[at]):
                break
            kept = at
        return None, 0

    def _look_inside(self, lines: list[str], offset: int, depth: int) -> None:
        if depth >= DEEPEST_INDENT or not any(line.strip() for line in lines):
            return
        inner = textwrap.dedent("\n".join(lines)).split("\n")
        tree = self._parsed("\n".join(inner))
        if isinstance(tree, ast.Module):
            run = self._begun(inner, offset)
            run.statements = [_statement(node) for node in tree.body]
        elif not _begins(inner[0]) or any(_begins(line) for line in inner):
            self._look_through(inner, offset, depth + 1)


def _misplaced(tree: ast.Module) -> SyntaxError | None:
    """What only compiling would refuse; compiling takes longer than all else here."""
    for statement in tree.body:
        for node in top_level_names.inner(statement):
            if isinstance(node, ast.Return):
                return SyntaxError("outside function", (FILE, node.lineno, None, None))
    return None


def _begins(line: str) -> bool:
    """Whether a statement could begin here: blank lines and comments belong to what is around."""
    return line[:1] not in ("", " ", "\t", "#", "\f") and line.strip() != ""


def _end(starts: list[int], index: int, lines: list[str]) -> int:
    return starts[index + 1] if index + 1 < len(starts) else len(lines)


def _is_incomplete(error: SyntaxError, line: str) -> bool:
    message = str(error.msg)
    return line.startswith("@") or any(sign in message for sign in INCOMPLETE)


def _opening(error: SyntaxError) -> tuple[str, ...]:
    """What has to follow for the text to be whole; () for anything."""
    message = str(error.msg)
    if "triple-quoted" in message:
        return ('"""', "'''")
    return (")", "]", "}") if "never closed" in message else ()


def _statement(node: ast.stmt, line: int = 0) -> _Statement:
    decorators = getattr(node, "decorator_list", [])
    first = min(each.lineno for each in [node, *decorators])
    return _Statement(node, line + first - 1, line + (node.end_lineno or first) - 1)


def _drop_cut_copy(run: _Run, name: str) -> None:
    """Models that miss their end write the function again, until they are cut off in it."""
    named = [each for each in run.statements if getattr(each.node, "name", None) == name]
    if len(named) < 2 or named[-1] is not run.statements[-1]:
        return
    copy, *others = ["\n".join(run.lines[each.first : each.last + 1]) for each in named[::-1]]
    if any(other != copy and other.startswith(copy) for other in others):
        run.statements.pop()
        run.is_whole = False


def _without_prose(run: _Run, known: set[str]) -> list[_Run]:
    """A word is Python too, but not one that can run: "Explanation", "Time: O(n)"."""
    parts = [_Run(run.lines, run.offset)]
    for statement in run.statements:
        if "*" not in known and _is_prose(statement.node, known):
            parts.append(_Run(run.lines, run.offset))
        else:
            parts[-1].statements.append(statement)
    parts[-1].is_cut = run.is_cut
    parts[-1].is_whole = run.is_whole and len(parts) == 1
    return parts


def _is_prose(node: ast.stmt, known: set[str]) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Name):
        return node.value.id not in known
    if isinstance(node, ast.AnnAssign):
        if node.value is not None or not isinstance(node.target, ast.Name):
            return False
        parts = list(ast.walk(node.annotation))
    elif isinstance(node, ast.Expr):
        parts = list(ast.walk(node.value))
    else:
        return False
    names = [each.id for each in parts if isinstance(each, ast.Name)]
    if any(isinstance(each, ast.Call) for each in parts):
        return "O" in names and "O" not in known
    return all(isinstance(each, WORDY) for each in parts) and any(
        name not in known for name in names
    )


def _description(run: _Run, name: str | None):
    first, last = run.statements[0].first, run.statements[-1].last
    early = _too_early(run.statements, name)
    if run.is_whole and not early:
        # With the comments around its statements.
        first, last = 0, len(run.lines) - 1
    gone = {line for each in early for line in range(each.first, each.last + 1)}
    kept = [line for line in range(first, last + 1) if line not in gone]
    code = "\n".join(run.lines[line] for line in kept).strip("\n") + "\n"
    statements = [each for each in run.statements if each not in early]
    return {
        "code": code,
        "first": run.offset + kept[0] + 1,
        "last": run.offset + kept[-1] + 1,
        "binds": top_level_names.binds([each.node for each in statements]),
        "needs": top_level_names.needs(code),
        "isCut": run.is_cut,
    }


def _too_early(statements: list[_Statement], name: str | None) -> list[_Statement]:
    """Tests and examples that call the function before it is there."""
    if name is None:
        return []
    early = []
    for at, each in enumerate(statements):
        if any(name in top_level_names.bound_by(node) for node in top_level_names.inner(each.node)):
            shared = {line for one in statements[at:] for line in (one.first, one.last)}
            return [one for one in early if one.first not in shared and one.last not in shared]
        if isinstance(each.node, ast.Assert | ast.Expr) and name in top_level_names.loaded(
            each.node
        ):
            early.append(each)
    return []
