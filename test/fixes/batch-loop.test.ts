// The batch rewrite, case by case: `batch-loop.md` holds the cases, `laws.ts` what holds for all of them.

import { afterAll, describe, expect, test } from 'vitest';
import { batchLoopKeyset } from '../../engine/src/fixes/batch-keyset';
import { batchLoop } from '../../engine/src/fixes/batch-loop';
import { batchLoopSnapshot } from '../../engine/src/fixes/batch-snapshot';
import type { Fix, NoFix } from '../../engine/src/fixes/fix';
import type { FixContext } from '../../engine/src/fixes/fix-context';
import { statementsIn } from '../../engine/src/fixes/walk-ir';
import type { ForStatement } from '../../engine/src/ir/statement';
import { DEFAULT_SETTINGS } from '../../engine/src/settings';
import { lawful } from './laws';
import { methodsIn, syntaxErrors } from './python';
import { readSpec, type SpecCase, updateSpec } from './spec';

const SPEC = 'batch-loop.md';
const results: string[] = [];
const found = new Map<string, SpecCase['after']>();

function rewrite(text: string, { options }: SpecCase): Fix | NoFix {
  const { odoo, form, line, batch, ...others } = { odoo: '17.0', form: 'best', ...options } as Record<
    string,
    never
  >;
  for (const { method, start } of methodsIn(text)) {
    const ctx: FixContext = {
      text,
      methodStart: start,
      method,
      odoo: odoo === 'unknown' ? undefined : odoo,
      batch: { ...DEFAULT_SETTINGS.batch, ...(batch as object) },
      pylintOdoo: false,
      mayCommit: true,
      ...(others as object),
    };
    for (const loop of statementsIn(method.body)) {
      if (loop.kind !== 'for') continue;
      if (line && !text.slice(start + loop.at.start).startsWith(line)) continue;
      return rewriteLoop(loop, form, ctx);
    }
  }
  throw new Error('the case has no such loop');
}

function rewriteLoop(loop: ForStatement, form: string, ctx: FixContext): Fix | NoFix {
  if (form === 'snapshot') return batchLoopSnapshot(loop, ctx);
  const [best] = batchLoop(loop, undefined, ctx);
  if (!best) throw new Error('batchLoop gives a fix or says why not');
  return form === 'keyset' ? batchLoopKeyset(loop, undefined, ctx) : best;
}

describe('a loop over records becomes batches', () => {
  for (const example of readSpec(SPEC)) {
    test(example.title, () => {
      const after = lawful(example.before, (text) => rewrite(text, example));
      const fix = rewrite(example.before, example);
      const outcome: SpecCase['after'] =
        fix.kind === 'no-fix'
          ? { kind: 'refused', text: `${fix.title}\n${fix.reason}\n` }
          : { kind: 'after', text: after ?? '' };
      if (after !== undefined) results.push(after);
      found.set(example.title, outcome);
      if (!process.env['UPDATE']) expect(outcome).toStrictEqual(example.after);
    });
  }

  test('Python itself parses every result', () => {
    expect(results.length).toBeGreaterThan(0);
    expect(syntaxErrors(results)).toStrictEqual([]);
  });
});

afterAll(() => {
  if (process.env['UPDATE']) updateSpec(SPEC, found);
});
