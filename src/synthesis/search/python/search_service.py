"""The search as two functions from text to text, for an interpreter that the page drives.

`begin` takes a specification, `step` a number of seconds; both reply with the search's state.
One search at a time: the next `begin` drops the last one.
"""

import json

from search_names import with_parameters
from search_session import Search


class _Service:
    current: Search
    function_name: str | None
    parameters: list[str]


def begin(specification: str) -> str:
    """{text, functionName, shownTests, setupCode, seed, seconds}, as JSON; `parameters` are names
    that the programs are given, which decide nothing."""
    wanted = json.loads(specification)
    _Service.function_name = wanted["functionName"]
    _Service.parameters = wanted.get("parameters") or []
    _Service.current = Search(
        wanted["text"],
        wanted["functionName"],
        wanted["shownTests"],
        wanted["setupCode"],
        wanted["seed"],
        {"seconds": wanted["seconds"]},
    )
    return _state()


def step(seconds: str) -> str:
    """Searches for about so many seconds."""
    _Service.current.step(float(seconds))
    return _state()


def _state():
    state = {"progress": _Service.current.progress(), "result": _Service.current.result()}
    return json.dumps(_named(state) if _Service.parameters else state)


def _named(told):
    """The same with its programs' parameters as they are wanted."""
    if not isinstance(told, dict):
        return told
    return {
        key: with_parameters(value, _Service.function_name, _Service.parameters)
        if key in ("program", "best") and isinstance(value, str)
        else _named(value)
        for key, value in told.items()
    }
