/** The one style of the project's Python: that a fault of each kind is found, and only faults. */

import { expect, test } from 'vitest';
import { formatted, pythonFaults } from '../../../src/terminal/python-style.ts';

const found = (source: string) => pythonFaults('a.py', source);

test('tidy Python has no faults', () => {
  expect(
    found('import json\n\n\ndef read(text: str) -> dict:\n    return json.loads(text)\n'),
  ).toEqual([]);
});

test('a fault is told with its place, its rule and in words', () => {
  expect(found('import json\n')).toEqual(['a.py:1: `json` imported but unused (F401)']);
  expect(found('try:\n    pass\nexcept:\n    print()\n')).toEqual([
    expect.stringContaining('a.py:3: Do not use bare `except` (E722)'),
  ]);
});

test('Python that does not parse is a fault', () => {
  expect(found('def f(:\n')).toContainEqual(expect.stringContaining('a.py:1: '));
});

test('another style is a fault, which the formatter mends', () => {
  const source = "def f() -> str:\n  return 'a'\n";
  expect(found(source)).toContain('a.py: not formatted; run "npm run format".');
  expect(formatted(source)).toBe('def f() -> str:\n    return "a"\n');
  expect(found(formatted(source))).toEqual([]);
});

test('types are asked of what other modules may call, and of nothing else', () => {
  const source = (name: string) => `def ${name}(x):\n    return x\n`;
  expect(found(source('shared'))).toEqual([
    'a.py:1: Missing type annotation for function argument `x` (ANN001)',
    'a.py:1: Missing return type annotation for public function `shared` (ANN201)',
  ]);
  expect(found(source('_own'))).toEqual([]);
  const method = (cls: string, name: string) =>
    `class ${cls}:\n    def ${name}(self, x):\n        def inner(y):\n            return y\n\n        return inner(x)\n`;
  expect(found(method('Shared', 'call'))).toHaveLength(2);
  expect(found(method('Shared', '_call'))).toEqual([]);
  expect(found(method('_Own', 'call'))).toEqual([]);
});
