/** What a first visit is told of the page, and Help says again. */

export const welcomeTexts = {
  title: 'What this is',
  claim: 'A small model writes Python in your browser; the tests decide.',
  promise:
    'No account, no server: models, programs and tests run in this tab, and nothing leaves it unless you connect a server of your own.',
  try: 'Try it on this task',
  skip: 'Close the introduction',
  /** Pictures of the three things that happen, in their order. */
  stages: {
    asked: { title: 'A task', text: 'The statement and its tests become a prompt.' },
    written: {
      title: 'A reply',
      text: 'A model, or the built-in search, writes. The code in it is taken; the rest is not.',
    },
    decided: {
      title: 'A verdict',
      text: 'The tests run in a sandbox that a program cannot fool.',
    },
  },
  /** A reply as models write them, of which the middle is taken. */
  reply: [
    'Sure! Take the last of the words:',
    'def last_word(text):',
    '    return text.split()[-1]',
    'Hope this helps.',
  ],
  tests: ["'the cat sat' → 'sat'", "'hello' → 'hello'", "'a b' → 'b'"],
} as const;

export const helpTexts = {
  title: 'Help',
  steps: [
    'Choose a task. Its tests stand below it.',
    'Press Generate, or write the program yourself.',
    'Press Check. The first test that fails says what it expected and what it got.',
    'Step through a test line by line, or predict what a call returns.',
    'Choose a language model instead of the built-in search: press its name beside Generate.',
  ],
  shortcuts: 'Keyboard shortcuts …',
} as const;
