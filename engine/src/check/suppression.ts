// Comments that silence findings: what they say, which findings they cover, and which of them cover none.

import type { LineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import { type CommentLanguage, commentSpans } from './comments';
import type { Finding, Place, Severity } from './report';

/** A text with suppressions in it, and where it is. */
export interface SuppressedText {
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly language: CommentLanguage;
}

/** Which rules there are, and which of them the settings turned off. */
export interface RuleNames {
  readonly known: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
}

/** What is left of the findings, and a finding for every suppression that silenced nothing. */
export interface Suppressed {
  readonly kept: readonly Finding[];
  readonly unused: readonly Finding[];
}

interface Suppression {
  readonly at: Span;
  readonly scope: 'line' | 'file';
  readonly rules: readonly string[];
  /** The lines whose findings it covers, from 0. */
  readonly line: number;
  readonly coversTo: number;
}

/** The rule that reports suppressions without effect. It cannot be suppressed; settings can turn it off. */
export const UNUSED_SUPPRESSION = 'unused-suppression';

const DIRECTIVE = /^(?:#|<!--)\s*cronvet:\s*ignore(-file)?(?![\w-])\s*(?:\[([^\]\r\n]*)\])?/;
const SECOND_DIRECTIVE = /#\s*cronvet:\s*ignore/;

/**
 * Splits findings by the suppressions in the text. A suppression covers the findings of its own line, also where it
 * ends an expression of several lines; alone on its line, those of the next line that is not a comment;
 * `ignore-file` covers all.
 */
export function applySuppressions(
  file: SuppressedText,
  findings: readonly Finding[],
  names: RuleNames,
): Suppressed {
  if (!file.text.includes('cronvet:')) return { kept: findings, unused: [] };
  const suppressions = readSuppressions(file);
  const used = new Set<string>();
  const kept = findings.filter((finding) => {
    const covering = suppressions.flatMap((suppression, index) =>
      covers(suppression, finding) ? [`${index} ${finding.rule}`] : [],
    );
    for (const key of covering) used.add(key);
    return covering.length === 0;
  });
  const unused = suppressions.flatMap((suppression, index) => {
    const idle = suppression.rules.filter((rule) => !used.has(`${index} ${rule}`) && !names.off.has(rule));
    return complaints(suppression, idle, names).map((complaint) => toFinding(file, suppression, complaint));
  });
  return { kept, unused };
}

function covers(suppression: Suppression, finding: Finding): boolean {
  if (!suppression.rules.includes(finding.rule)) return false;
  if (suppression.scope === 'file') return true;
  return suppression.line <= finding.endLine && finding.line <= suppression.coversTo;
}

function readSuppressions(file: SuppressedText): readonly Suppression[] {
  const comments = commentSpans(file.text, file.language);
  return comments.flatMap((comment) => {
    const written = file.text.slice(comment.start, comment.end);
    const second = file.language === 'python' ? SECOND_DIRECTIVE.exec(written) : undefined;
    const start = comment.start + (second?.index ?? 0);
    const match = DIRECTIVE.exec(file.text.slice(start, comment.end));
    if (match === null) return [];
    const line = file.lines.positionAt(start).line;
    return [
      {
        at: { start, end: comment.end },
        scope: match[1] === undefined ? 'line' : 'file',
        rules: (match[2] ?? '').split(',').flatMap((name) => name.trim() || []),
        line: coveredFrom(file, comment, line),
        coversTo: coveredTo(file, comment, line),
      } as const,
    ];
  });
}

/** A comment alone on its line speaks of what follows, so a statement that ends above is not meant. */
function coveredFrom(file: SuppressedText, comment: Span, line: number): number {
  return isAlone(file, comment) ? line + 1 : line;
}

function coveredTo(file: SuppressedText, comment: Span, line: number): number {
  if (!isAlone(file, comment)) return line;
  let next = file.lines.positionAt(comment.end).line + 1;
  while (file.language === 'python' && lineText(file, next)?.startsWith('#')) next++;
  return Math.max(next, line + 1);
}

function isAlone(file: SuppressedText, comment: Span): boolean {
  const from = file.lines.offsetAt({ line: file.lines.positionAt(comment.start).line, column: 0 });
  const to = file.lines.offsetAt({ line: file.lines.positionAt(comment.end).line + 1, column: 0 });
  return (file.text.slice(from, comment.start) + file.text.slice(comment.end, to)).trim() === '';
}

function lineText(file: SuppressedText, line: number): string | undefined {
  const start = file.lines.offsetAt({ line, column: 0 });
  if (start >= file.text.length) return undefined;
  return file.text.slice(start, file.lines.offsetAt({ line: line + 1, column: 0 })).trim();
}

interface Complaint {
  readonly severity: Severity;
  readonly message: string;
}

function complaints(
  suppression: Suppression,
  idle: readonly string[],
  names: RuleNames,
): readonly Complaint[] {
  if (suppression.rules.length === 0) {
    const message = 'This comment names no rule, so it silences nothing. Name the rule: ignore[rule].';
    return [{ severity: 'warning', message }];
  }
  const unknown = idle.filter((rule) => !names.known.has(rule));
  const found: Complaint[] = unknown.map((rule) => ({
    severity: 'warning',
    message: `There is no rule "${rule}", so this comment silences nothing.`,
  }));
  const silent = idle.filter((rule) => names.known.has(rule));
  if (silent.length > 0) {
    const where = suppression.scope === 'file' ? 'in this file' : 'here';
    const rules = silent.join(', ');
    found.push({
      severity: 'information',
      message: `${rules} reports nothing ${where} that this comment could silence.`,
    });
  }
  return found;
}

function toFinding(file: SuppressedText, suppression: Suppression, complaint: Complaint): Finding {
  return {
    rule: UNUSED_SUPPRESSION,
    ...complaint,
    ...placeOf(file, suppression.at),
    scheduledBy: [],
    related: [],
    fixes: () => [],
  };
}

function placeOf(file: SuppressedText, at: Span): Place {
  const start = file.lines.positionAt(at.start);
  const end = file.lines.positionAt(at.end);
  return {
    path: file.path,
    span: at,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
