// Templates that let the scheduler do the looping: one batch a run, and what is asked of it for the rest.

import type { CronForm } from '../odoo/cron-forms';
import { lines } from './batch-lines';
import { API, type Template } from './template';

const ONE_BATCH = [
  '@api.model',
  'def _cron_«process»(self, batch_size=«1000»):',
  '    """«Process what waits», one batch a run."""',
  '    domain = [("«state»", "=", "«pending»")]',
  '    batch = self.search(domain, order="id", limit=batch_size)',
  '    # It must take every record out of the domain, else the next run takes it again.',
  '    batch._«process»_batch()«»',
] as const;

const REMAINING = '    remaining = 0 if len(batch) < batch_size else self.search_count(domain)';

const progress: Template = {
  name: 'cron-progress',
  scope: 'class',
  title: 'Cron of one batch a run, with progress',
  detail: 'Reports what is done and what remains, and the scheduler calls it again at once.',
  needs: [API],
  text(form) {
    const report = reported(form);
    return report === undefined ? undefined : lines(0, ONE_BATCH, REMAINING, report);
  },
};

function reported({ progress: api }: CronForm): string | undefined {
  if (api === 'none') return undefined;
  return api === 'commit'
    ? '    self.env["ir.cron"]._commit_progress(len(batch), remaining=remaining)'
    : '    self.env["ir.cron"]._notify_progress(done=len(batch), remaining=remaining)';
}

const trigger: Template = {
  name: 'cron-trigger',
  scope: 'class',
  title: 'Cron of one batch a run, that triggers itself',
  detail:
    'Asks for another run while batches are full, so that the rest does not wait for the next interval.',
  needs: [API],
  text: (form) =>
    form.progress === 'none' && form.triggers
      ? lines(
          0,
          ONE_BATCH,
          '    if len(batch) == batch_size:',
          '        self.env.ref("«my_addon».ir_cron_«process»")._trigger()',
        )
      : undefined,
};

const autovacuum: Template = {
  name: 'cron-autovacuum',
  scope: 'class',
  title: 'Autovacuum method with a limit',
  detail: 'Called once a day without an `ir.cron` record. Deletes a limited number in one transaction.',
  needs: [API, { module: 'datetime', name: 'timedelta' }, { module: 'odoo', name: 'fields' }],
  text: (form) =>
    lines(
      0,
      '@api.autovacuum',
      'def _gc_«old_records»(self, limit=«10_000»):',
      '    """«Delete what is long done», so many in one go."""',
      '    limit_date = fields.Datetime.now() - timedelta(days=«90»)',
      '    domain = [("«state»", "=", "«done»"), ("«create_date»", "<", limit_date)]',
      lines(4, vacuumed(form)),
    ),
};

function vacuumed({ vacuum, triggers }: CronForm): readonly string[] {
  if (vacuum === 'once' && !triggers) return ['self.search(domain, limit=limit).unlink()«»'];
  return [
    'records = self.search(domain, limit=limit)',
    'found = len(records)',
    'records.unlink()«»',
    ...(vacuum === 'pair'
      ? ['# How many are done, and whether to be called again today.', 'return found, found == limit']
      : [
          'if found == limit:',
          '    # The rest: autovacuum comes again at once.',
          '    self.env.ref("base.autovacuum_job")._trigger()',
        ]),
  ];
}

/** The templates, in the order in which they are offered. */
export const SCHEDULER_TEMPLATES: readonly Template[] = [progress, trigger, autovacuum];
