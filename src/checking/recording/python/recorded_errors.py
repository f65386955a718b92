"""Exceptions in a line, as Python would print them, without running any code of the program's."""

import builtins

import recorded_values

MAX_MESSAGE = 200
# Before there is a program that could add to them.
_ERRORS = [each for each in vars(builtins).values() if isinstance(each, type)]


def text_of(error: BaseException) -> str:
    """Class and message; that only where none of the program's code has to make it."""
    cls = type(error)
    return f"{recorded_values.name_of(cls)}: {_message_of(error) if cls in _ERRORS else ''}"


def _message_of(error):
    arguments = BaseException.args.__get__(error)
    if len(arguments) == 1 and type(arguments[0]) is str and type(error) is not KeyError:
        return arguments[0][:MAX_MESSAGE]
    composed = [*arguments, getattr(error, "filename", None), getattr(error, "filename2", None)]
    is_plain = all(type(each) in (str, int, bytes, type(None)) for each in composed)
    if isinstance(error, (OSError, UnicodeError)) and is_plain:
        return str(error)[:MAX_MESSAGE]
    return ", ".join(map(recorded_values.describe, arguments))[:MAX_MESSAGE]
