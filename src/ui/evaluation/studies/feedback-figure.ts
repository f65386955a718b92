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
    ...{ series, lines: [], reported: [] },
  };
}
