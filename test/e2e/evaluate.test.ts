/** `npm run evaluate` and `npm run merge` on files, with a real model in a real browser. */

import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { main as evaluate } from '../../src/terminal/evaluate.ts';
import { openSite } from '../../src/terminal/site.ts';
import { main as merge } from '../../src/terminal/merge.ts';
import { countsIn, passAt } from '../support/recomputed.ts';
import { answerAsServer, type Asked } from '../support/openai-server.ts';
import { serveSite, sharedChromium, type Site } from '../support/site.ts';
import { starterModel, starterModelName, starterPlan } from '../support/starter-model.ts';
import { pairAdapter, pairBase } from '../support/study-model.ts';

let folder: string;
let site: Site;
let browser: Browser;
let said: string[];
/** While the run of `whole.jsonl` was made. */
let saidOfWhole: string[];
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  site = await serveSite();
  browser = await sharedChromium();
  folder = await mkdtemp(join(tmpdir(), 'synthpad-evaluate-'));
  await writeFile(path(starterModelName), starterModel);
  await writeFile(path('plan.json'), JSON.stringify(starterPlan()));
  await run('whole.jsonl');
  saidOfWhole = said;
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function openHeadless() {
  const page = await browser.newPage();
  await page.goto(`${site.address}headless.html`);
  return { page, close: () => page.close() };
}

function listen(): void {
  said = [];
  const keep = (sentence: unknown) => void said.push(String(sentence).replaceAll(folder, ''));
  vi.spyOn(console, 'log').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation(keep);
}

function run(out: string, ...more: string[]): Promise<number> {
  listen();
  const files = ['--plan', path('plan.json'), '--model', path(starterModelName)];
  return evaluate([...files, '--workers', '1', '--out', path(out), ...more], openHeadless);
}

function joined(out: string, ...logs: string[]): Promise<number> {
  listen();
  return merge(['--out', path(out), ...logs.map(path)]);
}

/** What two runs of one plan share: everything but ids and times. */
async function content(name: string) {
  const lines = (await readFile(path(name), 'utf8')).trimEnd().split('\n');
  const timeless = (key: string, value: unknown) =>
    /^(createdAt|madeAt|ms|firstTokenMs|totalMs)$/.test(key) ? 0 : value;
  const parsed = lines.map((line) => JSON.parse(line, timeless));
  const of = (wanted: string) => parsed.filter(({ kind }) => kind === wanted);
  return {
    run: { ...of('run').at(-1)?.run, id: '' },
    tasks: of('task').sort((left, right) => left.task.id - right.task.id),
    samples: of('sample').sort((left, right) => rank(left) - rank(right)),
  };
}

function rank({ task, index }: { task: string; index: number }): number {
  return 100 * Number(task) + index;
}

test('a plan is run as it says: every task as often as asked, each sample judged', async () => {
  const { run: head, samples } = await content('whole.jsonl');
  expect(head).toMatchObject({
    plan: starterPlan(),
    modelName: 'tiny',
    modelBytes: starterModel.byteLength,
    taskIds: ['1', '2', '3', '4', '5'],
    madeWith: expect.stringMatching(/^Synthpad \d/),
  });
  const statuses = (task: string) =>
    samples.filter((sample) => sample.task === task).map(({ verdict }) => verdict.status);
  expect(samples.map(({ seed }) => seed).sort()).toEqual(
    [1, 2, 3].flatMap((seed) => Array(5).fill(seed)),
  );
  expect(statuses('1')).toEqual(['failed-assertion', 'passed', 'passed']);
  expect(statuses('2')).toEqual(['passed', 'passed', 'passed']);
  expect(statuses('3')).toEqual(['runtime-error', 'runtime-error', 'runtime-error']);
  expect(statuses('4')).toEqual(['no-code', 'no-code', 'no-code']);
  expect(statuses('5')).toEqual(['syntax-error', 'syntax-error', 'syntax-error']);
});

