// What a template needs at the top of its file: imports in their sections, and the module's logger.

import { importName } from '../fixes/import-edit';
import { readImports } from '../fixes/import-section';
import { lineBreakOf, lineEnd } from '../text/indentation';
import { applyEdits, type TextEdit } from '../text/text-edit';
import type { TemplateNeed } from './template';

const HAS_LOGGER = /^_logger[ \t]*[=:]/m;

/**
 * One edit that gives a Python file what is needed; undefined when it has all of it. What stands on the line from
 * `typed` on is about to be replaced by the template: it uses no name.
 */
export function needEdit(text: string, needs: readonly TemplateNeed[], typed: number): TextEdit | undefined {
  const end = lineEnd(text, typed);
  const rest = text.slice(0, typed) + ' '.repeat(end - typed) + text.slice(end);
  return difference(rest, withNeeds(rest, needs));
}

/** The text with what is needed. A name that the file uses for something else is left as it is. */
export function withNeeds(text: string, needs: readonly TemplateNeed[]): string {
  return needs.reduce((now, need) => (need === 'logger' ? withLogger(now) : withImport(now, need)), text);
}

function withImport(text: string, need: Exclude<TemplateNeed, 'logger'>): string {
  const found = importName(text, need);
  return found.kind === 'found' ? applyEdits(text, found.edits) : text;
}

function withLogger(text: string): string {
  if (HAS_LOGGER.test(text)) return text;
  const imported = withImport(text, { module: 'logging' });
  const last = readImports(imported).at(-1);
  if (last === undefined) return text;
  const eol = lineBreakOf(imported);
  const end = lineEnd(imported, last.at.end);
  return `${imported.slice(0, end)}${eol}${eol}_logger = logging.getLogger(__name__)${imported.slice(end)}`;
}

/** What turns one text into another, between their common beginning and their common end. */
function difference(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return {
    at: { start, end: before.length - same },
    newText: after.slice(start, after.length - same),
  };
}
