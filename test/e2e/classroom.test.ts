/**
 * In front of a class: a lesson on the projector by keys alone, and what is printed. How the views
 * stand up to axe, zoom and longer words is held by `every-view.test.ts`.
 */
import { expect, test } from 'vitest';
import { textCounts } from '../support/pdf-pages.ts';
import { useVisits } from './page-visits.ts';
import { pupil } from './screenshots/classroom-views.ts';
import { check, give, write, wrong } from './screenshots/view.ts';

const visits = useVisits();

const lesson = JSON.stringify({
  ...{ format: 'synthpad-lesson', version: 1, title: 'Three tasks' },
  steps: ['3', '5', '7'].map((id) => ({ hash: `#/starter/${id}`, title: `Step ${id}` })),
});

test('a lesson is collected, shown and left by keys alone, and outlives a reload', async () => {
  const page = await visits.open('#/starter/3', { viewport: { width: 1920, height: 1080 } });
  await write(page, wrong);
  const teach = page.getByRole('button', { name: 'In front of a class' });
  const addAs = async (title: string, isWithProgram: boolean) => {
    await teach.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Title of the step').fill(title);
    const program = page.getByLabel('Include the program');
    if (isWithProgram) await program.press('Space');
    await page.getByLabel('Title of the step').press('Enter');
    await page.getByText('Added to “Lesson 1”').waitFor();
    await page.keyboard.press('Escape');
  };
  await addAs('Is it right?', true);
  await page.goto(`${visits.address}#/starter/5`);
  await page.getByRole('heading', { name: /Task 5/ }).waitFor();
  await addAs('Your turn', false);

  await page.goto(`${visits.address}#/class`);
  await page.reload();
  await page.getByRole('button', { name: 'Start', exact: true }).press('Enter');
  await page.getByRole('main', { name: 'Projector view' }).waitFor();
  await page.getByRole('heading', { name: /Task 3/ }).waitFor();
  expect(await page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.getByText('Is it right?').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: '2 of 3 tests passed' }).waitFor();
  const code = page.getByRole('region', { name: 'Program' });
  await page.keyboard.press('ArrowDown');
  await code.getByRole('listitem').first().and(page.locator('[aria-current="step"]')).waitFor();
  const size = () =>
    code.locator('ol').evaluate((list) => parseFloat(getComputedStyle(list).fontSize));
  await expect.poll(size).toBeGreaterThanOrEqual(30);

  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: /Task 5/ }).waitFor();
  await page.getByText('No program yet').waitFor();
  await page.keyboard.press('PageUp');
  await page.getByRole('heading', { name: /Task 3/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('banner').waitFor();
});

test('sheets and solutions are a page each on A4 and Letter, and black on white', async () => {
  const page = await visits.open('#/starter/3', { colorScheme: 'dark' });
  await check(page, wrong, /2 of 3 tests passed/);
  await page.goto(`${visits.address}#/class`);
  await page.getByRole('button', { name: 'Open a lesson file' }).waitFor();
  await give(page, 'Lesson file', 'lesson.json', lesson);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await page.getByLabel('Title of step 3').waitFor();
  await page.goto(`${visits.address}#/class/paper`);

  const sheets = page.getByRole('article');
  const print = page.getByRole('button', { name: 'Print', exact: true });
  /** What Print offers is complete: nothing else is waited for. */
  const printed = async (status: string) => {
    await page.getByText(status, { exact: true }).waitFor();
    await print.waitFor();
    const pages: Record<string, number[]> = {};
    for (const format of ['A4', 'Letter'] as const) {
      pages[format] = textCounts(await page.pdf({ format }));
    }
    return pages;
  };
  const text = expect.toSatisfy((count: number) => count > 0, 'not blank');
  await page.getByLabel('Of which tasks').selectOption({ label: 'Three tasks' });
  expect(await printed('3 sheets ready to print.')).toEqual({
    A4: [text, text, text],
    Letter: [text, text, text],
  });
  expect(await sheets.getByRole('heading', { name: 'Examples' }).count()).toBe(3);
  expect(await sheets.getByText('gives').count()).toBe(9);

  await page.getByLabel('What to print').selectOption('solutions');
  expect(await printed('3 sheets ready to print.')).toEqual({
    A4: [text, text, text],
    Letter: [text, text, text],
  });
  const [withProgram, ...others] = await sheets.allInnerTexts();
  expect(withProgram).toMatch(/Verdict:\s+2 of 3 tests passed/);
  expect(withProgram).toContain('1. Written by hand');
  expect(others.length).toBe(2);
  for (const other of others) expect(other).toContain('There is no program for this task yet.');

  await page.getByLabel('Of which tasks').selectOption('task-in-view');
  expect(await printed('1 sheet ready to print.')).toEqual({ A4: [text], Letter: [text] });
  const sheet = sheets.first();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const looks = await sheet.evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return [color, backgroundColor];
  });
  expect(looks).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  expect(await page.getByRole('banner').isVisible()).toBe(false);
  expect(await page.getByRole('navigation', { name: 'Parts of the class view' }).isVisible()).toBe(
    false,
  );
});