test('the numbers that it prints are those of the log', async () => {
  const counts = countsIn(await readFile(path('whole.jsonl'), 'utf8'));
  const [first, ...rest] = [passAt(1, counts)].flatMap(({ value, low, high }) => [
    value,
    low,
    high,
  ]);
  const [low, high] = rest.map((each) => each.toFixed(4));
  expect(saidOfWhole[1]).toBe(
    `pass@1  ${first?.toFixed(4)} (95% interval ${low} to ${high}, over ${counts.length} tasks)`,
  );
});

test('two shards, merged, are the run as a whole', async () => {
  expect(await run('two.jsonl', '--shard', '2/2')).toBe(0);
  expect(said.slice(0, 2)).toEqual([
    '6 of 6 samples in /two.jsonl: 3 passed, 0 generation errors',
    'pass@1  0.5000 (95% interval 0.0059 to 0.9941, over 2 tasks)',
  ]);

  expect(await joined('half.jsonl', 'two.jsonl')).toBe(1);
  expect(said).toEqual(['6 samples of 2 tasks in /half.jsonl', 'Shard 1/2 is missing.']);

  expect(await run('one.jsonl', '--shard', '1/2')).toBe(0);
  expect(await joined('merged.jsonl', 'two.jsonl', 'one.jsonl')).toBe(0);
  expect(said).toEqual(['15 samples of 5 tasks in /merged.jsonl']);
  expect(await content('merged.jsonl')).toEqual(await content('whole.jsonl'));

  expect(await joined('twice.jsonl', 'two.jsonl', 'one.jsonl', 'one.jsonl')).toBe(2);
  expect(said).toEqual(['/one.jsonl and /one.jsonl both contain task 1. List each shard once.']);
  expect(await joined('mixed.jsonl', 'one.jsonl', 'whole.jsonl')).toBe(2);
  expect(said[0]).toContain('divide the plan differently');
});

test('a log that was cut anywhere is continued to the same end', async () => {
  const whole = await readFile(path('whole.jsonl'));
  await writeFile(path('cut.jsonl'), whole);
  await truncate(path('cut.jsonl'), whole.length - Math.round(whole.length / 5));
  expect(await joined('unfinished.jsonl', 'cut.jsonl')).toBe(1);
  expect(said.join('\n')).toMatch(/is incomplete and was skipped[^]*lacks \d+ samples/);

  expect(await run('cut.jsonl', '--resume')).toBe(0);
  expect(said.join('\n')).toContain('15 of 15 samples');
  expect(await content('cut.jsonl')).toEqual(await content('whole.jsonl'));
});

test('replies that the page had not checked yet are checked, and not asked for again', async () => {
  const lines = (await readFile(path('whole.jsonl'), 'utf8')).trimEnd().split('\n');
  // As a run is exported that was paused just then: its latest replies have no program yet.
  const exported = lines.map((line) => {
    const parsed = JSON.parse(line);
    const isUnchecked = parsed.kind === 'sample' && parsed.task !== '2';
    return isUnchecked ? JSON.stringify({ ...parsed, extraction: null, verdict: null }) : line;
  });
  await writeFile(path('paused.jsonl'), `${exported.join('\n')}\n`);
  expect(await run('paused.jsonl', '--resume')).toBe(0);
  expect(said[0]).toBe(saidOfWhole[0]?.replace('whole', 'paused'));
  expect(said[1]).toBe(saidOfWhole[1]);
  const { samples } = await content('paused.jsonl');
  const wanted = (await content('whole.jsonl')).samples;
  expect(samples.filter(({ verdict }) => verdict !== null)).toEqual(wanted);
  // Their model was not even loaded: what is in the log of replies is what was there.
  const replies = (from: readonly { reply: unknown }[]) => from.map(({ reply }) => reply);
  expect(replies(samples.filter(({ verdict }) => verdict === null))).toEqual(
    replies(wanted.filter(({ task }) => task !== '2')),
  );
});

