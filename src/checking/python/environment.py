"""What a browser does not give a program: the code of what an exception shows to be missing.

The exceptions are Python's own, raised where the thing is used; `texts` has a sentence for each
code. Like everything said beside the program it is a claim, and decides nothing.

Where the browser's Python pretends to have a thing, this makes it fail as Python does without it:
commands that never run, addresses made up for every name.
"""

import _socket
import errno
import io
import os
import socket
import sys

import event_loop

_NETWORK = {"socket", "request", "client", "base_events", "events", "streams"}
_PROCESSES = {"subprocess", "process", "popen_fork", "popen_spawn_posix", "synchronize", "pty"}
# Of `os`, which leaves out what a platform does not have.
_PROCESS_CALLS = {"posix_spawn", "posix_spawnp", "forkpty", "startfile"}
_NETWORK_ERRORS = {
    errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENOTCONN, errno.ECONNREFUSED, errno.ENOTSUP,
}  # fmt: skip


class _NoInput(io.RawIOBase):
    """Standard input that is empty, and knows whether a program has read it."""

    name = "<stdin>"
    was_read = False

    def readable(self):
        return True

    def readinto(self, _buffer):
        self.was_read = True
        return 0

    def fileno(self):
        return 0


_input = _NoInput()


_LOOK_UPS = {
    name: getattr(_socket, name) for name in ("gethostbyname", "gethostbyname_ex", "getaddrinfo")
}


def install() -> None:
    """For this interpreter."""
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BufferedReader(_input), "utf-8")
    os.system = _system
    for name, look_up in _LOOK_UPS.items():
        resolve = _looked_up(look_up)
        for module in (_socket, socket):
            if getattr(module, name) is look_up:
                setattr(module, name, resolve)


def _system(command):
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


def _looked_up(look_up):
    """Gives addresses as they are, and that of this machine, as without a network."""

    def resolve(host, *args, **named):
        if host in ("localhost", b"localhost"):
            host = "127.0.0.1"
        if host and not _is_address(host):
            raise _socket.gaierror(_socket.EAI_AGAIN, "Temporary failure in name resolution")
        return look_up(host, *args, **named)

    resolve.__name__ = look_up.__name__
    return resolve


def _is_address(host):
    text = host.decode("latin-1") if isinstance(host, bytes) else host
    for family in (_socket.AF_INET, _socket.AF_INET6):
        try:
            _socket.inet_pton(family, text)
        except (OSError, ValueError):
            continue
        return True
    return False


def missing(error: BaseException) -> str | None:
    """The code of what is missing, or None where the program itself is to blame."""
    if isinstance(error, ModuleNotFoundError):
        return _missing_module(error.name or "")
    if isinstance(error, event_loop.WaitsForOutside):
        return "waits-for-outside"
    if _lacks_input(error):
        return "no-input"
    if isinstance(error, AttributeError) and error.obj is os and error.name in _PROCESS_CALLS:
        return "no-processes"
    if isinstance(error, RuntimeError) and str(error) == "can't start new thread":
        return "no-threads"
    if isinstance(error, FileNotFoundError):
        return "no-files"
    if isinstance(error, OSError | NotImplementedError):
        return _missing_device(error)
    return None


def _lacks_input(error):
    """What comes of an empty text in place of a line: `int("")`, `a, b = "".split()`."""
    if isinstance(error, EOFError) and (
        str(error) == "EOF when reading a line" or "getpass" in _passed(error)
    ):
        return True
    return _input.was_read and isinstance(error, EOFError | ValueError | IndexError | StopIteration)


def _missing_module(name):
    if name.startswith("_multiprocessing"):
        return "no-processes"
    if name in sys.stdlib_module_names:
        return "no-module"
    # A part of a module that exists is a mistake of the program's.
    return "no-package" if "." not in name else None


def _missing_device(error):
    if isinstance(error, _socket.gaierror):
        return "no-network"
    passed = _passed(error)
    number = getattr(error, "errno", None)
    if passed & _PROCESSES or number in (errno.ENOSYS, errno.ENOEXEC):
        return "no-processes"
    return "no-network" if passed & _NETWORK or number in _NETWORK_ERRORS else None


def _passed(error):
    """The modules, by their files, on the way from the program to where it was raised."""
    passed = set()
    traceback = error.__traceback__
    while traceback is not None:
        path = traceback.tb_frame.f_code.co_filename
        passed.add(path.rpartition("/")[2].removesuffix(".py"))
        traceback = traceback.tb_next
    return passed
