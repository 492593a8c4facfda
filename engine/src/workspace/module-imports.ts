// Names that a Python file imports at module level, from its text.

const IMPORT =
  /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*(?:\\\r?\n[^\n]*)*)|import[ \t]+([^\n]+))/gm;

/** Each imported name with the dotted path that it stands for. Imports inside functions are the method's own matter. */
export function moduleImports(text: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [line, module, from, modules] of text.matchAll(IMPORT)) {
    if (/^[ \t]{8,}/.test(line)) continue;
    for (const [path, alias] of namesOf(from ?? modules ?? '')) {
      if (module !== undefined) names.set(alias ?? path, `${module}.${path}`);
      else names.set(alias ?? path.split('.')[0] ?? path, alias ? path : (path.split('.')[0] ?? path));
    }
  }
  return names;
}

function* namesOf(list: string): Generator<readonly [string, string | undefined]> {
  const bare = list.replace(/#[^\n]*/g, '').replace(/[()\\]/g, ' ');
  for (const part of bare.split(',')) {
    const match = /^\s*([.\w]+)(?:\s+as\s+(\w+))?/.exec(part);
    if (match?.[1] !== undefined) yield [match[1], match[2]];
  }
}
