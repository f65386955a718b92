/**
 * Right programs in the wrappings that models put around them, cut off at several points: what the
 * property test reads. The same seed gives the same replies.
 */

export interface WrappedReply {
  readonly reply: string;
  readonly program: string;
  /** The reply holds all of the program. */
  readonly isWhole: boolean;
  readonly wrapping: string;
}

const fence = '```';

/** Each defines `work`; all lines of its first statements are whole after the second line. */
export const programs: readonly string[] = [
  'def work(a, b):\n    return a + b\n',
  'def work(values):\n    """Adds them.\n\n    >>> work([1, 2])\n    3\n    """\n    total = 0\n    for value in values:\n        total += value\n    return total\n',
  'import math\n\n\ndef work(n):\n    root = math.isqrt(n)\n    return root * root == n\n',
  'from functools import lru_cache\n\n@lru_cache(maxsize=None)\ndef work(n):\n    if n < 2:\n        return n\n    return work(n - 1) + work(n - 2)\n',
  "def helper(text):\n    return text.strip()\n\ndef work(text):\n    # It isn't long.\n    words = helper(text).split(' ')\n    return ' '.join(reversed(words))\n",
  'LIMIT = 10\n\ndef work(n):\n    table = {\n        0: "none",\n        1: "one",\n    }\n    return table.get(n % LIMIT, "many")\n',
  'class Box:\n    def __init__(self, size):\n        self.size = size\n\n    def grow(self):\n        self.size += 1\n        return self\n\ndef work(size):\n    return Box(size).grow().size\n',
  "def work(text):\n    '''Not for \"quotes\".'''\n    kept = [\n        letter\n        for letter in text\n        if letter not in '\\'\"'\n    ]\n    return ''.join(kept)\n",
  'def work(n):\n    try:\n        value = int(n)\n    except ValueError:\n        return None\n    else:\n        return value\n    finally:\n        pass\n',
  'def work(rows):\n    if not rows:\n        return []\n    elif len(rows) == 1:\n        return rows[0]\n    else:\n        return [min(row) for row in rows]\n',
  "TEXT = '''\nnot code, isn't it\n  either\n'''\n\ndef work():\n    lines = TEXT.split('\\n')\n    return len(lines)\n",
  'def work(a, b=1, *rest, c: int = 2, **more) -> int:\n    def inner(x):\n        return x + a\n    return inner(b) + c + len(rest) + len(more)\n',
];

type Wrap = (program: string) => readonly [before: string, program: string, after: string];

export const wrappings: Readonly<Record<string, Wrap>> = {
  nothing: (program) => ['', program, ''],
  'a fence': (program) => [`Sure!\n\n${fence}python\n`, program, `${fence}\nIt's done.\n`],
  'a bare fence': (program) => [`${fence}\n`, program, `${fence}`],
  'a fence of tildes': (program) => ['So.\n\n~~~py\n', program, '~~~\n'],
  'a fence in a line': (program) => [`Here: ${fence}python\n`, program, `${fence} Done.`],
  'a fence behind the code': (program) => [`${fence}python\n`, program.trimEnd(), `${fence}\nOK.`],
  'code on the opening line': (program) => [fence, program, `${fence}\n`],
  'a closing fence alone': (program) => [
    '',
    program,
    `${fence}\n\nUse it:\n\n${fence}python\nprint("used")\n${fence}\n`,
  ],
  'an open fence and prose': (program) => [
    `${fence}python\n`,
    program,
    "\nThis doesn't do more. It gives (always) a value.\n\n- one\n- two\n",
  ],
  'a list item': (program) => [
    `1. ${fence}python\n`,
    indented(program, '   '),
    `   ${fence}\n2. x`,
  ],
  'a quote': (program) => [`> ${fence}python\n`, indented(program, '> '), `> ${fence}\n`],
  'another label': (program) => [`${fence}text\n`, program, `${fence}\n`],
  'a label of a file': (program) => [`${fence}work.py\n`, program, `${fence}\n`],
  prose: (program) => ["It's easy (really:\n\n", program, "\nThat's all. Isn't it nice?\n"],
  indentation: (program) => ['The code:\n\n', indented(program, '    '), '\nThat is all.\n'],
  'a shell line': (program) => [`${fence}python\n!pip install x\n`, program, fence],
  'prose in the fence': (program) => [
    `${fence}python\n`,
    program,
    `\nThis function isn't slow.\n${fence}\n`,
  ],
  'a second function': (program) => [
    `${fence}python\n`,
    program,
    '\ndef test_it():\n    assert work is not (None',
  ],
  'a draft': (program) => [
    `${fence}python\ndef work(*all, **more):\n    # ${'a long draft, '.repeat(20)}\n    return "draft"\n${fence}\nBetter:\n${fence}python\n`,
    program,
    `${fence}\n`,
  ],
  'a thought': (program) => [
    `<think>\nI'd use ${fence}python\ndef work(*all):\n    return "draft"\n</think>\n${fence}python\n`,
    program,
    `${fence}\n`,
  ],
  'another thought': (program) => ['[THINK]It is "easy".[/THINK]', program, ''],
  channels: (program) => [
    "<|channel|>analysis<|message|>Hm, it's hard.<|end|><|start|>assistant<|channel|>final<|message|>",
    program,
    '<|return|>',
  ],
  'a token': (program) => ['', program.trimEnd(), '<|endoftext|>def work(:\n    return'],
  turns: (program) => [
    '<|im_start|>assistant\n',
    program,
    `<|im_end|>\n<|im_start|>user\nThanks\n`,
  ],
  'few-shot marks': (program) => [
    '[BEGIN]\n',
    program,
    '[DONE]\n\nYou are an expert\n[BEGIN]\ndef work(y):\n    return "other"\n[DONE]',
  ],
  prompts: (program) => ['', atPrompts(program), '>>> 1\n1\n'],
  'an answer tag': (program) => ['<answer>\n', program, '</answer>'],
  'a patch': (program) => [
    `${fence}diff\n@@ -0,0 +1,9 @@\n`,
    program.replace(/^/gm, '+').replace(/\+$/, ''),
    `${fence}\n`,
  ],
  'line numbers': (program) => {
    const lines = program.trimEnd().split('\n');
    return [
      '',
      `${lines.map((line, at) => `${at + 1} | ${line}`).join('\n')}\n`,
      '\nThat is it.\n',
    ];
  },
  'asserts before it': (program) => ['assert work\nassert work is work\n\n', program, ''],
};

