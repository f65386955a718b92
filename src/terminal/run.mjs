// Runs one of the commands that are written in TypeScript, each a file with a `main`:
// node src/terminal/run.mjs FOLDER NAME ...
import { readdirSync } from 'node:fs';
import { fail, installMissing } from './install.mjs';

const [, , folder = '', name = '', ...args] = process.argv;
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
if (!names.includes(name)) fail(`Name one of: ${names.join(', ')}.`);

installMissing();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(`./${folder}/${name}.ts`, { configFile: false });
process.exitCode = await module.main(args);
