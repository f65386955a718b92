/**
 * One file for what the page needs from the start and the headless page may need too. By themselves
 * they share it in a dozen small files, which compress worse and are a request each.
 */

import { resolve } from 'node:path';

/** What is known of a module while files are divided. */
interface ModuleFacts {
  readonly importedIds: readonly string[];
  readonly dynamicallyImportedIds: readonly string[];
}

interface Modules {
  getModuleInfo(id: string): ModuleFacts | null;
}

const page = resolve('src/main.ts');
const headless = resolve('src/headless.ts');

/** The file that a module goes to; null where the bundler decides. */
export function sharedFirst(): (id: string, modules: Modules) => string | null {
  let shared: ReadonlySet<string> | null = null;
  return (id, modules) => {
    shared ??= sharedModules(modules);
    return shared.has(id) ? 'shared' : null;
  };
}

function sharedModules(modules: Modules): ReadonlySet<string> {
  const first = reached(page, modules, ({ importedIds }) => importedIds);
  const later = reached(headless, modules, (facts) => [
    ...facts.importedIds,
    ...facts.dynamicallyImportedIds,
  ]);
  return new Set([...first].filter((id) => later.has(id)));
}

function reached(
  from: string,
  modules: Modules,
  next: (facts: ModuleFacts) => readonly string[],
): Set<string> {
  const found = new Set([from]);
  for (const id of found) {
    const facts = modules.getModuleInfo(id);
    if (facts) for (const each of next(facts)) found.add(each);
  }
  return found;
}
