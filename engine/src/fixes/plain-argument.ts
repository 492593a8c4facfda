// Whether what a call is given is plainly a number, a text, a date or the like: the same for every batch, and nothing
// that the callee could hold against the records.

import { namesIn } from '../ir/bound-names';
import type { CallExpression, Expression } from '../ir/expression';
import type { MethodIr } from '../ir/statement';
import { expressionsIn, statementsIn, within } from '../ir/walk';
import { valuesOf } from './iterable';

/** True for plain constants, and for names that the method gives nothing else. */
export function isPlainArgument(value: Expression, method: MethodIr): boolean {
  return isPlain(value, method, new Set());
}

function isPlain(value: Expression, method: MethodIr, seen: ReadonlySet<string>): boolean {
  const all = (parts: readonly Expression[]): boolean => parts.every((part) => isPlain(part, method, seen));
  switch (value.kind) {
    case 'text':
    case 'format':
    case 'number':
    case 'constant':
    case 'compare':
      return true;
    case 'unary':
      return value.op === 'not' || all([value.operand]);
    case 'binary':
      return (value.op === '%' && value.left.kind === 'text') || all([value.left, value.right]);
    case 'conditional':
      return all([value.whenTrue, value.whenFalse]);
    case 'attribute':
      return value.name === 'id' || isConstant(value.object);
    case 'call':
      return isPlainCall(value) || isClock(value);
    case 'name':
      return isPlainName(value.id, method, seen);
    default:
      return false;
  }
}

/** `str(…)`, `len(…)`, `timedelta(days=1)`: what comes out is plain, whatever goes in. */
function isPlainCall({ callee }: CallExpression): boolean {
  return (
    callee.kind === 'name' && /^(?:bool|float|int|len|relativedelta|round|str|timedelta)$/.test(callee.id)
  );
}

/** `HoldType.OPEN.value`: constants by Python's naming. */
function isConstant(value: Expression): boolean {
  if (value.kind === 'attribute') return isConstant(value.object);
  return value.kind === 'name' && /^[A-Z]/.test(value.id);
}

/** Assigned in this method, always to something plain, and by nothing but assignments. */
function isPlainName(name: string, method: MethodIr, seen: ReadonlySet<string>): boolean {
  if (seen.has(name) || method.parameters.some((parameter) => parameter.name === name)) return false;
  const values = valuesOf(name, method);
  const now = new Set([...seen, name]);
  return (
    values.length > 0 &&
    values.length === timesBound(name, method) &&
    values.every((value) => isPlain(value, method, now))
  );
}

/** How often a target, an `as` or a `:=` gives the name a value. */
function timesBound(name: string, { body }: MethodIr): number {
  const targets = statementsIn(body).flatMap((each) => {
    if (each.kind === 'assign') return each.targets;
    if (each.kind === 'for') return [each.target];
    return each.kind === 'with' ? each.items.flatMap(({ target }) => (target ? [target] : [])) : [];
  });
  const named = expressionsIn(body).filter((each) => each.kind === 'named' && each.target === name);
  return targets.flatMap(namesIn).filter((each) => each === name).length + named.length;
}

/** `fields.Datetime.now()`, alone or in a dict: it may as well be asked a little earlier. */
export function isClock(value: Expression): boolean {
  if (value.kind === 'dict')
    return value.entries.every((entry) => isLiteral(entry.key) && isClock(entry.value));
  if (value.kind !== 'call' || value.callee.kind !== 'attribute') return isLiteral(value);
  const { object, name } = value.callee;
  return (
    /^(?:now|today|utcnow)$/.test(name) &&
    within(object).every(
      (part) =>
        part.kind === 'attribute' || (part.kind === 'name' && /^(?:fields|datetime|date)$/.test(part.id)),
    )
  );
}

/** Made of constants alone, a list or a dict of them, too. */
export function isLiteral(value: Expression | undefined): boolean {
  return value !== undefined && within(value).every(({ kind }) => LITERAL.has(kind));
}

const LITERAL: ReadonlySet<Expression['kind']> = new Set([
  'constant',
  'dict',
  'list',
  'number',
  'set',
  'text',
  'tuple',
]);
