// The last lines of a check in a terminal: how much was found, in how much, how fast.

import type { Finding, Severity, VersionFound } from '../../../engine/src/index';
import type { Colours } from './colours';

/** What a check counted. */
export interface CheckCounts {
  readonly findings: readonly Finding[];
  /** Findings below a warning that were not printed. */
  readonly hidden: number;
  readonly files: number;
  readonly crons: number;
  readonly version: VersionFound;
  readonly elapsedMs: number;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The summary, with its line break. */
export function checkSummary(counts: CheckCounts, colours: Colours): string {
  const seconds = (counts.elapsedMs / 1000).toFixed(1);
  const read = `${plural(counts.files, 'file')} read in ${seconds} s, ${plural(counts.crons, 'scheduled action')}, ${odoo(counts.version)}.`;
  const lines = [`${headline(counts, colours)} ${read}`];
  if (counts.hidden > 0) {
    lines.push(colours.dim(`${plural(counts.hidden, 'finding')} below a warning not shown: add --all.`));
  }
  return `${lines.join('\n')}\n`;
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

function plural(count: number, noun: string, uncountable = false): string {
  return `${count} ${noun}${count === 1 || uncountable ? '' : 's'}`;
}
