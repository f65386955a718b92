"""Whether the calls of a program have nothing to do with one another, as far as its text tells.

Such calls may run in any order, and in several interpreters at once, and return the same. Said
beside the program, this is a claim like any other: it decides where calls run, and nothing else.
What is not known here to keep no state is taken to keep some.
"""

import ast
import builtins
import collections
import fractions
import re

# Built-ins that keep nothing, and through which nothing is reached that could.
_BUILTINS = {
    "Ellipsis", "NotImplemented", "abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes",
    "callable", "chr", "complex", "dict", "divmod", "enumerate", "filter", "float", "format",
    "frozenset", "hasattr", "hex", "int", "isinstance", "issubclass", "iter", "len", "list", "map",
    "max", "min", "next", "oct", "ord", "pow", "print", "range", "repr", "reversed", "round", "set",
    "slice", "sorted", "str", "sum", "tuple", "type", "zip",
    *(name for name, each in vars(builtins).items()
      if isinstance(each, type) and issubclass(each, BaseException)),
}  # fmt: skip
# Of each module what returns the same for the same arguments, and keeps nothing.
_MODULES = {
    module: set(names.split())
    for module, names in {
        "__future__": "annotations",
        "bisect": "bisect bisect_left bisect_right insort insort_left insort_right",
        "cmath": "acos asin atan cos e exp inf isclose isfinite isinf isnan log log10 phase pi polar"
        " rect sin sqrt tan tau",
        "collections": "ChainMap Counter OrderedDict defaultdict deque namedtuple",
        "copy": "copy deepcopy",
        "fractions": "Fraction",
        "functools": "cmp_to_key partial reduce",
        "heapq": "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest",
        "itertools": "accumulate batched chain combinations combinations_with_replacement compress"
        " count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat"
        " starmap takewhile tee zip_longest",
        "math": "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist"
        " e erf erfc exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose"
        " isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi"
        " pow prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp",
        "operator": "abs add and_ concat contains countOf eq floordiv ge getitem gt index indexOf inv"
        " invert is_ is_not itemgetter le lshift lt mod mul ne neg not_ or_ pos pow rshift sub truediv"
        " truth xor",
        "re": "A ASCII DOTALL I IGNORECASE M MULTILINE S U UNICODE VERBOSE X compile escape findall"
        " finditer fullmatch match search split sub subn",
        "statistics": "fmean geometric_mean harmonic_mean mean median median_grouped median_high"
        " median_low mode multimode pstdev pvariance quantiles stdev variance",
        "string": "ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits"
        " printable punctuation whitespace",
        "typing": "Any Callable DefaultDict Deque Dict FrozenSet Generator Iterable Iterator List"
        " Mapping NoReturn Optional Sequence Set Tuple Type Union",
    }.items()
}  # fmt: skip
_PLAIN = (
    str, bytes, bytearray, int, float, complex, list, tuple, set, frozenset, dict, range,
    collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque,
    fractions.Fraction, re.Match, re.Pattern,
)  # fmt: skip
_METHODS = {name for cls in _PLAIN for name in dir(cls) if not name.startswith("_")}
_METHODS.add("from_iterable")


def read(source: str) -> str:
    """Says "independent", or "dependent" where the text leaves any doubt."""
    try:
        return "independent" if _is_independent(ast.parse(source)) else "dependent"
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "dependent"


def _is_independent(tree):
    if not all(map(_is_plain, tree.body)):
        return False
    nodes = list(ast.walk(tree))
    modules = {
        each.asname or each.name: each.name
        for node in nodes
        if isinstance(node, ast.Import)
        for each in node.names
    }
    known = _BUILTINS.union(*map(_bound, nodes))
    return all(_is_known(node, known, modules) for node in nodes)


def _is_plain(statement):
    """At the top: imports, functions, texts and constants that never change."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.FunctionDef():
            return True
        case ast.Expr(ast.Constant()) | ast.Assign([ast.Name()], ast.Constant()):
            return True
    return False


def _bound(node):
    match node:
        case ast.FunctionDef(name) | ast.arg(name):
            return {name}
        case ast.Name(name, ctx=ast.Store()):
            return {name}
        case ast.ExceptHandler(name=str(name)):
            return {name}
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return {name}
        case ast.MatchMapping(rest=str(name)):
            return {name}
        case ast.Import(names):
            return {each.asname or each.name for each in names}
        case ast.ImportFrom(module, [ast.alias("*")]):
            return _MODULES.get(module, set())
        case ast.ImportFrom(names=names):
            return {each.asname or each.name for each in names}
    return set()


def _is_known(node, known, modules):
    match node:
        case ast.Global() | ast.ClassDef() | ast.AsyncFunctionDef():
            return False
        case ast.FunctionDef(decorator_list=decorators, args=arguments):
            return not decorators and not _has_shared_default(arguments)
        case ast.Lambda(arguments):
            return not _has_shared_default(arguments)
        case ast.Import(names):
            return all(each.name in _MODULES for each in names)
        case ast.ImportFrom(module, names, 0):
            allowed = _MODULES.get(module, set())
            return all(each.name == "*" or each.name in allowed for each in names) and bool(allowed)
        case ast.ImportFrom():
            return False
        case ast.Name(name):
            return name in known
        case ast.Attribute(ast.Name(name), attribute, ast.Load()) if name in modules:
            return attribute in _MODULES.get(modules[name], set())
        case ast.Attribute(_, name, context):
            # Functions and modules are the only objects that all calls share.
            return name in _METHODS and isinstance(context, ast.Load)
        case ast.MatchClass(kwd_attrs=names):
            return all(each in _METHODS for each in names)
    return True


def _has_shared_default(arguments):
    """Whether a default may be an object that calls change."""
    defaults = [*arguments.defaults, *arguments.kw_defaults]
    return not all(each is None or _is_constant(each) for each in defaults)


def _is_constant(node):
    match node:
        case ast.UnaryOp(operand=ast.Constant()):
            return True
        case ast.Tuple(items):
            return all(map(_is_constant, items))
    return isinstance(node, ast.Constant)
