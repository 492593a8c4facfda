// Rewritten methods do what the old ones did: both run in Python on an in-memory stand-in of the ORM.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { batchBeside } from '../../engine/src/fixes/batch-beside';
import { batchCall } from '../../engine/src/fixes/batch-call';
import { batchLoopKeyset } from '../../engine/src/fixes/batch-keyset';
import { batchPerRun } from '../../engine/src/fixes/batch-per-run';
import { batchLoopSnapshot } from '../../engine/src/fixes/batch-snapshot';
import { collectInBatches } from '../../engine/src/fixes/collect-in-batches';
import { callsIn, expressionsIn, statementsIn } from '../../engine/src/ir/walk';
import { applyEdits } from '../../engine/src/text/text-edit';
import { COLLECTIONS, NOT_COLLECTED } from './differential-collections';
import { CALLS, LOOPS, type LoopExample } from './differential-examples';
import { methodsIn, runPythonFile } from './python';

type Form = 'snapshot' | 'keyset' | 'per-run';

interface Outcome {
  readonly log: readonly (readonly unknown[])[];
  readonly rows: readonly unknown[];
  readonly result: unknown;
  readonly error: string | null;
  readonly peakCached: number;
  readonly commits: number;
  readonly calls: number;
}

interface Case {
  readonly name: string;
  readonly form: Form;
  readonly example: LoopExample;
  readonly odoo: string;
  readonly mayCommit: boolean;
  readonly before: string;
  readonly after: string;
}

const BATCH = 4;
const HARNESS = fileURLToPath(new URL('run_differential.py', import.meta.url));

function rewritten(source: string, form: Form, odoo: string, mayCommit: boolean): string | undefined {
  for (const { method, start } of methodsIn(source)) {
    if (method.name !== 'run') continue;
    const loop = [...statementsIn(method.body)].find((statement) => statement.kind === 'for');
    if (!loop) continue;
    const batch = { size: BATCH, invalidateAfterCommit: true, guardCommitInTests: false };
    const ctx = {
      text: source,
      methodStart: start,
      method,
      odoo,
      batch,
      pylintOdoo: false,
      mayCommit,
      isCron: true,
    };
    const fix =
      form === 'per-run'
        ? batchPerRun(loop, undefined, ctx)
        : form === 'snapshot'
          ? batchLoopSnapshot(loop, ctx)
          : batchLoopKeyset(loop, undefined, ctx);
    return fix.kind === 'fix' ? applyEdits(source, fix.edits) : undefined;
  }
  return undefined;
}

function* cases(): Generator<Case> {
  for (const example of LOOPS)
    for (const form of ['snapshot', 'keyset'] as const)
      for (const odoo of ['14.0', '17.0', '18.0', '19.0'])
        for (const mayCommit of [true, false]) {
          const before = source(example);
          const after = rewritten(before, form, odoo, mayCommit);
          expect(after !== undefined, `${example.name}: ${form}`).toBe(example.forms.includes(form));
          if (after !== undefined)
            yield {
              name: `${example.name}, ${form}, ${odoo}`,
              form,
              example,
              odoo,
              mayCommit,
              before,
              after,
            };
        }
}

function source(example: Pick<LoopExample, 'run' | 'order'>): string {
  const body = example.run.replaceAll(/^(?=.)/gm, '        ');
  const order = example.order === undefined ? '' : `    _order = "${example.order}"\n\n`;
  return `from odoo import models\n\n\nclass Example(models.Model):\n${order}    def run(self):\n${body}`;
}

const all = [...cases()];
const outcomes = runPythonFile(
  HARNESS,
  all.map(({ before, after, example }) => ({ before, after, options: example.options ?? {} })),
) as readonly { readonly before: Outcome; readonly after: Outcome }[];

const byId = (log: Outcome['log']) => [...log].sort((a, b) => Number(a[0]) - Number(b[0]));

