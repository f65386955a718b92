"""Iterators that a test hands over and looks at again: only the program can tell what is left.

Whether it looks again is read off its text, so that no program can bring it about.
"""

import ast
import collections
import gc
import sys
from typing import Any

import program_calls
import test_names
from syntax_nodes import nodes_of

MAX_DEPTH = 3
_loops = ast.For | ast.AsyncFor | ast.While
_comprehensions = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def names_read_again(sources: list[str]) -> set[str]:
    """Names that are read twice, or once in each turn of a loop, by the tests of a task."""
    trees = [ast.Module(test_names.statements(source), []) for source in sources]
    used = [{*test_names.bound_names(tree), *test_names.loaded_names(tree)} for tree in trees]
    free = [
        test_names.free_names(source) if tree.body else set()
        for source, tree in zip(sources, trees, strict=True)
    ]
    again = {name for tree in trees for name, count in _reads(tree).items() if count > 1}
    for index, names in enumerate(free):
        again.update(*(names & theirs for other, theirs in enumerate(used) if other != index))
    return again.union(*map(_shared_names, trees))


def _shared_names(tree):
    """`a = b = ...`, `a = b` and `a.b = ...`: two ways to one object."""
    shared = set()
    for node in nodes_of(tree):
        if not isinstance(node, ast.Assign):
            continue
        targets = [*node.targets, *([node.value] if isinstance(node.value, ast.Name) else [])]
        names = [name for each in targets for name in _names_in(each)]
        if len(names) > 1 or not all(isinstance(each, ast.Name) for each in node.targets):
            shared.update(names)
    return shared


def _names_in(node):
    return [each.id for each in nodes_of(node) if isinstance(each, ast.Name)]


def _reads(tree):
    reads = collections.Counter(test_names.loaded_names(tree))
    for node in nodes_of(tree):
        if isinstance(node, _loops):
            once = [node.iter] if not isinstance(node, ast.While) else []
        elif isinstance(node, _comprehensions):
            once = [node.generators[0].iter]
        else:
            continue
        before = collections.Counter(
            name for each in once for name in test_names.loaded_names(each)
        )
        inside = collections.Counter(test_names.loaded_names(node)) - before
        reads.update(set(inside) - test_names.bound_names(node))
    return reads


def is_kept(iterator: Any, theirs: list, names: set[str], file: str) -> bool:
    """
    Whether such a name of the code of that file, as it runs now, leads to the iterator, or to one
    that it reads. `theirs` are the program's own, of which nothing is known anyway.
    """
    sought = [each for each in _with_what_it_reads(iterator) if not _is_among(each, theirs)]
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == file:
            for scope in (frame.f_locals, frame.f_globals):
                if any(_leads_to(scope[name], sought) for name in names if name in scope):
                    return True
        frame = frame.f_back
    return False


def _with_what_it_reads(iterator):
    """`zip(a, b)` reads two others, and a generator what its variables hold."""
    found, reached = [iterator], [iterator]
    for each in reached:
        for below in gc.get_referents(each):
            # `map` and `zip` hold theirs in a tuple.
            if _is_among(below, reached) or not (
                hasattr(type(below), "__next__") or type(below) is tuple
            ):
                continue
            reached.append(below)
            if type(below) is not tuple:
                found.append(below)
    return found


def _is_among(value, others):
    return any(value is other for other in others)


def _leads_to(value, sought, depth=0):
    if _is_among(value, sought):
        return True
    if depth == MAX_DEPTH:
        return False
    # To ask it for its class would be the test's look at it.
    if type(value) is program_calls.ProgramFunction:
        return False
    if type(value).__module__ == program_calls.MODULE:
        # Of a class that the test made.
        value = getattr(value, "__dict__", {})
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple | set | frozenset):
        return False
    return any(_leads_to(each, sought, depth + 1) for each in value)
