// The scheduled actions as a table: a row each, and a row more for every further definition.

import type { CronListing, SourceLine } from '../../../engine/src/index';
import type { Colours } from './colours';
import { displayWidth, printable } from './display-width';

const HEADER: readonly string[] = ['SCHEDULED ACTION', 'EVERY', 'CALLS', 'DEFINED AT', 'DECLARED AT'];

/** The table with its line breaks, and a line that counts. */
export function cronsText(
  crons: readonly CronListing[],
  colours: Colours,
  pathOf: (path: string) => string,
): string {
  const count = `${crons.length} scheduled action${crons.length === 1 ? '' : 's'}.\n`;
  if (crons.length === 0) return count;
  const place = ({ path, line }: SourceLine) => `${pathOf(path)}:${line + 1}`;
  const rows = crons.flatMap((cron) => rowsOf(cron, place));
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
      .join('  ')
      .trimEnd();
  return `${[colours.bold(line(HEADER)), ...rows.map(line), '', count].join('\n')}`;
}

function rowsOf(cron: CronListing, place: (at: SourceLine) => string): readonly (readonly string[])[] {
  const called = cron.calls.flatMap(({ model, method, definitions }) => {
    const name = model === undefined ? method : `${model}.${method}`;
    const [first, ...others] = definitions.map(place);
    return [[name, first ?? 'not found'], ...others.map((other) => ['', other])];
  });
  const [first = ['', ''], ...others] = called;
  const [call = '', defined = ''] = first;
  const notes = [cron.active === false ? 'inactive' : '', cron.loaded ? '' : 'in no manifest'].filter(
    (note) => note !== '',
  );
  const name = printable(cron.name) + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
  const head = [name, cron.interval ?? '', call, defined, place(cron.source)];
  return [head, ...others.map(([again = '', at = '']) => ['', '', again, at, ''])];
}
