"""What stands in a test for a value of the program's that is still to be asked for."""

from typing import Protocol


class Guessing(Protocol):
    """What goes on with unknown values."""

    def guess(self) -> None:
        """Notes one more use of one. Raises Stopped after too many."""


class Stopped(BaseException):
    """Guessing leads no further."""


class DependsOnUnknown(Exception):
    """A question cannot be asked before another one is answered."""


class Unknown:
    """Stands for a value that is still to be asked for. It agrees with everything."""

    def __init__(self, calls: Guessing):
        self.calls = calls

    def _same(self, *_positional, **_named):
        self.calls.guess()
        return self

    def _true(self, *_arguments):
        self.calls.guess()
        return True

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._same()

    def __iter__(self):
        return iter(())

    def __next__(self):
        raise Stopped

    def __reduce__(self):
        raise DependsOnUnknown

    def __hash__(self):
        return 0

    def __len__(self):
        return 0

    def __str__(self):
        return ""

    def __format__(self, _form):
        return ""

    def __float__(self):
        return 0.0

    def __complex__(self):
        return 0j

    __bool__ = __contains__ = _true
    __repr__ = __str__
    __int__ = __index__ = __len__
    __call__ = __getitem__ = __copy__ = __deepcopy__ = __enter__ = _same
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _same
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = _same
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __mod__ = __pow__ = _same
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = _same
    __and__ = __or__ = __xor__ = __lshift__ = __rshift__ = _same
    __rand__ = __ror__ = __rxor__ = __rlshift__ = __rrshift__ = _same
    __divmod__ = __rdivmod__ = __trunc__ = __floor__ = __ceil__ = _same

    def __exit__(self, *_arguments):
        return False

    def __setitem__(self, _key, _value):
        self.calls.guess()

    __delitem__ = __setitem__
