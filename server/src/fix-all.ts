// Every safe fix of a document in one edit.

import type { Finding, TextEdit } from '../../engine/src/index';

/** The edits of each finding's first safe fix; a fix that meets an earlier one is left for the next time. */
export function fixAllEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const safe = finding.fixes().find((fix) => fix.kind === 'fix' && fix.applicability === 'safe');
    if (safe?.kind !== 'fix') continue;
    if (!safe.edits.some((edit) => taken.some((other) => overlap(edit, other)))) taken.push(...safe.edits);
  }
  return taken;
}

function overlap({ at: one }: TextEdit, { at: other }: TextEdit): boolean {
  return one.start <= other.end && other.start <= one.end;
}