/** Of these tasks, asked for what each of their calls returns. */
async function predicted(out: string, ...rows: readonly string[]): Promise<number> {
  const tasks = rows.map((test, at) => ({
    ...{ task_id: at + 1, text: 'Add.', code: 'def add(a, b):\n    return a + b' },
    ...{ test_list: [test, 'assert add(2, 2) == 4'].slice(0, test.includes('==') ? 2 : 1) },
    ...{ test_setup_code: '', challenge_test_list: [] },
  }));
  await writeFile(path('calls-tasks.jsonl'), tasks.map((task) => JSON.stringify(task)).join('\n'));
  const plan = starterPlan({
    asks: { kind: 'output', shows: 'code' },
    ...{ tasks: { source: 'starter', which: { kind: 'all' } }, samplesPerTask: 1 },
  });
  await writeFile(path('calls.json'), JSON.stringify(plan));
  listen();
  const files = ['--plan', path('calls.json'), '--model', path(starterModelName)];
  const more = ['--tasks', path('calls-tasks.jsonl'), '--workers', '1', '--out', path(out)];
  return evaluate([...files, ...more], openHeadless);
}

test('a plan that asks for predictions has a sample for each call, and a bar that says so', async () => {
  const isTerminal = process.stderr.isTTY;
  process.stderr.isTTY = true;
  const drawn: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => drawn.push(text) > 0);
  const code = await predicted('calls.jsonl', 'assert add(1, 2) == 3', 'assert add(0, 2) == 2');
  process.stderr.isTTY = isTerminal;
  expect([code, said[0]]).toEqual([
    0,
    '4 of 4 samples in /calls.jsonl: 0 passed, 0 generation errors',
  ]);
  expect(drawn.at(-1)).toContain(`[${'#'.repeat(30)}] 4 of 4`);
});

test('where no test has a call to ask for, nothing is run and no log is left', async () => {
  expect(await predicted('none.jsonl', 'assert abs(add(1, 2) - 3) < 1')).toBe(2);
  expect(said).toEqual([
    'None of these tasks can be asked for that. Choose other tasks, or ask for what the tasks ask for.',
  ]);
  await expect(readFile(path('none.jsonl'))).rejects.toThrow('ENOENT');
});

