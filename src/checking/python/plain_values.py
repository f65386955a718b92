"""Values as text: a closed set of exact types, limited in depth and size.

This is the only language in which a program's interpreter speaks to the judge. `encode` runs
beside the program and may lie; `decode` runs in the judge and builds nothing but what is listed
here, so that no behaviour of the program's own comes along. What is laborious to build or to
compare is refused before it is built.

Text and small integers stand for themselves, everything else is `[tag, ...]`.
"""

from plain_types import Match, UnsupportedValue
from value_decoding import Decoder, decode, is_derived
from value_encoding import Encoder, encode

__all__ = ["Decoder", "Encoder", "Match", "UnsupportedValue", "decode", "encode", "is_derived"]
