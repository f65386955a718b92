"""The search as two functions from text to text, for an interpreter that the page drives.

`begin` takes a specification, `step` a number of seconds; both reply with the search's state.
One search at a time: the next `begin` drops the last one.
"""

import json

from search_session import Search


class _Service:
    current: Search


def begin(specification: str) -> str:
    """{text, functionName, shownTests, setupCode, seed, seconds}, as JSON."""
    wanted = json.loads(specification)
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
    result = _Service.current.result()
    return json.dumps({"progress": _Service.current.progress(), "result": result})
