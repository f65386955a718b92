"""Records a call of the program line by line, for a person to step through.

Each step goes to the report file at once, as a line of JSON: a program that never ends, or that
swallows every exception, still leaves what it did so far. Values are described without running
any code of the program's.
"""

import io
import json
import os
import reprlib
import sys
from typing import Any

import candidate

MAX_STEPS = 2_000
MAX_VARIABLES = 20
MAX_OUTPUT = 20_000

_short = reprlib.Repr()
_short.maxlist = _short.maxtuple = _short.maxset = _short.maxdict = _short.maxdeque = 12
_short.maxstring = _short.maxother = _short.maxlong = 80


class _Full(BaseException):
    """Enough is recorded; unwinds the program unless that swallows it."""


class _Output(io.TextIOBase):
    """Keeps what is printed, so that each step can say what was new."""

    def __init__(self):
        self.length = 0
        self.fresh = []

    def write(self, text):
        room = MAX_OUTPUT - self.length
        if room > 0:
            self.fresh.append(text[:room])
            self.length += len(text[:room])
        return len(text)

    def take(self):
        text = "".join(self.fresh)
        self.fresh.clear()
        return text


class _Recorder:
    def __init__(self, report, output):
        self.report = report
        self.output = output
        self.steps = 0

    def trace(self, frame, event, argument):
        if frame.f_code.co_filename != candidate.FILE:
            return None
        if event == "line" or event == "call":
            self.add("line" if event == "line" else "call", frame, None)
        elif event == "return":
            self.add("return", frame, describe(argument))
        elif event == "exception":
            kind, error, _ = argument
            self.add("exception", frame, f"{kind.__name__}: {_text_of(error)}")
        return self.trace

    def add(self, kind, frame, value):
        if self.steps >= MAX_STEPS:
            self.end({"kind": "cut"})
            raise _Full
        self.steps += 1
        self.write(
            {
                "kind": kind,
                "line": frame.f_lineno,
                "value": value,
                "stack": _stack(frame),
                "variables": _variables(frame),
                "output": self.output.take(),
            }
        )

    def end(self, end):
        if self.report is None:
            return
        self.write({"end": end, "output": self.output.take()})
        os.close(self.report)
        self.report = None

    def write(self, entry):
        if self.report is not None:
            os.write(self.report, (json.dumps(entry) + "\n").encode())


def record(argument: str) -> str:
    """Evaluates one call of the loaded program under the recorder. The reply says nothing."""
    request = json.loads(argument)
    if candidate._program.module is None:
        return ""
    code = compile(request["source"], candidate.TEST_FILE, "eval")
    output = _Output()
    recorder = _Recorder(os.open("/dev/report", os.O_WRONLY), output)
    sys.stdout = output
    sys.settrace(recorder.trace)
    try:
        value = eval(code, candidate._program.module.__dict__)
        sys.settrace(None)
        recorder.end({"kind": "returned", "value": describe(value)})
    except BaseException as error:
        sys.settrace(None)
        if not isinstance(error, _Full):
            recorder.end({"kind": "raised", "value": f"{type(error).__name__}: {_text_of(error)}"})
    return ""


def _stack(frame):
    """Names and lines of the program's frames, outermost first."""
    frames = []
    while frame is not None and len(frames) < 50:
        if frame.f_code.co_filename == candidate.FILE:
            frames.append([frame.f_code.co_name, frame.f_lineno])
        frame = frame.f_back
    return frames[::-1]


def _variables(frame):
    names = [name for name in frame.f_locals if not name.startswith((".", "__"))]
    if frame.f_code.co_name == "<module>":
        return []
    return [[name, describe(frame.f_locals[name])] for name in names[:MAX_VARIABLES]]


_plain = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    type(None),
    list,
    tuple,
    set,
    frozenset,
    dict,
    range,
)


def describe(value: Any, depth: int = 0) -> str:
    """The value in a few words; of a program's own class, its attributes."""
    if _is_plain(value, 3):
        return _short.repr(value)
    cls = type(value)
    attributes = getattr(value, "__dict__", None)
    if cls.__module__ == candidate.MODULE and type(attributes) is dict and depth < 2:
        inner = [f"{key}={describe(each, depth + 1)}" for key, each in list(attributes.items())[:6]]
        return f"<{cls.__name__} {', '.join(inner)}>" if inner else f"<{cls.__name__}>"
    if type(value).__name__ in ("function", "builtin_function_or_method", "type"):
        return f"<{getattr(value, '__name__', 'function')}>"
    return f"<{cls.__name__}>"


def _is_plain(value, depth):
    cls = type(value)
    if cls not in _plain:
        return False
    if depth == 0:
        return True
    if cls is dict:
        return all(
            _is_plain(k, depth - 1) and _is_plain(v, depth - 1) for k, v in list(value.items())[:12]
        )
    if cls in (list, tuple, set, frozenset):
        return all(_is_plain(item, depth - 1) for item in list(value)[:12])
    return True


def _text_of(error):
    """The message, unless the program's own code would have to make it."""
    return str(error)[:200] if type(error).__module__ == "builtins" else ""
