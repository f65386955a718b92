/** `npm run grade` on files, judged by what it leaves; once as people run it, a process of its own. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main as grade } from '../../src/terminal/grade.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-grade-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

afterEach(() => vi.restoreAllMocks());

interface Run {
  readonly code: number | null;
  readonly text: string;
  readonly faults: string;
}

/** The command itself, in this process. */
async function runGrade(args: readonly string[]): Promise<Run> {
  let [text, faults] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((line) => (text += `${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line) => (faults += `${line}\n`));
  const code = await grade(args);
  return { code, text, faults };
}

/** A child process, which builds a site of its own. */
function runAsPeopleDo(args: readonly string[]): Promise<Run> {
  const command = ['src/terminal/run.mjs', 'src/terminal', 'grade', ...args];
  return new Promise((resolve) => {
    const env = { ...process.env, SYNTHPAD_SITE: '' };
    const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [text, faults] = ['', ''];
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.on('data', (chunk) => (faults += chunk));
    child.on('close', (code) => resolve({ code, text, faults }));
  });
}

async function fileOf(name: string, lines: readonly unknown[]): Promise<string> {
  const path = join(folder, name);
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  await writeFile(path, `${text.join('\n')}\n`);
  return path;
}

const tasks = [
  {
    task_id: 2,
    text: 'Write a function that adds.',
    code: 'def add(a, b):\n    return a + b',
    test_list: ['assert add(2, 3) == 5', 'assert add(-1, 1) == 0'],
    test_setup_code: '',
    challenge_test_list: ['assert add(10**20, 1) == 10**20 + 1'],
  },
  {
    task_id: 30,
    text: 'Write a function that doubles.',
    code: 'def double(a):\n    return a * 2',
    test_list: ["assert double('ab') == 'abab'"],
    test_setup_code: '',
    challenge_test_list: [],
  },
];

interface Line {
  readonly task_id: unknown;
  readonly sample: number;
  readonly extraction: string;
  readonly status: string;
  readonly passed: boolean;
  readonly tests: readonly Record<string, unknown>[];
  readonly output_cut?: true;
  readonly ms: number;
}

async function linesOf(path: string): Promise<Line[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('samples are graded in their order, however their task is written', async () => {
  const right = 'def add(a, b):\n    return a + b';
  const samples = await fileOf('samples.jsonl', [
    { task_id: 'Mbpp/30', solution: 'def double(a):\n    return a + a' },
    { task_id: 2, completion: right },
    { task_id: '2', completion: 'def add(a, b):\n    return a - b' },
    '',
    { task_id: 'Mbpp/2', solution: 'def add(a, b):\n    while True: pass' },
    { task_id: 2, completion: 'def add(a, b) return' },
    { task_id: 2, completion: 'def plus(a, b): return a + b' },
    { task_id: 2, completion: 'def add(a, b): return a.missing' },
    { task_id: 2, completion: 'import sys\nsys.exit()' },
    { task_id: '30', completion: 'print("x" * 100_000)\ndef double(a): return [a, a]' },
    { task_id: 2, completion: right },
  ]);
  const out = join(folder, 'graded.jsonl');
  const paths = ['--tasks', await fileOf('tasks.jsonl', tasks), '--samples', samples, '--out', out];
  const run = await runAsPeopleDo([...paths, '--limit-ms', '3000', '--workers', '2']);

  expect(run.faults).toBe('');
  expect(run.code).toBe(0);
  const lines = await linesOf(out);
  expect(lines.map((line) => [line.task_id, line.sample, line.status, line.passed])).toEqual([
    ['Mbpp/30', 0, 'passed', true],
    [2, 0, 'passed', true],
    ['2', 1, 'failed-assertion', false],
    ['Mbpp/2', 2, 'timeout', false],
    [2, 3, 'syntax-error', false],
    [2, 4, 'missing-function', false],
    [2, 5, 'runtime-error', false],
    [2, 6, 'early-exit', false],
    ['30', 1, 'failed-assertion', false],
    [2, 7, 'passed', true],
  ]);
  expect(lines[2]?.tests).toEqual([
    {
      group: 'shown',
      source: 'assert add(2, 3) == 5',
      outcome: 'failed-assertion',
      expected: '5',
      got: '-1',
      error: null,
    },
    expect.objectContaining({ group: 'shown', outcome: 'failed-assertion', got: '-2' }),
    expect.objectContaining({ group: 'challenge', outcome: 'failed-assertion' }),
  ]);
  expect(lines[6]?.tests[0]?.['error']).toContain('AttributeError');
  expect(lines.every((line) => line.ms >= 0)).toBe(true);
  expect(lines.flatMap((line, at) => (line.output_cut ? at : []))).toEqual([8]);

  // Task 2: 2 of 8 samples; task 30: 1 of 2.
  expect(run.text).toContain('10 samples of 2 tasks');
  expect(run.text).toMatch(/pass@1 +0\.3750/);
  expect(run.text).toMatch(/passed +3\n/);
  expect(run.text).toMatch(/timeout +1\n/);
});

test('what cannot be graded is named, the rest is graded, and the exit code tells', async () => {
  const samples = await fileOf('faulty.jsonl', [
    { task_id: 2, completion: 'def add(a, b): return a + b' },
    '{"task_id": 2, "completion": "def',
    { task_id: 999, completion: 'pass' },
    { task_id: 2 },
    { completion: 'pass' },
    '[1, 2]',
  ]);
  const out = join(folder, 'faulty-graded.jsonl');
  const paths = ['--tasks', await fileOf('tasks.jsonl', tasks), '--samples', samples, '--out', out];
  const run = await runGrade(paths);

  expect(run.code).toBe(1);
  expect((await linesOf(out)).map((line) => line.status)).toEqual(['passed']);
  expect(run.faults.replaceAll(folder, '').trim().split('\n')).toEqual([
    '/faulty.jsonl, line 2: not JSON.',
    '/faulty.jsonl, line 4: neither "solution" nor "completion" is a string.',
    '/faulty.jsonl, line 5: "task_id" is missing, or is neither a string nor a number.',
    '/faulty.jsonl, line 6: not an object.',
    '/faulty.jsonl: /tasks.jsonl has no task 999.',
  ]);
});

test('missing files, wrong files and wrong options are named before anything runs', async () => {
  const file = await fileOf('tasks.jsonl', tasks);
  const nowhere = join(folder, 'nowhere.jsonl');
  const noTasks = await fileOf('no-tasks.jsonl', [{ a: 1 }]);
  const { code, faults } = await runAsPeopleDo([]);
  expect([code, faults]).toEqual([2, expect.stringContaining('Usage: npm run grade --')]);
  const refused = async (...args: string[]) => {
    const run = await runGrade(args);
    expect(run.code).toBe(2);
    return run.faults.replaceAll(folder, '').split('\n')[0];
  };
  const rest = ['--samples', file, '--out', join(folder, 'unused.jsonl')];
  expect(await refused('--tasks', nowhere, ...rest)).toBe(
    'Cannot read /nowhere.jsonl. Check the path.',
  );
  expect(await refused('--tasks', file, '--samples', nowhere, '--out', nowhere)).toBe(
    'Cannot read /nowhere.jsonl. Check the path.',
  );
  expect(await refused('--tasks', noTasks, ...rest)).toContain('no-tasks.jsonl');
  expect(await refused('--tasks', file)).toBe('--tasks, --samples and --out are required.');
  expect(await refused('--tasks', file, ...rest, '--workers', 'many')).toBe(
    '--workers must be a whole number above 0, not many.',
  );
  expect(await refused('--tasks', file, ...rest, '--limt-ms', '3')).toContain('--limt-ms');
});

test('a task that cannot be read is named, and does not keep the samples from being graded', async () => {
  const file = await fileOf('half.jsonl', [tasks[0], '{"task_id": 3']);
  const samples = await fileOf('one.jsonl', [
    { task_id: 2, completion: 'def add(a, b): return a + b' },
  ]);
  const run = await runGrade(['--tasks', file, '--samples', samples, '--out', join(folder, 'h')]);
  expect(run.faults).toContain('half.jsonl: Line 2');
  expect(run.code).toBe(0);
});

test('what is there is not overwritten, and a grading that was cut off goes on where it ended', async () => {
  const file = await fileOf('tasks.jsonl', tasks);
  const right = 'def add(a, b): return a + b';
  const samples = await fileOf('three.jsonl', [
    { task_id: 2, completion: right },
    { task_id: 2, completion: 'def add(a, b): return a' },
    { task_id: '2', completion: right },
  ]);
  const out = join(folder, 'three-graded.jsonl');
  const args = ['--tasks', file, '--samples', samples, '--out', out];
  const swapped = await runGrade(['--tasks', samples, '--samples', file, '--out', out]);
  expect([swapped.code, swapped.faults]).toEqual([2, expect.stringMatching(/are swapped\.\n$/)]);
  const first = await runGrade(args);
  const whole = await readFile(out, 'utf8');
  const again = await runGrade(args);
  expect([again.code, await readFile(out, 'utf8')]).toEqual([2, whole]);
  expect(again.faults).toContain('--force');

  const [line = ''] = whole.split('\n');
  await writeFile(out, whole.slice(0, line.length + 40));
  const resumed = await runGrade([...args, '--resume']);
  expect(resumed.code).toBe(0);
  expect((await linesOf(out)).map(({ sample, status }) => [sample, status])).toEqual([
    [0, 'passed'],
    [1, 'failed-assertion'],
    [2, 'passed'],
  ]);
  expect(resumed.text.split('\n').slice(1)).toEqual(first.text.split('\n').slice(1));
  expect((await readFile(out, 'utf8')).startsWith(`${line}\n`)).toBe(true);
});

test('an output that cannot be written is named before hours of grading', async () => {
  const file = await fileOf('tasks.jsonl', tasks);
  const samples = await fileOf('one.jsonl', [{ task_id: 2, completion: 'pass' }]);
  const run = await runGrade([
    '--tasks',
    file,
    '--samples',
    samples,
    '--out',
    join(folder, 'no-such-folder', 'out.jsonl'),
  ]);
  expect(run.code).toBe(2);
  expect(run.faults).toMatch(/Cannot write .*out\.jsonl/);
});

test('a reply is read in the way that is asked for, which is in every line', async () => {
  const right = 'def add(a, b):\n    return a + b\n';
  const samples = await fileOf('replies.jsonl', [
    { task_id: 2, completion: right },
    { task_id: 2, completion: `Sure:\n\n\`\`\`python\n${right}\`\`\`\n` },
    { task_id: 2, completion: `${right}[DONE]\n\nYou are an expert` },
    { task_id: 2, completion: `${right}\nThat is all.\n` },
    { task_id: 2, completion: 'I cannot do that.' },
  ]);
  const paths = ['--tasks', await fileOf('tasks.jsonl', tasks), '--samples', samples];
  const graded = async (...way: string[]) => {
    const out = join(folder, 'replies-graded.jsonl');
    expect((await runGrade([...paths, '--out', out, '--force', ...way])).code).toBe(0);
    return (await linesOf(out)).map(({ extraction, status }) => `${extraction} ${status}`);
  };
  const fault = 'syntax-error';
  const given = ['passed', fault, fault, fault, fault];
  expect(await graded()).toEqual(given.map((status) => `as-given ${status}`));
  expect(await graded('--extract', 'paper')).toEqual(
    ['passed', fault, 'passed', fault, fault].map((status) => `paper ${status}`),
  );
  expect(await graded('--extract', 'reply')).toEqual([
    ...Array.from({ length: 4 }, () => 'defines-function passed'),
    'no-code no-code',
  ]);
  const refused = await runGrade([...paths, '--out', 'unused', '--extract', 'guess']);
  expect([refused.code, refused.faults]).toEqual([
    2,
    '--extract must be one of reply, given, paper, lm-eval-instruct, evalplus and bigcode, not guess.\n',
  ]);
});

