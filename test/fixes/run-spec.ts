// Runs a Markdown spec of fixes: each case against its expected text, and against the laws.

import { afterAll, describe, expect, test } from 'vitest';
import type { Fix, NoFix } from '../../engine/src/fixes/fix';
import type { FixContext } from '../../engine/src/fixes/fix-context';
import { DEFAULT_SETTINGS } from '../../engine/src/settings';
import { ruffOn } from '../support/ruff';
import { lawful } from './laws';
import { type FoundMethod, methodsIn, syntaxErrors } from './python';
import { readSpec, type SpecCase, updateSpec } from './spec';

/** The fix of the first place in a method that a spec is about; undefined when the method has none. */
export type FixMethod = (
  ctx: FixContext,
  options: Readonly<Record<string, unknown>>,
) => Fix | NoFix | undefined;

/** Describes a spec: one test a case, and Python's own opinion of all results. */
export function runSpec(name: string, heading: string, fixMethod: FixMethod): void {
  const results: string[] = [];
  const found = new Map<string, SpecCase['after']>();
  describe(heading, () => {
    for (const example of readSpec(name)) {
      test(example.title, () => {
        const rewrite = (text: string) => fixText(text, example, fixMethod);
        const after = lawful(example.before, rewrite);
        const fix = rewrite(example.before);
        const outcome: SpecCase['after'] =
          fix.kind === 'no-fix'
            ? { kind: 'refused', text: `${fix.title}\n${fix.reason}\n` }
            : { kind: 'after', text: after ?? '' };
        if (after !== undefined) {
          results.push(after);
          expect(newProblems(example.before, after), 'ruff complains').toStrictEqual([]);
          const again = rewrite(after);
          expect(again.kind, 'a second run finds nothing to do').toBe('no-fix');
        }
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
    if (process.env['UPDATE']) updateSpec(name, found);
  });
}

/** Of ruff's own choice since the OCA chose: it takes a count of batches for an index. */
const NOT_OF_OCA = /^SIM113 /;

/** What ruff says of the text after the fix and not of the one before; its rows move. */
function newProblems(before: string, after: string): readonly string[] {
  const said = (text: string) =>
    ruffOn(text)
      .map((problem) => problem.replace(/^\d+: /, ''))
      .filter((problem) => !NOT_OF_OCA.test(problem));
  const old = said(before);
  const isFormatted = !old.some((problem) => problem.startsWith('not formatted'));
  return said(after).filter(
    (problem) => !old.includes(problem) && (isFormatted || !problem.startsWith('not formatted')),
  );
}

function fixText(text: string, { options }: SpecCase, fixMethod: FixMethod): Fix | NoFix {
  for (const found of methodsIn(text)) {
    const fix = fixMethod(contextOf(text, found, options), options);
    if (fix) return fix;
  }
  return { kind: 'no-fix', title: 'nothing', reason: 'nothing to fix' };
}

function contextOf(
  text: string,
  { method, start }: FoundMethod,
  options: Readonly<Record<string, unknown>>,
): FixContext {
  const { odoo = '17.0', batch, pylintOdoo = false, mayCommit = true, isCron = true } = options;
  return {
    text,
    methodStart: start,
    method,
    odoo: odoo === 'unknown' ? undefined : String(odoo),
    batch: { ...DEFAULT_SETTINGS.batch, ...(typeof batch === 'object' ? batch : {}) },
    pylintOdoo: pylintOdoo === true,
    mayCommit: mayCommit === true,
    isCron: isCron === true,
  };
}
