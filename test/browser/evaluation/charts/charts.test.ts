/** Charts as the browser lays them out: whole, legible, and files of their own. */
import { expect, test } from 'vitest';
import { passAtKChart, passAtKTable } from '../../../../src/evaluation/charts/pass-at-k-chart.ts';
import { pointsChart, pointsTable } from '../../../../src/evaluation/charts/points-chart.ts';
import { scatterChart, scatterTable } from '../../../../src/evaluation/charts/scatter-chart.ts';
import { sizeChart, sizeTable } from '../../../../src/evaluation/charts/size-chart.ts';
import {
  solveRateChart,
  solveRateTable,
} from '../../../../src/evaluation/charts/solve-rate-chart.ts';
import {
  classChart,
  classTable,
  statusChart,
  statusTable,
} from '../../../../src/evaluation/charts/status-chart.ts';
import { standalone } from '../../../../src/evaluation/charts/svg.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { percentMark } from '../../../../src/texts/format.ts';
import { outcomesOfRun, simulatedRun } from '../../../support/simulated-runs.ts';

const names = [
  'Qwen2.5-Coder-0.5B-Instruct-q4f16_1',
  '<b>&"quoted" WWWWWWWWWWWW',
  '模型 一号',
  'SmolLM2 360M',
  'a',
  'Llama',
  'Seventh',
];

/** Alike in skill, so that curves and points lie close to one another. */
function results(count: number, sampleCount: number) {
  return names.slice(0, count).map((name, at) => {
    const simulated = simulatedRun(`r${at}`, { sampleCount, skill: 0.5 + at / 100 });
    return { name, results: runResults(simulated.run, outcomesOfRun(simulated)) };
  });
}

function charts(count: number, sampleCount: number, width: number): string[] {
  const runs = results(count, sampleCount);
  const frame = (id: string) => ({
    ...{ id, width, title: 'A <title>', description: 'What & where', xName: 'x', yName: 'pass' },
    percentMark,
  });
  const sized = runs.flatMap(({ name, results: { passAt } }, at) =>
    passAt[0] ? [{ name, parameters: 5e8 * (1 + at), rate: passAt[0] }] : [],
  );
  const rated = runs.map(({ name, results: { rows } }) => {
    return { name, tasks: rows.map(({ task, rate }) => ({ task, rate: rate ?? 0 })) };
  });
  const counted = runs.map(({ name, results: { statuses } }) => ({ name, counts: statuses }));
  return [
    passAtKChart(
      runs.map(({ name, results: { passAt } }) => ({ name, points: passAt })),
      frame('k'),
    ),
    sizeChart(sized, {
      ...frame('size'),
      sizeOf: (parameters) => `${parameters / 1e9}B`,
      fitText: () => 'Dashed: +10.0 points per tenfold size (r² = 0.84)',
    }),
    sizeChart(
      sized,
      { ...frame('reported'), sizeOf: (parameters) => `${parameters / 1e9}B`, fitText: () => '' },
      [{ name: 'Reported', parameters: 137e9, rate: 0.596 }],
    ),
    pointsChart(pointsOf(runs), frame('points')),
    scatterChart(
      rated.map(({ name, tasks }) => ({
        name,
        points: tasks.map(({ task, rate }, at) => ({ name: task, x: at / tasks.length, y: rate })),
      })),
      frame('scatter'),
    ),
    solveRateChart(rated, frame('rates')),
    statusChart(counted, { ...frame('statuses'), statusName: (status) => status }),
    classChart(
      runs.map(({ name, results: { classes } }) => ({ name, counts: classes })),
      { ...frame('classes'), className: (name) => name },
    ),
  ];
}

/** Each run at all of four places, and two lines close to each other. */
function pointsOf(runs: ReturnType<typeof results>) {
  const places = ['0 asserts', '1 assert', '2 asserts', '3 asserts'];
  return {
    places,
    series: runs.map(({ name, results: { passAt } }, at) => ({
      ...{ name, isJoined: at % 2 === 0 },
      points: passAt[0] ? places.map((_, place) => ({ at: place, rate: passAt[0] ?? none })) : [],
    })),
    lines: [
      { name: 'Solved by any seed', rate: 0.62 },
      { name: 'Paper: best seed, about 60%', rate: 0.6 },
    ],
    reported: [{ name: 'Paper: solved on 100 tasks', points: [{ at: 1, rate: 0.63 }] }],
  };
}

const none = { value: 0, low: 0, high: 0 };

/** Pairs of texts that run into one another, and texts that leave the chart. */
function collisions(svg: SVGSVGElement): string[] {
  const area = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map((each) => {
    return { words: each.textContent, box: each.getBoundingClientRect() };
  });
  return texts.flatMap(({ words, box }, at) => [
    ...(box.left < area.left - 0.5 || box.right > area.right + 0.5 || box.bottom > area.bottom + 0.5
      ? [`${words} is cut off`]
      : []),
    ...texts.slice(at + 1).flatMap((other) => {
      const isApart =
        box.right <= other.box.left ||
        other.box.right <= box.left ||
        // Line boxes are taller than letters.
        box.bottom <= other.box.top + 4 ||
        other.box.bottom <= box.top + 4;
      return isApart ? [] : [`${words} / ${other.words}`];
    }),
  ]);
}

test.for([
  [1, 1, 720],
  [1, 80, 300],
  [2, 5, 720],
  [3, 20, 300],
  [7, 20, 720],
  [7, 20, 330],
  [7, 20, 1600],
] as const)('%d runs of %d samples at %d pixels are whole, no text over another', (each) => {
  const [count, sampleCount, width] = each;
  for (const chart of charts(count, sampleCount, width)) {
    document.body.innerHTML = chart;
    const svg = document.querySelector('svg');
    if (!svg) throw new Error('There is no chart.');
    expect(collisions(svg)).toEqual([]);
    expect(svg.getBoundingClientRect().width).toBe(width);
  }
});

