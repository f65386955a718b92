/**
 * The memory of an interpreter that has booted, made when the site is built and shipped with it.
 * A boot from it skips most of what a boot does: starting Python and importing its library.
 * Here are the file's layout and the way in through Pyodide's own, undocumented snapshots.
 *
 * The file: the length of a header (u32, little-endian), the header (JSON), then the bytes of
 * each piece in turn. What lies between the pieces is zero.
 */

import type { PyodideConfig } from 'pyodide';
import { MemoryImage, type MemoryPiece } from './memory-image.ts';

export type CreateModule = NonNullable<PyodideConfig['createPyodideModule']>;
type PyodideInternals = Awaited<ReturnType<CreateModule>>['API'];

export interface MemorySnapshot {
  /** Of the whole memory. */
  readonly byteLength: number;
  readonly pieces: readonly MemoryPiece[];
  /** What Pyodide notes of the objects that Python and JavaScript hold of each other. */
  readonly state: ReturnType<PyodideInternals['restoreSnapshot']>;
}

interface Header extends Pick<MemorySnapshot, 'byteLength' | 'state'> {
  readonly extents: readonly { readonly at: number; readonly length: number }[];
}

const lengthBytes = 4;

export function packSnapshot({ byteLength, pieces, state }: MemorySnapshot): Uint8Array[] {
  const extents = pieces.map(({ at, bytes }) => ({ at, length: bytes.length }));
  const header: Header = { byteLength, extents, state };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(lengthBytes);
  new DataView(length.buffer).setUint32(0, headerBytes.length, true);
  return [length, headerBytes, ...pieces.map(({ bytes }) => bytes)];
}

/** The pieces are views of `file`. */
export function unpackSnapshot(file: ArrayBuffer): MemorySnapshot {
  const headerLength = new DataView(file).getUint32(0, true);
  const headerBytes = new Uint8Array(file, lengthBytes, headerLength);
  const { byteLength, extents, state } = JSON.parse(
    new TextDecoder().decode(headerBytes),
  ) as Header;
  let start = lengthBytes + headerLength;
  const pieces = extents.map(({ at, length }) => {
    const bytes = new Uint8Array(file, start, length);
    start += length;
    return { at, bytes };
  });
  return { byteLength, pieces, state };
}

/**
 * Where the interpreter keeps the address of a function that its loader compiled for this
 * browser. It is the one address that means something else in every browser.
 */
export function trampolineAddress(
  exports: WebAssembly.Exports,
  memory: WebAssembly.Memory,
): number {
  const valueOf = (name: string) => Number((exports[name] as WebAssembly.Global).value);
  const offset = new DataView(memory.buffer).getUint32(valueOf(offsetExport), true);
  return valueOf(runtimeExport) + offset;
}

export const runtimeExport = '_PyRuntime';
export const offsetExport = '_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET';

/** To be called at the point of a boot at which Pyodide would fill the memory from a snapshot. */
export function restoreSnapshot(
  { byteLength, pieces }: MemorySnapshot,
  { exports }: WebAssembly.Instance,
): MemoryImage {
  const memory = exports['memory'] as WebAssembly.Memory;
  if (memory.buffer.byteLength < byteLength) throw new Error('The snapshot exceeds the memory.');
  const trampoline = trampolineAddress(exports, memory);
  const view = new DataView(memory.buffer);
  const ownTrampoline = view.getUint32(trampoline, true);
  const image = new MemoryImage(memory, pieces);
  image.restore();
  view.setUint32(trampoline, ownTrampoline, true);
  return image;
}
