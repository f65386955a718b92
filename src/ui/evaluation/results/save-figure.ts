/** A figure as a picture, or its numbers. */

import type { Figure } from './figures.ts';
import { standalone } from '../../../evaluation/charts/svg.ts';
import { csvOf } from '../../../evaluation/formats/csv.ts';
import { saveText } from '../../pieces/save-file.ts';

export function saveFigure(figure: Figure, base: string, form: 'svg' | 'csv'): void {
  const name = `${base}.${form}`;
  if (form === 'csv') saveText(name, csvOf(figure.table()), 'text/csv');
  else saveText(name, standalone(figure.draw(720, figure.name)), 'image/svg+xml');
}
