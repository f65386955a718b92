/** Lessons: their changes, and what of a file, a link or storage is one. */
import { expect, test } from 'vitest';
import {
  addedLessons,
  hashIn,
  type Lesson,
  readableLessons,
  stepName,
  withLesson,
  withLessonChanged,
  withLessons,
  withoutLesson,
  withoutStep,
  withStep,
  withStepChanged,
  withStepMoved,
  withTitle,
} from '../../../../src/app/classroom/lesson.ts';
import {
  lessonFragment,
  lessonText,
  readLesson,
  readLessonFile,
  readLessonFragment,
} from '../../../../src/app/classroom/lesson-file.ts';

const step = (id: string) => ({ id, hash: `#/mbpp/${id}`, title: `Task ${id}`, note: '' });
const lesson: Lesson = { id: 'a', title: 'Words', steps: [step('1'), step('2'), step('3')] };
const idsOf = ({ steps }: Lesson) => steps.map(({ id }) => id).join('');

test('a step is added at its place once, however often that is asked', () => {
  const add = withStep(step('4'), 1);
  expect(idsOf(add(lesson))).toBe('1423');
  expect(idsOf(add(add(lesson)))).toBe('1423');
  expect(idsOf(withStep(step('5'))(lesson))).toBe('1235');
});

test('steps change their place, their words and are taken away', () => {
  expect(idsOf(withStepMoved('1', '3')(lesson))).toBe('231');
  expect(idsOf(withStepMoved('3', '2')(lesson))).toBe('132');
  expect(idsOf(withStepMoved('3', 'gone')(lesson))).toBe('123');
  expect(idsOf(withoutStep('2')(lesson))).toBe('13');
  const changed = withStepChanged('2', { note: 'Ask first.' })(lesson);
  expect(changed.steps[1]).toEqual({ ...step('2'), note: 'Ask first.' });
  expect(withTitle('Texts')(lesson).title).toBe('Texts');
});

test('the kept list leaves alone what another version wrote', () => {
  const newer = { id: 'n', chapters: [] };
  const kept = withLesson([newer], lesson);
  expect(withLesson(kept, lesson)).toEqual([newer, lesson]);
  expect(readableLessons(kept)).toEqual([lesson]);
  const changed = withLessonChanged(kept, 'a', withTitle('Texts'));
  expect(changed).toEqual([newer, { ...lesson, title: 'Texts' }]);
  expect(withoutLesson(kept, 'a')).toEqual([newer]);
  expect(readableLessons('nonsense')).toEqual([]);
});

test('fields of a later version stay with their step', () => {
  const kept = [{ ...lesson, steps: [{ ...step('1'), minutes: 5 }], colour: 'red' }];
  expect(withLessonChanged(kept, 'a', withTitle('Texts'))).toEqual([
    { ...kept[0], title: 'Texts' },
  ]);
});

test('an address is taken whole or as its fragment, and none that leads off this page', () => {
  expect(hashIn(' https://example.org/pad/#/mbpp/2 ')).toBe('#/mbpp/2');
  expect(hashIn('#/evaluation/run1?sample=3')).toBe('#/evaluation/run1?sample=3');
  const refused = ['https://example.org/', 'javascript:alert(1)', '#mbpp', '', '#/class/work'];
  expect(refused.map(hashIn)).toEqual([null, null, null, null, null]);
  expect(hashIn('#/classics/1')).toBe('#/classics/1');
});

test('a lesson comes back from its file and from its link', async () => {
  const noted = withStepChanged('2', { note: 'Ask first.' })(lesson);
  const content = ({ title, steps }: Lesson) => [
    title,
    steps.map((each) => [each.hash, each.title, each.note]),
  ];
  const fromFile = await readLessonFile(new Blob([lessonText(noted)]));
  const fromLink = await readLessonFragment((await lessonFragment(noted)) ?? '');
  for (const reading of [fromFile, fromLink]) {
    if (reading.kind !== 'lesson') throw new Error(reading.kind);
    expect(content(reading.lesson)).toEqual(content(noted));
    expect(reading.unreadableCount).toBe(0);
  }
});

test('a lesson that is too long for a link has a file alone', async () => {
  const letters = Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)));
  const hash = `#/shared/${letters.toString('base64url')}`;
  const long = { ...lesson, steps: [{ ...step('1'), hash }] };
  expect(await lessonFragment(long)).toBe(null);
  expect((await readLesson(lessonText(long))).kind).toBe('lesson');
});

