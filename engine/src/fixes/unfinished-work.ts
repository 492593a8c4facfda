// Work that a loop begins and that is finished after it: half of it must not be committed.

import type { Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';
import { expressionsIn, statementsIn } from '../ir/walk';
import type { FixContext } from './fix-context';
import { gatheredIn, handedOn, isOfFailures, isWorkedOnAfter, type Loop } from './gathered';

/** The same without a commit where the loop's work goes on after it. */
export function untilFinished(loop: Loop, ctx: FixContext): FixContext {
  const name = ctx.mayCommit ? unfinished(loop, ctx.method) : undefined;
  if (name === undefined) return ctx;
  return {
    ...ctx,
    mayCommit: false,
    uncommitted: `the work on \`${name}\` goes on after the loop: a commit per batch would keep half of it when the rest fails`,
  };
}

/** What the loop gathers, or what was created for it, and what statements after the loop work with. */
function unfinished(loop: Loop, method: MethodIr): string | undefined {
  const gathered = gatheredIn(loop).filter((each) => !isOfFailures(each, loop));
  const names = [
    ...gathered.map(({ name }) => name),
    ...handedOn(loop, method),
    ...createdBefore(loop, method),
  ];
  return names.find((name) => isWorkedOnAfter(name, loop, method));
}

/** Names of records that were created above the loop, and that it uses. */
function createdBefore(loop: Loop, { body }: MethodIr): readonly string[] {
  const used = new Set(expressionsIn(loop.body).flatMap((each) => (each.kind === 'name' ? [each.id] : [])));
  return statementsIn(body).flatMap((each) =>
    each.kind === 'assign' && each.at.end <= loop.at.start && isCreated(each.value)
      ? each.targets.flatMap((target) => (target.kind === 'name' && used.has(target.id) ? [target.id] : []))
      : [],
  );
}

/** `self.env["shop.order"].create(values)`, with a context or as another user. */
function isCreated(value: Expression | undefined): boolean {
  if (value?.kind !== 'call' || value.callee.kind !== 'attribute') return false;
  const { name, object } = value.callee;
  if (name === 'create' || name === 'copy') return true;
  return /^(?:sudo|with_\w+)$/.test(name) && isCreated(object);
}