test('the name of a line at the very top stands above it too', () => {
  document.body.innerHTML = pointsChart(
    {
      ...{ places: ['1', '2'], series: [], reported: [] },
      lines: [{ name: 'Solved by any seed', rate: 1 }],
    },
    { title: 'T', description: 'D', width: 330, id: 't', xName: 'x', yName: 'Solved', percentMark },
  );
  const line = document.querySelector('line[stroke-dasharray="7 4"]');
  const name = [...document.querySelectorAll('text')].at(-1);
  expect(name?.textContent).toBe('Solved by any seed');
  const [below, across] = [name, line].map((each) => each?.getBoundingClientRect());
  expect(below?.bottom).toBeLessThanOrEqual((across?.top ?? 0) + 4);
  expect(below?.top).toBeGreaterThanOrEqual(0);
});

test('a chart is a well-formed file of its own that needs no page and names what it shows', () => {
  for (const chart of charts(3, 20, 720)) {
    const file = new DOMParser().parseFromString(standalone(chart), 'image/svg+xml');
    expect(file.querySelector('parsererror')).toBeNull();
    expect(file.querySelector('title')?.textContent).toBe('A <title>');
    expect(file.querySelector('desc')?.textContent).toBe('What & where');
    expect(standalone(chart)).not.toMatch(/var\(|undefined|NaN/);
  }
});

test('no name in the chart of sizes stands on another, nor on what is reported', () => {
  const rate = { value: 0.6, low: 0.5, high: 0.7 };
  const name = 'A model with a name that is as long as names of models are';
  const sized = [7e10, 1e11].map((parameters, at) => ({ name: `${at} ${name}`, parameters, rate }));
  const words = {
    ...{ id: 'names', width: 720, title: 'T', description: 'D', xName: 'x', yName: 'y' },
    ...{ percentMark, sizeOf: (size: number) => `${size / 1e9}B`, fitText: () => '' },
  };
  const small = { name: 'Small', parameters: 1e8, rate: { value: 0.1, low: 0, high: 0.2 } };
  const reported = [{ name: 'Reported: 137B', parameters: 1.37e11, rate: 0.6 }];
  document.body.innerHTML = sizeChart([small, ...sized], words, reported);
  const svg = document.querySelector('svg');
  expect(svg && collisions(svg)).toEqual([]);
});

test('the numbers of every chart are a table', () => {
  const [first] = results(1, 2);
  if (!first) throw new Error('There is no run.');
  const { name, results: made } = first;
  const [one, two] = made.passAt;
  expect(passAtKTable([{ name, points: made.passAt }])).toEqual({
    header: ['run', 'k', 'pass@k', 'low', 'high', 'tasks'],
    rows: [one, two].map((point) => [
      ...[name, point?.k, point?.value, point?.low, point?.high, point?.tasks],
    ]),
  });
  const rate = { value: 0.5, low: 0.4, high: 0.6 };
  const sized = [1e9, 1e10].map((parameters) => ({ name, parameters, rate }));
  expect(sizeTable(sized).rows).toEqual(
    [1e9, 1e10].map((parameters) => [name, parameters, 0.5, 0.4, 0.6, 0.5, null, null]),
  );
  const reported = [{ name: 'Reported', parameters: 137e9, rate: 0.596 }];
  const third = { name, parameters: 1e11, rate };
  expect(sizeTable([...sized, third], 'solved tasks', reported)).toEqual({
    header: [
      ...['run', 'parameters', 'solved tasks', 'low', 'high'],
      ...['fitted', 'fitted low', 'fitted high'],
    ],
    rows: [
      ...[1e9, 1e10, 1e11].map((size) => [name, size, 0.5, 0.4, 0.6, 0.5, 0.5, 0.5]),
      ['Reported', 137e9, 0.596, null, null, null, null, null],
    ],
  });
  expect(
    pointsTable({
      places: ['a', 'b'],
      series: [{ name, isJoined: true, points: [{ at: 1, rate }] }],
      lines: [{ name: 'across', rate: 0.7 }],
      reported: [{ name: 'reported', points: [{ at: 0, rate: 0.3 }] }],
    }),
  ).toEqual({
    header: ['series', 'place', 'share', 'low', 'high'],
    rows: [
      [name, 'b', 0.5, 0.4, 0.6],
      ['reported', 'a', 0.3, null, null],
      ['across', null, 0.7, null, null],
    ],
  });
  const points = [{ name: '2', x: 0.25, y: 1 }];
  expect(scatterTable([{ name, points }], ['series', 'task', 'BLEU', 'share'])).toEqual({
    header: ['series', 'task', 'BLEU', 'share'],
    rows: [[name, '2', 0.25, 1]],
  });
  const tasks = [
    { task: '2', rate: 0 },
    { task: '3', rate: 1 },
  ];
  expect(solveRateTable([{ name, tasks }]).rows).toEqual([
    [name, 1, '3', 1],
    [name, 2, '2', 0],
  ]);
  const counts = [
    { status: 'passed', count: 3 },
    { status: 'timeout', count: 1 },
  ] as const;
  expect(statusTable([{ name, counts }]).rows).toEqual([
    [name, 'passed', 3, 0.75],
    [name, 'timeout', 1, 0.25],
  ]);
  const zero = { 'failed assertion': 0, 'syntax error': 0 };
  expect(classTable([{ name, counts: { ...zero, solved: 3, 'runtime error': 1 } }])).toEqual({
    header: ['run', 'class', 'samples', 'share'],
    rows: [
      [name, 'solved', 3, 0.75],
      [name, 'runtime error', 1, 0.25],
    ],
  });
});
