/**
 * The library's file, read when Python first looks into it. After a boot from a snapshot few
 * programs import anything that is not in memory, and its megabytes take their time in every worker.
 */

/** The part of Emscripten's file system that is used here. */
interface FileSystem {
  readdir(path: string): string[];
  lookupPath(path: string): { readonly node: MemoryFile };
}

/** A file in memory, as Emscripten keeps it. */
interface MemoryFile {
  contents: Uint8Array;
  usedBytes: number;
}

const folder = '/lib';

/** In place of the empty file that the boot was given. */
export function putLibraryLate(files: FileSystem, library: Blob): void {
  const name = files.readdir(folder).find((each) => each.endsWith('.zip'));
  if (name === undefined) throw new Error('The library has no place.');
  const { node } = files.lookupPath(`${folder}/${name}`);
  let contents: Uint8Array | null = null;
  Object.defineProperty(node, 'contents', {
    get: () => (contents ??= bytesOf(library)),
    set: (changed: Uint8Array) => (contents = changed),
  });
  node.usedBytes = library.size;
}

/** Python waits for nothing: only workers can read a blob at once. */
function bytesOf(blob: Blob): Uint8Array {
  const { FileReaderSync } = globalThis as unknown as {
    FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };
  };
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
}
