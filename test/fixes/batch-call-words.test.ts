// What the batches of a call say of themselves: title, applicability, and what can differ.

import { expect, test } from 'vitest';
import { batchCall } from '../../engine/src/fixes/batch-call';
import type { FixContext } from '../../engine/src/fixes/fix-context';
import { expressionsIn } from '../../engine/src/ir/walk';
import { DEFAULT_SETTINGS } from '../../engine/src/settings';
import { methodsIn } from './python';

function fixOf(body: string, changes: Partial<FixContext> = {}) {
  const text = `def _cron(self):\n    records = self.search([])\n${body}`;
  const [found] = methodsIn(text);
  if (!found) return expect.fail('there is a method');
  const search = [...expressionsIn(found.method.body)].find((part) => part.kind === 'call');
  if (search?.kind !== 'call') return expect.fail('the method searches');
  const ctx: FixContext = {
    text,
    methodStart: found.start,
    method: found.method,
    odoo: '18.0',
    batch: { ...DEFAULT_SETTINGS.batch, size: 250 },
    pylintOdoo: false,
    mayCommit: true,
    isCron: true,
    ...changes,
  };
  const fix = batchCall(search, ctx);
  return fix.kind === 'fix' ? fix : expect.fail(fix.reason);
}

test('it is unsafe, and says that the method runs once per batch', () => {
  const fix = fixOf('    records.write({"sent": False})\n');
  expect(fix.title).toBe('Process in batches of 250 of the ids found, commit after each (Odoo 18)');
  expect(fix.applicability).toBe('unsafe');
  expect(fix.why).toContain('Adds a commit per batch');
  expect(fix.why).toContain('`write()` runs once per batch, not once for all records');
});

test('all methods are named', () => {
  const fix = fixOf('    records.write({"sent": False})\n    self._close(records)\n');
  expect(fix.why).toContain('`write()`, `_close()` run once per batch');
  expect(fix.why).toContain('what the first did stays when the next fails');
});

test('without a commit it says so', () => {
  const fix = fixOf('    records.unlink()\n', { mayCommit: false });
  expect(fix.title).toContain('release the cache after each');
  expect(fix.why).toContain('Nothing is committed');
});
