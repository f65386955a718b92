"""The search as two functions from text to text, for an interpreter that the page drives.

`begin` takes a specification, `step` a number of seconds; both reply with the search's state.
One search at a time: the next `begin` drops the last one.
"""

import json

from search_session import Search

_current = None


def begin(specification):
    """{text, functionName, shownTests, setupCode, seed, seconds}, as JSON."""
    global _current
    wanted = json.loads(specification)
    _current = Search(wanted['text'], wanted['functionName'], wanted['shownTests'],
                      wanted['setupCode'], wanted['seed'], {'seconds': wanted['seconds']})
    return _state()


def step(seconds):
    """Searches for about so many seconds."""
    _current.step(float(seconds))
    return _state()


def _state():
    result = _current.result()
    return json.dumps({'progress': _current.progress(), 'result': result})
