// The Python of a new action: its method in batches, what it does with one batch, and a test of both.

import type { CronForm } from '../odoo/cron-forms';
import { BY_ID, beforeLoop, type Counting, endOfRound, keysetLoop, lines } from '../templates/batch-lines';
import type { ActionNames } from './names';
import { camelCase } from './names';

const COUNTING: Counting = { ...BY_ID, stays: true };

/** The two methods, from column 0. */
export function actionMethods(form: CronForm, { method, batch, sentence }: ActionNames): string {
  return lines(
    0,
    '@api.model',
    `def ${method}(self, batch_size=1000):`,
    `    """${sentence}, batch by batch."""`,
    '    # All records that are active: add what is to be left out.',
    lines(4, 'domain = []', beforeLoop(form, COUNTING), keysetLoop(form, COUNTING.takes)),
    lines(8, `batch.${batch}()`, endOfRound(form, COUNTING)),
    '',
    `def ${batch}(self):`,
    `    """${sentence}: one batch."""`,
  );
}

/** A class for them in a file of its own. */
export function modelFile(model: string, base: string, methods: string): string {
  return `${lines(
    0,
    'from odoo import api, models',
    '',
    '',
    `class ${camelCase(model)}(models.${base}):`,
    `    _inherit = "${model}"`,
    '',
    lines(4, methods.split('\n')),
  )}\n`;
}

/** The test: the record's code calls the method, which takes every record once. */
export function testFile(addon: string, model: string, names: ActionNames, form: CronForm): string {
  return `${lines(
    0,
    'from odoo.tests import TransactionCase',
    '',
    '',
    `class ${names.testClass}(TransactionCase):`,
    '    def test_every_record_is_taken_once(self):',
    `        model = self.env["${model}"]`,
    '        taken = []',
    '',
    '        def process(batch):',
    '            taken.extend(batch.ids)',
    '',
    `        self.patch(type(model), "${names.batch}", process)`,
    '        # A test commits nothing: what would be committed is only written.',
    `        self.patch(self.env.cr, "commit", ${form.cursorFlushes ? 'self.env.cr.flush' : 'model.flush'})`,
    `        cron = self.env.ref("${addon}.${names.id}")`,
    '        cron.ir_actions_server_id.run()',
    '        self.assertEqual(taken, model.search([], order="id").ids)',
  )}\n`;
}
