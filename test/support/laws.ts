// The laws that hold for every fixture and every fix, checked without anybody asking.

import { expect } from 'vitest';
import {
  applyEdits,
  type FileChange,
  type Finding,
  type Fix,
  type KeptFile,
  type Settings,
} from '../../engine/src/index';
import { lostLine, missing } from '../../scripts/prove-fixes/laws.mjs';
import { literalsOf } from '../fixes/python';
import { engine, findingsIn, type Texts, withWorkspace } from './engine';
import { type Twin, twinsOf } from './twins';

const RANK: readonly string[] = ['error', 'warning', 'information', 'hint'];

/** The fixes that a finding offers. */
export function fixesOf(finding: Finding): readonly Fix[] {
  return finding.fixes().filter((fix): fix is Fix => fix.kind === 'fix');
}

/** One line about a finding, without the words that a fix may change. */
export function lineOf({ path, line, rule, severity }: Finding): string {
  return `${path}:${line + 1} ${rule} (${severity})`;
}

/** Laws 1 to 4 for one fix of one finding, in a workspace that can be made anew. */
export function fixIsLawful(finding: Finding, fix: Fix, texts: Texts, settings: Settings): void {
  const before = texts.get(finding.path) ?? '';
  const after = applyEdits(before, fix.edits);
  if (finding.path.endsWith('.py')) keepsLiterals(before, after);
  else keepsComments(before, after);
  keepsOtherLines(before, after, fix);
  const fixed: Texts = new Map(texts).set(finding.path, after);
  const [old, now] = [texts, fixed].map((files) =>
    withWorkspace(files, settings, (workspace) => findingsIn(workspace, files)),
  );
  const count = (found: readonly Finding[] | undefined, rule: string, worst: string) =>
    (found ?? []).filter((each) => each.rule === rule && RANK.indexOf(each.severity) <= RANK.indexOf(worst))
      .length;
  const isGone = count(now, finding.rule, finding.severity) < count(old, finding.rule, finding.severity);
  expect(isGone, `"${fix.title}" leaves ${lineOf(finding)} in\n${after}`).toBe(true);
  for (const { rule, severity } of now ?? []) {
    const isNew = count(now, rule, severity) > count(old, rule, severity);
    expect(isNew, `"${fix.title}" brings ${rule} (${severity}) into\n${after}`).toBe(false);
  }
}

function keepsLiterals(before: string, after: string): void {
  const [old, now] = [literalsOf(before), literalsOf(after)];
  expect(now.broken, after).toBe(false);
  expect(missing(old.comments, now.comments), 'lost comments').toStrictEqual([]);
  expect(missing(old.strings, now.strings), 'lost strings').toStrictEqual([]);
}

function keepsComments(before: string, after: string): void {
  const [old, now] = [before, after].map((text) => text.match(/<!--[\s\S]*?-->/g) ?? []);
  expect(missing(old ?? [], now ?? []), 'lost comments').toStrictEqual([]);
}

/** What stands before, between and after the lines that the edits touch is there, in order. */
function keepsOtherLines(before: string, after: string, fix: Fix): void {
  expect(lostLine(before, after, fix.edits), 'line lost').toBeUndefined();
}

/** Law 5: the twin of a fixture has the twins of its findings, and their fixes give the twins of its fixes. */
export function twinsAgree(texts: Texts, settings: Settings): void {
  const found = withWorkspace(texts, settings, (workspace) => results(findingsIn(workspace, texts), texts));
  for (const twin of twinsOf(texts)) {
    const files: Texts = new Map([...texts].map(([path, text]) => [path, twin.of(path, text)] as const));
    const theirs = withWorkspace(files, settings, (workspace) =>
      results(findingsIn(workspace, files), files),
    );
    expect(theirs, twin.name).toStrictEqual(found.map((each) => twinOf(each, twin, texts)));
  }
}

interface Result {
  readonly path: string;
  readonly what: string;
  readonly from: { readonly line: number; readonly column: number };
  readonly to: { readonly line: number; readonly column: number };
  readonly fixed: readonly { readonly title: string; readonly text: string }[];
}

function results(findings: readonly Finding[], texts: Texts): readonly Result[] {
  return findings.map((finding) => ({
    path: finding.path,
    what: `${finding.rule} ${finding.severity} ${finding.message}`,
    from: { line: finding.line, column: finding.column },
    to: { line: finding.endLine, column: finding.endColumn },
    fixed: fixesOf(finding).map(({ title, edits }) => ({
      title,
      text: applyEdits(texts.get(finding.path) ?? '', edits),
    })),
  }));
}

function twinOf(result: Result, twin: Twin, texts: Texts): Result {
  const lines = (texts.get(result.path) ?? '').split('\n');
  const move = ({ line, column }: Result['from']) => ({
    line,
    column: twin.column(result.path, lines[line] ?? '', column),
  });
  return {
    ...result,
    from: move(result.from),
    to: move(result.to),
    fixed: result.fixed.map(({ title, text }) => ({ title, text: twin.of(result.path, text) })),
  };
}

/** Law 6 for a closed file, whose outline is read without a tree: it may end after any line. */
export function prefixesAreChecked(path: string, from: number, texts: Texts, settings: Settings): void {
  const text = texts.get(path) ?? '';
  withWorkspace(texts, settings, (workspace) => {
    for (let at = from; at < text.length; at++) {
      if (text.charAt(at) !== '\n') continue;
      workspace.apply([{ path, text: text.slice(0, at) }]);
      for (const each of workspace.check(path).findings) expect(each.span.end).toBeLessThanOrEqual(at);
    }
  });
}

/** Laws 6 and 7: typing a file character by character never throws, and ends in the report of opening it. */
export function typingAgrees(path: string, from: number, texts: Texts, settings: Settings): void {
  const text = texts.get(path) ?? '';
  const report = (files: Texts, type: boolean) =>
    withWorkspace(files, settings, (workspace) => {
      workspace.open(path, type ? text.slice(0, from) : text);
      for (let at = from; type && at < text.length; at++) {
        const newText = text.charAt(at);
        workspace.update(path, [{ at: { start: at, end: at }, newText }]);
        // Inside a word nothing is new but its letters.
        if (!/\w\w/.test(text.slice(at, at + 2))) workspace.check(path);
      }
      workspace.settle();
      return results(findingsIn(workspace, files), files);
    });
  expect(report(texts, true)).toStrictEqual(report(texts, false));
}

/** Law 9: a workspace made of what another one kept reports the same, and has nothing new to keep. */
export function keptAgrees(texts: Texts, settings: Settings): void {
  const paths = [...texts.keys()];
  const first = withWorkspace(texts, settings, (workspace) => ({
    found: results(findingsIn(workspace, texts), texts),
    kept: workspace.kept(paths),
  }));
  const workspace = engine.createWorkspace(settings);
  try {
    workspace.apply([...texts].map(([path, text]) => keptOr(first.kept.get(path), path, text)));
    expect(results(findingsIn(workspace, texts), texts)).toStrictEqual(first.found);
    expect(workspace.kept(paths)).toStrictEqual(first.kept);
  } finally {
    workspace.dispose();
  }
}

function keptOr(kept: string | undefined, path: string, text: string): FileChange | KeptFile {
  return kept === undefined || !path.endsWith('.py') ? { path, text } : { path, kept, readText: () => text };
}

/** Law 8: every tree that was made is deleted. */
export function noTreeIsLeft(): void {
  expect(engine.liveTrees()).toBe(0);
}
