// Whether `with` closes what a call gives: by the table of resources and the names that the file imports.

import type { Expression } from '../ir/expression';
import { resourceRow } from '../odoo/resources';
import type { FixContext } from './fix-context';
import { readImports } from './import-section';
import { statementsIn } from './walk-ir';

/** Why `with` is no answer for this value; undefined when it closes it. */
export function whyNotWith(value: Expression, ctx: FixContext): string | undefined {
  if (value.kind !== 'call') return 'The value is not a call that opens something.';
  const path = dotted(value.callee);
  if (path === undefined) return 'What is opened here is computed: assign the opener to a name first.';
  const full = resolved(path, ctx);
  const row = resourceRow(full) ?? (/\.cursor$/.test(path) ? resourceRow('cursor') : undefined);
  if (!row) return `It is not known that \`with ${path}(…)\` closes what it gives: use contextlib.closing().`;
  if (row.closesInWith) return undefined;
  return `\`with ${path}(…)\` does not close the ${row.what}: use \`with contextlib.closing(${path}(…))\`.`;
}

function dotted(value: Expression): string | undefined {
  if (value.kind === 'name') return value.id;
  if (value.kind === 'call') return dotted(value.callee);
  if (value.kind !== 'attribute') return undefined;
  const owner = dotted(value.object);
  return owner === undefined ? undefined : `${owner}.${value.name}`;
}

/** `Session` → `requests.Session` by the imports of the method and the file. */
function resolved(path: string, ctx: FixContext): string {
  const [first = '', ...rest] = path.split('.');
  const tail = rest.map((part) => `.${part}`).join('');
  for (const statement of statementsIn(ctx.method.body)) {
    if (statement.kind !== 'import') continue;
    const found = statement.names.find(({ name }) => name === first);
    if (found) return (found.path.startsWith(`${first}.`) ? first : found.path) + tail;
  }
  for (const line of readImports(ctx.text)) {
    const item = line.names.find((name) => (name.alias ?? name.name) === first);
    if (!item) continue;
    const module = line.module === undefined ? '' : `${line.module}.`;
    return module + item.name + tail;
  }
  return path;
}
