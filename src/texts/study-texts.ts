/** What each study is called, asks and does, and what the paper reports of it. */

import type { StudyId } from '../evaluation/studies/study.ts';
import { type PredictionView, predictionViews } from '../tasks/task-kind.ts';
import { count } from './format.ts';

export const paperReference = 'Austin et al. 2021, arXiv 2108.07732';

export interface StudyTexts {
  readonly title: string;
  /** One sentence. */
  readonly question: string;
  readonly protocol: readonly string[];
  /** Only what was checked against the paper; [] where nothing was. */
  readonly reported: readonly string[];
  /** Before there is anything to see. */
  readonly awaits: string;
  /** Of one of its runs; `key` and `value` are its plan's. */
  readonly runName: (key: string, value: number | null) => string;
}

const read = 'Replies are read as the paper reads them: the text up to [DONE], unchanged.';
const prompt = 'The paper’s prompt with 3 solved examples and 3 asserts, at temperature 0.5.';
const unchanged = 'Everything else stays the same in all runs.';

const viewNames: Readonly<Record<PredictionView, string>> = {
  code: 'code only',
  'code-and-text': 'code and text',
  'code-text-and-tests': 'code, text and asserts',
  'text-and-tests': 'text and asserts',
};

const texts: Readonly<Record<StudyId, StudyTexts>> = {
  'shown-asserts': {
    title: 'Asserts in the prompt',
    question: 'How much does it help to show a model the tests that its program must pass?',
    protocol: [
      'Four runs show the model 0, 1, 2 and 3 of the asserts of each task. All of them are graded with all asserts.',
      `${unchanged} ${read}`,
      'Without an assert the prompt does not say what the function is called, so most programs fail for their name alone.',
    ],
    reported: ['With 3 asserts in the prompt, only 3 tasks more were solved than with 1.'],
    awaits: 'The share of solved tasks for 0, 1, 2 and 3 asserts, each with its interval.',
    runName: (_key, value) => count(value ?? 0, 'assert'),
  },
  'example-count': {
    title: 'Number of examples',
    question: 'How many solved examples does a model need in its prompt?',
    protocol: [
      'Four runs show 0, 1, 2 and 3 solved tasks before the one to solve: of MBPP tasks 2, 3 and 4 in this order, of another set its usual ones.',
      `${unchanged} ${read}`,
      'Without an example a model has not seen where a program ends, so many replies go on too long.',
    ],
    reported: [],
    awaits: 'The share of solved tasks for 0, 1, 2 and 3 examples, each with its interval.',
    runName: (_key, value) => count(value ?? 0, 'example'),
  },
  temperature: {
    title: 'Temperature and budget',
    question:
      'Which temperature is best if you may take one sample, and which if you may take many?',
    protocol: [
      'Four runs at temperatures 0.2, 0.5, 0.8 and 1.1. Each takes its samples once; from that pool, pass@k says how many tasks k samples would solve.',
      `${unchanged} ${read}`,
    ],
    reported: [],
    awaits:
      'A curve for each temperature: the share of tasks solved with 1, 2, 3 and more samples.',
    runName: (_key, value) => `temperature ${value ?? 0}`,
  },
  'model-size': {
    title: 'Model size',
    question: 'How much better are larger models at writing programs?',
    protocol: [
      'One run for each model you choose, all on the same tasks. A task counts as solved if any of its samples passes.',
      `${prompt} ${read}`,
      'A model whose name does not say its size is left out of the chart until you give its size on the page of its run.',
    ],
    reported: [
      'The share of solved tasks grows about in proportion to the logarithm of the size, for models of 244 million to 137 billion parameters.',
      'The 137B model solved 59.6% of the 500 test tasks, with 80 samples for each task.',
    ],
    awaits:
      'Each model at its size, with the fitted line and its uncertainty from three models on, beside the paper’s largest model.',
    runName: (key) => key,
  },
  'which-examples': {
    title: 'Which examples',
    question: 'Does it matter which solved tasks stand in the prompt as examples?',
    protocol: [
      'Six runs. The random seed of each draws 3 examples from the tasks that are kept for prompts: tasks 1 to 10 of MBPP, or the first ten tasks of another set. These tasks are not graded.',
      `${unchanged} ${read}`,
      'Then all seeds together: a task counts as solved if any seed solves it.',
    ],
    reported: [
      'The best seed solved about 60% of the tasks, many seeds far less.',
      'The sets of solved tasks are not nested: a worse seed also solves tasks that a better one does not.',
    ],
    awaits: 'The share of solved tasks for each seed, sorted, and of all seeds together.',
    runName: (_key, value) => `seed ${value ?? 0}`,
  },
  'challenge-tests': {
    title: 'Challenge tests',
    question: 'Are programs that pass the tests right, or do they only fit these tests?',
    protocol: [
      'One run. 11 tasks of MBPP have harder challenge tests, which no prompt shows.',
      `${prompt} ${read}`,
      'A sample is over-credited if it passes all shown asserts and fails a challenge test.',
    ],
    reported: [
      'With challenge tests, 29 of 50 instead of 33 of 50 were solved.',
      'Task 11 was solved by deleting every occurrence, task 20 by comparing with 383, a number from its asserts.',
    ],
    awaits: 'How many samples pass both kinds of test, only the shown ones, or neither.',
    runName: () => 'All samples',
  },
  'search-overfit': {
    title: 'What the search overfits',
    question: 'Is a program right that the built-in search has found for three asserts?',
    protocol: [
      'One run of the search, which is given all asserts of a task and looks for a program that passes them.',
      'What it finds is judged by tests that it never sees: challenge tests, and hidden inputs where the tasks have any. For those of MBPP+, open its file as a task set of your own and choose it here.',
      'A program is over-credited if it passes all shown asserts and fails a held-out test.',
    ],
    reported: [],
    awaits: 'How many programs pass held-out tests too, only the shown asserts, or neither.',
    runName: () => 'All samples',
  },
  difficulty: {
    title: 'Difficulty and errors',
    question: 'Which tasks are hard, and which errors do models make?',
    protocol: [
      'One run for each model you choose, all on the same tasks; runs of the study of model sizes count here too.',
      `${prompt} ${read}`,
      'Tasks are grouped by the lines of their reference: short up to 4, medium up to 7, long beyond. The groups are ours. Errors are counted in the paper’s four classes.',
    ],
    reported: ['More than 63% of the largest model’s failures are failed assertions.'],
    awaits:
      'The share of samples that pass for short, medium and long tasks, and each model’s errors.',
    runName: (key) => key,
  },
  bleu: {
    title: 'BLEU against tests',
    question: 'Are programs that look like the reference more likely to be right?',
    protocol: [
      'One run. Each sample is compared with the reference of its task by BLEU-4 on Python tokens, without comments and layout, and checked by the tests.',
      'Pairs, triples and fours of tokens are smoothed by adding 1, because programs are short. Tasks without a reference are left out.',
      'Spearman’s rho says whether tasks with a higher mean BLEU also have more samples that pass: 1 for the same order, 0 for no relation, −1 for the reverse.',
      `${prompt} ${read}`,
    ],
    reported: ['BLEU correlates poorly with passing the tests.'],
    awaits:
      'A mark for each task at its mean BLEU and its share of samples that pass, and how many samples match the reference token for token.',
    runName: () => 'All samples',
  },
  'edited-text': {
    title: 'Original against edited text',
    question: 'How many more tasks are solved if their text is clear?',
    protocol: [
      'Two runs on the same task IDs: one with the tasks as MBPP has them, one with those that its authors checked and edited (MBPP sanitized).',
      `${prompt} ${read}`,
      'Examples and asserts come from the same version as the task. Some edits change the asserts too, and each run is graded with those of its version.',
      'The tasks are paired by their IDs. Both sets must be on this device.',
    ],
    reported: ['On 100 tasks, 63% were solved with the original text and 79% with the edited one.'],
    awaits:
      'The share of solved tasks for both versions, and each task that is solved in only one of them, with its edits marked.',
    runName: (key) => (key === 'original' ? 'original text' : 'edited text'),
  },
  'predicted-outputs': {
    title: 'Predicting outputs',
    question: 'Does a model that writes programs know what a program returns?',
    protocol: [
      'Four runs ask what each call in the asserts returns. The prompt shows the reference solution only; with the text of the task; with the text and the other asserts; or the text and the other asserts without the code.',
      'The model is asked once for each call, at temperature 0, after up to 3 answered examples from other tasks. The wording of the prompt is ours. The text up to [DONE] is its answer.',
      'The reference is run to see what is right. Answers are compared by value, and as text as well.',
      'MAX1 counts the tasks of which any call is predicted right, ALL3 those of which all are. Intervals are over tasks: the calls of one task are alike.',
      'The baseline copies the output of another assert of the task. That is right for 233 of the 1,500 calls of MBPP’s test tasks, by our count.',
    ],
    reported: ['Models were generally unable to predict what a program returns.'],
    awaits:
      'The share of calls predicted right in each of the four ways, MAX1 and ALL3, each with its interval, beside the copied outputs.',
    runName(key) {
      const view = predictionViews.find((each) => each === key);
      return view ? viewNames[view] : key;
    },
  },
  mathqa: {
    title: 'Programs against formulas',
    question: 'Are word problems solved more often as Python programs or as formulas?',
    protocol: [
      'Two runs on the same problems of MathQA-Python: one asks for a Python program, the other for a formula in MathQA’s operations, such as multiply(n1,const_100)|divide(#0,n0).',
      'The paper’s prompt with 4 solved examples, in the language that is asked for: the first problems of the set, from its training problems.',
      'A sample passes if the value of “answer”, or of the last step, is right to 0.0001, or to one part in a million.',
      `Samples are taken at temperature 0.5, as in the studies on MBPP. ${read}`,
      'The small size draws 20 problems from the whole set. The large one takes each test problem once: how many samples the paper took, we could not check.',
    ],
    reported: [
      'With 4 examples, the 137B model solved 33.4% of the problems.',
      'Fine-tuned, it solved 81.2% as Python programs and 83.8% as formulas.',
    ],
    awaits:
      'The share of solved problems in both languages, beside the paper’s, and how many only one of them solves.',
    runName: (key) => (key === 'formula' ? 'formulas' : 'Python programs'),
  },
  'fine-tuned': {
    title: 'Fine-tuned against base',
    question: 'How many more tasks does a model solve once it was fine-tuned?',
    protocol: [
      'Two runs, with the fine-tuned model and with its base, on the same tasks with the same prompts and seeds. The models may be a LoRA adapter beside its base, a merged GGUF file, a build for WebLLM or models of a server.',
      `${prompt} ${read} For chat models, choose the instruction instead; programs are then found in the replies.`,
      'Each task counts for both, one of the two or neither. McNemar’s exact test says how likely such a difference is by chance.',
      'The tasks must not be those that the model was trained on: MBPP’s training and validation tasks are refused.',
    ],
    reported: [
      'Fine-tuning on the 374 training tasks added about 10 percentage points (137B model).',
    ],
    awaits:
      'How many tasks both models solve, only one of them, and neither, beside the gain that the paper reports.',
    runName: (key) => (key === 'tuned' ? 'fine-tuned' : 'base'),
  },
};

export function studyTexts(id: StudyId): StudyTexts {
  return texts[id];
}
