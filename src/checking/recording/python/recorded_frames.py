"""What is to be seen of the program's frames as they are run."""

import opcode
import types
from collections.abc import Callable
from typing import Any

import candidate
import recorded_values

MAX_VARIABLES = 20
MAX_GLOBALS = 8
FIXED = frozenset((bool, int, float, complex, str, bytes, type(None)))
_RETURN = opcode.opmap["RETURN_VALUE"]
_YIELD = opcode.opmap["YIELD_VALUE"]


class Stack:
    """The program's frames, outermost first, told of as far as they are others than before."""

    def __init__(self, told_of: Callable[[types.FrameType], list]):
        self.told_of = told_of
        self.frames = []
        self.told = []
        self.places = {}

    def reach(self, frame: types.FrameType, is_entered: bool) -> int:
        """To where it is at a frame; the index from which it was told of anew.

        A frame has the same callers for as long as it runs. A generator is entered again and again,
        by others.
        """
        above = []
        each = frame
        while each is not None:
            if each.f_code.co_filename == candidate.FILE:
                if each in self.places and not (is_entered and each is frame):
                    break
                above.append(each)
            each = each.f_back
        at = -1 if each is None else self.places[each]
        self.cut(at + 1)
        if at >= 0 and self.told[at][-1] != each.f_lineno:
            self.told[at] = self.told_of(each)
        else:
            at += 1
        for added in reversed(above):
            self.places[added] = len(self.frames)
            self.frames.append(added)
            self.told.append(self.told_of(added))
        return at

    def cut(self, length: int) -> None:
        """A frame that has left is not held on to: what it names may be freed."""
        for frame in self.frames[length:]:
            del self.places[frame]
        del self.frames[length:], self.told[length:]

    def leave(self, frame: types.FrameType) -> None:
        if frame in self.places:
            self.cut(self.places[frame])


def leaving(frame: types.FrameType, value: Any, is_raising: bool) -> str:
    """Python tells of all three as a return; where an exception leaves, as one of None."""
    instruction = frame.f_code.co_code[frame.f_lasti]
    if value is None and (is_raising or instruction not in (_RETURN, _YIELD)):
        # A block that keeps an exception to itself may return in the very same line.
        return "return" if instruction == _RETURN else "unwind"
    return "yield" if instruction == _YIELD else "return"


def variables_of(frame: types.FrameType) -> list[tuple[str, Any]]:
    """Those that are shown."""
    if frame.f_code.co_name == "<module>":
        return []
    # Each access makes a view anew.
    known = frame.f_locals
    names = [name for name in known if not name.startswith((".", "__"))]
    return [(name, known[name]) for name in names[:MAX_VARIABLES]]


def is_settled(frame: types.FrameType, shown: list[tuple[str, Any]]) -> bool:
    """Whether its variables stay as they are while it waits: nobody else can bind or change them."""
    code = frame.f_code
    is_own = not code.co_cellvars and not code.co_freevars
    return is_own and all(type(value) in FIXED for _, value in shown)


def outer_values() -> list[tuple[str, Any]]:
    """Names outside functions that are there for their values."""
    code = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)
    found = [
        (name, value)
        for name, value in [*candidate._program.module.__dict__.items()]
        if name[:1] != "_"
        and type(value) is not types.FunctionType
        and not issubclass(type(value), code)
        and (type(value) in recorded_values.ATOMS or recorded_values.kind_of(value))
    ]
    return found[:MAX_GLOBALS]