describe('a rewritten loop', () => {
  test('is tried in every form that fits', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(readFileSync(HARNESS, 'utf8')).toContain('orm_stand_in');
  });

  for (const example of LOOPS) {
    test(`${example.name}: same records, same values, same result`, () => {
      for (const [index, tried] of all.entries()) {
        if (tried.example !== example) continue;
        const { before, after } = outcomes[index] ?? expect.fail('the harness answers every case');
        const where = `${tried.name}\n${tried.after}`;
        const inOrder = tried.form === 'snapshot' || example.order === undefined;
        const seen = (log: Outcome['log']) => (inOrder ? log : byId(log));
        expect(after.error, where).toBe(before.error);
        expect(seen(after.log), where).toStrictEqual(seen(before.log));
        expect(after.rows, where).toStrictEqual(before.rows);
        if (inOrder || !example.resultFollowsOrder) expect(after.result, where).toStrictEqual(before.result);
      }
    });
  }

  test('holds one batch in the cache, and the old loop all records', () => {
    for (const [index, { example, mayCommit, name }] of all.entries()) {
      if (example.readsOutside) continue;
      const { before, after } = outcomes[index] ?? expect.fail('the harness answers every case');
      expect(before.peakCached, name).toBeGreaterThan(2 * BATCH);
      expect(after.peakCached, name).toBeLessThanOrEqual(BATCH);
      expect(after.commits > 0, name).toBe(mayCommit);
    }
  });

  test('survives records that another transaction deletes after a commit', () => {
    const example = LOOPS[0] ?? expect.fail('there are examples');
    const before = source({ ...example, order: 'name' });
    const after = rewritten(before, 'snapshot', '17.0', true) ?? expect.fail('the loop is rewritten');
    const options = { deleteOnCommit: [21, 33] };
    const [done] = runPythonFile(HARNESS, [{ before, after, options }]) as typeof outcomes;
    expect(done?.after.error).toBe(null);
    const ids = done?.after.log.map(([id]) => id) ?? [];
    expect(ids.length).toBeGreaterThanOrEqual((done?.before.log.length ?? 0) - 2);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('stops when the run is out of time, and is called again for the rest (19.0)', () => {
    const run =
      'for record in self.search([("state", "=", "draft")]):\n    record.work()\n    record.state = "open"\n';
    const before = source({ run });
    for (const form of ['snapshot', 'keyset'] as const) {
      const after = rewritten(before, form, '19.0', true) ?? expect.fail('the loop is rewritten');
      const options = { callsInTime: 2 };
      const [done] = runPythonFile(HARNESS, [{ before, after, options }]) as typeof outcomes;
      expect(done?.after.calls, after).toBeGreaterThan(1);
      expect(byId(done?.after.log ?? []), after).toStrictEqual(byId(done?.before.log ?? []));
      expect(done?.after.rows, after).toStrictEqual(done?.before.rows);
    }
  });
});

test('one batch a run: the scheduler calls until nothing remains (18.0, 19.0)', () => {
  const run =
    'for record in self.search([("state", "=", "draft")]):\n    record.work()\n    record.unlink()\n';
  const before = source({ run });
  for (const odoo of ['18.0', '19.0']) {
    const after = rewritten(before, 'per-run', odoo, true) ?? expect.fail('the loop is rewritten');
    const [done] = runPythonFile(HARNESS, [{ before, after, options: {} }]) as typeof outcomes;
    expect(done?.after.calls, after).toBe(Math.ceil((done?.before.log.length ?? 0) / BATCH));
    expect(done?.after.log, after).toStrictEqual(done?.before.log);
    expect(done?.after.rows, after).toStrictEqual(done?.before.rows);
  }
});

interface CallCase {
  readonly name: string;
  readonly mayCommit: boolean;
  readonly before: string;
  readonly after: string;
}

function rewrittenCall(text: string, odoo: string, mayCommit: boolean): string | undefined {
  const found = methodsIn(text).find(({ method }) => method.name === 'run');
  if (!found) return undefined;
  const batch = { size: BATCH, invalidateAfterCommit: true, guardCommitInTests: false };
  const { method, start } = found;
  const ctx = { text, methodStart: start, method, odoo, batch, pylintOdoo: false, mayCommit, isCron: true };
  const loop = statementsIn(method.body).find((statement) => statement.kind === 'for');
  if (loop) {
    const fix = batchBeside(loop, 'refused', ctx);
    return fix.kind === 'fix' ? applyEdits(text, fix.edits) : undefined;
  }
  for (const part of expressionsIn(method.body)) {
    if (part.kind !== 'call' || part.callee.kind !== 'attribute' || part.callee.name !== 'search') continue;
    const fix = batchCall(part, ctx);
    return fix.kind === 'fix' ? applyEdits(text, fix.edits) : undefined;
  }
  return undefined;
}

const calls: readonly CallCase[] = CALLS.flatMap(({ name, run }) =>
  ['14.0', '17.0', '18.0', '19.0'].flatMap((odoo) =>
    [true, false].map((mayCommit) => {
      const before = source({ run });
      const after = rewrittenCall(before, odoo, mayCommit) ?? expect.fail(`${name}: it is rewritten`);
      return { name, mayCommit, before, after };
    }),
  ),
);
const callOutcomes = runPythonFile(
  HARNESS,
  calls.map(({ before, after }) => ({ before, after, options: {} })),
) as typeof outcomes;

describe('rewritten work on all records', () => {
  for (const { name } of CALLS) {
    test(`${name}: same records, same values, same result, one batch in the cache`, () => {
      for (const [index, tried] of calls.entries()) {
        if (tried.name !== name) continue;
        const { before, after } = callOutcomes[index] ?? expect.fail('the harness answers every case');
        expect(after.error, tried.after).toBe(before.error);
        expect(after.log, tried.after).toStrictEqual(before.log);
        expect(after.rows, tried.after).toStrictEqual(before.rows);
        expect(after.result, tried.after).toStrictEqual(before.result);
        expect(after.peakCached, tried.after).toBeLessThanOrEqual(BATCH);
        expect(after.commits > 0, tried.after).toBe(tried.mayCommit);
      }
    });
  }

  test('survives records that another transaction deletes after a commit', () => {
    const before = source({ run: 'self.search([]).work_all()\n' });
    const after = rewrittenCall(before, '17.0', true) ?? expect.fail('the call is rewritten');
    const options = { deleteOnCommit: [21, 33] };
    const [done] = runPythonFile(HARNESS, [{ before, after, options }]) as typeof outcomes;
    expect(done?.after.error).toBe(null);
    expect(done?.after.log.length).toBe((done?.before.log.length ?? 0) - 2);
  });

  test('stops when the run is out of time, and is called again for the rest (19.0)', () => {
    const before = source({ run: 'self.search([("state", "=", "draft")]).write({"state": "open"})\n' });
    const after = rewrittenCall(before, '19.0', true) ?? expect.fail('the call is rewritten');
    const options = { callsInTime: 2 };
    const [done] = runPythonFile(HARNESS, [{ before, after, options }]) as typeof outcomes;
    expect(done?.after.calls, after).toBeGreaterThan(1);
    expect(done?.after.rows, after).toStrictEqual(done?.before.rows);
  });
});

const FIELDS: ReadonlyMap<string, { readonly type: string; readonly comodel?: string }> = new Map([
  ['name', { type: 'Char' }],
  ['state', { type: 'Selection' }],
  ['value', { type: 'Integer' }],
  ['active', { type: 'Boolean' }],
  ['scan', { type: 'Binary' }],
  ['extra', { type: 'Json' }],
  ['partner_id', { type: 'Many2one', comodel: 'example' }],
]);

const collections = COLLECTIONS.flatMap(({ name, run }) =>
  ['14.0', '17.0'].map((odoo) => {
    const before = source({ run });
    const fix = collected(before, odoo);
    const after =
      fix?.kind === 'fix' ? applyEdits(before, fix.edits) : expect.fail(`${name}: ${fix?.reason}`);
    return { name, before, after, options: {} };
  }),
);
const collectedOutcomes = runPythonFile(HARNESS, collections) as typeof outcomes;

describe('one result of all records, made in batches', () => {
  for (const { name } of COLLECTIONS) {
    test(`${name}: the same to the last digit and in the same order, one batch in the cache, no commit`, () => {
      for (const [index, tried] of collections.entries()) {
        if (tried.name !== name) continue;
        const { before, after } = collectedOutcomes[index] ?? expect.fail('the harness answers every case');
        expect(after.result, tried.after).toStrictEqual(before.result);
        expect(after.log, tried.after).toStrictEqual(before.log);
        expect(after.rows, tried.after).toStrictEqual(before.rows);
        expect(after.error, tried.after).toBe(before.error);
        expect(after.peakCached, tried.after).toBeLessThanOrEqual(BATCH);
        expect(after.commits).toBe(0);
      }
    });
  }

  test('is refused where batches would not give the same, or keep too much', () => {
    for (const [run, reason] of NOT_COLLECTED) {
      const fix = collected(source({ run }), '17.0');
      expect(fix?.kind === 'no-fix' ? fix.reason : run).toContain(reason);
    }
  });
});

function collected(text: string, odoo: string) {
  const { method, start } =
    methodsIn(text).find(({ method: { name } }) => name === 'run') ?? expect.fail(text);
  const batch = { size: BATCH, invalidateAfterCommit: true, guardCommitInTests: false };
  const ctx = {
    text,
    methodStart: start,
    method,
    odoo,
    batch,
    pylintOdoo: false,
    mayCommit: true,
    isCron: true,
  };
  const search = callsIn(method.body).find(
    ({ callee }) => callee.kind === 'attribute' && callee.name === 'search',
  );
  const of = { model: 'example', fieldOf: (_model: string, name: string) => FIELDS.get(name) };
  const refused = { kind: 'no-fix', title: '', reason: 'not such a statement' } as const;
  return search && collectInBatches(search, of, refused, ctx);
}
