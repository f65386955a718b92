"""Makes a program tell what each part of its expressions is worth as it runs.

Every part is handed through a function that notes it and gives it back: nothing is evaluated twice,
and nothing that would not have been. What a program cannot be made to tell of is left as it is.
"""

import ast
import builtins
from typing import Any

import candidate

# Of this form, since a class changes names that only begin with underscores.
HOOK = "__part__"
MAX_PARTS = 4_000
NAME = 1
REPEATED = 2


class _Listener:
    """Told of each part while a call is recorded; `places` are those of the loaded program."""

    def __init__(self):
        self.note = None
        self.places = []


listener = _Listener()


def _hook(number, value):
    if listener.note is not None:
        listener.note(number, value)
    return value


def compiled(source: str) -> Any:
    """As `compile` does it, with parts that tell where the program can be made to."""
    plain = compile(source, candidate.FILE, "exec", dont_inherit=True)
    try:
        marking = _Marking(source)
        tree = ast.fix_missing_locations(marking.visit(ast.parse(source)))
        code = compile(tree, candidate.FILE, "exec", dont_inherit=True)
    except Exception:
        return plain
    if len(marking.places) > MAX_PARTS:
        return plain
    setattr(builtins, HOOK, _hook)
    listener.places = marking.places
    return code


class _Marking(ast.NodeTransformer):
    def __init__(self, source):
        self.lines = source.encode().split(b"\n")
        # Of each part: first line and column, last line and column, the part around it, its flags.
        self.places = []
        self.around = -1
        self.is_repeated = False

    def told(self, node, flags=0, visit_inner=None):
        """The node as a part, with the parts in it."""
        number = len(self.places)
        self.places.append([])
        outer, self.around = self.around, number
        (visit_inner or self.generic_visit)(node)
        self.around = outer
        self.places[number] = [
            *self.place(node.lineno, node.col_offset),
            *self.place(node.end_lineno, node.end_col_offset),
            outer,
            flags | (REPEATED if self.is_repeated else 0),
        ]
        call = ast.Call(ast.Name(HOOK, ast.Load()), [ast.Constant(number), node], [])
        for added in (call, call.func, call.args[0]):
            ast.copy_location(added, node)
        return call

    def place(self, line, offset):
        """Columns in characters; Python counts bytes."""
        text = self.lines[line - 1] if line <= len(self.lines) else b""
        return line, len(text[:offset].decode(errors="replace"))

    def all_of(self, nodes):
        return [node and self.visit(node) for node in nodes]

    def repeated(self, visit):
        """What is evaluated again and again is part of nothing."""
        outer = self.around, self.is_repeated
        self.around, self.is_repeated = -1, True
        visit()
        self.around, self.is_repeated = outer

    def visit_BinOp(self, node):
        return self.told(node)

    visit_BoolOp = visit_Compare = visit_IfExp = visit_JoinedStr = visit_NamedExpr = visit_BinOp

    def visit_UnaryOp(self, node):
        return node if isinstance(node.operand, ast.Constant) else self.told(node)

    def visit_Name(self, node):
        return self.told(node, NAME) if isinstance(node.ctx, ast.Load) else node

    def visit_Attribute(self, node):
        if isinstance(node.ctx, ast.Load):
            return self.told(node)
        self.generic_visit(node)
        return node

    visit_Subscript = visit_Attribute

    def visit_Call(self, node):
        return self.told(node, visit_inner=self.called)

    def called(self, node):
        """What is called is no value to show; only what its method is called on."""
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        elif not isinstance(node.func, ast.Name):
            node.func = self.visit(node.func)
        node.args = self.all_of(node.args)
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)

    def visit_List(self, node):
        # A slice cannot be handed on; a display of constants is there to be read.
        is_read = not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
        elements = [*ast.iter_child_nodes(node)]
        has_slices = any(isinstance(each, ast.Slice) for each in elements)
        if is_read and not has_slices and any(isinstance(n, ast.Name) for n in ast.walk(node)):
            return self.told(node)
        self.generic_visit(node)
        return node

    visit_Tuple = visit_Dict = visit_Set = visit_List

    def visit_ListComp(self, node):
        self.repeated(lambda: self.repeated_of(node))
        return self.told(node, visit_inner=self.first_iterable)

    visit_SetComp = visit_DictComp = visit_ListComp

    def visit_GeneratorExp(self, node):
        self.repeated(lambda: self.repeated_of(node))
        self.first_iterable(node)
        return node

    def repeated_of(self, node):
        first = node.generators[0]
        iterable, first.iter = first.iter, ast.Constant(None)
        self.generic_visit(node)
        first.iter = iterable

    def first_iterable(self, node):
        """The one thing in a comprehension that is evaluated once."""
        first = node.generators[0]
        first.iter = self.visit(first.iter)

    def visit_Lambda(self, node):
        def body():
            node.body = self.visit(node.body)

        node.args.defaults = self.all_of(node.args.defaults)
        self.repeated(body)
        return node

    def visit_FormattedValue(self, node):
        node.value = self.visit(node.value)
        return node

    def visit_FunctionDef(self, node):
        node.args.defaults = self.all_of(node.args.defaults)
        node.args.kw_defaults = self.all_of(node.args.kw_defaults)
        node.body = self.all_of(node.body)
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        """A class, or what follows an exception: its body alone."""
        node.body = self.all_of(node.body)
        return node

    visit_ExceptHandler = visit_ClassDef

    def visit_AnnAssign(self, node):
        node.target = self.visit(node.target)
        node.value = node.value and self.visit(node.value)
        return node

    def visit_match_case(self, node):
        node.guard = node.guard and self.visit(node.guard)
        node.body = self.all_of(node.body)
        return node

    def visit_TemplateStr(self, node):
        return node

    visit_TypeAlias = visit_TemplateStr
