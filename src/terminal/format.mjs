// npm run format: writes every file in the one style, Python included.
import { installMissing, packaged, run } from './install.mjs';

installMissing();
run(packaged('prettier'), ['--write', '--log-level', 'warn', '.']);
run(process.execPath, ['src/terminal/run.mjs', 'src/terminal', 'ruff', '--write']);
