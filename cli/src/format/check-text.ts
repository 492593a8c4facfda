// The findings as a person reads them in a terminal: where, what, why it is scheduled, the line, and which fix exists.

import type { Finding, Fix, NoFix, Related, Severity } from '../../../engine/src/index';
import type { Colours } from './colours';
import { printable } from './display-width';
import { excerpt } from './excerpt';
import { wrap } from './wrap';

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

/** Widest text, also on a wide terminal. */
const WIDEST = 120;
const MARGIN = '  ';
/** Columns of the longest label. */
const LABEL = 'scheduled by'.length;

/** Shows one finding in several lines, ended by an empty one. */
export function findingText(finding: Finding, style: TextStyle): string {
  const { colours } = style;
  const place = `${style.pathOf(finding.path)}:${finding.line + 1}:${finding.column + 1}`;
  const severity = paint(finding.severity, colours)(finding.severity);
  const { steps, others } = schedule(finding);
  return [
    `${colours.bold(place)}  ${severity}  ${colours.bold(finding.rule)}`,
    ...wrap(printable(finding.message), widthOf(style) - MARGIN.length).map((line) => MARGIN + line),
    ...excerptLines(finding, style),
    ...steps.map((step, index) => stepLine(step, index, style)),
    ...others.map((other) => label('see', `${placeOf(other, style)}  ${printable(other.message)}`, style)),
    ...finding.fixes().flatMap((fix) => fixLines(fix, style)),
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

function excerptLines(finding: Finding, style: TextStyle): readonly string[] {
  const line = style.textOf(finding.path)?.split(/\r\n|\n|\r/)[finding.line];
  if (line === undefined) return [];
  const { colours } = style;
  const numbers = String(finding.line + 1).length;
  const room = widthOf(style) - numbers - MARGIN.length - 3;
  const { gutter, source, marks } = excerpt(line, finding, room);
  const bar = colours.dim('|');
  return [
    `${MARGIN}${colours.dim(gutter)} ${bar} ${source}`,
    `${MARGIN}${' '.repeat(gutter.length)} ${bar} ${paint(finding.severity, colours)(marks)}`,
  ];
}

interface Step {
  readonly name: string;
  /** Undefined when nobody knows where it is. */
  readonly at: Related | undefined;
}

/** Joins the steps of the schedule to their places, which are among the related ones; the rest is more to see. */
function schedule(finding: Finding): {
  readonly steps: readonly Step[];
  readonly others: readonly Related[];
} {
  const others = [...finding.related];
  const steps = finding.scheduledBy.map((name): Step => {
    const index = others.findIndex((related) => related.message.includes(name));
    return { name, at: index < 0 ? undefined : others.splice(index, 1)[0] };
  });
  return { steps, others };
}

function stepLine({ name, at }: Step, index: number, style: TextStyle): string {
  const shown = printable(name) + (at === undefined ? '' : style.colours.dim(`  ${placeOf(at, style)}`));
  return label(index === 0 ? 'scheduled by' : 'reaches', shown, style);
}

function fixLines(fix: Fix | NoFix, style: TextStyle): readonly string[] {
  const indent = ' '.repeat(MARGIN.length + LABEL + 2);
  const room = widthOf(style) - indent.length;
  if (fix.kind === 'no-fix') {
    const [head = '', ...more] = wrap(fix.reason, room);
    return [label('not fixed', head, style), ...more.map((line) => indent + line)];
  }
  const safe = fix.applicability === 'safe';
  const head = label('fix', safe ? fix.title : `${fix.title} (${fix.applicability})`, style);
  if (fix.why === undefined) return [head];
  return [head, ...wrap(fix.why, room).map((line) => indent + style.colours.dim(line))];
}

function placeOf({ path, line, column }: Related, { pathOf }: TextStyle): string {
  return `${pathOf(path)}:${line + 1}:${column + 1}`;
}

function widthOf({ width }: TextStyle): number {
  return Math.max(40, Math.min(width, WIDEST));
}

function label(name: string, text: string, { colours }: TextStyle): string {
  return `${MARGIN}${colours.dim(name.padEnd(LABEL))}  ${text}`;
}
