// The laws that every rewrite obeys, applied to every case without being asked for.

import { expect } from 'vitest';
import type { Fix, NoFix } from '../../engine/src/fixes/fix';
import { applyEdits } from '../../engine/src/text/text-edit';
import { crlf, lostLine, missing, tabs as withTabs } from '../../scripts/prove-fixes/laws.mjs';
import { literalsOf, longStrings } from './python';

/** A fix as a function of the file's text. */
export type Rewrite = (text: string) => Fix | NoFix;

/** Checks the laws and gives the text after the fix; undefined when it was refused. */
export function lawful(before: string, rewrite: Rewrite): string | undefined {
  const fix = rewrite(before);
  if (fix.kind === 'no-fix') {
    expect(rewrite(crlf(before))).toStrictEqual(fix);
    return undefined;
  }
  const after = applyEdits(before, fix.edits);
  parsesAndKeepsLiterals(before, after);
  leavesOtherLines(before, after, fix);
  twin(before, after, rewrite, crlf);
  if (!before.includes('\t')) twin(before, after, rewrite, tabs);
  return after;
}

function parsesAndKeepsLiterals(before: string, after: string): void {
  const old = literalsOf(before);
  const now = literalsOf(after);
  expect(old.broken, 'the case itself parses').toBe(false);
  expect(now.broken, after).toBe(false);
  expect(missing(old.comments, now.comments), 'lost comments').toStrictEqual([]);
  expect(missing(old.strings, now.strings), 'lost strings').toStrictEqual([]);
}

/** Lines that no edit touches come through in order. */
function leavesOtherLines(before: string, after: string, fix: Fix): void {
  expect(lostLine(before, after, fix.edits), 'line lost').toBeUndefined();
}

function twin(before: string, after: string, rewrite: Rewrite, change: (text: string) => string): void {
  const text = change(before);
  const fix = rewrite(text);
  expect(fix.kind === 'fix' ? applyEdits(text, fix.edits) : fix).toStrictEqual(change(after));
}

/** The text indented by tabs, long strings as they are. */
export function tabs(text: string): string {
  return withTabs(text, longStrings(text));
}
