// Breaks a generated call over lines the way Black and ruff do.

import { layOut } from './lay-out';
import type { LineStyle } from './layout-doc';
import { columns, MAX_COLUMNS } from './line-width';

/** A call to lay out: `prefix(args)suffix`. */
export interface CallText {
  readonly indent: string;
  readonly unit: string;
  /** Up to the opening parenthesis, that included. */
  readonly prefix: string;
  readonly args: readonly string[];
  /** From the closing parenthesis on. */
  readonly suffix: string;
  readonly eol: string;
}

/** The call on one line where it fits; else as ruff breaks it, with its arguments on a line of their own, or one a line. */
export function layOutCall(call: CallText): string {
  const { indent, unit, prefix, args, suffix, eol } = call;
  const joined = args.join(', ');
  const one = `${indent}${prefix}${joined}${suffix}`;
  if (columns(one) <= MAX_COLUMNS) return one;
  const laidOut = layOut(one.trimStart(), { indent, unit, eol });
  if (laidOut !== undefined) return indent + laidOut;
  const inner = indent + unit;
  if (columns(inner + joined) <= MAX_COLUMNS)
    return `${indent}${prefix}${eol}${inner}${joined}${eol}${indent}${suffix}`;
  const lines = args.map((arg) => `${inner}${arg},${eol}`).join('');
  return `${indent}${prefix}${eol}${lines}${indent}${suffix}`;
}

/** A line that a fix writes, laid out where it is too long; without the indentation of its first line. */
export function layOutLine(line: string, style: LineStyle): string {
  const isLong = columns(style.indent + line) > MAX_COLUMNS && !/[\r\n]/.test(line);
  return isLong ? (layOut(line, style) ?? line) : line;
}

/** A list on one line where it fits; else one item a line. */
export function layOutList(call: CallText): string {
  const { indent, unit, prefix, args, suffix, eol } = call;
  const one = `${indent}${prefix}${args.join(', ')}${suffix}`;
  if (columns(one) <= MAX_COLUMNS) return one;
  const laidOut = layOut(one.trimStart(), { indent, unit, eol });
  if (laidOut !== undefined) return indent + laidOut;
  const lines = args.map((arg) => `${indent}${unit}${arg},${eol}`).join('');
  return `${indent}${prefix}${eol}${lines}${indent}${suffix}`;
}
