// What a batch rewrite says of itself: title, applicability, and what can differ.

import { expect, test } from 'vitest';
import { batchLoop } from '../../engine/src/fixes/batch-loop';
import type { Fix } from '../../engine/src/fixes/fix';
import type { FixContext } from '../../engine/src/fixes/fix-context';
import { isName } from '../../engine/src/ir/bound-names';
import { statementsIn } from '../../engine/src/ir/walk';
import { DEFAULT_SETTINGS } from '../../engine/src/settings';
import { methodsIn } from './python';

const CONTEXT = {
  odoo: '17.0',
  batch: DEFAULT_SETTINGS.batch,
  pylintOdoo: false,
  mayCommit: true,
  isCron: true,
};

/** The code of the first form, for a body of one call. */
function linesOf(changes: Partial<FixContext>): string {
  return (
    madeFrom('        rec.work()\n', changes)[0]
      ?.edits.map(({ newText }) => newText)
      .join('\n') ?? ''
  );
}

function fixesOf(body: string, changes: Partial<FixContext> = {}) {
  return madeFrom(body, changes).map(({ title, why = '', applicability }) => {
    expect(applicability).toBe('unsafe');
    return { title, why };
  });
}

function madeFrom(body: string, changes: Partial<FixContext>): readonly Fix[] {
  return madeOf(`    lines, total, count = [], {}, 0\n    for rec in self.search([]):\n${body}`, changes);
}

/** The batch rewrites of the loop over `rec` in a method with this body. */
function madeOf(body: string, changes: Partial<FixContext>): readonly Fix[] {
  const lines = `def _cron(self):\n${body}`;
  const text = `class M:\n${lines.replaceAll(/^(?=.)/gm, '    ')}`;
  const [found] = methodsIn(text);
  const loops = found ? statementsIn(found.method.body).filter((each) => each.kind === 'for') : [];
  const loop = loops.find(({ target }) => isName(target, 'rec'));
  if (!found || !loop) return expect.fail('the method has a loop');
  const ctx = { ...CONTEXT, text, methodStart: found.start, method: found.method, ...changes };
  return batchLoop(loop, undefined, ctx).map((fix) => (fix.kind === 'fix' ? fix : expect.fail(fix.reason)));
}

test('both forms are offered, and the title says size, way, release and version', () => {
  const batch = { ...DEFAULT_SETTINGS.batch, size: 250 };
  expect(fixesOf('        rec.work()\n', { batch }).map(({ title }) => title)).toStrictEqual([
    'Process in batches of 250 by id, commit after each (Odoo 17)',
    'Process in batches of 250 of the ids found, commit after each (Odoo 17)',
  ]);
});

test('a body longer than a screen is extracted first', () => {
  const lines = (count: number) => '        rec.work()\n'.repeat(count);
  const extracting = /^Extract _cron_batch\(\), and process in batches of 1000 of the ids found/;
  expect(fixesOf(lines(61))[0]?.title).toMatch(extracting);
  expect(fixesOf(lines(60)).map(({ title }) => title)).not.toContainEqual(expect.stringMatching(extracting));
});

test('an unknown version is not named', () => {
  const [first] = fixesOf('        rec.work()\n', { odoo: undefined });
  expect(first?.title).toBe('Process in batches of 1000 by id, commit after each');
});

test('without a commit it says so', () => {
  const [first] = fixesOf('        rec.work()\n', { mayCommit: false });
  expect(first?.title).toBe('Process in batches of 1000 by id, release the cache after each (Odoo 17)');
  expect(first?.why).toContain('Nothing is committed');
});

test('containers that still grow are named, counters and own lists are not', () => {
  const [first] = fixesOf(
    '        own = []\n        own.append(rec)\n        lines.append(rec)\n        total[rec.id] = rec\n        count += 1\n',
  );
  expect(first?.why).toContain('`lines`, `total` grow on over all batches.');
});

