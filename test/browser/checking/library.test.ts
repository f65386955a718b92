/** Python's library as programs find it: every module that is packed can be imported. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

/** They open a browser, or print a poem. */
const notImported = ['__main__', 'antigravity', 'this'];

const importsAll = `
import importlib, sys, zipfile

def f():
    path = next(each for each in sys.path if each.endswith('.zip'))
    names = {each.split('/')[0].removesuffix('.pyc') for each in zipfile.ZipFile(path).namelist()}
    failed = []
    for name in sorted(names - set(${JSON.stringify(notImported)})):
        try:
            importlib.import_module(name)
        except BaseException as error:
            failed.append(f'{name}: {type(error).__name__}: {error}')
    return failed
`;

test('every packed module can be imported', async () => {
  const task = taskOf(['assert f() == []'], { referenceCode: 'def f(): pass' });
  const { tests } = await checker.check({ task, program: importsAll, limits: { timeMs: 60_000 } });
  expect(tests).toMatchObject([{ outcome: 'passed', got: '[]' }]);
});

test.each(['doctest', 'pdb', 'pydoc', 'unittest', 'http.client', 'urllib.request'])(
  'import %s, which models write at the top of a program',
  async (module) => {
    const task = taskOf(['assert f() == 1'], { referenceCode: 'def f(): pass' });
    const program = `import ${module}\ndef f(): return 1\nif __name__ == '__main__':\n    input()`;
    expect((await checker.check({ task, program })).status).toBe('passed');
  },
);
