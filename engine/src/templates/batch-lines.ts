// The lines that templates share: how a version searches on, ends a batch, and tells the scheduler.

import { MAX_COLUMNS } from '../fixes/line-width';
import type { CronForm } from '../odoo/cron-forms';

/** What a loop takes in a round, and how many there are in all, as an expression. */
export interface Counting {
  readonly takes: 'batch' | 'record';
  readonly total: 'total' | 'len(ids)';
  /** Records stay in the domain: a run that stopped early would begin anew, so it never stops. */
  readonly stays?: true;
  /** The comment above the commit, without `# `. */
  readonly why?: string;
}

/** Counting for a loop by id over `domain`. */
export const BY_ID: Counting = { takes: 'batch', total: 'total' };

/** Columns of a method's body in its class. */
const BODY = 8;

/** Lines as a text, each moved to the right by so many columns. */
export function lines(columns: number, ...parts: readonly (string | readonly string[])[]): string {
  return parts
    .flat()
    .map((line) => (line === '' ? '' : ' '.repeat(columns) + line))
    .join('\n');
}

/** What stands before the loop: what is needed to tell the scheduler of progress. */
export function beforeLoop({ progress }: CronForm, { total }: Counting): readonly string[] {
  if (progress === 'none') return [];
  const counted = total === 'total' ? ['total = self.search_count(domain)'] : [];
  if (progress === 'notify') return [...counted, 'done = 0'];
  return [...counted, 'cron = self.env["ir.cron"]', `cron._commit_progress(remaining=${total})`];
}

/** What ends a round of the loop: progress, commit, an empty cache. */
export function endOfRound(form: CronForm, { takes, total, stays, why }: Counting): readonly string[] {
  const step = takes === 'batch' ? 'len(batch)' : '1';
  if (form.progress === 'commit' && stays) {
    return ['# Commits, which empties the cache.', `cron._commit_progress(${step})`];
  }
  if (form.progress === 'commit') {
    return [
      '# Commits, which empties the cache; 0 seconds left: called again soon.',
      `if not cron._commit_progress(${step}):`,
      '    break',
    ];
  }
  return [
    ...(form.progress === 'notify' ? notified(step, total) : []),
    `# ${why ?? 'Each batch stands for itself: a later failure undoes none of it.'}`,
    'self.env.cr.commit()  # pylint: disable=invalid-commit',
    dropped(form),
  ];
}

function notified(step: string, total: Counting['total']): readonly string[] {
  return [
    `done += ${step}`,
    // What came in meanwhile is found as well: there may be more than were counted.
    `remaining = ${total === 'total' ? 'max(total - done, 0)' : `${total} - done`}`,
    'self.env["ir.cron"]._notify_progress(done=done, remaining=remaining)',
  ];
}

/** Drops what was read and keeps what was written. */
export function dropped({ release }: CronForm): string {
  return release.invalidate === 'invalidate_all' ? 'self.env.invalidate_all()' : 'self.invalidate_cache()';
}

/** Writes what is pending. */
export function flushed({ flush }: CronForm): string {
  return flush === 'flush_all' ? 'self.env.flush_all()' : 'self.flush()';
}

/** The head of a loop by id in `domain`, so many columns into the method's body; what follows is one step deeper. */
export function keysetLoop(form: CronForm, takes: Counting['takes'], column = 0): readonly string[] {
  const limit = takes === 'batch' ? 'batch_size' : '1';
  const search = `domain + [("id", ">", last_id)], order="id", limit=${limit}`;
  const last = takes === 'batch' ? 'batch[-1].id' : 'record.id';
  const head = form.release.walrus
    ? call(column, `while ${takes} := self.search(`, search, '):')
    : [
        'while True:',
        ...call(column + 4, `${takes} = self.search(`, search, ')').map((line) => `    ${line}`),
        `    if not ${takes}:`,
        '        break',
      ];
  return ['last_id = 0', ...head, `    last_id = ${last}`];
}

/** A call on one line, or with its arguments on a line of their own, as formatters break it. */
function call(column: number, open: string, args: string, close: string): readonly string[] {
  const line = open + args + close;
  return BODY + column + line.length <= MAX_COLUMNS ? [line] : [open, `    ${args}`, close];
}
