// What the rounds of a loop gather in names from outside it, and what becomes of that after the loop.

import { isName, namesIn } from '../ir/bound-names';
import { containersMadeIn } from '../ir/containers';
import type { CallExpression, Expression } from '../ir/expression';
import type {
  AssignStatement,
  Block,
  ForStatement,
  MethodIr,
  Statement,
  WhileStatement,
} from '../ir/statement';
import { callsIn, expressionsOf, leavesLoop, pathTo, statementsIn, within } from '../ir/walk';
import { contains } from '../text/span';

/** A loop whose rounds may gather something. */
export type Loop = ForStatement | WhileStatement;

/** A statement of a loop that makes a name from outside it hold more. */
export interface Gathering {
  readonly name: string;
  readonly statement: Statement;
  /** What is added, and under which key. */
  readonly added: readonly Expression[];
}

/** Containers, texts, numbers and recordsets from outside the loop that its rounds add to; counting by ones is none. */
export function gatheredIn(loop: Loop): readonly Gathering[] {
  const own = namesMadeIn(loop);
  return statementsIn(loop.body)
    .flatMap((statement) => [
      ...(statement.kind === 'assign' ? assigned(statement) : []),
      ...expressionsOf(statement)
        .flatMap(within)
        .flatMap((part) => addedBy(part, statement)),
    ])
    .filter(({ name }) => name !== 'self' && !own.has(name));
}

/** Containers of the method that the loop gives to what it calls: `self._add(totals, order)` may fill them. */
export function handedOn(loop: Loop, method: MethodIr): readonly string[] {
  const own = namesMadeIn(loop);
  const containers = containersMadeIn(method.body, loop.at.start);
  return callsIn(loop.body)
    .filter(({ callee }) => callee.kind !== 'attribute' || !ONLY_READS.test(callee.name))
    .flatMap(({ args }) => args.flatMap(({ value }) => (value.kind === 'name' ? [value.id] : [])))
    .filter((name) => containers.has(name) && !own.has(name));
}

/** Every round adds to it, whatever the record is like. */
function isInEachRound({ statement }: Gathering, loop: Loop): boolean {
  const around = pathTo(loop.body, statement)?.slice(0, -1) ?? [];
  return around.every(({ kind }) => kind === 'for' || kind === 'with') && !leavesLoop(loop.body, 'continue');
}

/** A container that gets the record of every round itself, as an item or a key, and that statements after the loop work with. */
export function keepsRecords(loop: Loop, method: MethodIr): string | undefined {
  const record = loop.kind === 'for' && loop.target.kind === 'name' ? loop.target.id : undefined;
  if (record === undefined) return undefined;
  return gatheredIn(loop).find(
    (each) =>
      each.added.some((part) => holdsRecord(part, record)) &&
      isInEachRound(each, loop) &&
      isWorkedOnAfter(each.name, loop, method),
  )?.name;
}

/** The record, alone or beside other values. */
function holdsRecord(value: Expression, record: string): boolean {
  if (value.kind === 'tuple' || value.kind === 'list')
    return value.items.some((item) => holdsRecord(item, record));
  if (value.kind === 'dict') return value.entries.some((entry) => holdsRecord(entry.value, record));
  return isName(value, record);
}

/** Only what fails is gathered there. */
export function isOfFailures({ statement }: Gathering, loop: Loop): boolean {
  return (pathTo(loop.body, statement) ?? []).some(
    (outer) =>
      outer.kind === 'try' &&
      outer.handlers.some(({ at }) => at.start <= statement.at.start && statement.at.end <= at.end),
  );
}

/**
 * Whether statements that run after this one work with the name: those below it, and those above it in a loop around it,
 * whose next round finds it as it was left. To return it, to raise or log it, to ask whether there is any, or to note something
 * more in it leaves nothing half done.
 */
export function isWorkedOnAfter(name: string, place: Statement, { body }: MethodIr): boolean {
  const anew = body.statements.find((each) => each.at.start > place.at.end && makesAnew(each, name));
  const until = anew?.at.start ?? Number.POSITIVE_INFINITY;
  const below = statementsIn(body).filter(({ at }) => at.end > place.at.end && at.start < until);
  return (
    below.some((statement) => isWorkedOn(name, statement, place.at.end)) ||
    nextRound(name, place, body).some((statement) => isWorkedOn(name, statement, 0))
  );
}

/** The statements above this one in the loops around it that do not begin with the name anew. */
function nextRound(name: string, place: Statement, body: Block): readonly Statement[] {
  const around = pathTo(body, place)?.slice(0, -1) ?? [];
  return around.flatMap((outer) => {
    if (outer.kind !== 'for' && outer.kind !== 'while') return [];
    const above = statementsIn(outer.body).filter(({ at }) => at.end <= place.at.start);
    return above.some((each) => makesAnew(each, name)) ? [] : above;
  });
}

