"""What the words of a task say: tokens of its text and name, numbers and quoted strings in it."""

import re

NUMBER_WORDS = {
    "two": 2,
    "second": 2,
    "square": 2,
    "squares": 2,
    "squared": 2,
    "twice": 2,
    "double": 2,
    "half": 2,
    "three": 3,
    "third": 3,
    "cube": 3,
    "cubes": 3,
    "triple": 3,
    "four": 4,
    "fourth": 4,
    "five": 5,
    "fifth": 5,
    "six": 6,
    "sixth": 6,
    "seven": 7,
    "seventh": 7,
    "eight": 8,
    "eighth": 8,
    "nine": 9,
    "ten": 10,
    "hundred": 100,
    "dozen": 12,
}
GENERIC = frozenset(
    "write a an the function to of in given from that python find is by for "
    "with using it or its be code program if this".split()
)


class Words:
    """The vocabulary of one task, for asking whether a component fits it."""

    def __init__(self, text: str, function_name: str):
        spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", function_name or "").replace("_", " ")
        body = text.lower()
        self.text = body
        ordered = re.findall(r"[a-z]+", body) + re.findall(r"[a-z]+", spaced.lower())
        self.tokens = {token for token in ordered if token not in GENERIC}
        self.numbers = [int(number) for number in re.findall(r"(?<![\w.])\d{1,6}(?![\w.])", body)]
        self.numbers += [NUMBER_WORDS[token] for token in ordered if token in NUMBER_WORDS]
        quoted = re.findall(r"'([^' ]{1,8})'|\"([^\" ]{1,8})\"|‘([^’ ]{1,8})’", text)
        self.quoted = [one or two or three for one, two, three in quoted]

    def has(self, prefix: str) -> bool:
        """Whether a token begins with the prefix, or with both parts of ``one+other``."""
        if "+" in prefix:
            return all(self.has(part) for part in prefix.split("+"))
        if prefix.endswith("."):
            return prefix[:-1] in self.tokens
        return any(token.startswith(prefix) for token in self.tokens)

    def matching(self, prefix: str) -> set[str]:
        """The tokens that a wanted word matches; none unless all its parts match."""
        found = set()
        for part in prefix.split("+"):
            exact = part.endswith(".")
            here = {
                token
                for token in self.tokens
                if (token == part[:-1] if exact else token.startswith(part))
            }
            if not here:
                return set()
            found |= here
        return found

    def covered(self, wanted: tuple[str, ...], least: int) -> frozenset[str]:
        """The tokens that a component's words explain with at least this weight."""
        found = set()
        for word in wanted:
            prefix, _, weight = word.partition(":")
            if (int(weight) if weight else 3) >= least:
                found |= self.matching(prefix)
        return frozenset(found)

    def fit(self, wanted: tuple[str, ...]) -> int:
        """The largest weight among matching ``prefix:weight`` words; 0 when none matches."""
        best = 0
        for word in wanted:
            prefix, _, weight = word.partition(":")
            value = int(weight) if weight else 3
            if value > best and self.has(prefix):
                best = value
        return best
