// Whether what a loop does leaves the database as it is: then there is nothing to commit.

import { containersMadeIn } from '../ir/containers';
import type { CallExpression, Expression } from '../ir/expression';
import type { Block, ForStatement, Statement } from '../ir/statement';
import { callsIn, statementsIn } from '../ir/walk';
import { type Fact, type Facts, walk } from '../semantics/fact';

/**
 * True only where each call and each assignment of the loop is known to write nothing: names, containers of the method,
 * and calls of this list. A method of the workspace, a job, SQL, an unknown function: whatever is not known may write.
 */
export function readsOnly(loop: ForStatement, facts: Facts, method: Block): boolean {
  if (walk(facts).some(mayWrite)) return false;
  const containers = containersMadeIn(method, loop.at.start);
  const isOwn = (part: Expression): boolean => part.kind === 'name' && containers.has(part.id);
  return (
    statementsIn(loop.body).every((statement) => keepsToItself(statement, isOwn)) &&
    callsIn(loop.body).every((call) => isHarmless(call, isOwn))
  );
}

/** What the facts know of: a write, and a method of records or a function of the module, whatever its name. */
function mayWrite(fact: Fact): boolean {
  if (fact.kind === 'write') return true;
  return fact.kind === 'call' && (fact.on.kind === 'records' || fact.call.callee.kind === 'name');
}

type IsOwn = (part: Expression) => boolean;

const PLAIN_STATEMENTS: ReadonlySet<Statement['kind']> = new Set([
  ...(['for', 'while', 'if', 'try', 'expression', 'return', 'raise', 'break', 'continue', 'pass'] as const),
  'assert',
]);

function keepsToItself(statement: Statement, isOwn: IsOwn): boolean {
  if (statement.kind === 'for') return isName(statement.target);
  if (statement.kind !== 'assign') return PLAIN_STATEMENTS.has(statement.kind);
  return statement.targets.every(
    (target) => isName(target) || (target.kind === 'subscript' && isOwn(target.object)),
  );
}

function isName(target: Expression): boolean {
  if (target.kind === 'tuple' || target.kind === 'list') return target.items.every(isName);
  return target.kind === 'name';
}

const BUILTINS =
  /^(?:abs|all|any|bool|dict|enumerate|float|int|isinstance|len|list|range|reversed|round|set|str|sum|tuple|zip)$/;
/** Methods of records that only read; given a text, a domain or nothing, they call no code of others. */
const READS =
  /^(?:browse|ensure_one|exists|ids|read|search|search_count|search_read|sudo|with_company|with_context|with_user)$/;
/** What is called for each record has to stand here, to be looked at: a name or a bound method hides what it does. */
const CALLS_BACK = /^(?:filtered|mapped|sorted)$/;
/** Methods of texts, numbers and dates, and none of records. */
const PLAIN =
  /^(?:date|encode|decode|endswith|format|isoformat|items|join|keys|lower|lstrip|replace|rstrip|split|startswith|strftime|strip|time|title|total_seconds|upper|values)$/;
const GROWS = /^(?:add|append|extend|get|setdefault|update)$/;
const LOGS = /^(?:debug|error|exception|info|warning)$/;

function isHarmless({ callee, args }: CallExpression, isOwn: IsOwn): boolean {
  if (callee.kind === 'name') return BUILTINS.test(callee.id) && args.every(({ name }) => name !== 'key');
  if (callee.kind !== 'attribute') return false;
  const { name, object } = callee;
  if (CALLS_BACK.test(name))
    return args.every(({ value }) => value.kind === 'text' || value.kind === 'lambda');
  if (GROWS.test(name)) return isOwn(object);
  if (LOGS.test(name)) return object.kind === 'name' && /log/i.test(object.id);
  return READS.test(name) || PLAIN.test(name);
}
