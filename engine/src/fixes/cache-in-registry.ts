// Turns `lru_cache` on a method into Odoo's own cache, which belongs to the registry, has a size and can be emptied.

import { isName } from '../ir/bound-names';
import type { MethodIr } from '../ir/statement';
import { expressionsIn } from '../ir/walk';
import type { Span } from '../text/span';
import type { Fix, NoFix } from './fix';
import { refuse } from './fix-context';
import { dropUnused } from './import-drop';
import { importName } from './import-edit';
import { quoteOf } from './python-tokens';

/** What a method gives, as far as a cache must know. */
export interface CachedMethod {
  readonly ir: MethodIr;
  readonly returned: { readonly kind: string };
}

/** The decorator to replace. */
export interface DecoratorPlace {
  readonly text: string;
  /** From `@` to its end. */
  readonly at: Span;
  readonly method: string;
}

const TITLE = 'Use @tools.ormcache';
const PLAIN: ReadonlySet<string> = new Set(['plain', 'text', 'number', 'constant', 'ids']);
const RECORDS: ReadonlySet<string> = new Set(['records', 'env', 'cursor', 'rows']);

/** Attributes of the environment that make a value one user's, company's or language's. */
const PERSONAL: ReadonlySet<string> = new Set([
  'user',
  'uid',
  'company',
  'companies',
  'lang',
  'context',
  '_context',
  'tz',
]);

/** The fix; refused where the method may return something else than plain data. */
export function cacheInRegistry(place: DecoratorPlace, cached: CachedMethod | undefined): Fix | NoFix {
  const reason = whyNot(cached);
  if (reason !== undefined || !cached) return refuse(TITLE, reason ?? 'The method cannot be read here.');
  const found = importName(place.text, { module: 'odoo', name: 'tools' });
  if (found.kind === 'taken')
    return refuse(
      TITLE,
      `\`${found.name}\` is something else in this file: import odoo.tools by another name.`,
    );
  const quote = quoteOf(place.text, { start: 0, end: place.text.length });
  const keys = keysOf(cached.ir).map((key) => `${quote}${key}${quote}`);
  return {
    kind: 'fix',
    title: TITLE,
    applicability: 'unsafe',
    why: 'Values stay until Odoo empties its caches: empty them where what is cached changes.',
    edits: [
      ...found.edits,
      ...dropUnused(place.text, place.at, found.edits),
      { at: place.at, newText: `@${found.expression}.ormcache(${keys.join(', ')})` },
    ],
  };
}

function whyNot(cached: CachedMethod | undefined): string | undefined {
  if (!cached?.ir.complete) return 'The method cannot be read here.';
  const { ir, returned } = cached;
  if (RECORDS.has(returned.kind)) return 'It returns records, which no cache may keep: return ids first.';
  if (!PLAIN.has(returned.kind))
    return 'It cannot be seen that it returns plain data: no cache may keep records.';
  if (ir.parameters.some(({ form }) => form !== 'plain'))
    return '`*args` or `**kwargs` cannot be named in the key: give the parameters names.';
  if (expressionsIn(ir.body).some((part) => part.kind === 'attribute' && PERSONAL.has(part.name)))
    return 'What it returns depends on the user, the company or the context: they belong into the key, by hand.';
  return undefined;
}

/** The parameters, and the records where the method reads them. */
function keysOf({ parameters, body }: MethodIr): readonly string[] {
  const [self, ...others] = parameters.map(({ name }) => name);
  const expressions = expressionsIn(body);
  const readsRecords = expressions.some(
    (part) =>
      part.kind === 'attribute' && isName(part.object, self) && part.name !== 'env' && part.name !== 'pool',
  );
  const isOne = expressions.some((part) => part.kind === 'attribute' && part.name === 'ensure_one');
  const ofRecords = isOne ? `${self}.id` : `tuple(${self}.ids)`;
  return readsRecords ? [ofRecords, ...others] : others;
}
