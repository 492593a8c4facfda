// Finds the comments of a Python or XML text by a scan of its own, so that text in strings is never taken for one.

import type { Span } from '../text/span';

/** The languages that have comments; in CSV there are none. */
export type CommentLanguage = 'python' | 'xml';

/**
 * Strings are matched first, so that a `#` in them starts nothing. An unclosed one ends at its line's end, or the
 * text's: nothing fails late, so the scan never goes back.
 */
const PYTHON =
  /#[^\r\n]*|"""(?:[^"\\]+|\\[\s\S]?|"(?!""))*(?:"""|$)|'''(?:[^'\\]+|\\[\s\S]?|'(?!''))*(?:'''|$)|"(?:[^"\\\r\n]+|\\(?:\r\n|[\s\S]))*"?|'(?:[^'\\\r\n]+|\\(?:\r\n|[\s\S]))*'?/g;
const XML = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g;

/** The spans of all comments, in order: from `#` to the line's end, or from `<!--` to `-->`. */
export function commentSpans(text: string, language: CommentLanguage): readonly Span[] {
  const opening = language === 'python' ? '#' : '<!--';
  const spans: Span[] = [];
  for (const match of text.matchAll(language === 'python' ? PYTHON : XML)) {
    if (match[0].startsWith(opening)) spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}
