// Where files, sessions, connections and cursors are acquired, and what becomes of them.

import type { CallExpression, Expression } from '../ir/expression';
import type { AssignStatement } from '../ir/statement';
import { resourceRow } from '../odoo/resources';
import { evaluate } from './evaluate';
import { evaluateArguments } from './evaluate-call';
import type { ResourceFact } from './fact';
import type { Frame } from './frame';
import type { Value } from './value';

const OPENS_CURSOR = /(^|\.)(registry|pool|Registry|db_connect)(\(\))?\.cursor$/;
const STREAMABLE: ReadonlySet<string> = new Set(['requests.get', 'requests.post', 'requests.request']);

/** The resource that a call acquires, by its dotted path; undefined when it acquires none. */
export function resourceOf(call: CallExpression, frame: Frame): string | undefined {
  const path = pathOf(call.callee, frame);
  if (path === undefined) return undefined;
  if (path.endsWith('.cursor') && OPENS_CURSOR.test(path)) return 'cursor';
  if (STREAMABLE.has(path)) return streams(call) ? 'requests.stream' : undefined;
  return resourceRow(path)?.acquire;
}

function streams(call: CallExpression): boolean {
  return call.args.some(
    ({ name, value }) => name === 'stream' && value.kind === 'constant' && value.value === 'True',
  );
}

function pathOf(callee: Expression, frame: Frame): string | undefined {
  if (callee.kind === 'name') {
    const local = frame.names.get(callee.id);
    if (local) return local.kind === 'imported' ? local.path : undefined;
    if (frame.locals.has(callee.id)) return undefined;
    return frame.program.imported(frame.ref.path, callee.id) ?? (callee.id === 'open' ? 'open' : undefined);
  }
  if (callee.kind === 'attribute') {
    const inner = pathOf(callee.object, frame);
    if (inner !== undefined) return `${inner}.${callee.name}`;
    if (callee.name !== 'cursor') return undefined;
    const object = callee.object;
    if (object.kind === 'attribute' && (object.name === 'registry' || object.name === 'pool'))
      return `${object.name}.cursor`;
    return undefined;
  }
  if (callee.kind === 'call') {
    const inner = pathOf(callee.callee, frame);
    return inner?.endsWith('registry') || inner?.endsWith('Registry') || inner?.endsWith('db_connect')
      ? `${inner}()`
      : undefined;
  }
  return undefined;
}

/** `name = open(…)`: the resource bound by an assignment; undefined when it acquires none. */
export function acquire(statement: AssignStatement, frame: Frame): Value | undefined {
  const { value } = statement;
  const [target] = statement.targets;
  if (value?.kind !== 'call' || statement.op !== undefined || !target) return undefined;
  const row = resourceOf(value, frame);
  if (row === undefined) return undefined;
  evaluateArguments(value, frame);
  const name = target.kind === 'name' && !frame.globals.has(target.id) ? target.id : undefined;
  const fate = name === undefined ? 'kept' : 'named';
  noteResource({ row, call: value, assign: statement, fate, name, at: value.at }, frame);
  return { kind: 'resource', row, at: value.at.start };
}

/** Notes a resource that an expression acquires, and gives its value. */
export function acquireInline(
  call: CallExpression,
  row: string,
  use: 'with' | undefined,
  frame: Frame,
): Value {
  const fate = use === 'with' ? 'with' : 'dropped';
  noteResource({ row, call, assign: undefined, fate, name: undefined, at: call.at }, frame);
  return { kind: 'resource', row, at: call.at.start };
}

function noteResource(fact: Omit<ResourceFact, 'kind'>, frame: Frame): void {
  frame.facts.push({ kind: 'resource', ...fact });
  if (fact.row === 'cursor') frame.facts.push({ kind: 'release', how: 'own-cursor', at: fact.at });
}

/** Whether an expression is a resource of this method. */
export function isResource(expression: Expression, frame: Frame): boolean {
  return expression.kind === 'name' && evaluate(expression, frame).kind === 'resource';
}
