"""What a browser does not give a program: the code of what an exception shows to be missing.

The exceptions are Python's own, raised where the thing is used; `texts` has a sentence for each
code. Like everything said beside the program it is a claim, and decides nothing.
"""

import errno
import sys

import event_loop

_NETWORK = {"socket", "request", "client", "base_events", "events", "streams"}
_PROCESSES = {"subprocess", "process", "popen_fork", "popen_spawn_posix", "synchronize"}
_NETWORK_ERRORS = {
    errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENOTCONN, errno.ECONNREFUSED, errno.ENOTSUP,
}  # fmt: skip


def missing(error: BaseException) -> str | None:
    """The code of what is missing, or None where the program itself is to blame."""
    if isinstance(error, ModuleNotFoundError):
        return _missing_module(error.name or "")
    if isinstance(error, event_loop.WaitsForOutside):
        return "waits-for-outside"
    if isinstance(error, EOFError) and str(error) == "EOF when reading a line":
        return "no-input"
    if isinstance(error, RuntimeError) and str(error) == "can't start new thread":
        return "no-threads"
    if isinstance(error, FileNotFoundError):
        return "no-files"
    if isinstance(error, OSError | NotImplementedError):
        return _missing_device(error)
    return None


def _missing_module(name):
    if name.startswith("_multiprocessing"):
        return "no-processes"
    if name in sys.stdlib_module_names:
        return "no-module"
    # A part of a module that exists is a mistake of the program's.
    return "no-package" if "." not in name else None


def _missing_device(error):
    passed = set()
    traceback = error.__traceback__
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        passed.add(path.rpartition("/")[2].removesuffix(".py"))
        traceback = traceback.tb_next
    number = getattr(error, "errno", None)
    if passed & _PROCESSES or number in (errno.ENOSYS, errno.ENOEXEC):
        return "no-processes"
    return "no-network" if passed & _NETWORK or number in _NETWORK_ERRORS else None
