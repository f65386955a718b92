/** The curve of hints with its words, its drawing and its numbers. */

import type { FeedbackCurve } from '../../../app/feedback/feedback-curve.ts';
import {
  pointsChart,
  type PointsChartData,
  pointsTable,
} from '../../../evaluation/charts/points-chart.ts';
import { mostHints } from '../../../synthesis/dialog.ts';
import { feedbackTexts } from '../../../texts/feedback-texts.ts';
import { percentMark } from '../../../texts/format.ts';
import type { Figure } from '../results/figures.ts';

/** With 0, 1 and 4 hints, on 50 tasks (arXiv 2108.07732): the last is a bound. */
const reported = [
  { at: 0, rate: 0.3 },
  { at: 1, rate: 0.55 },
  { at: 4, rate: 0.65 },
];

/** Null where there is nothing to draw. */
export function feedbackFigure(curve: FeedbackCurve): Figure | null {
  const data = dataOf(curve);
  if (data.series.length === 0) return null;
  const { figure: title, figureAbout: about, x: xName, y: yName } = feedbackTexts;
  return {
    ...{ name: 'hints', title, about },
    draw: (width, id) =>
      pointsChart(data, { title, description: about, width, id, xName, yName, percentMark }),
    table: () => pointsTable(data),
  };
}

function dataOf(curve: FeedbackCurve): PointsChartData {
  const series = (['person', 'automatic', 'samples'] as const).flatMap((kind) => {
    const line = curve[kind];
    if (!line) return [];
    const points = line.rates.map((rate, at) => ({ at, rate }));
    return [{ name: feedbackTexts[kind], isJoined: true, points }];
  });
  return {
    places: Array.from({ length: mostHints + 1 }, (_, hints) => String(hints)),
    ...{ series, lines: [] },
    reported: [{ name: feedbackTexts.reportedPoints, points: reported }],
  };
}
