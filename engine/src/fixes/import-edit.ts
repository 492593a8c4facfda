// Makes a name of another module usable in a file: finds it imported, extends an import, or adds one where it belongs.

import { lineBreakOf } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { insertName } from './import-extend';
import { addImportLine } from './import-place';
import { type ImportLine, readImports } from './import-section';
import { tokensOf } from './python-tokens';

/** `import module`, or `from module import name`. */
export interface WantedImport {
  readonly module: string;
  readonly name?: string;
}

/** What to write for the name, and the edit that makes it valid; `taken` when the file uses the name for something else. */
export type ImportFound =
  | { readonly kind: 'found'; readonly expression: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'taken'; readonly name: string };

/** Makes `wanted` usable in `text`. */
export function importName(text: string, wanted: WantedImport): ImportFound {
  const imports = readImports(text);
  const bound = boundName(imports, wanted);
  if (bound !== undefined) return { kind: 'found', expression: bound, edits: [] };
  const name = wanted.name ?? wanted.module;
  if (isUsed(text, imports, name)) return { kind: 'taken', name };
  return { kind: 'found', expression: name, edits: [newImport(text, imports, wanted)] };
}

/** `split_every`, `tools.split_every`: how the file can already say it. */
function boundName(imports: readonly ImportLine[], wanted: WantedImport): string | undefined {
  for (const line of imports) {
    for (const item of line.names) {
      const path = line.module === undefined ? item.name : `${line.module}.${item.name}`;
      if (wanted.name === undefined && path === wanted.module) return item.alias ?? item.name;
      if (wanted.name === undefined) continue;
      const direct = item.name === wanted.name && line.module?.startsWith(wanted.module);
      if (direct) return item.alias ?? item.name;
      if (path === wanted.module && (line.module !== undefined || item.alias !== undefined))
        return `${item.alias ?? item.name}.${wanted.name}`;
    }
  }
  return undefined;
}

/** Whether the file has the name for something else; the module after `from` is no name of the file. */
function isUsed(text: string, imports: readonly ImportLine[], name: string): boolean {
  // Files are long, and most never say the name at all.
  if (!text.includes(name)) return false;
  const modules = imports.flatMap(({ module, names: [first], at }) =>
    module !== undefined && first ? [{ start: at.start, end: first.at.start }] : [],
  );
  let afterDot = false;
  for (const token of tokensOf(text, { start: 0, end: text.length })) {
    const named = token.kind === 'name' && token.text === name && !afterDot;
    if (named && !modules.some(({ start, end }) => start <= token.at.start && token.at.start < end))
      return true;
    afterDot = token.text === '.';
  }
  return false;
}

function newImport(text: string, imports: readonly ImportLine[], wanted: WantedImport): TextEdit {
  const { module, name } = wanted;
  if (name !== undefined) {
    // isort and ruff give names with `as` a statement of their own.
    const existing = imports.find(
      (line) => line.module === module && line.names.every(({ alias }) => alias === undefined),
    );
    const extended = existing && insertName(text, existing, name);
    if (extended) return extended;
  }
  const statement = name === undefined ? `import ${module}` : `from ${module} import ${name}`;
  return addImportLine(text, imports, { module, statement, from: name !== undefined }, lineBreakOf(text));
}
