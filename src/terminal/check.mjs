// npm run check: the static checks without the tests; npm run lint: those of them named.
import { faultsOf } from './background.mjs';
import { checks } from './checks.mjs';
import { fail, installMissing } from './install.mjs';

installMissing();
const names = process.argv.slice(2);
const isChosen = (/** @type {string[]} */ command) =>
  names.length === 0 || names.some((name) => command.join(' ').includes(name));
const faults = await faultsOf(checks.filter(isChosen));
if (faults.length > 0) fail(faults.join('\n'));