test('a signal that npm alone gets ends the command, which leaves nothing where temporary files go', async () => {
  const endless = { task_id: 2, completion: 'def add(a, b):\n    while True: pass' };
  const files = [
    ...['--tasks', await fileOf('tasks.jsonl', tasks)],
    ...['--samples', await fileOf('endless.jsonl', [endless])],
    ...['--out', join(folder, 'stopped.jsonl')],
  ];
  const TMPDIR = join(folder, 'temporary');
  await mkdir(TMPDIR);
  // As npm starts it: by a shell, which passes no signal on.
  const command = `"${process.execPath}" src/terminal/run.mjs src/terminal grade "$@"; exit $?`;
  const child = spawn('sh', ['-c', command, 'grade', ...files], {
    env: { ...process.env, TMPDIR, npm_lifecycle_event: 'grade' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let faults = '';
  child.stderr.on('data', (chunk) => (faults += chunk));
  // Until all that hold its end of the pipe have ended.
  const ended = new Promise((resolve) => child.on('close', resolve));
  const found = async () => (await readdir(TMPDIR, { recursive: true })).join(' ');
  await expect.poll(found, { timeout: 30_000 }).toMatch(/org\.chromium|com\.google/);
  child.kill('SIGTERM');
  await ended;
  expect(faults).toContain('Stopped.');
  expect(await found()).toBe('');
});
