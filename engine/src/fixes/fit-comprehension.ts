// Lays out a generated statement that takes in a comprehension, the way Black and ruff do.

import { columns, layOutCall, MAX_COLUMNS } from './line-width';
import { depthStep, tokensOf } from './python-tokens';

/** A statement on one line: `prefix`, the comprehension with its brackets, `suffix`. */
export interface ComprehensionLine {
  readonly indent: string;
  readonly unit: string;
  /** `names += `, or `names.update(`. */
  readonly prefix: string;
  readonly text: string;
  /** Empty, or `)`. */
  readonly suffix: string;
  readonly eol: string;
}

/** The statement on one line where it fits; else what stands in the brackets below it; else each clause on a line. */
export function fitComprehension({ indent, unit, prefix, text, suffix, eol }: ComprehensionLine): string {
  const one = `${indent}${prefix}${text}${suffix}`;
  if (columns(one) <= MAX_COLUMNS) return one;
  if (suffix !== '') {
    const inner = fitComprehension({ indent: indent + unit, unit, prefix: '', text, suffix: '', eol });
    return `${indent}${prefix}${eol}${inner}${eol}${indent}${suffix}`;
  }
  const opened = { indent, unit, prefix: prefix + text.slice(0, 1), suffix: text.slice(-1), eol };
  const content = text.slice(1, -1);
  if (columns(`${indent}${unit}${content}`) <= MAX_COLUMNS) return layOutCall({ ...opened, args: [content] });
  const lines = clausesOf(content).map((clause) => `${indent}${unit}${clause}${eol}`);
  return `${indent}${opened.prefix}${eol}${lines.join('')}${indent}${opened.suffix}`;
}

/** The element, `for … in …`, and each `if …`. */
function clausesOf(content: string): readonly string[] {
  const clauses: string[] = [];
  let depth = 0;
  let from = 0;
  let isElement = true;
  for (const token of tokensOf(content, { start: 0, end: content.length })) {
    depth += depthStep(token);
    const isClause = token.text === 'for' || (token.text === 'if' && !isElement);
    if (depth !== 0 || token.kind !== 'name' || !isClause) continue;
    clauses.push(content.slice(from, token.at.start).trim());
    from = token.at.start;
    isElement = false;
  }
  return [...clauses, content.slice(from).trim()];
}
