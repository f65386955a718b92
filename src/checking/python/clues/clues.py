"""
What a reference tells a learner, from little to much: what kind of thing it is, what it uses, its
outline, its beginning. It is parsed and never run. Everything is told in codes and pieces of code;
the page has the sentences.
"""

import ast
import builtins
import json
import keyword
import re

import clue_ideas
import clue_names
import clue_ways
import example_kinds
import expression_shape
import first_lines
import outline


def read(argument: str) -> str:
    """Of a reference and examples of its calls. Says something of any text."""
    request = json.loads(argument)
    code = request["code"].expandtabs(4).strip("\n")
    kinds = example_kinds.read(request["examples"])
    try:
        tree = ast.parse(code)
        kinds = example_kinds.annotated(tree, request["functionName"]) or kinds
        _drop_annotations(tree)
        _drop_unreachable(tree)
        known = {
            "ways": clue_ways.read(tree),
            "names": clue_names.read(tree),
            "ideas": clue_ideas.read(tree),
            "helpers": _helpers(tree, request["functionName"]),
            "outline": _outline(tree),
            "start": first_lines.read(code, tree),
        }
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        known = _of_text(code)
    return json.dumps({"kinds": kinds, **known})


def _outline(tree):
    """Never the whole: of what is too plain to leave anything out, where it begins."""
    shown = outline.text(tree)
    if not shown or expression_shape.ELIDED in shown:
        return shown
    lines = shown.split("\n")
    heads = [line for line in lines if re.match(r"\s*(def|class|import|from)\b", line)]
    last = lines[-1]
    indent = last[: len(last) - len(last.lstrip())]
    return "\n".join([*heads, f"{indent}{expression_shape.ELIDED}"])


def _drop_annotations(tree):
    """They say what a value is, and nothing of how it comes about."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None


def _drop_unreachable(tree):
    """What stands behind a `return` would tell of something that never happens."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            ends = [index for index, each in enumerate(body) if isinstance(each, ast.Return)]
            del body[ends[0] + 1 if ends else len(body) :]


def _helpers(tree, function_name):
    names = [
        each.name
        for each in tree.body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return [each for each in names if each != function_name] if len(names) > 1 else []


_WORD = re.compile(r"[A-Za-z_]\w*")
_HEADS = re.compile(r"(\s*)(def \w+|class \w+|for|while|if|elif|else|try|except|return)\b")


def _of_text(code):
    """What is no Python of today can still be read by its words."""
    lines = [line for line in code.split("\n") if line.strip()]
    words = dict.fromkeys(_WORD.findall(code))
    functions = [
        {"name": word, "kind": "builtin"}
        for word in words
        if callable(getattr(builtins, word, None)) and not keyword.iskeyword(word)
    ]
    heads = [_HEADS.match(line) for line in lines]
    shown = [f"{head.group(1)}{head.group(2)} {expression_shape.ELIDED}" for head in heads if head]
    half = max(1, len(lines) // 2)
    ways = [way for way, word in [("loop", "for"), ("while-loop", "while")] if word in words]
    return {
        "ways": ways[:1],
        "names": functions,
        "ideas": [],
        "helpers": [],
        "outline": "\n".join(shown or [expression_shape.ELIDED]),
        "start": "\n".join([*lines[:half], expression_shape.ELIDED]),
    }
