// Makes a `while` loop that searches the same domain again go on from the last id instead.

import type { CallExpression, Expression } from '../ir/expression';
import type { Statement, WhileStatement } from '../ir/statement';
import { indentAt, lineBreakOf, lineStart } from '../text/indentation';
import type { TextEdit } from '../text/text-edit';
import { isList } from './domain-kind';
import { fitLine } from './fit-line';
import type { Fix, NoFix } from './fix';
import { type FixContext, fileSpan, freshName, refuse, sourceOf } from './fix-context';
import { loopLayout } from './loop-layout';
import { quoteOf } from './python-tokens';

/** What the fix is called. */
export const KEYSET_TITLE = 'Go on from the last id';

/** Adds `("id", ">", last_id)` and `order="id"` to the search, and moves `last_id` on with every batch. */
export function keysetInLoop(loop: WhileStatement, search: CallExpression, ctx: FixContext): Fix | NoFix {
  const [domain] = search.args;
  const layout = loopLayout(loop, ctx);
  if (!layout || layout.inline)
    return refuse(KEYSET_TITLE, "The body stands on the header's line: give it lines of its own first.");
  const place = placeOf(loop, search);
  if (!place)
    return refuse(KEYSET_TITLE, 'The search is not followed by `if not …: break`: put that there first.');
  if (domain?.form !== 'positional')
    return refuse(KEYSET_TITLE, 'The domain is not the first argument of the search: put it there first.');
  const lastId = freshName(['last_id', 'last_record_id', 'last_batch_id'], ctx);
  const leaf = withLeaf(domain.value, lastId, ctx);
  if (!leaf)
    return refuse(KEYSET_TITLE, 'The domain is not written as a list: add the condition on the id by hand.');
  const { text } = ctx;
  const eol = lineBreakOf(text);
  const top = lineStart(text, layout.header.start);
  const inside = place.below ? lineStart(text, fileSpan(place.below.at, ctx).start) : layout.body.start;
  const edits = [
    { at: { start: top, end: top }, newText: `${layout.indent}${lastId} = 0${eol}` },
    ...leaf,
    {
      at: { start: inside, end: inside },
      newText: `${layout.indent}${layout.unit}${lastId} = ${place.batch}[-1].id${eol}`,
    },
  ];
  if (place.below && indentAt(text, inside) !== layout.indent + layout.unit)
    return refuse(
      KEYSET_TITLE,
      'The line below the search holds more than one statement: give each a line of its own.',
    );
  const why =
    'Records come in order of id, each once a run: what fails or is skipped waits for the next run.';
  return {
    kind: 'fix',
    title: KEYSET_TITLE,
    applicability: 'unsafe',
    why,
    edits: fitLine(edits, search, ctx),
  };
}

/** The batch's name, and the statement that its last id is noted above. */
function placeOf(
  { test, body }: WhileStatement,
  search: CallExpression,
): { readonly batch: string; readonly below: Statement | undefined } | undefined {
  const isSearch = (value: Expression | undefined): boolean => value?.at.start === search.at.start;
  if (test.kind === 'named' && isSearch(test.value)) return { batch: test.target, below: undefined };
  const index = body.statements.findIndex((each) => each.kind === 'assign' && isSearch(each.value));
  const [made, check, below] = body.statements.slice(index, index + 3);
  const [target] = index >= 0 && made?.kind === 'assign' ? made.targets : [];
  if (target?.kind !== 'name' || check?.kind !== 'if' || !below) return undefined;
  const [arm] = check.arms;
  const leaves = arm?.body.statements.at(-1)?.kind;
  return leaves === 'break' || leaves === 'return' ? { batch: target.id, below } : undefined;
}

/** The edits that add the condition on the id to a list, or to a name that stands for one; and the order. */
function withLeaf(domain: Expression, lastId: string, ctx: FixContext): readonly TextEdit[] | undefined {
  const quote = quoteOf(ctx.text, fileSpan(ctx.method.at, ctx));
  const leaf = `(${quote}id${quote}, ${quote}>${quote}, ${lastId})`;
  const { end } = fileSpan(domain.at, ctx);
  const order = `, order=${quote}id${quote}`;
  if (domain.kind === 'name')
    return isList(domain, ctx.method)
      ? [{ at: { start: end, end }, newText: ` + [${leaf}]${order}` }]
      : undefined;
  if (domain.kind !== 'list' || /[\r\n]/.test(sourceOf(domain, ctx))) return undefined;
  const inner = sourceOf(domain, ctx).slice(1, -1).trimEnd();
  const comma = inner === '' ? '' : inner.endsWith(',') ? ' ' : ', ';
  return [{ at: { start: end - 1, end }, newText: `${comma}${leaf}]${order}` }];
}
