// The findings as JSON: the contract that scripts rely on. Equal input gives equal bytes.

import type { Finding, Fix } from '../../../engine/src/index';

/** What the document is made from. */
export interface CheckResult {
  readonly version: string;
  readonly odooVersion: string | undefined;
  readonly findings: readonly Finding[];
  /** What `--fix` wrote. */
  readonly fixed?: { readonly findings: number; readonly files: number } | undefined;
  /** Names a path of the workspace. */
  readonly pathOf: (path: string) => string;
}

/** Writes all findings, of every severity, sorted by path, line, column and rule. */
export function checkJson({ version, odooVersion, findings, fixed, pathOf }: CheckResult): string {
  const entries = findings.map((finding) => entryOf(finding, pathOf)).sort(inOrder);
  const document = {
    version,
    odooVersion: odooVersion ?? null,
    ...(fixed && { fixed: { findings: fixed.findings, files: fixed.files } }),
    findings: entries,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function entryOf(finding: Finding, pathOf: (path: string) => string) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    path: pathOf(finding.path),
    line: finding.line + 1,
    column: finding.column + 1,
    endLine: finding.endLine + 1,
    endColumn: finding.endColumn + 1,
    message: finding.message,
    scheduledBy: finding.scheduledBy,
    related: finding.related.map(({ path, line, column, message }) => ({
      path: pathOf(path),
      line: line + 1,
      column: column + 1,
      message,
    })),
    fixes: finding
      .fixes()
      .filter((fix): fix is Fix => fix.kind === 'fix')
      .map(({ title, applicability }) => ({ title, applicability })),
  };
}

type Entry = ReturnType<typeof entryOf>;

function inOrder(a: Entry, b: Entry): number {
  return (
    compare(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
