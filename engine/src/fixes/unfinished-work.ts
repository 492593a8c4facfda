// Work that a loop begins and that is finished after it: half of it must not be committed.

import type { Expression } from '../ir/expression';
import type { MethodIr, Statement } from '../ir/statement';
import { expressionsIn, expressionsOf, statementsIn, within } from '../ir/walk';
import type { FixContext } from './fix-context';
import { gatheredIn, handedOn, isOfFailures, isWorkedOnAfter, type Loop } from './gathered';

/** The same without a commit where the loop's work goes on after it. */
export function untilFinished(loop: Loop, ctx: FixContext): FixContext {
  return without(ctx.mayCommit ? unfinished(loop, ctx.method) : undefined, 'the loop', ctx);
}

/** The same without a commit where a call on all records is given what was created for it, and is worked on after the call. */
export function untilCallFinished(call: Statement, ctx: FixContext): FixContext {
  const created = ctx.mayCommit ? createdBefore(call, expressionsOf(call).flatMap(within), ctx.method) : [];
  return without(
    created.find((name) => isWorkedOnAfter(name, call, ctx.method)),
    'the call',
    ctx,
  );
}

function without(name: string | undefined, place: string, ctx: FixContext): FixContext {
  if (name === undefined) return ctx;
  return {
    ...ctx,
    mayCommit: false,
    uncommitted: `the work on \`${name}\` goes on after ${place}: a commit per batch would keep half of it when the rest fails`,
  };
}

/** What the loop gathers, or what was created for it, and what statements after the loop work with. */
function unfinished(loop: Loop, method: MethodIr): string | undefined {
  const gathered = gatheredIn(loop).filter((each) => !isOfFailures(each, loop));
  const names = [
    ...gathered.map(({ name }) => name),
    ...handedOn(loop, method),
    ...createdBefore(loop, expressionsIn(loop.body), method),
  ];
  return names.find((name) => isWorkedOnAfter(name, loop, method));
}

/** Names of records that were created above a statement, and that it uses. */
function createdBefore(place: Statement, uses: readonly Expression[], { body }: MethodIr): readonly string[] {
  const used = new Set(uses.flatMap((each) => (each.kind === 'name' ? [each.id] : [])));
  return statementsIn(body).flatMap((each) =>
    each.kind === 'assign' && each.at.end <= place.at.start && isCreated(each.value)
      ? each.targets.flatMap((target) =>
          target.kind === 'name' && used.has(target.id) && !VALUES.test(target.id) ? [target.id] : [],
        )
      : [],
  );
}

/** Dicts have a `copy()`, too. */
const VALUES = /val|dict|data|default|context|ctx|param|kwarg|option/i;

/** `self.env["shop.order"].create(values)`, with a context or as another user. */
function isCreated(value: Expression | undefined): boolean {
  if (value?.kind !== 'call' || value.callee.kind !== 'attribute') return false;
  const { name, object } = value.callee;
  if (name === 'create' || name === 'copy') return true;
  return /^(?:sudo|with_\w+)$/.test(name) && isCreated(object);
}
