// Which environment the records of a loop belong to: the one whose cursor and cache a release must reach.

import type { Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';
import { valuesOf } from './iterable';

/** The environment as an expression: `self.env`, `env`, `request.env`; undefined when the code changes it. */
export function environmentOf(over: Expression, method: MethodIr): string | undefined {
  return find(over, method, new Set());
}

function find(value: Expression, method: MethodIr, seen: ReadonlySet<string>): string | undefined {
  switch (value.kind) {
    case 'name':
      return ofName(value.id, method, seen);
    case 'attribute':
      return value.name === 'env' ? dotted(value) : find(value.object, method, seen);
    case 'call':
      return changesEnvironment(value.callee) ? undefined : find(value.callee, method, seen);
    case 'subscript':
      return find(value.object, method, seen);
    case 'binary':
    case 'boolean':
      return find(value.left, method, seen);
    case 'conditional':
      return find(value.whenTrue, method, seen);
    default:
      return undefined;
  }
}

/** `records.with_env(env)`, `self.env(cr=cr)`, `api.Environment(…)`: another cursor may be meant. */
function changesEnvironment(callee: Expression): boolean {
  if (callee.kind === 'name') return callee.id === 'Environment';
  return callee.kind === 'attribute' && ['with_env', 'env', 'Environment'].includes(callee.name);
}

function ofName(name: string, method: MethodIr, seen: ReadonlySet<string>): string | undefined {
  if (name === 'self') return valuesOf('self', method).some(changes) ? undefined : 'self.env';
  if (name === 'env') return 'env';
  if (seen.has(name)) return undefined;
  const deeper = new Set([...seen, name]);
  const values = valuesOf(name, method).filter((value) => value.kind !== 'constant');
  if (values.some(changes)) return undefined;
  for (const value of values) {
    const found = find(value, method, deeper);
    if (found !== undefined) return found;
  }
  const isMethod = method.parameters[0]?.name === 'self';
  return isMethod ? 'self.env' : `${name}.env`;
}

function changes(value: Expression): boolean {
  if (value.kind === 'call') return changesEnvironment(value.callee) || changes(value.callee);
  if (value.kind === 'attribute' || value.kind === 'subscript') return changes(value.object);
  return false;
}

function dotted(value: Expression): string | undefined {
  if (value.kind === 'name') return value.id;
  if (value.kind !== 'attribute') return undefined;
  const owner = dotted(value.object);
  return owner === undefined ? undefined : `${owner}.${value.name}`;
}
