"""What a program prints as it is run."""

import io

MAX_OUTPUT = 20_000


class Output(io.TextIOBase):
    """Keeps what is printed, so that each step can say what was new."""

    def __init__(self):
        self.length = 0
        self.fresh = []

    def write(self, text: str) -> int:
        # By the methods of `str`: a class derived from it may have its own.
        kept = str.__getitem__(text, slice(max(0, MAX_OUTPUT - self.length)))
        self.fresh.append(kept)
        self.length += len(kept)
        return str.__len__(text)

    def take(self) -> str:
        """What is new since it was asked last."""
        text = "".join(self.fresh)
        self.fresh.clear()
        return text