test('a server gets its key from the environment, and nobody else does', async () => {
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const parts = (request.url ?? '').split('/').slice(2);
    void answerAsServer(request, response, parts);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/openai/fine/keyed/v1`;
  const writer = { kind: 'server', address, model: 'm', parallel: 2 } as const;
  const plan = starterPlan({ writer, samplesPerTask: 1 });
  await writeFile(path('server.json'), JSON.stringify(plan));
  vi.stubEnv('SYNTHPAD_TEST_KEY', 'sesame-42');
  listen();
  const args = ['--plan', path('server.json'), '--workers', '1', '--out', path('server.jsonl')];
  expect(await evaluate([...args, '--key-env', 'SYNTHPAD_TEST_KEY'], openHeadless)).toBe(0);
  const asked = await (await fetch(address.replace(/v1$/, 'log'))).json();
  expect(asked.map(({ authorization }: Asked) => authorization)).toEqual(
    Array(5).fill('Bearer sesame-42'),
  );
  expect(said.join('\n') + (await readFile(path('server.jsonl'), 'utf8'))).not.toContain('sesame');
  server.close();
});

test('a plan with an adapter asks for both files, and its log names both', async () => {
  const file = (fileName: string, { byteLength }: Uint8Array) => ({
    ...{ fileName, sizeBytes: byteLength },
  });
  const adapter = file('lora.gguf', pairAdapter);
  const writer = { kind: 'gguf-adapter', base: file('pair.gguf', pairBase), adapter, scale: 1 };
  const sampling = { temperature: 0, topP: 1, maxTokens: 64 };
  const tasks = { source: 'starter', which: { kind: 'first', count: 1 } } as const;
  // The small model has no chat template.
  const prompt = { style: 'paper', exampleCount: 0, shownTestCount: 3 } as const;
  const plan = { ...starterPlan({ tasks, sampling, prompt, samplesPerTask: 1 }), writer };
  await writeFile(path('adapter.json'), JSON.stringify(plan));
  await writeFile(path('pair.gguf'), pairBase);
  await writeFile(path('lora.gguf'), pairAdapter);
  const args = ['--plan', path('adapter.json'), '--out', path('adapter.jsonl'), '--workers', '1'];
  listen();
  expect(await evaluate([...args, '--model', path('pair.gguf')], openHeadless)).toBe(2);
  expect(said[0]).toContain('needs the adapter lora.gguf. Give its path with --adapter.');
  const files = ['--model', path('pair.gguf'), '--adapter', path('lora.gguf')];
  expect(await evaluate([...args, ...files], openHeadless)).toBe(0);
  const log = await readFile(path('adapter.jsonl'), 'utf8');
  const lines = log.trimEnd().split('\n');
  const [runs, samples] = ['run', 'sample'].map((wanted) =>
    lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === wanted),
  );
  // Only with the adapter is the first task solved.
  expect(samples?.map(({ verdict }) => verdict.status)).toEqual(['passed']);
  expect(runs?.at(-1).run).toMatchObject({
    modelName: 'pair + lora',
    modelDetails: { files: [{ address: 'pair.gguf' }, { address: 'lora.gguf', adapterScale: 1 }] },
  });
});

test('a profile keeps what the page stored, at the address it belongs to', async () => {
  const options = { profile: path('profile'), needsGpu: true };
  const open = () => openSite('headless.html', options);
  const first = await open();
  const address = first.page.url();
  await first.page.evaluate(() => localStorage.setItem('kept', 'yes'));
  expect(await first.page.evaluate(() => 'gpu' in navigator)).toBe(true);
  await expect(open()).rejects.toThrow(/Port \d+ is in use.* Wait for the other command/);
  await first.close();
  const second = await open();
  expect(second.page.url()).toBe(address);
  expect(await second.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
  await second.close();
});

test('what is not as it should be is said before a browser is opened', async () => {
  const never = () => Promise.reject(new Error('A browser was opened.'));
  const refused = async (...args: string[]) => {
    listen();
    expect(await evaluate(args, never)).toBe(2);
    return said[0]?.split('\n')[0];
  };
  const files = ['--plan', path('plan.json'), '--out'];
  const model = ['--model', path(starterModelName)];
  expect(await refused(...files, path('new.jsonl'))).toBe(
    '/plan.json needs the model tiny.gguf. Give its path with --model.',
  );
  expect(await refused(...files, path('whole.jsonl'), ...model)).toBe(
    '/whole.jsonl already exists. Add --resume to continue it, or name another file.',
  );
  expect(await refused(...files, path('whole.jsonl'), ...model, '--resume', '--shard', '1/2')).toBe(
    '/whole.jsonl belongs to another shard. Name another file.',
  );
  expect(await refused(...files, path('new.jsonl'), ...model, '--shard', '3/2')).toBe(
    '--shard must look like 2/5, the second of five parts, not 3/2.',
  );
  const other = starterPlan({ tasks: { source: 'mbpp', which: { kind: 'all' } } });
  await writeFile(path('mbpp.json'), JSON.stringify(other));
  expect(await refused('--plan', path('mbpp.json'), '--out', path('x'), ...model)).toBe(
    'The plan uses the task set mbpp. Give its file with --tasks.',
  );
  await writeFile(path('broken.json'), JSON.stringify({ ...other, baseSeed: -1 }));
  expect(await refused('--plan', path('broken.json'), '--out', path('x'))).toBe(
    '/broken.json: The plan’s field “baseSeed” is missing or invalid. Correct it, or export the plan again.',
  );
  expect(await refused(...files, path('new.jsonl'), ...model, '--key-env', 'HOME')).toBe(
    '--key-env is only for plans with a server, and /plan.json has none.',
  );
  const writer = { kind: 'server', address: 'https://x.test', model: 'm', parallel: 1 } as const;
  await writeFile(path('asked.json'), JSON.stringify(starterPlan({ writer })));
  const asked = ['--plan', path('asked.json'), '--out', path('new.jsonl')];
  expect(await refused(...asked, '--key-env', 'SYNTHPAD_NO_KEY')).toBe(
    'The environment variable SYNTHPAD_NO_KEY, named by --key-env, is not set. Put the server’s API key into it.',
  );
  expect(await joined('x.jsonl', 'plan.json')).toBe(2);
  expect(said[0]).toContain('not a run log');
});

test('both are commands of their own, and their exit code tells', () => {
  for (const name of ['evaluate', 'merge']) {
    const command = ['src/terminal/run.mjs', 'src/terminal', name];
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining(`npm run ${name} --`)]);
  }
});
