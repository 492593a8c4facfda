// Whether `with` closes what a call gives: by the table of resources and the names that the file imports.

import type { Expression } from '../ir/expression';
import { statementsIn } from '../ir/walk';
import { resourceRow } from '../odoo/resources';
import type { FixContext } from './fix-context';
import { readImports } from './import-section';

/** What `with` does for a value: closes it, and what else it does; or why it is no answer. */
export type WithSupport =
  | { readonly kind: 'closes'; readonly also: string | undefined }
  | { readonly kind: 'no'; readonly reason: string };

/** Whether `with` closes what a call gives. */
export function withSupport(value: Expression, ctx: FixContext): WithSupport {
  if (value.kind !== 'call') return no('The value is not a call that opens something.');
  const path = dotted(value.callee);
  if (path === undefined) return no('What is opened here is computed: assign the opener to a name first.');
  const isCursor = path.endsWith('.cursor');
  const row = resourceRow(resolved(path, ctx)) ?? (isCursor ? resourceRow('cursor') : undefined);
  if (!row)
    return no(`It is not known that \`with ${path}(…)\` closes what it gives: use contextlib.closing().`);
  if (!row.closesInWith)
    return no(
      `\`with ${path}(…)\` does not close the ${row.what}: use \`with contextlib.closing(${path}(…))\`.`,
    );
  // odoo/sql_db.py Cursor.__exit__: commit when no exception left the block, then close.
  if (isCursor)
    return {
      kind: 'closes',
      also: 'Leaving the block of an Odoo cursor commits what it did, unless an exception leaves it.',
    };
  const also = row.freedWhenDropped
    ? undefined
    : `Leaving the block ends the ${row.what}, also after an exception.`;
  return { kind: 'closes', also };
}

function no(reason: string): WithSupport {
  return { kind: 'no', reason };
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
