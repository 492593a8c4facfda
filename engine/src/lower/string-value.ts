// The value of a Python string literal, as far as the analysis needs it: escapes that matter in model names and SQL.

import { unescapePython } from '../text/python-string';

const LITERAL = /^([A-Za-z]*)("""|'''|"|')([\s\S]*)\2$/;

/** The value of one string literal as written, prefix and quotes included; the text itself when it is broken. */
export function textOfString(literal: string): string {
  const match = LITERAL.exec(literal);
  if (!match) return literal;
  const [, prefix = '', , body = ''] = match;
  if (/r/i.test(prefix)) return body;
  return unescapePython(body);
}
