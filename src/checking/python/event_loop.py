"""An event loop without a browser: `asyncio.run` works as in plain Python.

Pyodide's own loop hands every callback to JavaScript, where it would run after the program. This
one sleeps until the next callback is due, as there is nothing else to wait for: sockets and
processes do not exist here, and work for threads is done at once.
"""

import asyncio
import time
from asyncio import base_events, events, runners


class WaitsForOutside(RuntimeError):
    """Every task waits, and nothing is left that could wake one."""


class _Loop(base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout is None:
            raise WaitsForOutside("Every task waits for something that cannot happen.")
        time.sleep(max(0, timeout))
        return ()

    def _process_events(self, _events):
        pass

    def _write_to_self(self):
        pass

    def run_in_executor(self, _executor, function, *arguments):
        done = self.create_future()
        try:
            done.set_result(function(*arguments))
        except Exception as error:
            done.set_exception(error)
        return done


class _Policy(events._BaseDefaultEventLoopPolicy):
    _loop_factory = _Loop

    def get_event_loop(self):
        if self._local._loop is None:
            self.set_event_loop(self.new_event_loop())
        return self._local._loop


events._set_running_loop(None)
events._set_event_loop_policy(_Policy())
asyncio.run = runners.run
# Pyodide's first asks JavaScript whether it may be suspended.
time.sleep = getattr(time.sleep, "__wrapped__", time.sleep)
asyncio.EventLoop = asyncio.SelectorEventLoop = _Loop
