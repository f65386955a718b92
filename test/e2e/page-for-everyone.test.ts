/** Every view under axe (WCAG 2.2 A and AA), light and dark, and walks by keyboard alone. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults, faultsLightAndDark } from '../support/axe.ts';
import { serveHeldModel } from '../support/held-server.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();
let held: Awaited<ReturnType<typeof serveHeldModel>>;

/** Of two hundred pieces: that it writes, that it checks, each test as it is decided, the verdict. */
const mostAnnouncements = 8;

beforeAll(async () => {
  const code = ['def last_word(sentence):', '    return sentence.split()[0]'].join('\n');
  const before = Array.from({ length: 200 }, (_, index) => `# ${index}\n`).join('');
  held = await serveHeldModel(['```python\n', `${before}${code}\n\`\`\`\n`]);
});

afterAll(async () => {
  await held?.close();
});

const wrong = 'def last_word(sentence):\n    print(sentence)\n    return sentence.split()[0]\n';

async function ready(page: Page): Promise<void> {
  await page.getByText("last_word('hello')").first().waitFor();
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
}

/** Views of one visit, each reached from the one before. */
const views: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['a task', ready],
  [
    'the filter and the reference',
    async (page) => {
      await page.getByText('Filter', { exact: true }).click();
      await page.getByText('outline first').click();
    },
  ],
  [
    'a wrong value',
    async (page) => {
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
    },
  ],
  [
    'stepping',
    async (page) => {
      await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).click();
      await page.getByRole('button', { name: 'Forward' }).click();
    },
  ],
  [
    'the shortcuts, in large type',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Large type' }).click();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  ],
  [
    'the models',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Model:/ }).click();
      await page
        .getByText(/no WebGPU|No GPU is available|GPU with/)
        .first()
        .waitFor();
    },
  ],
];

/** What comes with a model, in a visit to which a server of one's own writes. */
const viewsOfWriting: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  [
    'the form for a server',
    async (page) => {
      await page.getByText("last_word('hello')").first().waitFor();
      await page.getByRole('button', { name: /^Model:/ }).click();
      await page.getByText('Your own server').click();
      await page.getByLabel('Server URL').fill(held.address);
      await page.getByRole('button', { name: 'List models' }).click();
      await page.getByText('The server has 1 model.').waitFor();
    },
  ],
  [
    'a stream, and an attempt that is written',
    async (page) => {
      await page.getByRole('button', { name: 'Use this server' }).click();
      await page.getByRole('button', { name: 'Model: held' }).waitFor();
      await page.evaluate(countAnnouncements);
      await page.getByRole('button', { name: 'Generate' }).click();
      await page.getByRole('button', { name: /^Attempt 1 Generating/ }).waitFor();
    },
  ],
  [
    'attempts, behind the program',
    async (page) => {
      held.goOn();
      await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
      await page.getByText('Prompt sent for this attempt').click();
      await page.getByText('full text from the model').click();
    },
  ],
  [
    'a dialog',
    async (page) => {
      await page.getByRole('button', { name: 'Send the failing test' }).click();
      await page.getByRole('heading', { name: 'Dialog' }).waitFor();
      await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
    },
  ],
  [
    'solving it alone',
    async (page) => {
      await page.getByRole('button', { name: 'Solve it yourself' }).click();
      await page.getByRole('button', { name: 'Generate' }).waitFor({ state: 'detached' });
    },
  ],
  [
    'all that is stored',
    async (page) => {
      await page.getByRole('button', { name: 'Storage …' }).click();
      await page.getByText('Your settings').waitFor();
    },
  ],
  [
    'the list of tasks over a narrow page',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 390, height: 800 });
      await page.getByRole('button', { name: 'Tasks' }).click();
      await page.getByRole('dialog', { name: 'Tasks' }).waitFor();
    },
  ],
];

/** In the page: every change of what a screen reader is told. */
function countAnnouncements(): void {
  const announced: string[] = [];
  Object.assign(window, { announced });
  const note = () => {
    const said = [...document.querySelectorAll('[role="status"], [role="alert"], [aria-live]')]
      .map((region) => region.textContent?.trim() ?? '')
      .join(' ');
    if (said !== announced.at(-1)) announced.push(said);
  };
  new MutationObserver(note).observe(document.body, {
    ...{ subtree: true, childList: true, characterData: true },
  });
}

