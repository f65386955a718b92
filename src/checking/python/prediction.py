"""Reads what was predicted, beside the program: as a literal, or as a call whose inputs are literals.

A prediction is data. Nothing of it is evaluated here: a value is built by `ast.literal_eval`, and a
call is only looked at, to be evaluated later as any call of the program is.
"""

import ast
import json

import plain_values

MAX_MESSAGE = 500
# What an input may consist of, literals and operators between them.
_INPUT_NODES = (
    ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.UnaryOp, ast.BinOp,
    ast.operator, ast.unaryop, ast.expr_context,
)  # fmt: skip


def read_value(text: str) -> str:
    """The value of a literal; anything else is a syntax error, as the page calls it."""
    try:
        return _value(ast.literal_eval(text.strip()))
    except plain_values.UnsupportedValue as error:
        return json.dumps({"kind": "unsupported", "reason": error.reason})
    except Exception as error:
        return _fault(error)


def read_call(argument: str) -> str:
    """
    The source of a call of the same function as in `call`. The text is such a call, or the
    arguments alone.
    """
    request = json.loads(argument)
    name = ast.parse(request["call"], mode="eval").body.func.id
    text = request["text"].strip()
    try:
        call = _call(text, name) or _call(f"{name}({text}\n)", name)
        if call is None:
            raise SyntaxError(f"not a call of {name} with literals")
        return _value(ast.unparse(call))
    except Exception as error:
        return _fault(error)


def _call(text, name):
    """The text as a call of that name whose inputs are literals; None where it is none."""
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    if not is_call or node.func.id != name:
        return None
    inputs = [*node.args, *(keyword.value for keyword in node.keywords)]
    are_named = all(keyword.arg is not None for keyword in node.keywords)
    return node if are_named and all(map(_is_literal, inputs)) else None


def _is_literal(node):
    # An empty set has no other form.
    is_empty_set = (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "set"
        and not node.args
        and not node.keywords
    )
    if is_empty_set:
        return True
    return isinstance(node, _INPUT_NODES) and all(map(_is_literal, ast.iter_child_nodes(node)))


def _value(value):
    return json.dumps({"kind": "value", "value": plain_values.encode(value)})


def _fault(error):
    message = str(getattr(error, "msg", None) or error)[:MAX_MESSAGE]
    report = {"type": type(error).__name__, "message": message, "line": None}
    return json.dumps({"kind": "syntax-error", "exception": {**report, "traceback": message}})
