import { expect, test } from 'vitest';
import { atOnce } from '../../../src/platform/in-turns.ts';
import { readJson } from '../../../src/platform/long-json.ts';

/** So long that it is cut. */
const long = 'x'.repeat(300_000);

const values: [string, unknown][] = [
  ['a list', [1, long, [2, [3, long]], {}, [], '', null]],
  ['one entry', [long]],
  ['an object', { a: 1, b: [long, { c: [long] }], d: {}, ' "e\\" ': true, 10: 1, 2: 2 }],
  ['an own "__proto__"', JSON.parse(`{"__proto__": [1], "a": "${long}"}`)],
  ['a text', long],
  ['quotes and backslashes', [`${long}\\`, '"', '\\"', '\\\\"]}', '[{', long, '\u{1F600}\ud800']],
  ['many short ones', Array.from({ length: 50_000 }, (_, at) => ({ at, text: '",[]{}' }))],
  ['deep nesting', JSON.parse(`${'['.repeat(4_000)}"${long}"${']'.repeat(4_000)}`)],
];

test.each(values)('%s is read as by the engine', (_, value) => {
  for (const text of [JSON.stringify(value), `\n ${JSON.stringify(value, null, 2)} \r\n`]) {
    const read = atOnce(readJson(text));
    expect(read).toEqual(value);
    expect(JSON.stringify(read)).toBe(JSON.stringify(value));
  }
});

test('the later of two fields of one name counts', () => {
  expect(atOnce(readJson(`{"a": 1, "b": "${long}", "a": 2}`))).toEqual({ a: 2, b: long });
});

test.each([
  `["${long}"`,
  `["${long}`,
  `["${long}", 1}`,
  `["${long}",, 1]`,
  `["${long}", 1,]`,
  `[,"${long}"]`,
  `["${long}"] 1`,
  `["${long}"]]`,
  `["${long}" 1]`,
  `[["${long}", {]}, 1]`,
  `{"a": "${long}"`,
  `{"a": "${long}", }`,
  `{"a": "${long}", b: 1}`,
  `{"a" "${long}"}`,
  `{"a": "${long}", "b"}`,
  `{"${long}": }`,
  `{"a": "${long}", "\\x": 1}`,
  `{"a": "${long}"]`,
  `{"a": ["${long}", 01]}`,
  `nope ${long}`,
])('what is no JSON is refused, with a reason', (text) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(() => atOnce(readJson(text))).toThrow(SyntaxError);
  expect(() => atOnce(readJson(text))).toThrow(/.{5}/);
});

test('a long list is read in many steps', () => {
  const text = JSON.stringify(Array.from({ length: 1_000 }, () => 'x'.repeat(1_000)));
  let steps = 0;
  for (const reading = readJson(text); !reading.next().done;) steps++;
  expect(steps).toBeGreaterThan(3);
});
