import type { Fix, NoFix } from '../fixes/fix';
import { refuse } from '../fixes/fix-context';
import { KEYSET_TITLE, keysetInLoop } from '../fixes/keyset-in-loop';
import { namesChangedIn } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { Block, Statement, WhileStatement } from '../ir/statement';
import { blocksOf, expressionsIn, statementsIn, within } from '../ir/walk';
import { writesOf } from '../scheduled/reached-runs';
import { fieldsOfDomain } from '../semantics/domain';
import { howItStays, type Stay } from '../semantics/domain-exit';
import type { MethodFacts } from '../semantics/evaluate-method';
import { type CallFact, type LoopFact, type SearchFact, type WriteFact, walk } from '../semantics/fact';
import { ownLevel } from '../semantics/loop-work';
import type { Value } from '../semantics/value';
import { defineRule, type ScheduledContext } from './rule';

/** Docs and tests: ./endless-batch-loop.md */
export const endlessBatchLoop = defineRule({
  id: 'endless-batch-loop',
  summary: 'A loop searches the same domain until it is empty, and a record can stay in it.',
  severity: 'warning',
  *checkScheduled(run, context) {
    for (const loop of walk(run.facts)) {
      if (loop.kind !== 'loop' || loop.statement?.kind !== 'while') continue;
      const { statement } = loop;
      const search = searchOf(loop);
      const ways = search && waysOutOf(statement, search);
      if (!search || !ways || isMovedOn(search, loop, run)) continue;
      const stay = stayOf(search, loop, context);
      if (stay === undefined) continue;
      const needsWholeBatch = ways.some(comparesLength);
      yield {
        at: search.at,
        message: message(stay, search.model ?? 'record', needsWholeBatch),
        ...((stay === 'conditional' || needsWholeBatch) && { severity: 'information' as const }),
        fixes: () => [fixOf(statement, search, context)],
      };
    }
  },
});

const WHAT: Readonly<Record<Stay, readonly [string, string]>> = {
  failed: ['fails', 'fail'],
  skipped: ['is skipped', 'are skipped'],
  conditional: ['is left out by the condition', 'are left out by the condition'],
};

function message(stay: Stay, model: string, needsWholeBatch: boolean): string {
  const [one, all] = WHAT[stay];
  const once = needsWholeBatch
    ? `all ${model} of a batch ${all}: they stay`
    : `one ${model} ${one}: it stays`;
  return `This loop never ends when ${once} in the domain and ${needsWholeBatch ? 'are' : 'is'} found again, until the worker is killed. Go on from the last id.`;
}

function fixOf(loop: WhileStatement, search: SearchFact, context: ScheduledContext): Fix | NoFix {
  const ctx = context.fixContext();
  return search.order
    ? refuse(KEYSET_TITLE, 'The search has an order of its own: decide which record comes next.')
    : keysetInLoop(loop, search.call, ctx);
}

/** The one search that each round repeats, a page at a time. */
function searchOf(loop: LoopFact): SearchFact | undefined {
  const [search, ...more] = [...ownLevel(loop.body)].filter(
    (fact): fact is SearchFact => fact.kind === 'search' && fact.limit !== undefined,
  );
  return more.length === 0 && search && !search.offset && search.method === 'search' ? search : undefined;
}

/** The conditions that end the loop, when each asks for the batch and for nothing else such as a counter or the time. */
function waysOutOf(loop: WhileStatement, { call }: SearchFact): readonly Expression[] | undefined {
  const batch = batchName(loop, call);
  if (batch === undefined) return undefined;
  const { kind } = loop.test;
  const isOpen = kind === 'constant' || kind === 'number' || kind === 'named';
  const tests = [...(isOpen ? [] : [loop.test]), ...waysOut(loop.body, undefined, true)];
  const known = tests.filter((test): test is Expression => test !== undefined && asksForBatch(test, batch));
  return known.length === tests.length ? known : undefined;
}

/** `not orders`, `len(orders) < size`. */
function asksForBatch(test: Expression, batch: string): boolean {
  const parts = within(test);
  const isSimple = parts.every(
    (part) =>
      part.kind !== 'boolean' &&
      (part.kind !== 'call' || (part.callee.kind === 'name' && part.callee.id === 'len')),
  );
  return isSimple && namesAsked(test).includes(batch);
}

/** `len(orders) < 100`: a batch that is not full is the last one, whatever became of it. */
function comparesLength(test: Expression): boolean {
  if (test.kind !== 'compare' || !namesAsked(test).includes('len')) return false;
  return !test.operands.some((each) => each.kind === 'number' && each.value <= 1);
}

function batchName({ test, body }: WhileStatement, call: Expression): string | undefined {
  const isSearch = (value: Expression | undefined): boolean =>
    value?.at.start === call.at.start && value.at.end === call.at.end;
  if (test.kind === 'named' && isSearch(test.value)) return test.target;
  const made = statementsIn(body).find((each) => each.kind === 'assign' && isSearch(each.value));
  const [target] = made?.kind === 'assign' ? made.targets : [];
  return target?.kind === 'name' ? target.id : undefined;
}

