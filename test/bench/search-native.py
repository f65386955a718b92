#!/usr/bin/env python3
"""Measures the search natively, on the splits that it may be tuned on.

Prints each solved task and a table at the end. With two asserts shown, the third is the
held-out one. Reads MBPP from beside the repository (../shared/data/mbpp/mbpp.jsonl, or --data)
and copies nothing. Seconds are of processor time, so that a busy machine changes nothing.
Restartable and sharded: --offset and --limit take a stretch of the split,
--every a sample of it; --log appends one JSON line per task and skips those already there.
"""

import argparse
import ast
import json
import os
import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src/synthesis/search/python"))
SPLITS = {
    "train": range(601, 975),
    "validation": range(511, 601),
    "tuning": range(511, 975),
    "prompt": range(1, 11),
    "test": range(11, 511),
}


def function_name(task: dict) -> str | None:
    """The called name that the reference defines."""
    defined = {
        node.name
        for node in ast.walk(ast.parse(task["code"].replace("\r", "")))
        if isinstance(node, ast.FunctionDef)
    }
    for node in ast.walk(ast.parse(task["test_list"][0])):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in defined
        ):
            return node.func.id
    return None


def passes(program: str, task: dict) -> bool:
    names = {}
    try:
        exec(program, names)
        exec(task["test_setup_code"].replace("\r", ""), names)
        for test in task["test_list"]:
            exec(test, names)
        return True
    except BaseException:
        return False


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", choices=SPLITS, default="tuning")
    parser.add_argument("--shown", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--limit", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--ids", type=int, nargs="*")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log")
    parser.add_argument("--programs", action="store_true")
    parser.add_argument("--data", default=os.fspath(ROOT.parent / "shared/data/mbpp/mbpp.jsonl"))
    options = parser.parse_args()

    from search_session import Search

    with open(options.data, encoding="utf-8") as file:
        tasks = [json.loads(line) for line in file]
    tasks = [task for task in tasks if task["task_id"] in SPLITS[options.split]]
    tasks = tasks[options.offset :: options.every][: options.limit]
    if options.ids:
        tasks = [task for task in tasks if task["task_id"] in options.ids]
    done = {}
    if options.log and os.path.exists(options.log):
        with open(options.log, encoding="utf-8") as file:
            done = {row["id"]: row for row in map(json.loads, file)}
    rows, tried, spent = [], 0, 0.0
    for task in tasks:
        row = done.get(task["task_id"])
        if row is None:
            search = Search(
                task["text"],
                function_name(task),
                task["test_list"][: options.shown],
                task["test_setup_code"].replace("\r", ""),
                options.seed,
                {"seconds": options.seconds, "clock": time.process_time},
            )
            begun = time.process_time()
            while search.result() is None:
                search.step(0.2)
            result, progress = search.result(), search.progress()
            program = result.get("program")
            row = {
                "id": task["task_id"],
                "kind": result["kind"],
                "program": program,
                "solved": bool(program) and passes(program, task),
                "tried": progress["tried"],
                "level": progress["level"],
                "held": progress["held"],
                "seconds": round(time.process_time() - begun, 3),
            }
            if options.log:
                with open(options.log, "a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
        rows.append(row)
        tried += row["tried"]
        spent += row["seconds"]
        if options.programs and program_of(row):
            print(
                f"# {row['id']} {'solved' if row['solved'] else 'WRONG'} level {row['level']} "
                f"{row['seconds']} s: {task['text'].strip()[:100]}\n{program_of(row)}"
            )
    solved = [row for row in rows if row["solved"]]
    wrong = [row["id"] for row in rows if row["kind"] == "found" and not row["solved"]]
    times = sorted(row["seconds"] for row in solved)
    print(f"split {options.split}, {options.shown} shown, {options.seconds} s, {len(rows)} tasks")
    print(
        f"solved on all three asserts: {len(solved)} ({100 * len(solved) / max(1, len(rows)):.1f}%)"
    )
    print(f"found, but wrong on the held-out assert: {len(wrong)}")
    print(
        f"programs per second: {tried / max(spent, 1e-9):,.0f}; "
        f"median time to a solution: {times[len(times) // 2] if times else float('nan')} s"
    )
    print("solved:", *(row["id"] for row in solved))
    print("wrong:", *wrong)
    print("unsolved:", *(row["id"] for row in rows if row["kind"] != "found"))
    print("refused:", *(row["id"] for row in rows if row["kind"] == "refused"))


def program_of(row: dict) -> str | None:
    return row.get("program")


if __name__ == "__main__":
    main()
