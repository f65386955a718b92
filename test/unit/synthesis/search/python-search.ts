/** The search's own Python in Pyodide, which runs in Node as it runs in the sandbox. */

import { loadPyodide } from 'pyodide';
import { searchModules } from '../../../../src/synthesis/search/search-modules.ts';
import { readState, type SearchState } from '../../../../src/synthesis/search/search-state.ts';

export interface Specification {
  readonly text?: string;
  readonly functionName?: string | null;
  readonly parameters?: readonly string[];
  readonly shownTests: readonly string[];
  readonly setupCode?: string;
  readonly seed?: number;
  readonly seconds?: number;
}

export interface PythonSearch {
  begin(specification: Specification): SearchState;
  step(seconds: number): SearchState;
  /** Steps until there is a result. */
  search(specification: Specification): SearchState;
  /** The value of an expression after some statements, as JSON. */
  evaluate(statements: string, expression: string): unknown;
}

export async function startPythonSearch(): Promise<PythonSearch> {
  const pyodide = await loadPyodide();
  const add = pyodide.runPython(`
def add(name, source):
    import sys, types
    sys.modules[name] = module = types.ModuleType(name)
    exec(compile(source, name, 'exec'), module.__dict__)
add`);
  for (const { name, source } of searchModules) add(name, source);
  const service = pyodide.pyimport('search_service');
  const begin = (specification: Specification) =>
    readState(
      service.begin(
        JSON.stringify({
          text: '',
          functionName: 'f',
          setupCode: '',
          seed: 0,
          seconds: 20,
          ...specification,
        }),
      ),
    );
  const step = (seconds: number) => readState(service.step(String(seconds)));
  return {
    begin,
    step,
    search(specification) {
      let state = begin(specification);
      while (state.result === null) state = step(0.2);
      return state;
    },
    evaluate(statements, expression) {
      const globals = pyodide.toPy({});
      pyodide.runPython(statements, { globals });
      return JSON.parse(pyodide.runPython(`import json\njson.dumps(${expression})`, { globals }));
    },
  };
}