function namesAsked(test: Expression): readonly string[] {
  return within(test).flatMap((part) => (part.kind === 'name' ? [part.id] : []));
}

/** The condition before each `break`, `return` and `raise`; undefined for one without. */
function waysOut(
  block: Block,
  test: Expression | undefined,
  own: boolean,
): readonly (Expression | undefined)[] {
  return block.statements.flatMap((statement) => {
    if ((statement.kind === 'break' && own) || statement.kind === 'return' || statement.kind === 'raise')
      return [test];
    if (statement.kind === 'function') return [];
    if (statement.kind === 'if')
      return [
        ...statement.arms.flatMap((arm) => waysOut(arm.body, arm.test, own)),
        ...(statement.orElse ? waysOut(statement.orElse, undefined, own) : []),
      ];
    return blocksOf(statement).flatMap((inner) => waysOut(inner, test, own && !isLoop(statement)));
  });
}

function isLoop({ kind }: Statement): boolean {
  return kind === 'for' || kind === 'while';
}

/** Something that the domain is made of changes from round to round: an id, a date, a list of what is done. */
function isMovedOn({ call }: SearchFact, loop: LoopFact, run: MethodFacts): boolean {
  const body = loop.statement?.body;
  if (!body) return true;
  const changed = new Set(namesChangedIn(body));
  for (const fact of walk(loop.body))
    if (fact.kind === 'grow' || fact.kind === 'advance') changed.add(fact.name);
  for (const part of expressionsIn(body))
    if (part.kind === 'call') for (const name of namesChangedBy(part)) changed.add(name);
  const used = new Set(call.args.flatMap(({ value }) => namesAsked(value)));
  for (const name of used)
    for (const statement of statementsIn(run.ir.body))
      if (
        statement.kind === 'assign' &&
        statement.value &&
        statement.targets.some((target) => target.kind === 'name' && target.id === name)
      )
        for (const each of namesAsked(statement.value)) used.add(each);
  return [...used].some((name) => name !== 'self' && changed.has(name));
}

/** `done.append(…)`, `done.update(…)`. */
function namesChangedBy({ callee }: Expression & { kind: 'call' }): readonly string[] {
  return callee.kind === 'attribute' &&
    callee.object.kind === 'name' &&
    /^(append|extend|add|update|insert|discard|remove)$/.test(callee.name)
    ? [callee.object.id]
    : [];
}

function stayOf(search: SearchFact, loop: LoopFact, context: ScheduledContext): Stay | undefined {
  const { model } = search;
  const fields = fieldsOfDomain(search.domain);
  const body = loop.statement?.body;
  if (model === undefined || fields.size === 0 || !isWhole(search.domain) || !body || runsSql(body))
    return undefined;
  // A computed field may follow from anything that is written.
  if ([...fields].some((field) => context.isPlainField(model, field) !== 'yes')) return undefined;
  const isCertain = (write: WriteFact): boolean =>
    write.on.model === model &&
    (write.how === 'unlink' || (write.how !== 'create' && changes(write, fields)));
  if (!writesOf(loop.body, context.reached(loop.body)).some(isCertain)) return undefined;
  return howItStays(loop.body, (fact) => mayRemove(fact, fields, context));
}

/** Each leaf of the domain can be read. */
function isWhole(domain: Value): boolean {
  return (
    domain.kind === 'list' &&
    domain.complete &&
    domain.items.every(
      (leaf) => leaf.kind === 'text' || (leaf.kind === 'list' && leaf.items[0]?.kind === 'text'),
    )
  );
}

function runsSql(body: Block): boolean {
  return expressionsIn(body).some(
    (part) =>
      part.kind === 'call' &&
      part.callee.kind === 'attribute' &&
      /^(execute|executemany)$/.test(part.callee.name),
  );
}

function changes({ fields }: WriteFact, among: ReadonlySet<string>): boolean {
  return fields?.some((field) => among.has(field)) ?? false;
}

const LOGS = /^(exception|error|warning|critical|info|debug|log)$/;

function mayRemove(
  fact: CallFact | WriteFact,
  fields: ReadonlySet<string>,
  context: ScheduledContext,
): boolean {
  if (fact.kind === 'write')
    return (
      fact.how === 'unlink' || (fact.how !== 'create' && (fact.fields === undefined || changes(fact, fields)))
    );
  if (LOGS.test(fact.method)) return false;
  const reached = context.reached([fact]);
  const isGivenRecords = [...fact.args, ...Object.values(fact.named)].some(
    ({ kind }) => kind === 'records' || kind === 'ids',
  );
  if (!reached.complete || (reached.runs.length === 0 && isGivenRecords)) return true;
  return reached.runs.some(
    ({ ir, facts }) =>
      runsSql(ir.body) ||
      walk(facts).some((each) => each.kind === 'write' && mayRemove(each, fields, context)),
  );
}