function isWorkedOn(name: string, statement: Statement, from: number): boolean {
  if (statement.kind === 'return' || statement.kind === 'raise') return false;
  return workedOn(statement).some((part) => isName(part, name) && part.at.start >= from);
}

/** `names = []`: from here on the name stands for something else. */
function makesAnew(statement: Statement, name: string): boolean {
  return (
    statement.kind === 'assign' &&
    statement.op === undefined &&
    statement.targets.some((target) => isName(target, name)) &&
    statement.value !== undefined &&
    !within(statement.value).some((part) => isName(part, name))
  );
}

function workedOn(statement: Statement): readonly Expression[] {
  const expressions = expressionsOf(statement).filter(
    (each) => statement.kind !== 'assign' || each === statement.value || each.kind === 'attribute',
  );
  const parts = expressions.flatMap(within);
  const calls = parts.filter((part) => part.kind === 'call');
  const quiet = calls.filter(isQuiet);
  const isAsked = statement.kind === 'if' || statement.kind === 'while';
  return parts.filter(
    (part) =>
      !quiet.some(({ at }) => contains(at, part.at)) &&
      (!isAsked || calls.some(({ at }) => contains(at, part.at))),
  );
}

/** It writes a line, or counts. */
function isQuiet({ callee }: CallExpression): boolean {
  if (callee.kind === 'name') return /^(?:bool|len|print)$/.test(callee.id);
  return (
    callee.kind === 'attribute' &&
    LOGS.test(callee.name) &&
    within(callee.object).some((part) => part.kind === 'name' && /log/i.test(part.id))
  );
}

const LOGS = /^(?:critical|debug|error|exception|info|log|warn|warning)$/;

/** Methods that fill no container they are given. */
const ONLY_READS =
  /^(?:browse|create|critical|debug|error|exception|format|info|join|log|new|read|search|search_count|search_read|warn|warning|with_context|write)$/;

const GROWS = /^(?:add|append|appendleft|extend|insert|setdefault|update|writerow|writerows)$/;

function addedBy(part: Expression, statement: Statement): readonly Gathering[] {
  if (part.kind !== 'call' || part.callee.kind !== 'attribute' || !GROWS.test(part.callee.name)) return [];
  const { container, keys } = containerOf(part.callee.object);
  if (container === undefined) return [];
  return [{ name: container, statement, added: [...keys, ...part.args.map(({ value }) => value)] }];
}

function assigned(statement: AssignStatement): readonly Gathering[] {
  const { value, op } = statement;
  return statement.targets.flatMap((target) => {
    if (target.kind === 'name') {
      const more =
        op === undefined ? addedTo(target.id, value) : op === '+=' || op === '|=' ? value : undefined;
      return more && more.kind !== 'number' ? [{ name: target.id, statement, added: [more] }] : [];
    }
    const { container, keys } = containerOf(target);
    if (target.kind !== 'subscript' || container === undefined) return [];
    return [{ name: container, statement, added: value ? [...keys, value] : keys }];
  });
}

/** `order` in `done = done | order`. */
function addedTo(name: string, value: Expression | undefined): Expression | undefined {
  if (value?.kind !== 'binary' || (value.op !== '|' && value.op !== '+')) return undefined;
  return isName(value.left, name) ? value.right : undefined;
}

/** `total` in `total`, `total[key]` and `total.setdefault(key, [])`. */
function containerOf(
  object: Expression,
  keys: readonly Expression[] = [],
): { readonly container: string | undefined; readonly keys: readonly Expression[] } {
  if (object.kind === 'name') return { container: object.id, keys };
  if (object.kind === 'subscript') return containerOf(object.object, [...keys, object.index]);
  const { callee } = object.kind === 'call' ? object : { callee: undefined };
  return callee?.kind === 'attribute' && callee.name === 'setdefault'
    ? containerOf(callee.object, keys)
    : { container: undefined, keys };
}

/** Names that the loop gives a value of its own in each round. */
function namesMadeIn(loop: Loop): ReadonlySet<string> {
  const targets = statementsIn(loop.body).flatMap((one) => {
    if (one.kind === 'for') return [one.target];
    if (one.kind === 'with') return one.items.flatMap(({ target }) => (target ? [target] : []));
    if (one.kind !== 'assign' || one.op !== undefined) return [];
    return one.targets.filter((each) => each.kind !== 'name' || !addedTo(each.id, one.value));
  });
  return new Set([...(loop.kind === 'for' ? [loop.target] : []), ...targets].flatMap(namesIn));
}
