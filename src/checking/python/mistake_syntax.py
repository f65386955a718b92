"""Mistakes that keep a program from being parsed, going by what Python says of them and by the line."""

import re
from typing import Any

BLOCK = re.compile(r"\s*(if|elif|else|for|while|def|class|try|except|finally|with)\b")
TEXTS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|#.*")
OPERATORS = {"&&": "and", "||": "or", "++": "+= 1", "--": "-= 1", "!": "not"}
FOREIGN = re.compile(r"&&|\|\||\+\+(?=\s*$)|--(?=\s*$)|!(?!=)")


def mistake(code: str, line: int | None = None, *names: str) -> dict[str, Any]:
    return {"code": code, "line": line, "names": list(names)}


def mistakes(exception: dict[str, Any], program: str) -> list[dict[str, Any]]:
    line, message = exception["line"], exception["message"]
    lines = program.split("\n")
    text = lines[line - 1] if line and line <= len(lines) else ""
    bare = TEXTS.sub("", text)
    code = _code_of(exception["type"], message, bare)
    if code:
        return [mistake(code, line)]
    if re.match(r"\s*else\s+if\b", bare):
        return [mistake("else-if", line)]
    if message == "expected ':'" and BLOCK.match(bare):
        return [mistake("missing-colon", line, BLOCK.match(bare)[1])]
    if found := re.match(r"'([(\[{])' was never closed", message):
        return [mistake("never-closed", line, found[1])]
    if found := re.match(r"unmatched '([)\]}])'", message):
        return [mistake("unmatched", line, found[1])]
    if found := re.match(r"invalid character '([“”‘’])'", message):
        return [mistake("curly-quote", line, found[1])]
    if message.startswith("invalid syntax") and (found := FOREIGN.search(bare)):
        return [mistake("foreign-operator", line, found[0], OPERATORS[found[0]])]
    return []


def _code_of(kind, message, bare):
    if kind == "TabError":
        return "tabs-and-spaces"
    if kind == "IndentationError":
        if message.startswith("expected an indented block"):
            return "no-block"
        if message == "unexpected indent":
            return "unexpected-indent"
        return "unaligned" if message.startswith("unindent does not match") else None
    is_question = re.match(r"\s*(if|elif|while|return|assert)\b", bare)
    if "Maybe you meant '=='" in message:
        return "assigned-in-condition" if is_question else "assigned-to-expression"
    if message.startswith("unterminated string literal"):
        return "unterminated-string"
    if message.startswith("Missing parentheses in call to 'print'"):
        return "print-without-brackets"
    if message == "'return' outside function":
        return "return-outside"
    return None
