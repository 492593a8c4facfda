// Imports a module of the addon in an `__init__.py`.

import { addImportLine } from '../fixes/import-place';
import { readImports } from '../fixes/import-section';
import { lineBreakOf } from '../text/indentation';
import type { FilePlan, ReadFile } from './new-action';

/** The import of `name` in the package at `folder`; nothing when it is there. */
export function importModule(read: ReadFile, folder: string, name: string): readonly FilePlan[] {
  const path = `${folder}__init__.py`;
  const text = read(path);
  const statement = `from . import ${name}`;
  if (text === undefined) return [{ kind: 'create', path, text: `${statement}\n` }];
  const imports = readImports(text);
  if (imports.some(({ module, names }) => module === '.' && names.some((item) => item.name === name)))
    return [];
  const eol = lineBreakOf(text);
  if (imports.length > 0) {
    return [
      {
        kind: 'edit',
        path,
        edits: [addImportLine(text, imports, { module: '.', statement, from: true }, eol)],
      },
    ];
  }
  const end = { start: text.length, end: text.length };
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : eol;
  return [{ kind: 'edit', path, edits: [{ at: end, newText: `${gap}${statement}${eol}` }] }];
}