/** In the page: words that a printer without colours leaves pale, or prints on something. */
function paleOrCovered(): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const brightness = (colour: string) => {
    if (!canvas) return NaN;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return alpha === 0 ? 255 : (red * 2 + green * 7 + blue) / 10;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.nodeValue?.trim() || !element?.checkVisibility()) continue;
    const isPale = !(brightness(getComputedStyle(element).color) < 120);
    let isCovered = false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      isCovered ||= brightness(getComputedStyle(at).backgroundColor) < 240;
    }
    if (isPale || isCovered) found.push(node.nodeValue.trim());
  }
  return found;
}

test('a class’s work is printed without blank pages, and dark on white', async () => {
  const page = await visits.open('#/class/work', { colorScheme: 'dark' });
  const files = Array.from({ length: 80 }, (_, at) => ({
    name: `pupil ${at + 1}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(pupil(at + 1)),
  }));
  await page.getByLabel('Work files of pupils').setInputFiles(files);
  await page.getByText('80 files read.').waitFor();
  await page.getByText('Example').first().click();
  await page.getByRole('region', { name: 'Example' }).first().waitFor();
  const text = expect.toSatisfy((count: number) => count > 0, 'not blank');
  for (const format of ['A4', 'Letter'] as const) {
    const pages = textCounts(await page.pdf({ format }));
    expect(pages.length, format).toBeGreaterThan(1);
    expect(pages, format).toEqual(pages.map(() => text));
  }
  const asPrinted = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const sizes = asPrinted.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g);
  const isWide = [...sizes].map(([, width, height]) => Number(width) > Number(height));
  // The grid, and the tables after it.
  expect([isWide[0], isWide.at(-1)]).toEqual([true, false]);
  expect(await page.evaluate(paleOrCovered)).not.toEqual([]);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate(paleOrCovered)).toEqual([]);
  for (const control of [page.getByRole('banner'), page.getByRole('button', { name: 'Print' })]) {
    expect(await control.isVisible()).toBe(false);
  }
  await page.getByRole('cell', { name: '1', exact: true }).first().waitFor();
});

test('where the projector is gone from the site, the page stays and says so', async () => {
  const part = /\/assets\/Projector-.*\.js$/;
  const page = await visits.open('#/starter/3', {}, async (context) => {
    await context.route(part, (route) => route.fulfill({ status: 404 }));
  });
  const open = async () => {
    await page.getByRole('button', { name: 'In front of a class' }).click();
    await page.getByRole('button', { name: 'Projector view' }).click();
  };
  await open();
  const missing = page.getByRole('alert').filter({ hasText: 'Could not load this part' });
  await missing.waitFor();
  await page.getByRole('textbox', { name: 'Program in Python' }).waitFor();
  await missing.getByRole('button').click();
  await missing.waitFor({ state: 'detached' });
  await page.context().unroute(part);
  await page.reload();
  await open();
  await page.getByRole('main', { name: 'Projector view' }).waitFor();
});
