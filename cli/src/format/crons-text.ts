// The scheduled actions for a person: each with its place, and under it what it calls, with the place of that.

import {
  type CronCallListing,
  type CronListing,
  countActions,
  type SourceLine,
  type WhyUnresolved,
} from '../../../engine/src/index';
import type { Colours } from './colours';
import { displayWidth, printable } from './display-width';

const HEADER: Row = { every: 'EVERY', what: 'SCHEDULED ACTION, WHAT IT CALLS', where: 'AT' };
/** Columns of names and calls; the few that are longer push their place to the right. */
const WIDEST = 72;

interface Row {
  readonly every: string;
  readonly what: string;
  readonly where: string;
  readonly look?: 'note' | 'warning';
}

/** The list with its line breaks, and a line that counts. */
export function cronsText(
  crons: readonly CronListing[],
  colours: Colours,
  pathOf: (path: string) => string,
): string {
  if (crons.length === 0) return `${counts(crons)}\n`;
  const place = ({ path, line }: SourceLine) => `${pathOf(path)}:${line + 1}`;
  const rows = crons.flatMap((cron) => rowsOf(cron, place));
  const all = [HEADER, ...rows];
  const every = Math.max(...all.map((row) => displayWidth(row.every)));
  const what = Math.min(WIDEST, Math.max(...all.map((row) => displayWidth(row.what))));
  const line = (row: Row, paint: (text: string) => string) =>
    `${padded(row.every, every)}  ${padded(row.what, what)}  ${paint(row.where)}`.trimEnd();
  const paintOf = ({ look }: Row) =>
    look === 'warning' ? colours.yellow : look === 'note' ? colours.dim : (text: string) => text;
  return [
    colours.bold(line(HEADER, (text) => text)),
    ...rows.map((row) => line(row, paintOf(row))),
    '',
    `${counts(crons)}\n`,
  ].join('\n');
}

function rowsOf(cron: CronListing, place: (at: SourceLine) => string): readonly Row[] {
  const [call] = cron.calls;
  // Autovacuum and jobs: the method is all that there is.
  if (cron.kind === 'autovacuum' || cron.kind === 'job') {
    const every = cron.interval ?? '';
    const what = `${cron.name} (${cron.kind === 'job' ? 'a job' : '@api.autovacuum'})`;
    const [first = { every: '', what: '', where: place(cron.source) }, ...more] = call
      ? callRows(call, place)
      : [];
    return [{ ...first, every, what }, ...more];
  }
  const notes = [
    ...(cron.active === false ? ['inactive'] : []),
    ...(cron.installable ? [] : ['not installable']),
    ...(cron.loaded ? [] : ['in no manifest']),
  ];
  const what = printable(cron.name) + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
  const head: Row = { every: cron.interval ?? '', what, where: place(cron.source) };
  if (!call)
    return [head, { every: '', what: '', where: 'no call of a method that can be read', look: 'note' }];
  return [head, ...cron.calls.flatMap((each) => callRows(each, place))];
}

function callRows(call: CronCallListing, place: (at: SourceLine) => string): readonly Row[] {
  const what = `  ${call.model === undefined ? call.method : `${call.model}.${call.method}`}`;
  if (call.why) {
    const look = call.why.kind === 'of-odoo' ? 'note' : 'warning';
    return [{ every: '', what, where: reasonOf(call.why, call, place), look }];
  }
  return call.definitions.map((at, index) => ({
    every: '',
    what: index === 0 ? what : '',
    where: place(at),
  }));
}

function reasonOf(why: WhyUnresolved, call: CronCallListing, place: (at: SourceLine) => string): string {
  switch (why.kind) {
    case 'of-odoo':
      return 'a method of Odoo';
    case 'unknown-records':
      return 'not found: its records are of no known model';
    case 'no-method':
      return `not found: no class of ${call.model} has it`;
    case 'model-elsewhere':
      return `not found here: ${why.model} comes from an addon elsewhere`;
    case 'stray':
      return `not found: ${why.className} (${place(why.at)}) has it, but with several models in _inherit it needs a _name`;
  }
}

function counts(crons: readonly CronListing[]): string {
  const actions = countActions(crons);
  const jobs = crons.length - actions;
  const inactive = crons.filter(({ active }) => active === false).length;
  const calls = crons.flatMap((cron) => cron.calls);
  const lost = calls.filter(({ why }) => why !== undefined && why.kind !== 'of-odoo').length;
  return [
    `${actions} scheduled action${actions === 1 ? '' : 's'}`,
    ...(jobs > 0 ? [`, ${jobs} queue job${jobs === 1 ? '' : 's'}`] : []),
    ...(inactive > 0 ? [`, ${inactive} inactive`] : []),
    ...(lost > 0 ? [`; ${lost} call${lost === 1 ? '' : 's'} not found`] : []),
    '.',
  ].join('');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
