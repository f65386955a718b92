"""Exceptions as text: which of Python's own it is or derives from, and its plain arguments.

What is rebuilt is of that class itself, so that a test catches it, and looks at it, as it would in
the program's process. Only classes of the modules named here are.
"""

import importlib
import sys
from typing import Any

import plain_values

MAX_TEXT = 100_000
_MODULES = {
    "_csv", "_queue", "asyncio.exceptions", "binascii", "builtins", "configparser", "dataclasses",
    "decimal", "ipaddress", "json.decoder", "re", "re._constants", "statistics", "struct", "zlib",
}  # fmt: skip


def text_of(error: BaseException) -> str | None:
    """None where nothing of it can cross: its name and message have to do."""
    cls = next((each for each in type(error).__mro__ if _is_known(each)), None)
    args = tuple(error.args)
    if isinstance(error, OSError) and len(args) == 2 and error.filename is not None:
        # Which it takes, and does not keep among the others.
        args = (*args, error.filename)
    for parts in ((args, dict(vars(error))), (args, {}), ((str(error),), {})):
        try:
            names = cls.__module__, cls.__qualname__, cls is type(error)
            text = plain_values.encode((*names, *parts))
        except Exception:
            continue
        if len(text) <= MAX_TEXT:
            return text
    return None


def _is_known(cls):
    module = sys.modules.get(cls.__module__)
    return cls.__module__ in _MODULES and getattr(module, cls.__qualname__, None) is cls


def rebuilt(text: str, name: str, message: str) -> BaseException:
    """`name` and `message` are of the program's own class. Raises what rebuilding raises."""
    module, qualname, is_own, args, fields = plain_values.decode(text)
    if module not in _MODULES:
        raise ValueError(module)
    cls: Any = getattr(importlib.import_module(module), qualname)
    if not (isinstance(cls, type) and issubclass(cls, Exception)):
        raise ValueError(qualname)
    if not is_own:
        cls = type(name, (cls,), {"__str__": lambda _: message})
    try:
        error = cls(*args)
    except TypeError:
        # It takes other arguments than it keeps.
        error = cls.__new__(cls, *args)
    vars(error).update(fields)
    return error
