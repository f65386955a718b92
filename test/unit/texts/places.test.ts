/** All text that a person can see is in src/texts: what components and commands show is scanned. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AST, parse } from 'svelte/compiler';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Not words: the signs of the button for large type, and units. */
const signs = new Set(['A', 'fr', 'px)', 'px', 'rem', 'scaleX(', 'translateY(']);

/** Attributes of elements that are shown or read aloud. */
const readAttributes = new Set(['title', 'aria-label', 'aria-valuetext', 'placeholder', 'alt']);

/** Properties of our components that take no words. */
const wordlessProperties = new Set([
  ...['accept', 'class', 'controls', 'href', 'id', 'kind', 'pane', 'role', 'shape', 'side', 'step'],
  ...['titleId', 'tone', 'type'],
]);

/** Names of icons, which a component takes as `name`. */
const isIcon = (component: string, property: string) => component === 'Icon' && property === 'name';

const hasWord = (text: string) => /\p{L}{2}/u.test(text) && !signs.has(text.trim());

interface Place {
  readonly file: string;
  readonly text: string;
}

/** The literal words in the markup of a component. */
function wordsInMarkup(file: string, source: string): Place[] {
  const found: Place[] = [];
  const { fragment } = parse(source, { modern: true });
  const note = (text: string) => {
    if (hasWord(text)) found.push({ file, text: text.trim().replace(/\s+/g, ' ') });
  };
  visit(fragment, (node, owner) => {
    if (node.type === 'Text' && owner?.type !== 'Attribute') note(String(node['data']));
    if (node.type !== 'Attribute' || !Array.isArray(node['value'])) return;
    const name = String(node['name']);
    const component = String(owner?.['name'] ?? '');
    const isRead =
      owner?.type === 'Component'
        ? !wordlessProperties.has(name) && !isIcon(component, name) && !name.startsWith('--')
        : readAttributes.has(name);
    if (isRead) for (const part of node['value'] as Node[]) note(String(part['data'] ?? ''));
  });
  return found;
}

type Node = { readonly type: string } & Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Every node of a fragment with the element or attribute that it is in. */
function visit(
  node: AST.Fragment | Node,
  use: (node: Node, owner: Node | null) => void,
  owner: Node | null = null,
): void {
  if (!isNode(node)) return;
  use(node, owner);
  const next = /Attribute|Component|Element/.test(node.type) ? node : owner;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent' || key === 'metadata') continue;
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isNode(each)) visit(each, use, next);
    }
  }
}

/** Sentences in code: a capital, then words. What is thrown is for developers. */
function sentencesIn(file: string, code: string): Place[] {
  const found: Place[] = [];
  // Most files have nothing that could be one, and need not be parsed.
  if (!/['"`](\p{Lu}|\$\{)[^'"`]*\p{L}{2} \p{Ll}{2}/u.test(code)) return found;
  const parsed = ts.createSourceFile(file, code, ts.ScriptTarget.Latest);
  const look = (node: ts.Node): void => {
    if (isThrown(node)) return;
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    const text = ts.isTemplateExpression(node)
      ? [node.head, ...node.templateSpans.map(({ literal }) => literal)]
          .map((part) => part.text)
          .join('…')
      : ts.isStringLiteralLike(node)
        ? node.text
        : '';
    if (/^[\p{Lu}…]/u.test(text) && /\p{L}{2} \p{Ll}{2}/u.test(text) && !/[<>{}=]/.test(text)) {
      found.push({ file, text });
    }
    node.forEachChild(look);
  };
  look(parsed);
  return found;
}

/** A made error, what its class hands to `Error`, and the message of a schema's check. */
function isThrown(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return (
      ts.isIdentifier(node.expression) && /(Error|Exception|Fault)$/.test(node.expression.text)
    );
  }
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return true;
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'check';
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const sourceOf = (file: string) => readFileSync(file, 'utf8');

test('no component has words in its markup', () => {
  const found = filesIn('src/ui', '.svelte').flatMap((file) => wordsInMarkup(file, sourceOf(file)));
  expect(found).toEqual([]);
});

/**
 * What a model reads and not a person (prompts and hints); names that plans keep; details of
 * failures, which a text names by their kind; and what the search says of its own end.
 */
const elsewhere = [
  'src/app/attempts/failing-test.ts',
  'src/evaluation/plans/harness-presets.ts',
  'src/evaluation/plans/plan-presets.ts',
  'src/synthesis/code-prompt.ts',
  'src/synthesis/dialog.ts',
  'src/synthesis/kinds/calculation-kind.ts',
  'src/synthesis/kinds/harness-kinds.ts',
  'src/synthesis/kinds/prediction-kind.ts',
  'src/synthesis/prompt.ts',
  'src/synthesis/search/search-engine.ts',
  'src/synthesis/web-llm/cached-files.ts',
];

/** The sandbox shows nothing; a set's name and description belong to its one entry. */
const wordlessFolders = /^src\/(build|sandbox|tasks\/sets|texts)\//;

/**
 * The name of the search, stored with what it wrote as a model's name is; the file field that only
 * `npm run evaluate` sees; and what `npm run check` says to developers.
 */
const elsewhereTexts = new Set([
  'Built-in search',
  'Model file',
  '…: not formatted; run "npm run format".',
]);

test('no code outside of src/texts has sentences', () => {
  const files = filesIn('src', '.ts').filter(
    (file) => !wordlessFolders.test(file) && !elsewhere.includes(file),
  );
  const components = filesIn('src/ui', '.svelte');
  const scripts = components.map((file) => {
    const code = /<script lang="ts"[^>]*>([^]*?)<\/script>/.exec(sourceOf(file))?.[1] ?? '';
    return [file, code] as const;
  });
  const all = [...files.map((file) => [file, sourceOf(file)] as const), ...scripts];
  const found = all.flatMap(([file, code]) => sentencesIn(file, code));
  expect(found.filter(({ text }) => !elsewhereTexts.has(text))).toEqual([]);
});

test('words in markup, in a title and in code are found', () => {
  const markup = '<p title="Two words">Some text {1} more</p><Fold name="Its name" side="left" />';
  expect(wordsInMarkup('a', markup).map(({ text }) => text)).toEqual([
    ...['Two words', 'Some text', 'more', 'Its name'],
  ]);
  const code = "const a = 'Nothing is stored.'; const b = `Task ${id} is gone`; f('left-over');";
  expect(sentencesIn('a', code).map(({ text }) => text)).toEqual([
    ...['Nothing is stored.', 'Task … is gone'],
  ]);
});
