// The edit that silences one finding: it writes the comment that suppression.ts reads.

import type { LineIndex } from '../text/line-index';
import type { TextEdit } from '../text/text-edit';
import { type CommentLanguage, commentSpans } from './comments';

/** What the edit must know of a finding. Lines count from 0. */
export interface SilencedFinding {
  readonly rule: string;
  readonly line: number;
  /** Written behind the list: why the finding may stand. */
  readonly reason?: string;
}

const LIST = /cronvet:\s*ignore\s*\[[^\]\r\n]*/;

/**
 * Writes `cronvet: ignore[rule]` for a finding: into the list of a suppression that already stands on the line or
 * alone above it, else as a line of its own above, where it changes no line's length.
 */
export function suppressionEdit(
  text: string,
  lines: LineIndex,
  language: CommentLanguage,
  finding: SilencedFinding,
): TextEdit {
  const start = lines.offsetAt({ line: finding.line, column: 0 });
  const list = listNear(text, lines, language, finding.line);
  if (list !== undefined) return { at: { start: list, end: list }, newText: `, ${finding.rule}` };
  const end = lines.offsetAt({ line: finding.line + 1, column: 0 });
  const written = text.slice(start, end).replace(/[\r\n]+$/, '');
  const indent = /^[ \t]*/.exec(written)?.[0] ?? '';
  if (language === 'python' && continues(text, start)) {
    const at = start + written.length;
    return { at: { start: at, end: at }, newText: `  # ${commentFor(finding)}` };
  }
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const comment = commentFor(finding);
  const shown = language === 'python' ? `# ${comment}` : `<!-- ${comment} -->`;
  return { at: { start, end: start }, newText: indent + shown + newline };
}

function commentFor({ rule, reason }: SilencedFinding): string {
  return `cronvet: ignore[${rule}]${reason === undefined ? '' : ` - ${reason}`}`;
}

/** The offset behind the last rule of a list on the line or alone above it. */
function listNear(
  text: string,
  lines: LineIndex,
  language: CommentLanguage,
  line: number,
): number | undefined {
  for (const comment of commentSpans(text, language)) {
    const at = lines.positionAt(comment.start);
    if (at.line !== line && at.line !== line - 1) continue;
    const before = text.slice(lines.offsetAt({ line: at.line, column: 0 }), comment.start);
    if (at.line !== line && before.trim() !== '') continue;
    const match = LIST.exec(text.slice(comment.start, comment.end));
    if (match !== null) return comment.start + match.index + match[0].length;
  }
  return undefined;
}

/** After a line that ends in a backslash no comment line may stand. */
function continues(text: string, lineStart: number): boolean {
  return /\\(?:\r\n|\n|\r)$/.test(text.slice(Math.max(0, lineStart - 3), lineStart));
}
