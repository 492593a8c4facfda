// Breaks a generated call over lines the way Black and ruff do.

/** Black's and ruff's limit, and OCA's. */
export const MAX_COLUMNS = 88;

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

/** The call on one line where it fits; else its arguments on a line of their own; else one a line. */
export function layOutCall(call: CallText): string {
  const { indent, unit, prefix, args, suffix, eol } = call;
  const joined = args.join(', ');
  const one = `${indent}${prefix}${joined}${suffix}`;
  if (columns(one) <= MAX_COLUMNS) return one;
  const inner = indent + unit;
  if (columns(inner + joined) <= MAX_COLUMNS)
    return `${indent}${prefix}${eol}${inner}${joined}${eol}${indent}${suffix}`;
  const lines = args.map((arg) => `${inner}${arg},${eol}`).join('');
  return `${indent}${prefix}${eol}${lines}${indent}${suffix}`;
}

/** A list on one line where it fits; else one item a line. */
export function layOutList(call: CallText): string {
  const { indent, unit, prefix, args, suffix, eol } = call;
  const one = `${indent}${prefix}${args.join(', ')}${suffix}`;
  if (columns(one) <= MAX_COLUMNS) return one;
  const lines = args.map((arg) => `${indent}${unit}${arg},${eol}`).join('');
  return `${indent}${prefix}${eol}${lines}${indent}${suffix}`;
}

/** Width of a line; a tab counts as four columns. */
export function columns(line: string): number {
  return line.replaceAll('\t', '    ').length;
}
