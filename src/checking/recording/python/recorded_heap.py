"""The containers that some names lead to, each told of once until it is another than before."""

from typing import Any

import recorded_digests
import recorded_values

MAX_OBJECTS = 40
MAX_ENTRIES = 240
MAX_LENGTH = 20


class Heap:
    def __init__(self):
        self.digests = recorded_digests.Digests()
        self.told = {}
        # When each was told of last, in steps.
        self.times = {}
        self.time = 0
        # Of the containers that names lead to, where all within was told of: the digest, what was
        # told, the containers, how many entries, and when. What is as it was is not walked again.
        self.known = {}
        # Of those that hold nothing but atoms: the digest, the text, and how many entries were told
        # of, which is None where there was no room for all.
        self.flat = {}
        self.begin()

    def begin(self) -> None:
        """At the next step."""
        self.seen = set()
        # Seen from other names.
        self.before = set()
        self.time += 1
        self.fresh = {}
        self.entries = MAX_ENTRIES
        self.is_cut = False

    def variable(self, value: Any) -> Any:
        """As `value`, with a number for all of it where its text leaves something out."""
        if recorded_values.kind_of(value) is None:
            return self.value(value)
        number = id(value)
        digest = self.digests.of(value)
        known = self.known_told(number, digest)
        if known is not None:
            return known
        self.before = set(self.seen)
        entries, was_cut, self.is_cut = self.entries, self.is_cut, False
        told = self.value(value)
        text, container = (told, None) if isinstance(told, str) else told
        if not recorded_values.is_whole(text):
            told = [text, container, digest]
        if digest is not None and not self.is_cut:
            inner = self.seen - self.before
            self.known[number] = digest, told, inner, entries - self.entries, self.time
        self.is_cut |= was_cut
        return told

    def value(self, value: Any) -> Any:
        """Its text, and where it is a container with room for it, which one."""
        text = recorded_values.plain(value)
        if text is not None:
            is_whole = type(value) is not str or recorded_values.is_whole(text)
            return text if is_whole else [text, None, self.digests.of(value)]
        kind = recorded_values.kind_of(value)
        if kind is None:
            text = recorded_values.describe(value)
            is_whole = recorded_values.is_whole(text)
            return text if is_whole else [text, None, self.digests.of(value)]
        number = id(value)
        digest = recorded_digests.of_flat(value, kind)
        known = self.flat.get(number)
        is_known = digest is not None and known is not None and known[0] == digest
        text = known[1] if is_known else recorded_values.describe(value)
        entries = self.entries
        if is_known and known[2] is not None and number not in self.seen:
            self.seen.add(number)
            self.entries -= known[2]
            return [text, number]
        is_told = self.add(value, kind)
        if digest is not None:
            is_all = is_told and not self.is_cut
            self.flat[number] = digest, text, entries - self.entries if is_all else None
        return [text, number] if is_told else text

    def known_told(self, number: int, digest: int | None) -> Any:
        """What was told of it when it was as it is; None where that is not known."""
        known = self.known.get(number)
        if digest is None or known is None or known[0] != digest:
            return None
        _, told, inner, entries, time = known
        # Numbers are given to others where objects are freed.
        if any(self.times[each] > time for each in inner):
            return None
        self.seen |= inner
        self.entries -= entries
        return told

    def add(self, value: Any, kind: str) -> bool:
        """Tells of a container, where there is room; whether it was told of."""
        number = id(value)
        if number in self.seen:
            self.is_cut |= number in self.before
            return True
        if len(self.seen) >= MAX_OBJECTS or self.entries <= 0:
            self.is_cut = True
            return False
        self.seen.add(number)
        most = min(MAX_LENGTH, self.entries)
        self.is_cut |= most < MAX_LENGTH
        length, entries = recorded_values.entries_of(value, kind, most)
        self.entries -= len(entries)
        told = [
            kind,
            recorded_values.name_of(type(value)),
            length,
            [[recorded_values.key_text(key, kind), self.value(item)] for key, item in entries],
        ]
        if self.told.get(number) != told:
            self.told[number] = self.fresh[number] = told
            self.times[number] = self.time
            self.flat.pop(number, None)
        return True
