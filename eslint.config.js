// Lint, and with it the direction of the arrows between the folders of src (see docs/architecture.md).
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Every folder of src with the folders it may import from. */
const mayImport = {
  platform: [],
  tasks: ['platform'],
  sandbox: ['platform'],
  synthesis: ['tasks', 'sandbox', 'platform'],
  checking: ['tasks', 'sandbox', 'platform'],
  evaluation: ['checking', 'synthesis', 'tasks', 'platform'],
  app: ['evaluation', 'checking', 'synthesis', 'tasks', 'platform'],
  texts: ['app', 'evaluation', 'checking', 'synthesis', 'tasks', 'platform'],
  ui: ['texts', 'app', 'evaluation', 'checking', 'synthesis', 'tasks', 'platform'],
  terminal: ['texts', 'app', 'evaluation', 'checking', 'synthesis', 'tasks', 'platform'],
};

const arrows = Object.entries(mayImport).map(([folder, allowed]) => {
  const forbidden = [...Object.keys(mayImport), 'build'].filter(
    (other) => other !== folder && !allowed.includes(other),
  );
  return {
    files: [`src/${folder}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: forbidden.map((name) => `**/${name}/**`),
              message: `${folder}/ may import only from ${allowed.join(', ') || 'nowhere else'}.`,
            },
          ],
        },
      ],
    },
  };
});

export default ts.config(
  { ignores: ['dist', 'artifacts', 'node_modules', '.cache'] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  ...arrows,
);
