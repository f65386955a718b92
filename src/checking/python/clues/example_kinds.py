"""What kinds of values a function takes and returns, as examples of its calls are written."""

import ast

_MOST_KINDS = 2
_CONSTANTS = {bool: "truth", int: "number", float: "number", complex: "number", str: "string"}


def read(examples: list[dict]) -> dict:
    """Of each parameter and of the result: the kinds there are, [] where that is not to be told."""
    counts = {len(each["inputs"]) for each in examples}
    parameters = []
    if len(counts) == 1:
        columns = zip(*(each["inputs"] for each in examples), strict=True)
        parameters = [_common(column) for column in columns]
    return {"parameters": parameters, "result": _common([each["expected"] for each in examples])}


def annotated(tree: ast.Module, function_name: str | None) -> dict | None:
    """As the function itself says it; null where it does not."""
    for each in tree.body:
        if isinstance(each, ast.FunctionDef) and each.name == function_name and each.returns:
            parameters = [_annotation(argument.annotation) for argument in each.args.args]
            return {"parameters": parameters, "result": _annotation(each.returns)}
    return None


_ANNOTATIONS = {
    "int": "number",
    "float": "number",
    "str": "string",
    "bool": "truth",
    "list": "list",
    "List": "list",
    "tuple": "tuple",
    "Tuple": "tuple",
    "dict": "dictionary",
    "Dict": "dictionary",
    "set": "set",
    "Set": "set",
}


def _annotation(node):
    match node:
        case ast.Name(id=name) if name in _ANNOTATIONS:
            return [{"kind": _ANNOTATIONS[name], "of": None}]
        case ast.Subscript(value=ast.Name(id="Optional"), slice=part):
            inner = _annotation(part)
            return inner and [*inner, {"kind": "none", "of": None}]
        case ast.Subscript(value=ast.Name(id=name), slice=part) if name in _ANNOTATIONS:
            inner = _annotation(part)
            return [{"kind": _ANNOTATIONS[name], "of": inner[0]["kind"] if inner else None}]
    return []


def _common(sources):
    kinds = [_kind_of(source) for source in sources]
    if None in kinds:
        return []
    parts = {}
    for each in kinds:
        parts.setdefault(each["kind"], set()).add(each["of"])
    if len(parts) > _MOST_KINDS:
        return []
    return [
        {"kind": kind, "of": known.pop() if len(known := of - {"empty"}) == 1 else None}
        for kind, of in parts.items()
    ]


def _kind_of(source):
    if source is None:
        return None
    try:
        return _kind(ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _kind(node):
    match node:
        case ast.Constant(value=value) if type(value) in _CONSTANTS:
            return {"kind": _CONSTANTS[type(value)], "of": None}
        case ast.Constant(value=None):
            return {"kind": "none", "of": None}
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant()):
            return _kind(node.operand)
        case ast.List():
            return {"kind": "list", "of": _part(node.elts)}
        case ast.Tuple():
            return {"kind": "tuple", "of": _part(node.elts)}
        case ast.Set():
            return {"kind": "set", "of": _part(node.elts)}
        case ast.Dict():
            return {"kind": "dictionary", "of": None}
        case ast.Call(func=ast.Name(id="set")):
            return {"kind": "set", "of": None}
    return None


def _part(nodes):
    kinds = {kind["kind"] if (kind := _kind(each)) else None for each in nodes}
    if not kinds:
        return "empty"
    return kinds.pop() if len(kinds) == 1 else None