test('a rollback in the loop is spoken of', () => {
  const [first] = fixesOf(
    '        try:\n            rec.work()\n        except ValueError:\n            self.env.cr.rollback()\n',
  );
  expect(first?.why).toContain('A rollback now undoes one batch, not the whole run.');
});

test('what is gathered for work after the loop keeps the commit away, what is only returned does not', () => {
  const says = 'Nothing is committed, because the work on `total` goes on after the loop';
  const gathers = '        total[rec.id] = rec.id\n';
  const [used] = fixesOf(`${gathers}    self._book(total)\n`);
  expect(used?.title).toContain('release the cache after each');
  expect(used?.why).toContain(says);
  const [returned] = fixesOf(`${gathers}    return total\n`);
  expect(returned?.title).toContain('commit after each');
  const [uncommitted] = fixesOf(`${gathers}    self._book(total)\n`, { mayCommit: false });
  expect(uncommitted?.why).toContain('because not only scheduled actions call this method');
});

test('so does what another method gathers for it', () => {
  const gathers = '        self._add(total, rec)\n';
  const [used] = fixesOf(`${gathers}    self._book(total)\n`);
  expect(used?.title).toContain('release the cache after each');
  const [read] = fixesOf('        self._add(rec.total, rec)\n    self._book(total)\n');
  expect(read?.title).toContain('commit after each');
});

test('so does what the next round of a loop around it works with, unless that begins anew', () => {
  const titleOf = (above: string) =>
    madeOf(
      `    total = {}\n    for company in self.env.companies:\n        ${above}\n        for rec in self.search([]):\n            total[rec.id] = rec.id\n`,
      {},
    )[0]?.title;
  expect(titleOf('self._book(total)')).toContain('release the cache after each');
  expect(titleOf('total = {}')).toContain('commit after each');
  expect(titleOf('if total: self._book(company)')).toContain('commit after each');
});

test.each([
  [{ decorators: ['api.depends("line_ids.price")'] }, '(`@api.depends`)'],
  [{ decorators: ['api.model', 'onchange("name")'] }, '(`@onchange`)'],
  [{ odoo: '9.0' }, 'before 10.0'],
])(
  'nothing is released where Odoo is amid its own work, nor in a way that is not known: %j',
  (changes, says) => {
    const lines = 'def _cron(self):\n    for rec in self.search([]):\n        rec.work()\n';
    const [found] = methodsIn(lines);
    const [loop] = found?.method.body.statements ?? [];
    if (!found || loop?.kind !== 'for') return expect.fail('the method has a loop');
    const ctx: FixContext = {
      ...CONTEXT,
      text: lines,
      methodStart: found.start,
      method: found.method,
      ...changes,
    };
    const [first] = batchLoop(loop, undefined, ctx);
    expect(first).toMatchObject({ kind: 'no-fix', reason: expect.stringContaining(says) });
  },
);

test('what only fails is lost when the job dies, and so it says', () => {
  const [failed] = fixesOf(
    '        try:\n            rec.work()\n        except ValueError:\n            lines.append(rec.id)\n    self._mail(lines)\n',
  );
  expect(failed?.why).toContain('What is done with `lines` after the loop is not part of those commits');
});

test('before 13.0 nothing is flushed: a write goes out at once', () => {
  const form = (odoo: string) => linesOf({ odoo, mayCommit: false });
  expect(form('12.0')).not.toContain('flush');
  expect(form('12.0')).toContain('self.invalidate_cache()');
  expect(form('13.0')).toContain('self.flush()');
});

test('an error that is swallowed is spoken of, one that is undone or raised again is not', () => {
  const body = (handler: string) =>
    `        try:\n            rec.work()\n        except Exception:\n            ${handler}\n`;
  const says = 'What fails half-way is kept, as before';
  expect(fixesOf(body('pass'))[0]?.why).toContain(says);
  expect(fixesOf(body('raise'))[0]?.why).not.toContain(says);
  expect(fixesOf(body('self.env.cr.rollback()'))[0]?.why).not.toContain(says);
});
