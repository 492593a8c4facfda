// How a record that a search finds again and again may get through a round of work and still be found.

import { contains } from '../text/span';
import type { CallFact, Fact, Facts, TryFact, WriteFact } from './fact';
import { walk } from './fact';

/** Its failure is swallowed, it is left out by `continue`, or a condition decides. */
export type Stay = 'failed' | 'skipped' | 'conditional';

/** Whether a write, or a call, may take the record out of the domain; when in doubt it may. */
export type MayRemove = (fact: CallFact | WriteFact) => boolean;

/** How a record may stay, where something in the facts may take it out; undefined when it leaves on every path. */
export function howItStays(facts: Facts, mayRemove: MayRemove): Stay | undefined {
  const { removes, through, next } = follow(facts, 'still', mayRemove);
  if (!removes) return undefined;
  return next ?? (through === 'still' ? undefined : through);
}

/** A record that is still in the domain, and why, where there is a reason. */
type Still = Stay | 'still';

interface Flow {
  /** Something on the way may take the record out. */
  readonly removes: boolean;
  /** It may come to the end and still be in. */
  readonly through: Still | undefined;
  /** It may go on to the next round and still be in. */
  readonly next: Stay | undefined;
}

function follow(facts: Facts, start: Still, mayRemove: MayRemove): Flow {
  let removes = false;
  let next: Stay | undefined;
  let through: Still | undefined = start;
  for (const fact of facts) {
    if (through === undefined) break;
    const flow = followOne(fact, through, mayRemove);
    removes ||= flow.removes;
    if (!isRemovedAtLast(fact, facts, mayRemove)) next ??= flow.next;
    through = flow.through;
  }
  return { removes, through, next };
}

/** `continue` in a `try` goes through its `finally`, whose facts follow those of the `try`. */
function isRemovedAtLast(fact: Fact, facts: Facts, mayRemove: MayRemove): boolean {
  const ensure = fact.kind === 'try' ? fact.statement.ensure : undefined;
  if (!ensure) return false;
  return facts.some(
    (each) =>
      (each.kind === 'write' || each.kind === 'call') && contains(ensure.at, each.at) && mayRemove(each),
  );
}

function followOne(fact: Fact, at: Still, mayRemove: MayRemove): Flow {
  switch (fact.kind) {
    case 'write':
    case 'call':
      return mayRemove(fact) ? GONE : { ...STAYS, through: at };
    case 'exit':
      return fact.how === 'continue' ? { ...LEFT, next: at === 'still' ? 'skipped' : at } : LEFT;
    case 'branch':
      return either(fact.arms.map((arm) => follow(arm, at, mayRemove)));
    case 'try':
      return attempt(fact, at, mayRemove);
    case 'loop':
      return fact.form === 'for' ? eachItem(fact.body, at, mayRemove) : anyOf(fact.body, at, mayRemove);
    default:
      return { ...STAYS, through: at };
  }
}

const STAYS: Flow = { removes: false, through: 'still', next: undefined };
const LEFT: Flow = { removes: false, through: undefined, next: undefined };
const GONE: Flow = { removes: true, through: undefined, next: undefined };

/** Paths of which one is taken. */
function either(flows: readonly Flow[]): Flow {
  const removes = flows.some((flow) => flow.removes);
  const through = flows.map((flow) => flow.through).find((each) => each !== undefined);
  const next = flows.map((flow) => flow.next).find((each) => each !== undefined);
  return { removes, through: removes && through === 'still' ? 'conditional' : through, next };
}

/** What fails comes to the handlers as it was before. */
function attempt({ body, handlers }: TryFact, at: Still, mayRemove: MayRemove): Flow {
  const tried = follow(body, at, mayRemove);
  const failed = handlers.map((handler) => follow(handler, tried.removes ? 'failed' : at, mayRemove));
  const caught = failed.map((flow) => flow.through).find((each) => each !== undefined);
  return {
    removes: tried.removes,
    through: tried.removes ? (caught ?? tried.through) : (tried.through ?? caught),
    next: tried.next ?? failed.map((flow) => flow.next).find((each) => each !== undefined),
  };
}

/** `for record in batch`: a `continue` is the end of its work. */
function eachItem(body: Facts, at: Still, mayRemove: MayRemove): Flow {
  const { removes, through, next } = follow(body, at, mayRemove);
  if (!removes) return { ...STAYS, through: at };
  const stays = next ?? through;
  return { removes, through: stays === 'still' ? undefined : stays, next: undefined };
}

function anyOf(body: Facts, at: Still, mayRemove: MayRemove): Flow {
  const removes = walk(body).some(
    (fact) => (fact.kind === 'write' || fact.kind === 'call') && mayRemove(fact),
  );
  return removes ? GONE : { ...STAYS, through: at };
}
