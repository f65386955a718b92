"""Lets functions behind `functools.lru_cache` recurse as deep as others.

The cache in C calls the function through the stack of the browser, which ends after some hundred
levels and cannot be made larger. This one is Python calling Python, which needs none of it: then
Python's own limit is the one that counts, as a program that raises it expects.
"""

import collections
import functools

_missing = object()


def _wrapper(function, maxsize, typed, cache_info):
    make_key = functools._make_key
    cache = collections.OrderedDict() if maxsize else {}
    look_up = cache.get
    hits = misses = 0

    def unbounded(*args, **kwds):
        nonlocal hits, misses
        key = make_key(args, kwds, typed) if kwds or typed else args
        found = look_up(key, _missing)
        if found is not _missing:
            hits += 1
            return found
        misses += 1
        cache[key] = found = function(*args, **kwds)
        return found

    def bounded(*args, **kwds):
        nonlocal hits, misses
        key = make_key(args, kwds, typed) if kwds or typed else args
        found = look_up(key, _missing)
        if found is not _missing:
            hits += 1
            cache.move_to_end(key)
            return found
        misses += 1
        found = function(*args, **kwds)
        cache[key] = found
        if len(cache) > maxsize:
            cache.popitem(last=False)
        return found

    def uncached(*args, **kwds):
        nonlocal misses
        misses += 1
        return function(*args, **kwds)

    def clear():
        nonlocal hits, misses
        cache.clear()
        hits = misses = 0

    kinds = {None: unbounded, 0: uncached}
    wrapper = kinds.get(maxsize, bounded)
    wrapper.cache_info = lambda: cache_info(hits, misses, maxsize, len(cache))
    wrapper.cache_clear = clear
    return wrapper


def install() -> None:
    """For functions that are decorated from now on: what imports the cache earlier keeps its own."""
    functools._lru_cache_wrapper = _wrapper
