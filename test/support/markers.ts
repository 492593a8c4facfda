// Marks in a spec's code: `# ! rule` where a rule reports, `#   ^^^ message` under the span that it reports.

/** A rule is expected to report on a line. */
export interface Mark {
  /** Line of the text without marks, from 0. */
  readonly line: number;
  readonly rule: string;
  /** Given in parentheses where it is not the rule's own. */
  readonly severity: string | undefined;
}

/** The exact span and text of a finding. */
export interface Caret {
  readonly line: number;
  readonly column: number;
  /** Where the span ends on its first line. */
  readonly endColumn: number;
  readonly message: string;
  /** Line of the text with marks, from 0, for rewriting. */
  readonly writtenAt: number;
}

/** Code without its marks, and the marks. */
export interface MarkedCode {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly carets: readonly Caret[];
}

const MARK = /\s*(?:#\s*!|<!--\s*!)\s*([\w(), -]+?)\s*(?:-->)?$/;
const CARET = /^(\s*(?:#|<!--)\s*)(\^+) ?(.*?)\s*(?:-->)?$/;

/** Takes the marks out of code. */
export function readMarks(code: string): MarkedCode {
  const lines: string[] = [];
  const marks: Mark[] = [];
  const carets: Caret[] = [];
  for (const [writtenAt, line] of code.split('\n').entries()) {
    const caret = CARET.exec(line);
    if (caret) {
      const [, before = '', arrows = '', message = ''] = caret;
      const column = before.length;
      carets.push({ line: lines.length - 1, column, endColumn: column + arrows.length, message, writtenAt });
      continue;
    }
    const mark = MARK.exec(line);
    for (const each of mark?.[1]?.split(',') ?? []) marks.push({ line: lines.length, ...readMark(each) });
    lines.push(mark ? line.slice(0, mark.index) : line);
  }
  return { text: lines.join('\n'), marks, carets };
}

/** The line that says what a finding's span and message are; `column` is at least 2. */
export function caretLine(column: number, endColumn: number, message: string, isXml: boolean): string {
  const open = isXml ? '<!--' : '#';
  const arrows = '^'.repeat(Math.max(endColumn - column, 1));
  return `${open.padEnd(column)}${arrows} ${message}${isXml ? ' -->' : ''}`;
}

function readMark(text: string): { rule: string; severity: string | undefined } {
  const [, rule = '', severity] = /^\s*([\w-]+)\s*(?:\((\w+)\))?\s*$/.exec(text) ?? [];
  if (rule === '') throw new Error(`not a mark: ${text}`);
  return { rule, severity };
}
