// Takes an element out of an XML file, with its lines when nothing else stands on them.

import { lineEnd, lineStart, nextLine } from '../text/indentation';
import type { Span } from '../text/span';
import type { TextEdit } from '../text/text-edit';

/** The edit. */
export function removeElement(text: string, { start, end }: Span): TextEdit {
  const before = text.slice(lineStart(text, start), start);
  const after = text.slice(end, lineEnd(text, end));
  const isAlone = `${before}${after}`.trim() === '';
  return {
    at: isAlone ? { start: lineStart(text, start), end: nextLine(text, end) } : { start, end },
    newText: '',
  };
}
