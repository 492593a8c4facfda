// The string that an `eval` attribute or a manifest writes as a Python literal: enough of it for names and code.

const LITERAL = /^[uUbB]?(?:"""(.*)"""|'''(.*)'''|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')$/s;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The value of a Python expression that is one string literal; undefined when it is anything else. */
export function pythonString(expression: string): string | undefined {
  const match = LITERAL.exec(expression.trim());
  const body = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
  return body === undefined ? undefined : unescapePython(body);
}

/** Replaces the escapes of a Python string's body; those of bytes and code points stay as written. */
export function unescapePython(body: string): string {
  return body.replace(/\\(\r\n|.)/gs, (whole, escaped: string) => {
    if (escaped === '\n' || escaped === '\r\n') return '';
    return ESCAPES[escaped] ?? whole;
  });
}
