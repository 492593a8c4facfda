// Edits of one text: what they are, how they are applied, how offsets move through them.

import type { Span } from './span';

/** Replaces the characters of `at` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly at: Span;
  readonly newText: string;
}

/** A change as an editor sends it: offsets are in the text before this change. */
export type TextChange = TextEdit;

/** Applies edits whose spans are all in the original text and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  let out = '';
  let from = 0;
  for (const edit of ordered) {
    if (edit.at.start < from) throw new Error('edits overlap');
    out += text.slice(from, edit.at.start) + edit.newText;
    from = edit.at.end;
  }
  return out + text.slice(from);
}
