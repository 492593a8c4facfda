// Rewritten methods do what the old ones did, whatever they are made of: generated methods, run on the in-memory ORM.

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchLoopKeyset } from '../../engine/src/fixes/batch-keyset';
import { batchLoopSnapshot } from '../../engine/src/fixes/batch-snapshot';
import { extractBatch } from '../../engine/src/fixes/extract-batch';
import type { Expression } from '../../engine/src/ir/expression';
import { statementsIn } from '../../engine/src/ir/walk';
import { applyEdits } from '../../engine/src/text/text-edit';
import { type GeneratedMethod, generatedMethod } from './generated-methods';
import { tabs } from './laws';
import { methodsIn, runPythonFile } from './python';

interface Outcome {
  readonly log: readonly unknown[];
  readonly rows: readonly unknown[];
  readonly result: unknown;
  readonly error: string | null;
  readonly commits: number;
  readonly calls: number;
  readonly done: number;
}

/** Always the same methods: what fails today fails tomorrow. */
const SEED = 20260;
const METHODS = 300;
const FORMS = ['snapshot', 'keyset', 'extract'] as const;
const VERSIONS = ['14.0', '17.0', '18.0', '19.0'] as const;

const methods = fc.sample(generatedMethod, { seed: SEED, numRuns: METHODS });

function sourceOf({ run, style }: GeneratedMethod): string {
  // Lines of the long string keep their place.
  const body = run.replaceAll(/^(?! {2}a)(?=.)/gm, '        ');
  const text = `from odoo import models\n\n\nclass Example(models.Model):\n    def run(self):\n${body}`;
  if (style === 'tabs') return tabs(text);
  return style === 'CRLF' ? text.replaceAll('\n', '\r\n') : text;
}

function rewritten(text: string, form: (typeof FORMS)[number], odoo: string, mayCommit: boolean) {
  const { method, start } = methodsIn(text)[0] ?? expect.fail('there is a method');
  const isRecord = (target: Expression | undefined) => target?.kind === 'name' && target.id === 'record';
  const loop = [...statementsIn(method.body)].find(
    (each) =>
      each.kind === 'for' &&
      (isRecord(each.target) || (each.target.kind === 'tuple' && isRecord(each.target.items[1]))),
  );
  if (loop?.kind !== 'for') return expect.fail(`there is a loop in\n${text}`);
  const batch = { size: 3, invalidateAfterCommit: true, guardCommitInTests: false };
  const ctx = { text, methodStart: start, method, odoo, batch, pylintOdoo: false, mayCommit, isCron: true };
  if (form === 'extract') return extractBatch(loop, ctx);
  return form === 'snapshot' ? batchLoopSnapshot(loop, ctx) : batchLoopKeyset(loop, undefined, ctx);
}

interface Tried {
  readonly form: (typeof FORMS)[number];
  readonly before: string;
  /** Undefined when the form was refused. */
  readonly after: string | undefined;
  readonly mayCommit: boolean;
  readonly options: GeneratedMethod['options'];
}

const tried: readonly Tried[] = methods.flatMap((generated, index) =>
  FORMS.map((form) => {
    const before = sourceOf(generated);
    const odoo = VERSIONS[index % VERSIONS.length] ?? '17.0';
    const mayCommit = index % 3 !== 0;
    const fix = rewritten(before, form, odoo, mayCommit);
    const after = fix.kind === 'fix' ? applyEdits(before, fix.edits) : undefined;
    return { form, before, after, mayCommit, options: generated.options };
  }),
);
const pairs = tried.filter(({ after }) => after !== undefined);
const outcomes = runPythonFile(
  fileURLToPath(new URL('run_differential.py', import.meta.url)),
  pairs,
) as readonly {
  readonly before: Outcome;
  readonly after: Outcome;
}[];

describe('a generated method', () => {
  test('is always rewritten over a snapshot of ids, often by id, and sometimes into a method of its own', () => {
    const refused = tried.filter((each) => each.form === 'snapshot' && each.after === undefined);
    expect(refused).toStrictEqual([]);
    const count = (form: Tried['form']) => pairs.filter((each) => each.form === form).length;
    expect(count('keyset')).toBeGreaterThan(METHODS / 5);
    expect(count('extract')).toBeGreaterThan(METHODS / 6);
  });

  test('takes every way out: an end, a return, an error, and work that is undone', () => {
    const ends = outcomes.map(({ before }) => before);
    expect(ends.filter(({ error }) => error === 'UserError').length).toBeGreaterThan(METHODS / 12);
    expect(ends.filter(({ error, log }) => error === null && log.length > 10).length).toBeGreaterThan(
      METHODS / 5,
    );
  });

  test('processes the same records in the same order, and leaves the same values, result or error', () => {
    for (const [index, { before, after }] of outcomes.entries()) {
      const where = `${pairs[index]?.before}\n→\n${pairs[index]?.after}`;
      const { log, rows, result, error } = after;
      expect({ log, rows, result, error }, where).toStrictEqual({
        log: before.log,
        rows: before.rows,
        result: before.result,
        error: before.error,
      });
    }
  });

  test('is called once, and commits only where it may', () => {
    for (const [index, { after }] of outcomes.entries()) {
      expect(after.calls, pairs[index]?.after).toBe(1);
      if (!pairs[index]?.mayCommit) expect(after.commits).toBe(0);
    }
  });
});