test('axe finds no fault in what comes with a model, and a stream is told in a few words', async () => {
  const page = await visits.open('#/starter/3', { reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const [name, show] of viewsOfWriting) {
    await show(page);
    found.push(...(await faultsLightAndDark(page)).map((fault) => `${name}: ${fault}`));
    if (name !== 'attempts, behind the program') continue;
    const announced = await page.evaluate(
      () => (window as unknown as { announced: string[] }).announced,
    );
    console.log(`announced: ${JSON.stringify(announced)}`);
    expect(announced.length).toBeLessThanOrEqual(mostAnnouncements);
  }
  expect(found).toEqual([]);
});

test('axe finds no fault in any view, light or dark', async () => {
  const page = await visits.open('#/starter/3', { reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const [name, show] of views) {
    await show(page);
    found.push(...(await faultsLightAndDark(page)).map((fault) => `${name}: ${fault}`));
  }
  expect(found).toEqual([]);
});

/** What the Tab key leads to below something that stays in its place, from the top of the page on. */
async function coveredOnTheWay(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    scrollTo(0, 0);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const covered: string[] = [];
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return null;
      const { left, right, top, bottom } = active.getBoundingClientRect();
      const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      const met = document.elementFromPoint((left + right) / 2, middle);
      const bar = met?.closest('nav, header');
      const isCovered = bar && !bar.contains(active);
      return isCovered ? active.outerHTML.slice(0, 80) : '';
    });
    if (name === null) break;
    if (name !== '') covered.push(name);
  }
  return covered;
}

test('from a phone to the widest screen nothing is cut off, and axe finds no fault', async () => {
  const page = await visits.open('#/starter/3');
  await ready(page);
  await page.getByRole('button', { name: 'Large type' }).click();
  await page.setViewportSize({ width: 360, height: 900 });
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await coveredOnTheWay(page)).toEqual([]);
  for (const width of [360, 2560, 3840]) {
    // As tall as the page, so that the bar at the foot of a phone covers nothing for the moment.
    await page.setViewportSize({ width, height: width === 360 ? 4000 : 900 });
    const used = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(used).toBeLessThanOrEqual(width);
    expect(await faults(page), `at ${width} pixels`).toEqual([]);
  }
});

test('where motion is reduced, what would move is there at once', async () => {
  const page = await visits.open('#/starter/3', { reducedMotion: 'reduce' });
  await page.locator('.stages').waitFor();
  const times = await page.locator('.stages *').evaluateAll((parts) =>
    parts.flatMap((part) => {
      const { animationName, animationDelay, animationDuration } = getComputedStyle(part);
      return animationName === 'none' ? [] : `${animationDelay}, ${animationDuration}`.split(', ');
    }),
  );
  expect(times).toContain('0s');
  expect(times.filter((time) => time !== '0s')).toEqual([]);
});

test('axe finds a fault where there is one', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() =>
    document.querySelector('main')?.append(document.createElement('button')),
  );
  expect(await faults(page)).toEqual(['button-name: <button></button>']);
});

test('a failing test is stepped through by keyboard alone', async () => {
  const page = await visits.open('#/starter/3');
  await ready(page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  const button = page.getByRole('button', { name: "Step through last_word('the cat sat')" });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Step through' });
  await dialog.getByText('Line 2 is next').waitFor();
  await page.keyboard.press('ArrowRight');
  await dialog.getByText('Line 3 is next').waitFor();
  await dialog.getByText('the cat sat', { exact: true }).waitFor();
  await page.keyboard.press('End');
  await dialog.getByText("last_word returns 'the'").waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('keys lead through tasks, to the editor and back, and a large page is remembered', async () => {
  const page = await visits.open('#/starter/3');
  await ready(page);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: /Task 4/ }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: /Task 3/ }).waitFor();
  await page.keyboard.press('e');
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('# j\n');
  await page.getByRole('textbox', { name: 'Program in Python' }).getByText('# j').waitFor();
  await page.getByRole('button', { name: 'Large type' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Large type', pressed: true }).waitFor();
});
