/**
 * The tiny model for studies: what it says depends on the prompt, so that no curve is flat. It
 * solves starter tasks 1 and 2, and of task 3 only the shown asserts, where the prompt speaks of
 * their functions more often than of anything else it knows: the words of these tasks, which it
 * takes for wrong functions, and lists of texts, with which examples mislead it.
 */

import { tinyAdapter } from './tiny-adapter.ts';
import { tinyModel } from './tiny-model.ts';

export const studyModelName = 'tiny.gguf';

export const studyModel = tinyModel([
  {
    functionName: 'mirror_shout',
    reply: 'def mirror_shout(text):\n    return text[::-1].upper()\n',
  },
  {
    functionName: 'seconds_since_midnight',
    reply: 'def seconds_since_midnight(h, m, s):\n    return h * 3600 + m * 60 + s\n',
  },
  {
    functionName: 'last_word',
    reply: "def last_word(sentence):\n    return sentence.split(' ')[-1]\n",
  },
  // Each stands once in the text of its task: it wins where no assert names the function.
  { functionName: 'capital letters', reply: 'def capitals():\n    return None\n' },
  { functionName: 'a time of day', reply: 'def clock():\n    return []\n' },
  { functionName: 'last word of', reply: 'def last():\n    return {}\n' },
  // How a list of texts begins: of the first ten tasks, number 6 has many.
  { functionName: "['", reply: 'def guests():\n    return ()\n' },
]);

/**
 * Solves MBPP's task 17 in both versions, and of the tasks whose asserts were edited 16 as edited and
 * 57 as it was: there the function lost an argument, here it found a match and now returns True.
 */
export const editedTasksModel = tinyModel([
  {
    functionName: 'text_lowercase_underscore',
    reply:
      "import re\ndef text_lowercase_underscore(text):\n    return bool(re.search('^[a-z]+_[a-z]+$', text))\n",
  },
  { functionName: 'square_perimeter', reply: 'def square_perimeter(a):\n    return 4 * a\n' },
  {
    functionName: 'find_Max_Num',
    reply:
      "def find_Max_Num(arr, n):\n    return int(''.join(map(str, sorted(arr, reverse=True))))\n",
  },
]);

/** Solves starter tasks 11, 13 and 17, which no seed draws as examples, and is misled as above. */
export const laterTasksModel = tinyModel([
  {
    functionName: 'digits_high_to_low',
    reply:
      "def digits_high_to_low(number):\n    return int(''.join(sorted(str(number), reverse=True)))\n",
  },
  {
    functionName: 'missing_pages',
    reply:
      'def missing_pages(pages):\n    return [n for n in range(min(pages), max(pages)) if n not in pages]\n',
  },
  {
    functionName: 'robot_ends_at',
    reply:
      "def robot_ends_at(moves):\n    return (moves.count('E') - moves.count('W'), moves.count('N') - moves.count('S'))\n",
  },
  { functionName: "['", reply: 'def guests():\n    return ()\n' },
]);

const mirrorShout = {
  functionName: 'mirror_shout',
  reply: 'def mirror_shout(text):\n    return text[::-1].upper()\n',
};
const secondsSinceMidnight = {
  functionName: 'seconds_since_midnight',
  reply: 'def seconds_since_midnight(h, m, s):\n    return h * 3600 + m * 60 + s\n',
};

/** Of starter tasks 1 and 2, the small one solves none, the next one the first, the large one both. */
export const sizedModels = {
  'tiny-100M.gguf': tinyModel([
    { ...mirrorShout, reply: 'def mirror_shout(text):\n    return 1\n' },
  ]),
  'tiny-1B.gguf': tinyModel([mirrorShout]),
  'tiny-10B.gguf': tinyModel([mirrorShout, secondsSinceMidnight]),
} as const;

/** Predicts the second output of starter tasks 1 and 2 wherever it reads the inputs of that call. */
export const predictingModel = tinyModel([
  { functionName: 'Tea Pot', reply: "'TOP AET'\n" },
  { functionName: '(2, 0, 0)', reply: '7_200\n' },
]);

/** Has two replies for starter task 1, of which a seed draws one: the right one or a wrong one. */
export const undecidedModel = tinyModel([
  mirrorShout,
  { ...mirrorShout, reply: 'def mirror_shout(text):\n    return text[::-1]\n' },
  secondsSinceMidnight,
]);

/** Solves starter tasks 2 and 3; its adapter turns the replies for 1 and 3, so that it solves 1 and 2. */
const pairReplies = [
  { ...mirrorShout, reply: 'def mirror_shout(text):\n    return text\n' },
  { ...mirrorShout, functionName: 'mirror_shout, tuned' },
  secondsSinceMidnight,
  {
    functionName: 'last_word',
    reply: "def last_word(sentence):\n    return sentence.split(' ')[-1]\n",
  },
  { functionName: 'last_word, tuned', reply: 'def last_word(sentence):\n    return None\n' },
];

export const pairBase = tinyModel(pairReplies);
export const pairAdapter = tinyAdapter(
  pairReplies,
  ['mirror_shout', 'last_word'].map((from) => ({ from, to: `${from}, tuned` })),
);

/**
 * Of two word problems it solves one as a program and the other as a formula: the arguments of
 * formulas stand in the examples of those alone, and more often than anything else.
 */
export const wordProblemsModel = tinyModel(
  [
    { functionName: 'volume_cube', reply: 'answer = 3.0 ** 3\n' },
    { functionName: 'square_area', reply: 'answer = 6 * 5\n' },
    { functionName: '(n0,n1)', reply: 'square_area(n0)\n' },
  ],
  { isAskedInCode: true },
);
