// `cronvet check PATH…`: prints the findings, and says by the exit code whether there are any.

import type { Finding } from '../../../engine/src/index';
import type { ConfigOptions } from '../config';
import { checkJson } from '../format/check-json';
import { checkSummary, isAdvice } from '../format/check-summary';
import { findingText } from '../format/check-text';
import { coloursFor } from '../format/colours';
import type { CliHost, ExitCode } from '../host';
import { homePath, isReported, type LoadedWorkspace, loadWorkspace, shownPath } from '../load-workspace';

/** The options of the command. */
export interface CheckOptions extends ConfigOptions {
  readonly format: 'text' | 'json';
  /** Show information and hints in text, too. */
  readonly all?: boolean;
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
  const loaded = await loadWorkspace(paths, options, host);
  const { workspace } = loaded;
  try {
    const findings = workspace
      .candidates()
      .filter((path) => isReported(loaded, path))
      .flatMap((path) => workspace.check(path).findings);
    if (options.format === 'json') printJson(loaded, findings, host);
    else printText(loaded, findings, options, host, start);
    return findings.some(({ severity }) => !isAdvice(severity)) ? 1 : 0;
  } finally {
    workspace.dispose();
  }
}

function printJson(loaded: LoadedWorkspace, findings: readonly Finding[], host: CliHost): void {
  const odooVersion = loaded.workspace.version().version;
  const pathOf = (path: string) => homePath(loaded, path);
  host.stdout.write(checkJson({ version: host.version, odooVersion, findings, pathOf }));
}

function printText(
  loaded: LoadedWorkspace,
  findings: readonly Finding[],
  options: CheckOptions,
  host: CliHost,
  start: number,
): void {
  const colours = coloursFor(host.stdout, host.env, options.color ? 'auto' : 'never');
  const style = {
    colours,
    width: host.stdout.columns ?? DEFAULT_WIDTH,
    pathOf: (path: string) => shownPath(loaded, path, host.cwd),
    textOf: (path: string) => loaded.workspace.text(path),
  };
  const shown = findings.filter(({ severity }) => options.all === true || !isAdvice(severity));
  for (const finding of shown) host.stdout.write(findingText(finding, style));
  const counts = {
    findings,
    hidden: findings.length - shown.length,
    files: loaded.files,
    crons: loaded.workspace.crons().length,
    version: loaded.workspace.version(),
    elapsedMs: host.now() - start,
  };
  host.stdout.write(checkSummary(counts, colours));
}
