// The last lines of a check in a terminal: how much was found, in how much, how fast.

import type { Finding, Severity, VersionFound } from '../../../engine/src/index';
import type { Colours } from './colours';

/** What a check counted. */
export interface CheckCounts {
  readonly findings: readonly Finding[];
  /** Findings below a warning that were not printed. */
  readonly hidden: number;
  /** What `--fix` wrote; undefined without it. */
  readonly fixed?: { readonly findings: number; readonly files: number } | undefined;
  /** Printed findings that have a fix which was not asked for. */
  readonly fixable?: Fixable | undefined;
  readonly files: number;
  readonly crons: number;
  readonly version: VersionFound;
  readonly elapsedMs: number;
}

/** How many findings could be fixed by another option. */
export interface Fixable {
  readonly safe: number;
  readonly unsafe: number;
  /** The safe ones were asked for already. */
  readonly wasFixed: boolean;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The summary, with its line break. */
export function checkSummary(counts: CheckCounts, colours: Colours): string {
  const seconds = (counts.elapsedMs / 1000).toFixed(1);
  const read = `${plural(counts.files, 'file')} read in ${seconds} s, ${plural(counts.crons, 'scheduled action')}, ${odoo(counts.version)}.`;
  const lines = [...fixedLine(counts, colours), `${headline(counts, colours)} ${read}`];
  if (counts.hidden > 0) {
    lines.push(colours.dim(`${plural(counts.hidden, 'finding')} below a warning not shown: add --all.`));
  }
  lines.push(...fixableLines(counts.fixable).map((line) => colours.dim(line)));
  return `${lines.join('\n')}\n`;
}

function fixedLine({ fixed, findings, hidden }: CheckCounts, colours: Colours): readonly string[] {
  if (fixed === undefined) return [];
  const remain = `${findings.length - hidden} remain${findings.length - hidden === 1 ? 's' : ''}.`;
  if (fixed.findings === 0) return [`Nothing fixed, ${remain}`];
  const what = `${plural(fixed.findings, 'finding')} fixed in ${plural(fixed.files, 'file')}`;
  return [`${colours.green(what)}, ${remain}`];
}

function fixableLines(fixable: Fixable | undefined): readonly string[] {
  if (fixable === undefined) return [];
  const { safe, unsafe, wasFixed } = fixable;
  const has = (count: number) => (count === 1 ? '1 has' : `${count} have`);
  return [
    ...(safe === 0 ? [] : [`${has(safe)} a safe fix: add --fix.`]),
    ...(unsafe === 0
      ? []
      : [`${has(unsafe)} an unsafe fix, see why with each: add ${wasFixed ? '' : '--fix '}--unsafe-fixes.`]),
  ];
}

function headline({ findings, hidden }: CheckCounts, colours: Colours): string {
  if (findings.length === hidden) {
    return colours.green(hidden === 0 ? 'Nothing found.' : 'No errors, no warnings.');
  }
  const kinds = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 || (hidden > 0 && isAdvice(severity))
      ? []
      : [plural(count, severity, severity === 'information')];
  });
  const places = new Set(findings.map((finding) => finding.path)).size;
  return `${colours.bold(kinds.join(', '))} in ${plural(places, 'file')}.`;
}

/** Whether a severity is advice: shown on request, and no reason for exit code 1. */
export function isAdvice(severity: Severity): boolean {
  return severity === 'information' || severity === 'hint';
}

function odoo({ version, source }: VersionFound): string {
  if (version === undefined) return 'Odoo version unknown';
  return `Odoo ${version} (${source === 'none' ? 'assumed' : `from ${ORIGINS[source]}`})`;
}

const ORIGINS = { setting: 'the settings', release: 'odoo/release.py', manifest: 'the manifests' } as const;

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string, uncountable = false): string {
  return `${count} ${noun}${count === 1 || uncountable ? '' : 's'}`;
}
