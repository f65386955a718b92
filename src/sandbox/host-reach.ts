/**
 * Which of the interpreter's WebAssembly imports leave no trace outside its memory. Python can
 * act on the world only by calling an import, so a guard around each one sees every such act
 * before it happens; a restore of the memory undoes all that the quiet ones can do.
 */

type Import = (...args: number[]) => unknown;

/** Clocks, randomness, reading files, asking about files: no state of the host changes. */
const quietSystemCalls = [
  'clock_res_get',
  'clock_time_get',
  'emscripten_date_now',
  'emscripten_get_now',
  'emscripten_get_heap_max',
  'emscripten_resize_heap',
  'environ_get',
  'environ_sizes_get',
  'random_get',
  'fd_fdstat_get',
  'fd_pread',
  'fd_read',
  'fd_seek',
  'fd_write',
  '__syscall_faccessat',
  '__syscall_fadvise64',
  '__syscall_fstat64',
  '__syscall_fstatfs64',
  '__syscall_getcwd',
  '__syscall_getdents64',
  '__syscall_getuid32_js',
  '__syscall_ioctl',
  '__syscall_lstat64',
  '__syscall_newfstatat',
  '__syscall_readlinkat',
  '__syscall_stat64',
  '__syscall_statfs64',
  '_tzset_js',
  '_timegm_js',
  '_mktime_js',
  '_localtime_js',
  '_gmtime_js',
  '_emscripten_get_progname',
];

/** The interpreter's own plumbing: calls of function pointers, and strings in and out. */
const quietPlumbing = [
  '_PyEM_TrampolineCall_JS',
  '_Py_CheckEmscriptenSignals_Helper',
  '_Py_emscripten_runtime',
  '_python2js_ascii',
  '_python2js_ucs1',
  '_python2js_ucs2',
  '_python2js_ucs4',
  'gc_register_proxies',
  'js2python_convert',
  'js2python_immutable_js',
  'js2python_js',
  'JsvArray_Check',
  'JsvArray_Get',
  'JsvNoValue_Check',
  'JsvError_Check',
  'Jsv_GetError_import',
  'proxy_cache_get',
];

const openForReading = 0;
/** O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, as Emscripten numbers them. */
const openFlagsThatWrite = 0o3 | 0o100 | 0o1000 | 0o2000;
const lastStandardStream = 2;

function isQuiet(name: string, args: readonly number[]): boolean {
  switch (name) {
    case '__syscall_openat':
      return ((args[2] ?? -1) & openFlagsThatWrite) === openForReading;
    case 'fd_close':
      return (args[0] ?? 0) > lastStandardStream;
    default:
      return quietNames.has(name) || name.startsWith('invoke_');
  }
}

const quietNames = new Set([...quietSystemCalls, ...quietPlumbing]);

/** Wraps every import function so that `onTouch` runs before any call that is not quiet. */
export function guardImports(imports: WebAssembly.Imports, onTouch: (name: string) => void): void {
  for (const module of Object.values(imports)) {
    for (const [name, value] of Object.entries(module)) {
      if (typeof value === 'function') module[name] = guard(name, value as Import, onTouch);
    }
  }
}

function guard(name: string, original: Import, onTouch: (name: string) => void): Import {
  if (quietNames.has(name)) return original;
  const guarded: Import = (...args) => {
    if (!isQuiet(name, args)) onTouch(name);
    return original(...args);
  };
  // The loader reads signatures off its functions.
  return Object.assign(guarded, original);
}