const lineEnds: readonly ((reply: string) => string)[] = [
  (reply) => reply,
  (reply) => reply.replaceAll('\n', '\r\n'),
  (reply) => reply.replaceAll('\n', '\r'),
  (reply) => `\uFEFF${reply}`,
  (reply) => reply.replaceAll('def work', '\u200Bdef work'),
];

/** Cut nowhere, behind the program, within what follows, and twice in its last function. */
export function wrappedReplies(seed: number): WrappedReply[] {
  const random = randomFrom(seed);
  return programs.flatMap((source) =>
    Object.entries(wrappings).flatMap(([wrapping, wrap]) => {
      const [before, program, after] = wrap(source);
      const whole = before + program + after;
      const end = before.length + program.length;
      const body = before.length + endOfFirstStatement(program);
      const within = () => body + Math.floor(random() * (end - body));
      const behind = () => end + Math.floor(random() * after.length);
      // A correction that was cut off is no better than the draft before it.
      const cuts = wrapping === 'a draft' ? [] : [within(), within(), within()];
      return [whole.length, end, behind(), behind(), ...cuts].map((cut) => {
        const encode = lineEnds[Math.floor(random() * lineEnds.length)] ?? String;
        const reply = encode(whole.slice(0, cut));
        return { reply, program: source, isWhole: cut >= end, wrapping };
      });
    }),
  );
}

/** Where the first line of the body of `work` is whole: what is cut behind it still defines it. */
function endOfFirstStatement(program: string): number {
  const head = program.indexOf('def work');
  const signature = program.indexOf('\n', head);
  const docstring = /^\s*(?:>>> |\.\.\. |> |\+|\d+ \| )?\s*("""|''')/.exec(
    program.slice(signature + 1),
  );
  const from = docstring
    ? program.indexOf(docstring[1] ?? '', signature + 1 + docstring[0].length)
    : signature + 1;
  let end = program.indexOf('\n', from);
  // A comment alone is no statement.
  if (/^(?:\d+ \|)?\W*#/.test(program.slice(signature + 1, end)))
    end = program.indexOf('\n', end + 1);
  // Nor is half of one that has several parts.
  if (/^(?:\d+ \|)?\W*(?:try|if|for|def|kept|table)\b/.test(program.slice(signature + 1))) {
    return program.trimEnd().length;
  }
  return end < 0 ? program.trimEnd().length : end + 1;
}

function indented(code: string, by: string): string {
  return code.replace(/^(?=.)/gm, by);
}

function atPrompts(code: string): string {
  const lines = code.trimEnd().split('\n');
  return `${lines.map((line) => `${/^[^\s)\]}]/.test(line) ? '>>>' : '...'} ${line}`).join('\n')}\n`;
}

/** Numbers from 0 to 1: a small generator, so that a failure comes again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
