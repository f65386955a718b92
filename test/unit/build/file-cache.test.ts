import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileCache } from '../../../src/build/file-cache.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-cache-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('whoever asks while a file is made gets that one, and later visits read it', async () => {
  const cache = new FileCache(folder);
  let made = 0;
  const make = async () => Buffer.from(`file ${++made}`);
  const both = await Promise.all([cache.get('a/b.txt', make), cache.get('a/b.txt', make)]);
  expect(both.map(String)).toEqual(['file 1', 'file 1']);
  expect(String(await new FileCache(folder).get('a/b.txt', make))).toBe('file 1');
  expect(await readdir(join(folder, 'a'))).toEqual(['b.txt']);
});

test('a file that could not be made is tried anew', async () => {
  const cache = new FileCache(folder);
  const fail = () => Promise.reject(new Error('no memory'));
  await expect(cache.get('c', fail)).rejects.toThrow('no memory');
  expect(String(await cache.get('c', async () => Buffer.from('c')))).toBe('c');
});
