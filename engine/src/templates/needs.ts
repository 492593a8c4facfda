// What a template needs at the top of its file: imports in their sections, and the module's logger.

import { importName } from '../fixes/import-edit';
import { readImports } from '../fixes/import-section';
import { lineBreakOf, lineEnd } from '../text/indentation';
import { applyEdits, type TextEdit } from '../text/text-edit';
import type { TemplateNeed } from './template';

const HAS_LOGGER = /^_logger[ \t]*[=:]/m;

/** A Python file as far as its needs go. */
export interface NeedyFile {
  readonly text: string;
  /** Offset of the first class or function: imports are looked for before it, which is what makes this cheap. */
  readonly headEnd: number;
  /** What stands on the line from here on is about to be replaced by the template: it uses no name. */
  readonly typed: number;
}

/** One edit that gives a file what is needed; undefined when it has all of it. */
export function needEdit(file: NeedyFile, needs: readonly TemplateNeed[]): TextEdit | undefined {
  const { text, headEnd, typed } = file;
  const end = lineEnd(text, typed);
  const head = text.slice(0, headEnd);
  const rest = text.slice(headEnd, Math.max(headEnd, typed)) + text.slice(Math.max(headEnd, end));
  return difference(head, withNeeds(head, needs, rest));
}

/**
 * The beginning of a file with what is needed, or a whole file; `rest` is what follows. A name that the file uses for
 * something else is left as it is.
 */
export function withNeeds(head: string, needs: readonly TemplateNeed[], rest = ''): string {
  return needs.reduce(
    (now, need) => (need === 'logger' ? withLogger(now, rest) : withImport(now, rest, need)),
    head,
  );
}

function withImport(head: string, rest: string, need: Exclude<TemplateNeed, 'logger'>): string {
  const found = importName(head, need);
  if (found.kind === 'taken' || found.edits.length === 0) return head;
  const name = need.name ?? need.module;
  const everywhere = new RegExp(`\\b${name}\\b`).test(rest) ? importName(head + rest, need) : found;
  const isNew = everywhere.kind === 'found' && everywhere.edits.length > 0;
  return isNew ? applyEdits(head, found.edits) : head;
}

function withLogger(head: string, rest: string): string {
  if (HAS_LOGGER.test(head) || HAS_LOGGER.test(rest)) return head;
  const imported = withImport(head, rest, { module: 'logging' });
  const last = readImports(imported).at(-1);
  if (last === undefined) return head;
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
