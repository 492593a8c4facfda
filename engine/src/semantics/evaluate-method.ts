// One method under one context → its facts and what it returns.

import type { MethodIr } from '../ir/statement';
import { lookUp } from '../text/look-up';
import { evaluate } from './evaluate';
import { executeBlock } from './execute';
import { type Facts, isRelease, walk } from './fact';
import type { Frame } from './frame';
import { Names } from './names';
import type { CallContext, MethodRef, Program } from './program';
import { join, type RecordsValue, UNKNOWN, type Value } from './value';

/** What a method does and gives, called in a certain way. */
export interface MethodFacts {
  readonly ref: MethodRef;
  readonly ir: MethodIr;
  readonly context: CallContext;
  readonly facts: Facts;
  readonly returned: Value;
}

/** Evaluates a method. Pure: the same method, context and workspace give the same facts. */
export function evaluateMethod(
  ref: MethodRef,
  ir: MethodIr,
  context: CallContext,
  program: Program,
): MethodFacts {
  const frame: Frame = {
    program,
    ref,
    context,
    names: new Names(),
    facts: [],
    returned: [],
    yielded: [],
    globals: new Set(),
    locals: ir.assigned,
    inlining: new Set(),
    inlined: 0,
    unused: undefined,
    searches: 0,
  };
  bindParameters(ir, frame);
  executeBlock(ir.body, frame);
  return { ref, ir, context, facts: frame.facts, returned: returnedBy(frame) };
}

/** A generator that releases does so between the rounds of whatever loops over it: nothing is said of what it gives. */
function returnedBy({ facts, yielded, returned }: Frame): Value {
  if (yielded.length === 0) return returned.length > 0 ? returned.reduce(join) : UNKNOWN;
  const releases = walk(facts).some(isRelease);
  return releases ? UNKNOWN : yielded.reduce(join);
}

function bindParameters(ir: MethodIr, frame: Frame): void {
  const { context, ref } = frame;
  const [first, ...rest] = ir.parameters;
  const isMethod = ref.className !== undefined && !ref.decorators.includes('staticmethod');
  if (isMethod && first) frame.names.set(first.name, context.self);
  const parameters = isMethod ? rest : ir.parameters;
  parameters.forEach((parameter, index) => {
    if (parameter.form !== 'plain') {
      frame.names.set(parameter.name, UNKNOWN);
      return;
    }
    const given = context.args[index] ?? lookUp(context.named, parameter.name);
    const fallback = context.exact && parameter.default ? evaluate(parameter.default, frame) : UNKNOWN;
    frame.names.set(parameter.name, given ?? fallback);
  });
}

/** Evaluates the `code` of a scheduled action: `model`, `records` and `env` are there, `self` is not. */
export function evaluateCode(
  ref: MethodRef,
  ir: MethodIr,
  model: RecordsValue,
  program: Program,
): MethodFacts {
  const context: CallContext = { model: model.model, self: model, args: [], named: {}, exact: true };
  const frame: Frame = {
    program,
    ref,
    context,
    names: namesOfCode(model),
    facts: [],
    returned: [],
    yielded: [],
    globals: new Set(),
    locals: ir.assigned,
    inlining: new Set(),
    inlined: 0,
    unused: undefined,
    searches: 0,
  };
  executeBlock(ir.body, frame);
  return { ref, ir, context, facts: frame.facts, returned: UNKNOWN };
}

function namesOfCode(model: RecordsValue): Names {
  const names = new Names();
  for (const name of ['model', 'records', 'record', 'self']) names.set(name, model);
  names.set('env', { kind: 'env', tracking: 'on' });
  return names;
}
