// The text of an Odoo test that fails when the memory of a scheduled action grows with the number of its records.

import type { CronForm } from '../odoo/cron-forms';
import { flushed, lines } from '../templates/batch-lines';
import type { SampleValues } from './sample-values';

/** What the test is about. */
export interface MemoryTestFacts {
  readonly form: CronForm;
  readonly model: string;
  readonly method: string;
  /** What the action runs, with `model` for its model: `model._cron_confirm()`. */
  readonly code: readonly string[];
  /** The records that it finds: their model, and what each is created with. */
  readonly found: { readonly model: string; readonly sample: SampleValues };
  /** Records of the small run; a batch, so that one batch is what it takes. */
  readonly count: number;
  readonly testClass: string;
}

/** The whole file. */
export function memoryTestFile(facts: MemoryTestFacts): string {
  return `${lines(
    0,
    'import gc',
    'import tracemalloc',
    '',
    'from odoo.tests import TransactionCase, tagged',
    '',
    '',
    '@tagged("post_install", "-at_install")',
    `class ${facts.testClass}(TransactionCase):`,
    lines(
      4,
      [...setUp(facts), testMethod(facts), peakMethod(facts), valuesMethod(facts)].join('\n\n').split('\n'),
    ),
  )}\n`;
}

/** The records that every one of the others points to. */
function setUp({ found: { sample } }: MemoryTestFacts): readonly string[] {
  if (sample.parents.length === 0) return [];
  const made = sample.parents.flatMap(({ field, model, values }) => {
    const first = `self.${field} = self.env["${model}"].search([], limit=1)`;
    if (values.length === 0) return [first];
    const given = values.map((each) => `        "${each.field}": ${each.python},`);
    return [
      first,
      `if not self.${field}:`,
      '    values = {',
      ...given,
      '    }',
      `    self.${field} = self.env["${model}"].create(values)`,
    ];
  });
  return [
    lines(
      0,
      'def setUp(self):',
      '    super().setUp()',
      made.map((line) => `    ${line}`),
    ),
  ];
}

function testMethod({ count }: MemoryTestFacts): string {
  return lines(
    0,
    'def test_peak_does_not_grow_with_the_records(self):',
    '    """Four times as many records take the same memory."""',
    '    self._peak(10)  # What is loaded once, by the first run, does not count.',
    `    small = self._peak(${count})`,
    `    large = self._peak(${4 * count})`,
    '    self.assertLess(large, 2 * small, "The peak, in bytes, grows with the records")',
  );
}

/** `tracemalloc` counts what Python allocates, so the figure is the same on every machine. */
function peakMethod({ form, found, code, model }: MemoryTestFacts): string {
  return lines(
    0,
    'def _peak(self, count):',
    '    """Bytes at the peak of a run that finds so many new records."""',
    `    records = self.env["${found.model}"]`,
    '    records.create([self._values(index) for index in range(count)])',
    `    ${flushed(form)}`,
    ...testMode(form, [
      `model = self.env(cr=cr)["${model}"]`,
      'gc.collect()',
      'tracemalloc.start()',
      'try:',
      ...code.map((line) => `    ${line}`),
      '    return tracemalloc.get_traced_memory()[1]',
      'finally:',
      '    tracemalloc.stop()',
    ]).map((line) => `    ${line}`),
  );
}

/** Lets the action commit, as in production, on a cursor whose commits are undone with the test. */
function testMode({ testMode: mode }: CronForm, body: readonly string[]): readonly string[] {
  const inner = body.map((line) => `    ${line}`);
  if (mode === 'case')
    return ['with self.enter_registry_test_mode(), self.registry.cursor() as cr:', ...inner];
  return [
    'self.registry.enter_test_mode(self.cr)',
    'try:',
    '    with self.registry.cursor() as cr:',
    ...inner.map((line) => `    ${line}`),
    'finally:',
    '    self.registry.leave_test_mode()',
    '    self.env.invalidate_all()',
  ];
}

function valuesMethod({ found: { model, sample } }: MemoryTestFacts): string {
  const usesModel = sample.values.some(({ python }) => /\bmodel\b/.test(python));
  const values = sample.values.map(({ field, python }) => `        "${field}": ${python},`);
  return lines(
    0,
    'def _values(self, index):',
    '    """What one record is created with, so that the action finds it."""',
    unfilled(sample),
    usesModel ? [`    model = self.env["${model}"]`] : [],
    values.length === 0 ? ['    return {}'] : ['    return {', ...values, '    }'],
  );
}

/** A test over records that the action does not find would pass, and test nothing: it fails until somebody looked. */
function unfilled({ unknown }: SampleValues): readonly string[] {
  if (unknown.length === 0) return [];
  return [
    '    # Not known: what the action asks of these, so that it finds the record.',
    ...unknown.map((each) => `    # - ${each}`),
    '    raise NotImplementedError("Fill in _values(), and remove this line.")',
  ];
}
