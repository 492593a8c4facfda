// Templates of scheduled methods that go record by record: each stands or falls alone.

import type { CronForm } from '../odoo/cron-forms';
import { beforeLoop, type Counting, endOfRound, flushed, keysetLoop, lines } from './batch-lines';
import { API, type Template, type TemplateNeed } from './template';

/** What PostgreSQL raises for a row that another transaction changes: no fault of the record. */
const BUSY: TemplateNeed = { module: 'psycopg2', name: 'OperationalError' };

const DOMAIN = 'domain = [("«state»", "=", "«pending»")]';

const counting = (why: string): Counting => ({ takes: 'record', total: 'total', why });

const ALONE = counting('Each record stands for itself: a later failure undoes none.');

const OUTSIDE = counting('The other side undoes nothing: what it has taken stays noted.');

function failed(form: CronForm): readonly string[] {
  return [
    '    # Written here, so that what the database refuses is caught here.',
    `    ${flushed(form)}`,
    'except OperationalError:',
    '    # Somebody else changes it just now: it is for the next run.',
    '    self.env.cr.rollback()',
    'except Exception:',
    '    self.env.cr.rollback()',
    '    _logger.exception("Failed on %s(%s)", self._name, last_id)',
    '    # Put aside: it must not hold up the others at the next run.',
    '    record.«state» = "«failed»"',
  ];
}

const oneByOne: Template = {
  name: 'cron-one-by-one',
  scope: 'class',
  title: 'Cron record by record, errors isolated',
  detail: 'An error undoes one record, is logged, and puts it aside; the others go on.',
  needs: [API, BUSY, 'logger'],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_«process»(self):',
      '    """«Process what waits»; an error undoes that record alone."""',
      lines(4, DOMAIN, beforeLoop(form, ALONE), keysetLoop(form, 'record')),
      lines(8, 'try:', '    record._«process»_one()«»', failed(form), endOfRound(form, ALONE)),
    ),
};

const api: Template = {
  name: 'cron-api',
  scope: 'class',
  title: 'Cron that calls an external API',
  detail:
    'One connection for all calls, closed at the end, with a timeout. A commit per record: what the other side has taken stays noted.',
  needs: [API, BUSY, { module: 'requests' }, 'logger'],
  text: (form) =>
    lines(
      0,
      '@api.model',
      'def _cron_«send»(self):',
      '    """«Send what waits to the other system», over one connection."""',
      lines(4, DOMAIN, beforeLoop(form, OUTSIDE), 'with requests.Session() as session:'),
      lines(8, keysetLoop(form, 'record', 4)),
      lines(12, 'try:', '    record._«send»_one(session)«»', failed(form), endOfRound(form, OUTSIDE)),
      '',
      'def _«send»_one(self, session):',
      lines(4, 'response = session.post(', '    "«https://api.example.com/items»",'),
      lines(8, 'json={"ref": self.«name»},', 'timeout=«30»,'),
      lines(4, ')', 'response.raise_for_status()', 'self.«state» = "«done»"'),
    ),
};

/** The templates, in the order in which they are offered. */
export const RECORD_TEMPLATES: readonly Template[] = [oneByOne, api];
