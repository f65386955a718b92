/** Styles say where words begin and end, not left and right: the page is mirrored where words are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const physical = [
  /(^|[\s{;])(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b[\w-]*:/,
  /(^|[\s{;])border-(top|bottom)-(left|right)-radius:/,
  /(^|[\s{;])(left|right):/,
  /\b(text-align|float|clear|justify-\w+):\s*(left|right)\b/,
  /\b(transform-origin|background-position|object-position):[^;]*\b(left|right)\b/,
  /\bto (left|right)\b/,
  /\bstyle:(left|right|(margin|padding|border)-(left|right)\S*)=/,
];

/** `margin: 0 4px 0 8px`, which has another left than right. */
function isLopsided(line: string): boolean {
  const shorthand = /(^|[\s{;])(?:margin|padding|inset|border-width): ([^;]+);/.exec(line)?.[2];
  const parts = shorthand?.match(/[\w-]+\((?:[^()]|\([^()]*\))*\)|\S+/g) ?? [];
  return parts.length === 4 && parts[1] !== parts[3];
}

/** Styles, and what markup sets of them: scripts may speak of left and right. */
function stylesOf(file: string, source: string): string {
  const styles = file.endsWith('.css') ? source : source.replace(/<script[^]*?<\/script>/g, '');
  return styles.replace(/\/\*[^]*?\*\//g, '');
}

function physicalIn(file: string, source: string): string[] {
  return stylesOf(file, source)
    .split('\n')
    .filter((line) => physical.some((pattern) => pattern.test(line)) || isLopsided(line))
    .map((line) => `${file}: ${line.trim()}`);
}

test('no style of the page says left or right', () => {
  const files = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|css)$/.test(name))
    .map((name) => join('src/ui', name));
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => physicalIn(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test('what says left or right is found', () => {
  const styles = [
    ...['margin-left: 1px;', 'left: 0;', 'border-right-color: red;', 'text-align: right;'],
    ...['padding: 0 calc(2 * var(--a)) 0 0;', 'transform-origin: left;'],
  ];
  const fine = [
    ...['margin-inline-start: 1px;', 'padding: 0 4px 2px 4px;', 'text-align: end;'],
    ...['background-position: var(--end) 16px center;', 'inset: 0 auto;'],
  ];
  const component = `<script>const side = { left: 1 };</script><i style:left={x}></i>`;
  expect(physicalIn('a.css', [...styles, ...fine].join('\n'))).toHaveLength(styles.length);
  expect(physicalIn('a.svelte', component)).toHaveLength(1);
});
