/** The figures of a study with their words, their drawing and their numbers. */

import { passAtKChart, passAtKTable } from '../../../evaluation/charts/pass-at-k-chart.ts';
import {
  pointsChart,
  type PointsChartData,
  pointsTable,
} from '../../../evaluation/charts/points-chart.ts';
import { scatterChart, scatterTable } from '../../../evaluation/charts/scatter-chart.ts';
import { sizeChart, sizeTable } from '../../../evaluation/charts/size-chart.ts';
import { classChart, classTable } from '../../../evaluation/charts/status-chart.ts';
import { stackTable } from '../../../evaluation/charts/stack-chart.ts';
import { heldOutChart } from '../../../evaluation/studies/held-out-chart.ts';
import type {
  HeldOutStack,
  Study,
  StudyFigure,
  StudyGroup,
} from '../../../evaluation/studies/study.ts';
import { parameters, percentMark } from '../../../texts/format.ts';
import { fitText, paperClassName } from '../../../texts/result-texts.ts';
import {
  heldOutName,
  heldOutStackName,
  lineText,
  reportedModelName,
  reportedNames,
  scatterColumns,
  seriesText,
  studyFigureTexts,
} from '../../../texts/study-figure-texts.ts';
import type { Figure } from '../results/figures.ts';

/** Without those that have nothing to show yet. */
export function figuresFor(study: Study, groups: readonly StudyGroup[]): Figure[] {
  const shown = groups.length === 0 ? [] : study.figuresOf(groups);
  return shown.filter((figure) => !isEmpty(figure)).map(figureOf);
}

function isEmpty(figure: StudyFigure): boolean {
  switch (figure.kind) {
    case 'points':
      return figure.series.every(({ points }) => points.length === 0);
    case 'pass':
      return figure.curves.length === 0;
    case 'size':
      return figure.runs.length === 0;
    case 'classes':
      return figure.counts.length === 0;
    case 'held-out':
      return figure.stacks.every(({ counts }) => counts.length === 0);
    case 'scatter':
      return figure.series.every(({ points }) => points.length === 0);
  }
}

function heldOutStacks(stacks: readonly HeldOutStack[]) {
  return stacks.map(({ name, by, counts }) => ({ name: heldOutStackName(name, by), counts }));
}

function figureOf(figure: StudyFigure): Figure {
  const { title, about, x: xName, y: yName } = studyFigureTexts(figure.name);
  const frame = (width: number, id: string) => ({
    ...{ title, description: about, width, id, xName, yName, percentMark },
  });
  const named = { name: figure.name, title, about };
  switch (figure.kind) {
    case 'points': {
      const data: PointsChartData = {
        places: figure.places,
        series: figure.series.map((each) => ({ ...each, name: seriesText(each.name) })),
        lines: figure.lines.map((each) => ({ ...each, name: lineText(each.name) })),
        reported: figure.reported.map((each) => ({ ...each, name: reportedNames[each.name] })),
      };
      return {
        ...named,
        draw: (width, id) => pointsChart(data, frame(width, id)),
        table: () => pointsTable(data),
      };
    }
    case 'pass':
      return {
        ...named,
        draw: (width, id) => passAtKChart(figure.curves, frame(width, id)),
        table: () => passAtKTable(figure.curves),
      };
    case 'size': {
      const reported = [{ ...figure.reported, name: reportedModelName }];
      const words = { sizeOf: parameters, fitText };
      return {
        ...named,
        draw: (width, id) => sizeChart(figure.runs, { ...frame(width, id), ...words }, reported),
        table: () => sizeTable(figure.runs, 'solved tasks', reported),
      };
    }
    case 'classes':
      return {
        ...named,
        draw: (width, id) =>
          classChart(figure.counts, { ...frame(width, id), className: paperClassName }),
        table: () => classTable(figure.counts),
      };
    case 'held-out':
      return {
        ...named,
        draw: (width, id) =>
          heldOutChart(heldOutStacks(figure.stacks), { ...frame(width, id), nameOf: heldOutName }),
        table: () => stackTable(heldOutStacks(figure.stacks), 'outcome'),
      };
    case 'scatter':
      return {
        ...named,
        draw: (width, id) => scatterChart(figure.series, frame(width, id)),
        table: () => scatterTable(figure.series, scatterColumns),
      };
  }
}
