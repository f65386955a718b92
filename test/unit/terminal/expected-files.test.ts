import { mkdtemp, readdir, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, ExpectedFiles } from '../../../src/terminal/expected-files.ts';

const keys = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(64));
const [a = '', b = '', c = '', d = '', e = ''] = keys;
const newFolder = async () => join(await mkdtemp(join(tmpdir(), 'synthpad-expected-')), 'below');

test('another command finds what one has kept', async () => {
  const folder = await newFolder();
  await new ExpectedFiles(folder).keep(a, 'a text, "ü"');
  const later = new ExpectedFiles(folder);
  expect(await later.read(a)).toBe('a text, "ü"');
  expect(await later.read(b)).toBeNull();
  expect(await readdir(folder)).toEqual([a]);
});

test('a key that is no hash names no file', async () => {
  const folder = await newFolder();
  const files = new ExpectedFiles(folder);
  await files.keep('../outside', 'text');
  await files.keep(a, 'text');
  expect(await files.read('../outside')).toBeNull();
  expect(await files.read(`../below/${a}`)).toBeNull();
  expect(await readdir(join(folder, '..'))).toEqual(['below']);
});

test('those not used for longest make room', async () => {
  const folder = await newFolder();
  const files = new ExpectedFiles(folder, 1_000);
  for (const key of [a, b, c]) await files.keep(key, 'x'.repeat(300));
  const long = new Date(2020, 1, 1);
  for (const key of [a, b, c]) await utimes(join(folder, key), long, long);
  await files.read(a);
  await files.keep(d, 'x'.repeat(300));
  await files.keep(e, 'x'.repeat(1_001));
  expect((await readdir(folder)).filter((name) => name !== c)).toEqual([a, d]);
});

test('a folder that cannot be made keeps nothing, and says nothing', async () => {
  const files = new ExpectedFiles('/dev/null/folder');
  await files.keep(a, 'text');
  expect(await files.read(a)).toBeNull();
});

test('the options name the folder, or none', () => {
  expect(cacheFolder({ cache: 'here' })).toBe('here');
  expect(cacheFolder({ 'no-cache': true })).toBeNull();
  expect(cacheFolder({})).toMatch(/synthpad.expected-values$/);
});
