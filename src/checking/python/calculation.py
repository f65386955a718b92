"""What programs of MathQA-Python import and a browser lacks, as far as its references use it.

They were written for a SciPy that still had `gcd` and `lcm`, which it took from NumPy. Put in place
only before such a program, so that no other program finds modules that are not there.
"""

import json
import math
import sys
import types


def comb(total: float, chosen: float) -> float:
    """`scipy.special.comb`: a float, 0 where more are chosen than there are."""
    if chosen < 0 or total < chosen or total < 0:
        return 0.0
    if float(total).is_integer() and float(chosen).is_integer():
        return float(math.comb(int(total), int(chosen)))
    below = math.lgamma(chosen + 1) + math.lgamma(total - chosen + 1)
    return math.exp(math.lgamma(total + 1) - below)


def install(_argument: str) -> str:
    numpy = _module("numpy", gcd=math.gcd, lcm=math.lcm)
    special = _module("scipy.special", comb=comb)
    _module("scipy", gcd=numpy.gcd, lcm=numpy.lcm, special=special)
    return json.dumps({"kind": "done"})


def _module(name, **contents):
    module = types.ModuleType(name)
    module.__dict__.update(contents)
    sys.modules[name] = module
    return module
