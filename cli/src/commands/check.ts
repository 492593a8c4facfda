// `cronvet check PATH…`: prints the findings, fixes them when asked to, and says by the exit code whether any are left.

import { countActions, type Finding, fixFor } from '../../../engine/src/index';
import { checkJson } from '../format/check-json';
import { checkSummary, isAdvice } from '../format/check-summary';
import { findingText } from '../format/check-text';
import { coloursFor } from '../format/colours';
import { type CliHost, type ExitCode, UsageError } from '../host';
import {
  askWorkspace,
  homePath,
  isReported,
  type LoadedWorkspace,
  type LoadOptions,
  shownPath,
} from '../load-workspace';
import { type FixRequest, showDiff, type WrittenFixes, writeFixes } from './apply-fixes';

/** The options of the command. */
export interface CheckOptions extends LoadOptions {
  readonly format: 'text' | 'json';
  /** Show information and hints in text, too. */
  readonly all?: boolean;
  /** Write safe fixes. */
  readonly fix?: boolean;
  /** Take unsafe fixes, too. */
  readonly unsafeFixes?: boolean;
  /** Show what fixes would change, and change nothing. */
  readonly diff?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const DEFAULT_WIDTH = 100;

/** Checks the PATHs and prints what is found. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  host: CliHost,
): Promise<ExitCode> {
  const start = host.now();
  refuseOddOptions(options);
  const reported = (loaded: LoadedWorkspace) =>
    loaded.workspace
      .candidates()
      .filter((path) => isReported(loaded, path))
      .flatMap((path) => loaded.workspace.check(path).findings);
  // Who writes to files reads them.
  const writes = options.fix === true || options.diff === true;
  const asked = writes ? { ...options, cache: false } : options;
  const { loaded, answer } = await askWorkspace(paths, asked, host, reported);
  try {
    const request: FixRequest = {
      loaded,
      findings: () => reported(loaded).filter((finding) => isShown(finding, options)),
      level: options.unsafeFixes ? 'unsafe' : 'safe',
      host,
    };
    if (options.diff) {
      const code = showDiff(request, coloursOf(options, host));
      return loaded.troubled ? 2 : code;
    }
    const fixed = options.fix ? writeFixes(request) : undefined;
    const findings = fixed ? reported(loaded) : answer;
    if (options.format === 'json') printJson(loaded, findings, fixed, host);
    else printText(loaded, findings, fixed, options, host, start);
    if (!writes) loaded.keep();
    if (loaded.troubled || (fixed !== undefined && fixed.unwritten > 0)) return 2;
    return findings.some(({ severity }) => !isAdvice(severity)) ? 1 : 0;
  } finally {
    loaded.workspace.dispose();
  }
}

function refuseOddOptions({ fix, diff, unsafeFixes, format }: CheckOptions): void {
  if (unsafeFixes && !fix && !diff) throw new UsageError('--unsafe-fixes: goes with --fix or --diff');
  if (diff && format === 'json') throw new UsageError('--diff: prints a diff, and no JSON');
}

/** What is printed as text is what is fixed. */
function isShown({ severity }: Finding, { all }: CheckOptions): boolean {
  return all === true || !isAdvice(severity);
}

function coloursOf({ color }: CheckOptions, host: CliHost) {
  return coloursFor(host.stdout, host.env, color ? 'auto' : 'never');
}

function printJson(
  loaded: LoadedWorkspace,
  findings: readonly Finding[],
  fixed: WrittenFixes | undefined,
  host: CliHost,
): void {
  const odooVersion = loaded.workspace.version().version;
  const pathOf = (path: string) => homePath(loaded, path);
  host.stdout.write(checkJson({ version: host.version, odooVersion, findings, fixed, pathOf }));
}

function printText(
  loaded: LoadedWorkspace,
  findings: readonly Finding[],
  fixed: WrittenFixes | undefined,
  options: CheckOptions,
  host: CliHost,
  start: number,
): void {
  const colours = coloursOf(options, host);
  const style = {
    colours,
    width: host.stdout.columns ?? DEFAULT_WIDTH,
    pathOf: (path: string) => shownPath(loaded, path, host.cwd),
    textOf: (path: string) => loaded.workspace.text(path),
  };
  const shown = findings.filter((finding) => isShown(finding, options));
  for (const finding of shown) host.stdout.write(findingText(finding, style));
  const counts = {
    findings,
    hidden: findings.length - shown.length,
    fixed,
    fixable: fixable(shown, options),
    files: loaded.files,
    crons: countActions(loaded.workspace.crons()),
    version: loaded.workspace.version(),
    elapsedMs: host.now() - start,
  };
  host.stdout.write(checkSummary(counts, colours));
}

/** How many of the findings have a fix that was not asked for. */
function fixable(findings: readonly Finding[], { fix, unsafeFixes }: CheckOptions) {
  const safe = findings.filter((finding) => fixFor(finding, 'safe'));
  const any = findings.filter((finding) => fixFor(finding, 'unsafe'));
  return {
    safe: fix ? 0 : safe.length,
    unsafe: unsafeFixes ? 0 : any.length - safe.length,
    wasFixed: fix === true,
  };
}
