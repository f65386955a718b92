/** Examples that a docstring gives as Python's doctest has them, as the asserts a search reads. */

/**
 * ">>> f(1)" and the line "2" below it say `assert f(1) == 2`. What is no such pair is left out:
 * calls over several lines, results that are no expression.
 */
export function docstringExamples(code: string): readonly string[] {
  const pairs = code.matchAll(/^[ \t]*>>> (.+)\n[ \t]*((?!>>>|\.\.\. |"""|''')\S.*)$/gm);
  return [...pairs].flatMap(([, call = '', result = '']) => {
    const value = result.trim();
    return isCall(call) && isLiteral(value) ? [`assert ${withoutComment(call)} == ${value}`] : [];
  });
}

function isCall(text: string): boolean {
  return /^[A-Za-z_]\w*\(.*\)\s*(#.*)?$/.test(text);
}

/** Begins as a number, a text or a collection does, or is one of Python's names for values. */
function isLiteral(text: string): boolean {
  return /^(-?[\d.]|['"[({]|(True|False|None)$)/.test(text);
}

function withoutComment(call: string): string {
  return call.replace(/\)\s*#[^'"]*$/, ')').trim();
}