test('what is no lesson says what it is', async () => {
  const file = async (content: unknown) => (await readLesson(JSON.stringify(content))).kind;
  const format = 'synthpad-lesson';
  expect((await readLesson('not JSON')).kind).toBe('no-lesson');
  expect(await file({ format: 'synthpad-memory', version: 1 })).toBe('no-lesson');
  expect(await file({ format, version: 2, title: 'Later' })).toBe('newer');
  expect(await file({ format, version: 1, title: 'Empty', steps: [] })).toBe('no-steps');
  expect(await file({ format, version: 1, steps: [{ hash: 'https://example.org' }, 7] })).toBe(
    'no-steps',
  );
  expect((await readLessonFragment('#/class/lesson/AAAA')).kind).toBe('damaged');
  const fragment = (await lessonFragment(lesson)) ?? '';
  expect((await readLessonFragment(fragment.slice(0, -9))).kind).toBe('damaged');
});

test('steps that cannot be read are counted, and the others are taken', async () => {
  const steps = [{ hash: '#/mbpp/1' }, { hash: 'elsewhere' }, null, { hash: '#/mbpp/2', title: 4 }];
  const reading = await readLesson(
    JSON.stringify({ format: 'synthpad-lesson', version: 1, steps }),
  );
  if (reading.kind !== 'lesson') throw new Error(reading.kind);
  expect(reading.unreadableCount).toBe(2);
  expect(reading.lesson.steps.map(({ hash, title }) => [hash, title])).toEqual([
    ['#/mbpp/1', ''],
    ['#/mbpp/2', ''],
  ]);
});

test('lessons of a file of work join those that are here, and replace none', () => {
  const changed = { ...lesson, title: 'Changed there' };
  const other = { ...lesson, id: 'b', title: 'Other' };
  const added = addedLessons([lesson], [lesson, changed, other]);
  expect(added).toEqual([{ ...changed, id: expect.any(String) as string }, other]);
  expect(added[0]?.id).not.toBe('a');
  const kept = withLessons([lesson], added);
  expect(kept).toEqual([lesson, ...added]);
  expect(addedLessons(kept, [lesson, changed, other])).toEqual([]);
  const again = { ...lesson, title: 'Changed once more' };
  const more = withLessons(kept, addedLessons(kept, [again]));
  expect(readableLessons(more).map(({ title }) => title)).toContain('Changed once more');
});

test('ids that are stored twice are read as two, and a change names one of them', () => {
  const twice = { ...lesson, steps: [step('1'), { ...step('1'), title: 'Again' }] };
  const kept = [twice, { ...twice, title: 'Copy' }];
  const read = readableLessons(kept);
  expect(new Set(read.map(({ id }) => id)).size).toBe(2);
  const [first, second] = read[1]?.steps ?? [];
  expect(first?.id).not.toBe(second?.id);
  const changed = withLessonChanged(kept, read[1]?.id ?? '', withoutStep(second?.id ?? ''));
  expect(readableLessons(changed).map(({ steps }) => steps.length)).toEqual([2, 1]);
});

test('a step that cannot be read hides no other, and is written back', () => {
  const later = { id: 'z', hash: 7 };
  const kept = [{ ...lesson, steps: [later, ...lesson.steps] }];
  expect(readableLessons(kept).map(idsOf)).toEqual(['123']);
  const [changed] = withLessonChanged(kept, 'a', withTitle('Texts'));
  expect(changed).toEqual({ ...lesson, title: 'Texts', steps: [...lesson.steps, later] });
});

test('a lesson has as many steps as it may, whatever is stored or arrives, and none to the class view', async () => {
  const steps = Array.from({ length: 400 }, (_, index) => step(String(index)));
  expect(readableLessons([{ ...lesson, steps }])[0]?.steps.length).toBe(300);
  const file = (of: unknown) =>
    readLesson(JSON.stringify({ format: 'synthpad-lesson', version: 1, steps: of }));
  const reading = await file(steps);
  expect(reading).toMatchObject({ kind: 'lesson', unreadableCount: 100 });
  expect((await file([{ hash: '#/class/paper' }])).kind).toBe('no-steps');
});

test('a step without a title is called by the beginning of its address', () => {
  expect(stepName({ title: '', hash: '#/mbpp/2' })).toBe('#/mbpp/2');
  expect(stepName({ title: '', hash: `#/shared/${'x'.repeat(5000)}` })).toHaveLength(61);
});
