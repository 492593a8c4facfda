// What `check --fix` and `check --diff` do with the fixes: write them, or show what they would change.

import { resolve } from 'node:path';
import type { Finding, FixLevel } from '../../../engine/src/index';
import { rewriteFile } from '../disk/rewrite-file';
import { type FixedFile, type FixOutcome, fixInRounds } from '../fix/fix-rounds';
import { plural } from '../format/check-summary';
import type { Colours } from '../format/colours';
import { shownDiff, unifiedDiff } from '../format/unified-diff';
import type { CliHost, ExitCode } from '../host';
import { type LoadedWorkspace, shownPath } from '../load-workspace';

/** What is fixed, and how far. */
export interface FixRequest {
  readonly loaded: LoadedWorkspace;
  /** The findings to fix, as the workspace stands when it is asked. */
  readonly findings: () => readonly Finding[];
  readonly level: FixLevel;
  readonly host: CliHost;
}

/** What was written. */
export interface WrittenFixes {
  /** Fixes made, one a finding; what comes to light by one of them is counted as a finding of its own. */
  readonly findings: number;
  readonly files: number;
  /** Files that stayed as they are; each is named on stderr. */
  readonly unwritten: number;
}

/** Writes every file that the fixes change. The workspace is left as the disk is. */
export function writeFixes(request: FixRequest): WrittenFixes {
  const { loaded, host } = request;
  const { files } = fixAll(request);
  const unwritten = files.filter(({ path, before, after }) => {
    const reason = rewriteFile(resolve(loaded.base, path), before, after);
    if (reason !== undefined)
      host.stderr.write(`cronvet: ${shownPath(loaded, path, host.cwd)}: not written, ${reason}\n`);
    return reason !== undefined;
  });
  loaded.workspace.apply(unwritten.map(({ path, before }) => ({ path, text: before })));
  return {
    findings: fixesIn(files) - fixesIn(unwritten),
    files: files.length - unwritten.length,
    unwritten: unwritten.length,
  };
}

/** Prints what the fixes would change as a unified diff, and how much that is on stderr. */
export function showDiff(request: FixRequest, colours: Colours): ExitCode {
  const { loaded, host } = request;
  const { files } = fixAll(request);
  for (const file of files) {
    const diff = unifiedDiff(shownPath(loaded, file.path, host.cwd), file.before, file.after);
    host.stdout.write(host.stdout.isTty ? shownDiff(diff, colours) : diff);
  }
  const what = `${plural(fixesIn(files), 'finding')} in ${plural(files.length, 'file')}`;
  host.stderr.write(files.length === 0 ? 'Nothing would be fixed.\n' : `${what} would be fixed.\n`);
  return files.length === 0 ? 0 : 1;
}

function fixesIn(files: readonly FixedFile[]): number {
  return files.reduce((sum, { fixes }) => sum + fixes, 0);
}

function fixAll({ loaded, findings, level, host }: FixRequest): FixOutcome {
  const outcome = fixInRounds(loaded.workspace, findings, level);
  for (const { finding, fix } of outcome.failed) {
    const place = `${shownPath(loaded, finding.path, host.cwd)}:${finding.line + 1}`;
    host.stderr.write(`cronvet: ${place}: "${fix.title}" did not end ${finding.rule}, and was taken back\n`);
  }
  return outcome;
}
