/** JSON as Python writes it: with infinities and NaN, which are read as null. */

export function readPythonJson(text: string): unknown {
  return JSON.parse(withoutBareNumbers(text));
}

function withoutBareNumbers(text: string): string {
  if (!/Infinity|NaN/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
    found.startsWith('"') ? found : 'null',
  );
}
