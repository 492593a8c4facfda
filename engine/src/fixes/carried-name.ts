// Whether a loop's body takes a name's value from one round to the next.

import { isName } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block, Statement, TryStatement } from '../ir/statement';
import { blockOf, expressionsIn, expressionsOf, pathTo, statementsIn, within } from '../ir/walk';
import type { LocalSpan } from '../text/span';

/** Whether a round may use what another one gave the name: it is not given a value first, on every way to its uses. */
export function isCarried(name: string, body: Block): boolean {
  const handlers = statementsIn(body).flatMap((each) =>
    each.kind === 'try' ? each.handlers.filter((handler) => handler.name === name) : [],
  );
  const uses = expressionsIn(body).filter(
    (each) =>
      isName(each, name) && !handlers.some(({ at }) => at.start <= each.at.start && each.at.end <= at.end),
  );
  const [first] = uses.map(({ at }) => at).sort((one, other) => one.start - other.start);
  const made = statementsIn(body).find((each) => makes(each, name));
  if (made) return !body.statements.includes(made) || (first !== undefined && first.start < made.at.start);
  if (!first) return false;
  const scope = scopeOf(name, first, body);
  return !scope || uses.some(({ at }) => at.start < scope.start || scope.end < at.end);
}

/** An import or a function of that name. */
function makes(statement: Statement, name: string): boolean {
  if (statement.kind === 'function') return statement.name === name;
  return statement.kind === 'import' && statement.names.some((each) => each.name === name);
}

/** Where the name surely has a value of this round; undefined when its first use does not give it one. */
function scopeOf(name: string, first: LocalSpan, body: Block): LocalSpan | undefined {
  const statement = statementsIn(body).find((each) =>
    expressionsOf(each).some(({ at }) => at.start <= first.start && first.end <= at.end),
  );
  if (!statement) return undefined;
  if (statement.kind === 'for') return isRead(statement.over, name) ? undefined : statement.at;
  if (statement.kind === 'with') return statement.at;
  const isGiven = statement.kind === 'assign' && statement.op === undefined && statement.value;
  if (!isGiven || isRead(isGiven, name)) return undefined;
  return surroundings(statement, body).at;
}

/** The block of a statement; the one around a `try` whose handlers all leave the round. */
function surroundings(statement: Statement, body: Block): Block {
  const block = blockOf(body, statement) ?? body;
  const outer = pathTo(body, statement)?.at(-2);
  if (outer?.kind !== 'try' || outer.body !== block || !outer.handlers.every(leaves)) return block;
  return surroundings(outer, body);
}

function leaves({ body }: TryStatement['handlers'][number]): boolean {
  const last = body.statements.at(-1)?.kind;
  return last === 'continue' || last === 'raise';
}

function isRead(value: Expression, name: string): boolean {
  return within(value).some((each) => isName(each, name));
}
