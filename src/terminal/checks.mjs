// The static checks, written once: `npm run check` runs them alone, `npm test` while the tests run.
// Each is the command of an installed package, or a script of ours that Node runs.
export const checks = [
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['eslint', '.'],
  ['node', 'src/terminal/run.mjs', 'src/terminal', 'ruff'],
  ['svelte-check', '--tsconfig', 'tsconfig.json', '--fail-on-warnings'],
  ['tsc', '--project', 'tsconfig.worker.json'],
  ['tsc', '--project', 'tsconfig.node.json'],
];
