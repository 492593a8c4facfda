// The findings as a person reads them in a terminal: where, what, why it is scheduled, the line, and which fix exists.

import type { Finding, Severity } from '../../../engine/src/index';
import type { Colours } from './colours';
import { printable } from './display-width';
import { excerpt } from './excerpt';

/** How findings are shown. */
export interface TextStyle {
  readonly colours: Colours;
  /** Columns of the terminal. */
  readonly width: number;
  /** Names a path of the workspace. */
  readonly pathOf: (path: string) => string;
  /** The text that was checked. */
  readonly textOf: (path: string) => string | undefined;
}

/** Widest excerpt, also on a wide terminal. */
const WIDEST = 120;
const MARGIN = '  ';

/** Shows one finding in several lines, ended by an empty one. */
export function findingText(finding: Finding, style: TextStyle): string {
  const { colours } = style;
  const place = `${style.pathOf(finding.path)}:${finding.line + 1}:${finding.column + 1}`;
  const severity = paint(finding.severity, colours)(finding.severity);
  return [
    `${colours.bold(place)}  ${severity}  ${colours.bold(finding.rule)}`,
    `${MARGIN}${printable(finding.message)}`,
    ...excerptLines(finding, style),
    ...scheduleLines(finding, colours),
    ...relatedLines(finding, style),
    ...fixLines(finding, colours),
    '',
    '',
  ].join('\n');
}

/** Paints the word that names a severity. */
export function paint(severity: Severity, colours: Colours): (text: string) => string {
  if (severity === 'error') return colours.red;
  if (severity === 'warning') return colours.yellow;
  return colours.cyan;
}

function excerptLines(finding: Finding, { colours, width, textOf }: TextStyle): readonly string[] {
  const line = textOf(finding.path)?.split(/\r\n|\n|\r/)[finding.line];
  if (line === undefined) return [];
  const numbers = String(finding.line + 1).length;
  const room = Math.max(30, Math.min(width, WIDEST) - numbers - MARGIN.length - 3);
  const { gutter, source, marks } = excerpt(line, finding, room);
  const bar = colours.dim('|');
  return [
    `${MARGIN}${colours.dim(gutter)} ${bar} ${source}`,
    `${MARGIN}${' '.repeat(gutter.length)} ${bar} ${paint(finding.severity, colours)(marks)}`,
  ];
}

function scheduleLines(finding: Finding, colours: Colours): readonly string[] {
  return finding.scheduledBy.map((path) => label('scheduled by', printable(path), colours));
}

function relatedLines(finding: Finding, { colours, pathOf }: TextStyle): readonly string[] {
  return finding.related.map(({ path, line, column, message }) =>
    label('see', `${pathOf(path)}:${line + 1}:${column + 1}  ${printable(message)}`, colours),
  );
}

function fixLines(finding: Finding, colours: Colours): readonly string[] {
  return finding.fixes().map((fix) => {
    if (fix.kind === 'no-fix') return label('no fix', `${fix.title}: ${fix.reason}`, colours);
    const why = fix.why === undefined ? '' : `: ${fix.why}`;
    return label(
      'fix',
      fix.applicability === 'safe' ? fix.title : `${fix.title} (${fix.applicability}${why})`,
      colours,
    );
  });
}

function label(name: string, text: string, colours: Colours): string {
  return `${MARGIN}${colours.dim(name.padEnd(12))}  ${text}`;
}
