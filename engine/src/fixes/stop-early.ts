// Whether the scheduler may be told that something remains (18.0, 19.0), and a loop may stop when its time is used up
// (19.0): only where the next run finds just the rest. Over a set that does not shrink, the scheduler would have its first
// records processed again and again.

import { isName } from '../ir/bound-names';
import type { Expression } from '../ir/expression';
import type { ForStatement, Statement } from '../ir/statement';
import { leavesLoop, statementsIn } from '../ir/walk';
import { releaseForm } from '../odoo/release-forms';
import type { FixContext } from './fix-context';
import { valuesOf } from './iterable';

/** Whether every record that the loop finishes leaves the searched set, and nothing follows the loop. */
export function mayStopEarly(loop: ForStatement, ctx: FixContext): boolean {
  if (releaseForm(ctx.odoo).commit === 'cursor') return false;
  if (!ctx.mayCommit || ctx.batch.guardCommitInTests || isVacuum(ctx)) return false;
  return isLastWork(loop, ctx) && shrinks(loop, ctx);
}

/** `@api.autovacuum`: all such methods share one scheduled action, which counts methods and not records. */
function isVacuum(ctx: FixContext): boolean {
  const above = ctx.text.slice(0, ctx.methodStart);
  return /@(?:api\.)?autovacuum\b[^\r\n]*\s+(?:[@#][^\r\n]*\s+)*$/.test(above.slice(-400));
}

/** The loop stands at the method's own level, and only log lines or a bare `return` come after it. */
function isLastWork(loop: ForStatement, ctx: FixContext): boolean {
  const { statements } = ctx.method.body;
  const index = statements.findIndex((statement) => statement.at.start === loop.at.start);
  return index >= 0 && statements.slice(index + 1).every(isHarmless);
}

function isHarmless(statement: Statement): boolean {
  if (statement.kind === 'pass') return true;
  if (statement.kind === 'return') return !statement.value || statement.value.kind === 'constant';
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false;
  const { callee } = statement.value;
  return (
    callee.kind === 'attribute' && callee.object.kind === 'name' && /^_?log(ger)?$/.test(callee.object.id)
  );
}

/** `("state", "=", "draft")` in the domain and `rec.state = "done"` (or `unlink()`) in every pass. */
function shrinks(loop: ForStatement, ctx: FixContext): boolean {
  if (loop.target.kind !== 'name' || leavesLoop(loop.body, 'continue')) return false;
  // What comes back to a `return` would come back at once, and forever.
  if (statementsIn(loop.body).some(({ kind }) => kind === 'try' || kind === 'return')) return false;
  const search = searchOf(loop.over, ctx);
  if (!search) return false;
  const asked = equalities(search);
  const record = loop.target.id;
  return loop.body.statements.some(
    (statement) =>
      unlinks(statement, record) ||
      written(statement, record).some(
        ({ field, value }) => asked.has(field) && value !== undefined && asked.get(field) !== value,
      ),
  );
}

function searchOf(over: Expression, ctx: FixContext): Expression | undefined {
  const values = over.kind === 'name' ? valuesOf(over.id, ctx.method) : [over];
  const [only] = values;
  if (values.length !== 1 || only?.kind !== 'call' || only.callee.kind !== 'attribute') return undefined;
  if (only.callee.name !== 'search') return undefined;
  return only.args.find((arg) => arg.form === 'positional' || arg.name === 'domain')?.value;
}

/** Fields that a domain of plain AND leaves compares with one constant. */
function equalities(domain: Expression): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (domain.kind !== 'list') return found;
  if (domain.items.some((item) => item.kind === 'text' && item.value !== '&')) return found;
  for (const item of domain.items) {
    if (item.kind !== 'tuple' && item.kind !== 'list') continue;
    const [field, operator, value] = item.items;
    const constant = value && constantOf(value);
    if (field?.kind !== 'text' || operator?.kind !== 'text' || constant === undefined) continue;
    if (operator.value === '=' || operator.value === '==') found.set(field.value, constant);
  }
  return found;
}

function constantOf(value: Expression): string | undefined {
  if (value.kind === 'text') return `text ${value.value}`;
  // Odoo compares 1 and True, None and False alike.
  if (value.kind === 'number') return NUMBERS[value.value] ?? `number ${value.value}`;
  if (value.kind !== 'constant') return undefined;
  return value.value === 'None' ? 'False' : value.value;
}

const NUMBERS: Readonly<Record<number, string>> = { 0: 'False', 1: 'True' };

interface Written {
  readonly field: string;
  readonly value: string | undefined;
}

function written(statement: Statement, record: string): readonly Written[] {
  if (statement.kind === 'assign' && statement.op === undefined && statement.value) {
    const { value } = statement;
    return statement.targets.flatMap((target) =>
      target.kind === 'attribute' && isName(target.object, record)
        ? [{ field: target.name, value: constantOf(value) }]
        : [],
    );
  }
  const call = callOn(statement, record, 'write');
  const values = call?.args[0]?.value;
  if (values?.kind !== 'dict') return [];
  return values.entries.flatMap((entry) =>
    entry.key?.kind === 'text' ? [{ field: entry.key.value, value: constantOf(entry.value) }] : [],
  );
}

function unlinks(statement: Statement, record: string): boolean {
  return callOn(statement, record, 'unlink') !== undefined;
}

function callOn(statement: Statement, record: string, method: string) {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return undefined;
  const { callee } = statement.value;
  if (callee.kind !== 'attribute' || callee.name !== method) return undefined;
  return isName(callee.object, record) ? statement.value : undefined;
}
