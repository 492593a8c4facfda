// One case of a page against the engine: its findings, spans, messages and fixes; and what to write on `UPDATE=1`.

import { expect } from 'vitest';
import { applyEdits, type Finding, RULES, type Settings } from '../../engine/src/index';
import { findingsIn, type Texts, withWorkspace } from './engine';
import { type Fixture, type FixtureFile, shownOf } from './fixture';
import { fixesOf, lineOf } from './laws';
import { caretLine } from './markers';
import type { Fence, SpecCase } from './md-spec';

/** Bodies of fences to rewrite, by the line of the fence. */
export type Updates = Map<number, string>;

const isUpdate = Boolean(process.env['UPDATE']);

/** Checks a case in one version; in update mode it notes what is there instead of spans, messages and fixes. */
export function runCase(
  specCase: SpecCase,
  fixture: Fixture,
  texts: Texts,
  settings: Settings,
  updates: Updates,
): void {
  withWorkspace(texts, settings, (workspace) => {
    const findings = findingsIn(workspace, texts);
    expect(findings.map(lineOf).sort()).toStrictEqual(marksOf(fixture).sort());
    for (const file of fixture.files) {
      const own = findings.filter(({ path }) => path === file.path);
      if (isUpdate) noteCarets(file, own, updates);
      else carets(file, own);
    }
    for (const fence of specCase.expected) {
      const shown = expectedOf(fence, findings, fixture, texts);
      if (shown === undefined) continue;
      if (isUpdate) updates.set(fence.line, shown);
      else expect(shown).toBe(fence.body);
    }
  });
}

function marksOf({ files }: Fixture): string[] {
  return files.flatMap(({ path, code, around }) =>
    code.marks.map(({ line, rule, severity }) => {
      const known = RULES.find(({ id }) => id === rule)?.severity ?? 'information';
      return `${path}:${line + around.lines + 1} ${rule} (${severity ?? known})`;
    }),
  );
}

/** The finding of a line that a row of carets is about: the one that begins there, else the first. */
function findingAt(findings: readonly Finding[], line: number, column: number): Finding | undefined {
  const there = findings.filter((finding) => finding.line === line);
  return there.find((finding) => finding.column === column) ?? there[0];
}

function carets({ code, around, text }: FixtureFile, findings: readonly Finding[]): void {
  const lines = text.split('\n');
  for (const { line, column, endColumn, message } of code.carets) {
    const at = line + around.lines;
    const found = findingAt(findings, at, column + around.columns);
    const end = found && found.endLine > at ? (lines[at]?.length ?? 0) : found?.endColumn;
    expect({ column: found?.column, end, message: found?.message }).toStrictEqual({
      column: column + around.columns,
      end: endColumn + around.columns,
      message,
    });
  }
}

function noteCarets({ code, around, text, fence, path }: FixtureFile, own: readonly Finding[], to: Updates) {
  if (code.carets.length === 0) return;
  const lines = text.split('\n');
  const body = fence.body.split('\n');
  for (const { line, column, writtenAt } of code.carets) {
    const at = line + around.lines;
    const found = findingAt(own, at, column + around.columns);
    if (!found) throw new Error(`nothing is reported above the carets of "${body[writtenAt]}"`);
    const end = found.endLine > at ? (lines[at]?.length ?? 0) : found.endColumn;
    const [from, until] = [found.column - around.columns, end - around.columns];
    body[writtenAt] = caretLine(from, until, found.message, path.endsWith('.xml'));
  }
  to.set(fence.line, body.join('\n'));
}

/** The text that a fence after the code should hold; undefined for fences that are none of ours. */
function expectedOf(
  { info }: Fence,
  findings: readonly Finding[],
  fixture: Fixture,
  texts: Texts,
): string | undefined {
  const [, kind, title = '', applicability] =
    /^((?:py|xml) fixed|text refused) "([^"]*)" ?(\w*)/.exec(info) ?? [];
  if (kind?.endsWith(' fixed')) return fixedText(title, applicability, findings, fixture, texts);
  if (kind === 'text refused') return refusal(title, findings);
  return undefined;
}

function fixedText(
  title: string,
  applicability: string | undefined,
  findings: readonly Finding[],
  fixture: Fixture,
  texts: Texts,
): string {
  for (const finding of findings) {
    const fix = fixesOf(finding).find((each) => each.title === title);
    const file = fixture.files.find(({ path }) => path === finding.path);
    if (!fix || !file) continue;
    expect(fix.applicability).toBe(applicability);
    return shownOf(file, applyEdits(texts.get(finding.path) ?? '', fix.edits));
  }
  const offered = findings.flatMap((finding) => finding.fixes().map((each) => JSON.stringify(each)));
  throw new Error(`no fix "${title}"; there is ${offered.join('\n') || 'none'}`);
}

function refusal(title: string, findings: readonly Finding[]): string {
  const all = findings.flatMap((finding) => finding.fixes());
  const found = all.find((each) => each.kind === 'no-fix' && each.title === title);
  return found?.kind === 'no-fix' ? `${found.reason}\n` : 'nothing is refused\n';
}
