import { expect, test } from 'vitest';
import { MemoryImage } from '../../../src/sandbox/memory-image.ts';

/** The first place where two memories differ, or -1. Comparing them whole takes seconds. */
function firstDifference(found: Uint8Array, expected: Uint8Array): number {
  expect(found.length).toBe(expected.length);
  return found.findIndex((byte, at) => byte !== expected[at]);
}

/** A memory with marks far apart, close together, and at both ends. */
function markedMemory(): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: 16 });
  const heap = new Uint8Array(memory.buffer);
  for (const at of [0, 70_000, 70_001, 300_000, 330_000, 900_000, heap.length - 1]) heap[at] = at;
  return memory;
}

test('a restore undoes every change, among what was zero and what was not', () => {
  const memory = markedMemory();
  const before = new Uint8Array(memory.buffer).slice();
  const image = new MemoryImage(memory);
  new Uint8Array(memory.buffer).fill(0xff);
  image.restore();
  expect(firstDifference(new Uint8Array(memory.buffer), before)).toBe(-1);
});

test('what the memory has grown by is cleared', () => {
  const memory = markedMemory();
  const before = new Uint8Array(memory.buffer).slice();
  const image = new MemoryImage(memory);
  memory.grow(2);
  new Uint8Array(memory.buffer).fill(7);
  image.restore();
  const after = new Uint8Array(memory.buffer);
  expect(firstDifference(after.slice(0, before.length), before)).toBe(-1);
  expect(after.slice(before.length).some((byte) => byte !== 0)).toBe(false);
});

test('a memory of zeros is cleared', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const image = new MemoryImage(memory);
  new Uint8Array(memory.buffer).fill(1);
  image.restore();
  expect(new Uint8Array(memory.buffer).some((byte) => byte !== 0)).toBe(false);
});

test('an image taken again holds the new moment, wherever it differs from the old', () => {
  const memory = markedMemory();
  const image = new MemoryImage(memory);
  const heap = new Uint8Array(memory.buffer);
  for (const at of [1, 70_000, 600_000, 905_000]) heap[at] = 5;
  heap[300_000] = 0;
  const then = heap.slice();
  image.retake();
  heap.fill(0xff);
  image.restore();
  expect(firstDifference(heap, then)).toBe(-1);
});
