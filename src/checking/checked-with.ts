/** What programs run on here, and what each may take: for records of how verdicts came about. */

import { pyodideVersion } from 'virtual:sandbox-files';
import { pythonVersion } from '../sandbox/boot-settings.ts';
import { heapLimitBytes } from '../sandbox/interpreter-pool.ts';
import { outputLimitBytes } from '../sandbox/output-limit.ts';
import { defaultLimits } from './checker.ts';

export const checkedWith = {
  pyodide: pyodideVersion,
  python: pythonVersion,
  /** `timeMs` where a request names no limit; output is that of one call. */
  limits: {
    timeMs: defaultLimits.timeMs,
    memoryBytes: heapLimitBytes,
    outputBytes: outputLimitBytes,
  },
} as const;
