/**
 * What other harnesses give and a browser may not have: asyncio works, and what cannot work says
 * so in a sentence where it is used, not where it is imported.
 */

import { afterAll, describe, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import type { TestResult } from '../../../src/checking/verdict.ts';
import { environmentHint, exceptionText } from '../../../src/texts/reason-texts.ts';
import { taskOf } from '../../support/tasks.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

/** Of a function with this body, whose test expects 1. */
async function resultOf(body: string, head = ''): Promise<TestResult | undefined> {
  const program = `${head}\ndef f():\n    ${body.replaceAll('\n', '\n    ')}\n`;
  const task = taskOf(['assert f() == 1'], { referenceCode: 'def f(): pass' });
  const verdict = await checker.check({ task, program, limits: { timeMs: 5_000 } });
  // What is missing is missing where it is used.
  expect(verdict.exception).toBeNull();
  return verdict.tests[0];
}

describe('asyncio runs', () => {
  const head = 'import asyncio\nasync def one():\n    await asyncio.sleep(0)\n    return 1';
  test.each([
    ['a coroutine', 'return asyncio.run(one())'],
    ['a coroutine twice', 'asyncio.run(one())\nreturn asyncio.run(one())'],
    [
      'a wait',
      'async def g():\n    await asyncio.sleep(0.01)\n    return 1\nreturn asyncio.run(g())',
    ],
    [
      'several at once, in the time of one',
      'import time\nasync def g():\n    await asyncio.gather(*(asyncio.sleep(0.2) for _ in range(20)))\nstart = time.monotonic()\nasyncio.run(g())\nreturn 1 if 0.19 < time.monotonic() - start < 2 else 0',
    ],
    [
      'in the order of time',
      'async def g():\n    seen = []\n    async def h(n):\n        await asyncio.sleep(n / 100)\n        seen.append(n)\n    await asyncio.gather(h(3), h(1), h(2))\n    return seen\nreturn 1 if asyncio.run(g()) == [1, 2, 3] else 0',
    ],
    [
      'a task',
      'async def g():\n    task = asyncio.create_task(one())\n    return await task\nreturn asyncio.run(g())',
    ],
    [
      'a group of tasks',
      'async def g():\n    async with asyncio.TaskGroup() as group:\n        task = group.create_task(one())\n    return task.result()\nreturn asyncio.run(g())',
    ],
    [
      'a queue',
      'async def g():\n    queue = asyncio.Queue()\n    asyncio.create_task(queue.put(1))\n    return await queue.get()\nreturn asyncio.run(g())',
    ],
    [
      'a time-out',
      'async def g():\n    try: await asyncio.wait_for(asyncio.Event().wait(), 0.01)\n    except TimeoutError: return 1\nreturn asyncio.run(g())',
    ],
    [
      'an asynchronous generator',
      'async def items():\n    yield 1\nasync def g(): return [x async for x in items()]\nreturn asyncio.run(g())[0]',
    ],
    [
      'work for a thread',
      'async def g(): return await asyncio.to_thread(abs, -1)\nreturn asyncio.run(g())',
    ],
    ['a loop of its own', 'return asyncio.new_event_loop().run_until_complete(one())'],
    ['the usual loop', 'return asyncio.get_event_loop().run_until_complete(one())'],
    [
      'a loop that is set',
      'loop = asyncio.new_event_loop()\nasyncio.set_event_loop(loop)\nvalue = loop.run_until_complete(one())\nloop.close()\nreturn value',
    ],
    [
      'a loop that runs until it is stopped',
      'loop = asyncio.new_event_loop()\nloop.call_later(0.01, loop.stop)\nloop.run_forever()\nreturn 1',
    ],
    ['a runner', 'with asyncio.Runner() as runner:\n    return runner.run(one())'],
    [
      'an exception',
      'async def g(): raise ValueError\ntry: asyncio.run(g())\nexcept ValueError: return 1',
    ],
  ])('%s', async (_, body) => {
    expect(await resultOf(body, head)).toMatchObject({ outcome: 'passed', exception: null });
  });

  test.each([
    'assert asyncio.run(f(2)) == 3',
    'import asyncio\nassert asyncio.run(f(2)) == 3',
    'assert asyncio.new_event_loop().run_until_complete(f(2)) == 3',
    'async def main():\n    x = await f(2)\n    assert x == 3\nasyncio.run(main())',
    'async def main(): return await asyncio.gather(f(1), f(2))\nassert asyncio.run(main()) == [2, 3]',
  ])('a coroutine function that the test calls: %s', async (source) => {
    const task = taskOf([source], { referenceCode: 'import asyncio\nasync def f(x): pass' });
    const program = 'import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x + 1';
    const right = await checker.check({ task, program });
    expect(right.tests).toMatchObject([{ outcome: 'passed', isUnisolated: false }]);
    const wrong = await checker.check({ task, program: program.replace('+ 1', '+ 3') });
    expect(wrong.status).toBe('failed-assertion');
  });

  test('and the next program finds an interpreter that nothing has touched', async () => {
    const body = 'import asyncio\nasyncio.run(asyncio.sleep(0.01))\nreturn 1';
    await resultOf(body);
    const began = performance.now();
    for (let i = 0; i < 5; i++) await resultOf(body);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('what cannot work says so where it is used', () => {
  test.each([
    ['no-threads', 'import threading\nthreading.Thread(target=print).start()'],
    ['no-threads', 'import threading\nthreading.Timer(0, print).start()'],
    ['no-threads', 'import concurrent.futures as c\nc.ThreadPoolExecutor().submit(abs, 1)'],
    ['no-processes', 'import concurrent.futures as c\nc.ProcessPoolExecutor().submit(abs, 1)'],
    ['no-processes', 'import multiprocessing as m\nm.Process(target=print).start()'],
    ['no-processes', 'import multiprocessing as m\nm.Pool(2)'],
    ['no-processes', 'from multiprocessing.pool import ThreadPool\nThreadPool(2)'],
    ['no-processes', 'import multiprocessing as m\nm.Queue()'],
    ['no-processes', 'import subprocess\nsubprocess.run(["ls"])'],
    ['no-processes', 'import subprocess\nsubprocess.check_output("ls", shell=True)'],
    ['no-processes', 'import os\nos.popen("ls")'],
    ['no-processes', 'import os\nos.fork()'],
    ['no-processes', 'import os\nos.system("ls")'],
    ['no-processes', 'from os import system\nsystem("ls")'],
    ['no-processes', 'import os\nos.posix_spawn("/bin/ls", ["ls"], {})'],
    ['no-processes', 'import os\nos.forkpty()'],
    ['no-processes', 'import os\nos.startfile("x")'],
    ['no-processes', 'import os\nos.wait()'],
    ['no-processes', 'import pty\npty.spawn("ls")'],
    ['no-processes', 'import os\nos.execv("/bin/ls", ["ls"])'],
    [
      'no-processes',
      'import asyncio\nasync def g(): await asyncio.create_subprocess_exec("ls")\nasyncio.run(g())',
    ],
    ['no-network', 'import socket\nsocket.socket().connect(("127.0.0.1", 80))'],
    ['no-network', 'import socket\nsocket.create_connection(("example.com", 80))'],
    ['no-network', 'import socket\ns = socket.socket()\ns.bind(("", 80))\ns.listen()'],
    ['no-network', 'import urllib.request\nurllib.request.urlopen("http://example.com")'],
    ['no-network', 'import urllib.request\nurllib.request.urlopen("https://example.com")'],
    [
      'no-network',
      'import http.client\nhttp.client.HTTPConnection("example.com").request("GET", "/")',
    ],
    [
      'no-network',
      'import asyncio\nasync def g(): await asyncio.open_connection("example.com", 80)\nasyncio.run(g())',
    ],
    ['no-network', 'import socket\nsocket.gethostbyname("example.com")'],
    ['no-network', 'from socket import gethostbyname\ngethostbyname("example.com")'],
    ['no-network', 'import socket\nsocket.gethostbyname_ex("example.com")'],
    ['no-network', 'import socket\nsocket.getaddrinfo("example.com", 80)'],
    ['no-network', 'import socket\nsocket.socketpair()'],
    [
      'no-network',
      'import socket\ns = socket.socket(type=socket.SOCK_DGRAM)\ns.sendto(b"x", ("8.8.8.8", 80))',
    ],
    ['no-input', 'return input("name?")'],
    ['no-input', 'import sys\nreturn int(sys.stdin.readline())'],
    ['no-input', 'import sys\na, b = map(int, sys.stdin.readline().split())'],
    ['no-input', 'import sys\nreturn sys.stdin.read().split()[0]'],
    ['no-input', 'import sys\nreturn sys.stdin.readlines()[0]'],
    ['no-input', 'import sys\nreturn [int(x) for x in sys.stdin.buffer.read().split()][0]'],
    ['no-input', 'import sys\nreturn next(sys.stdin)'],
    ['no-input', 'import sys, json\nreturn json.load(sys.stdin)'],
    ['no-input', 'import fileinput\nreturn list(fileinput.input())[0]'],
    ['no-input', 'import getpass\nreturn getpass.getpass()'],
    ['no-files', 'return open("data.txt").read()'],
    ['no-files', 'import pathlib\nreturn pathlib.Path("/etc/passwd").read_text()'],
    ['no-module', 'import tkinter'],
    ['no-module', 'import ssl'],
    ['no-module', 'import curses'],
    ['no-package', 'import numpy as np'],
    ['no-package', 'from sympy import isprime'],
    ['no-package', 'import pandas.io'],
    ['no-package', 'import requests'],
    [
      'waits-for-outside',
      'import asyncio\nasync def g(): await asyncio.Event().wait()\nasyncio.run(g())',
    ],
  ])('%s: %s', async (code, body) => {
    const result = await resultOf(body);
    expect(result?.outcome).toBe('runtime-error');
    expect(result?.exception).toMatchObject({ reason: { code }, line: expect.any(Number) });
    const exception = result?.exception;
    if (!exception) return;
    const hint = environmentHint(exception);
    expect(hint).toMatch(/\.$/);
    expect(exceptionText(exception)).toBe(`${exception.traceback}\n${hint}`);
  });

  test.each([
    ['a name that a module does not have', 'from math import numpy'],
    ['a part that a module does not have', 'import json.numpy'],
    ['a file that is not text', 'open("/tmp/x", "wb").write(bytes([255]))\nopen("/tmp/x").read()'],
    ['an error of its own', 'raise OSError("no")'],
    ['an end of its own', 'raise EOFError'],
    ['a folder that is read as a file', 'open("/tmp")'],
    ['a text that is no number', 'int("")'],
    ['a name that os does not have', 'import os\nos.system_spawn'],
  ])('and no reason is given for %s', async (_, body) => {
    expect((await resultOf(body))?.exception?.reason).toBeUndefined();
  });

  test.each([
    ['standard input that is read to its end', 'import sys', 'sys.stdin.read() == ""'],
    ['its lines', 'import sys', 'list(sys.stdin) == []'],
    ['its bytes', 'import sys', 'sys.stdin.buffer.read() == b""'],
    [
      'what it is',
      'import sys',
      '(sys.stdin.fileno(), sys.stdin.isatty(), sys.stdin.name) == (0, False, "<stdin>")',
    ],
    ['an address as it is', 'import socket', 'socket.gethostbyname("8.8.8.8") == "8.8.8.8"'],
    ['this machine', 'import socket', 'socket.gethostbyname("localhost") == "127.0.0.1"'],
    ['a port of it', 'import socket', 'socket.getaddrinfo(None, 80)[0][4][1] == 80'],
  ])('and what plain Python has without a network is there: %s', async (_, head, source) => {
    expect(await resultOf(`return int(${source})`, head)).toMatchObject({ outcome: 'passed' });
  });

  test('at the top of a program as well', async () => {
    const task = taskOf(['assert f() == 1'], { referenceCode: 'def f(): pass' });
    const verdict = await checker.check({ task, program: 'import numpy as np\ndef f(): return 1' });
    expect(verdict).toMatchObject({
      status: 'runtime-error',
      exception: { message: "No module named 'numpy'", line: 1, reason: { code: 'no-package' } },
    });
  });
});
