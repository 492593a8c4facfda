// Templates of scheduled methods that go through many records in batches.

import { BY_ID, beforeLoop, type Counting, dropped, endOfRound, keysetLoop, lines } from './batch-lines';
import { API, type Template, type TemplateNeed } from './template';

const SPLIT_EVERY: TemplateNeed = { module: 'odoo.tools', name: 'split_every' };

const DOMAIN = 'domain = [("«state»", "=", "«pending»")]';

const BY_IDS: Counting = { takes: 'batch', total: 'len(ids)' };

const GONE = '# Others may have deleted records since the last commit.';

const keyset: Template = {
  name: 'cron-keyset',
  scope: 'class',
  title: 'Cron in batches by id',
  detail:
    'Goes on from the last id after each batch, in flat memory. It ends whatever fails; records come in the order of their ids.',
  needs: [API],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_«process»(self, batch_size=«1000»):',
      '    """«Process what waits», batch by batch."""',
      lines(4, DOMAIN, beforeLoop(form, BY_ID), keysetLoop(form, 'batch')),
      lines(8, 'batch._«process»_batch()«»', endOfRound(form, BY_ID)),
    ),
};

const snapshot: Template = {
  name: 'cron-snapshot',
  scope: 'class',
  title: 'Cron over the ids found at its start',
  detail: 'Keeps any order of the search. Only the ids stay in memory, about 0.1 kB each.',
  needs: [API, SPLIT_EVERY],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_«process»(self, batch_size=«1000»):',
      '    """«Process what waits», in the order of its dates."""',
      lines(4, DOMAIN, 'ids = self.search(domain, order="«date», id").ids', beforeLoop(form, BY_IDS)),
      '    for batch in split_every(batch_size, ids, self.browse):',
      lines(8, GONE, 'batch.exists()._«process»_batch()«»', endOfRound(form, BY_IDS)),
    ),
};

const binary: Template = {
  name: 'cron-binary',
  scope: 'class',
  title: 'Cron that reads files, 50 at a time',
  detail:
    'Odoo reads the contents of a whole batch at the first access: 1000 files, if nobody makes batches smaller.',
  needs: [API, SPLIT_EVERY],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_«export»_files(self, batch_size=«50»):',
      '    """«Export the files that wait», few in memory at a time."""',
      lines(4, DOMAIN, 'ids = self.search(domain, order="id").ids', beforeLoop(form, BY_IDS)),
      '    for batch in split_every(batch_size, ids, self.browse):',
      lines(8, GONE, 'for record in batch.exists():', '    record._«export»_file(record.«datas»)«»'),
      lines(8, endOfRound(form, BY_IDS)),
    ),
};

const report: Template = {
  name: 'cron-report',
  scope: 'class',
  title: 'Cron that only reads, and adds up',
  detail: 'Drops the cache after each batch without a commit, so that it reads one state of the data.',
  needs: [API, { module: 'collections', name: 'defaultdict' }, 'logger'],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_«report»(self, batch_size=«1000»):',
      '    """«Add up the amounts by state»; only the sums are kept."""',
      lines(
        4,
        'domain = [("«active»", "=", True)]',
        'totals = defaultdict(float)',
        keysetLoop(form, 'batch'),
      ),
      lines(8, 'for record in batch:', '    totals[record.«state»] += record.«amount»'),
      lines(8, '# Nothing is written, so nothing is committed: what was read can go.', dropped(form)),
      '    _logger.info("«Totals»: %s", dict(totals))«»',
    ),
};

const queueJob: Template = {
  name: 'cron-queue-job',
  scope: 'class',
  title: 'Cron that hands batches to queue_job',
  detail:
    "Each batch is a job with a transaction of its own. Needs OCA's queue_job among the manifest's `depends`, and a state for what is queued.",
  needs: [API, SPLIT_EVERY],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_queue_«process»(self, batch_size=«1000»):',
      '    """«Hand what waits to the queue», a batch a job."""',
      lines(4, DOMAIN, 'ids = self.search(domain, order="id").ids', beforeLoop(form, BY_IDS)),
      '    for batch in split_every(batch_size, ids, self.browse):',
      lines(
        8,
        '# Out of the domain first: the next run must not queue them again.',
        'batch.exists().write({"«state»": "«queued»"})',
        'batch.with_delay()._«process»_batch()«»',
        endOfRound(form, {
          ...BY_IDS,
          why: 'Jobs start after the commit, while the next batches are queued.',
        }),
      ),
    ),
};

/** The templates, in the order in which they are offered. */
export const BATCH_TEMPLATES: readonly Template[] = [keyset, snapshot, binary, report, queueJob];
