import { valuesOf } from '../fixes/iterable';
import { replaceOperator } from '../fixes/replace-operator';
import { argumentOf } from '../ir/argument';
import type { Expression } from '../ir/expression';
import type { Block, Statement } from '../ir/statement';
import { expressionsIn, statementsIn, within } from '../ir/walk';
import type { MethodFacts } from '../semantics/evaluate-method';
import { callOf } from '../text/call-words';
import { defineRule, type LocalFinding, type MethodContext } from './rule';

const COUNTS_OR_TRIGGERS = callOf('search_count', '_trigger');
const COMPARES_LENGTH = /\blen\([^)]*\)\s*(?:==|>=|<|!=)|(?:==|<=|>|!=)\s*len\(/;

/** Docs and tests: ./inverted-remaining.md */
export const invertedRemaining = defineRule({
  id: 'inverted-remaining',
  summary: 'Nothing is said to remain just when a batch was full, so the rest waits.',
  severity: 'warning',
  words: COUNTS_OR_TRIGGERS,
  mayConcern: (text) => COUNTS_OR_TRIGGERS.test(text) && COMPARES_LENGTH.test(text),
  *checkMethod(run, context) {
    for (const expression of expressionsIn(run.ir.body)) {
      const found = expression.kind === 'conditional' ? ofConditional(expression, run, context) : undefined;
      if (found) yield found;
    }
    for (const statement of statementsIn(run.ir.body)) {
      const found = statement.kind === 'if' ? ofBranches(statement, run, context) : undefined;
      if (found) yield found;
    }
  },
});

const STOPS = 'A full batch means that there may be more, and just then 0 is said to remain';
const TRIGGERS = 'The scheduler is asked to come again only when the batch was not full';

/** `0 if len(records) == limit else self.search_count(domain)`. */
function ofConditional(
  { test, whenTrue, whenFalse }: Expression & { readonly kind: 'conditional' },
  run: MethodFacts,
  context: MethodContext,
): LocalFinding | undefined {
  const tested = readTest(test, run, context);
  if (!tested) return undefined;
  const [whenFull, whenNot] = tested.isFull ? [whenTrue, whenFalse] : [whenFalse, whenTrue];
  return isZero(whenFull) && counts(whenNot) ? found(tested, STOPS, context) : undefined;
}

/** The same over two lines, or a trigger that comes when nothing is left. */
function ofBranches(
  { arms, orElse }: Statement & { readonly kind: 'if' },
  run: MethodFacts,
  context: MethodContext,
): LocalFinding | undefined {
  const [arm] = arms;
  const tested = arm && arms.length === 1 ? readTest(arm.test, run, context) : undefined;
  if (!arm || !tested) return undefined;
  if (!orElse) return !tested.isFull && triggers(arm.body) ? found(tested, TRIGGERS, context) : undefined;
  const [whenFull, whenNot] = tested.isFull ? [arm.body, orElse] : [orElse, arm.body];
  const zeros = assigned(whenFull, isZero);
  return zeros.some((name) => assigned(whenNot, counts).includes(name))
    ? found(tested, STOPS, context)
    : undefined;
}

function assigned(block: Block, is: (value: Expression) => boolean): readonly string[] {
  return block.statements.flatMap((statement) =>
    statement.kind === 'assign' && statement.op === undefined && statement.value && is(statement.value)
      ? statement.targets.flatMap((target) => (target.kind === 'name' ? [target.id] : []))
      : [],
  );
}

const isZero = (value: Expression): boolean => value.kind === 'number' && value.value === 0;

function counts(value: Expression): boolean {
  return within(value).some((part) => isCallOf(part, 'search_count'));
}

function triggers(block: Block): boolean {
  return block.statements.some(
    (statement) => statement.kind === 'expression' && isCallOf(statement.value, '_trigger'),
  );
}

function isCallOf(value: Expression, name: string): boolean {
  return value.kind === 'call' && value.callee.kind === 'attribute' && value.callee.name === name;
}

/** A comparison of a batch's length with the batch's limit. */
interface Tested {
  readonly compare: Expression & { readonly kind: 'compare' };
  /** It holds when the batch was full. */
  readonly isFull: boolean;
  /** The operator that says the opposite. */
  readonly opposite: string;
}

/** By operator: whether it holds for a full batch, and its opposite. `len(…)` stands on the left. */
const LENGTH_FIRST: ReadonlyMap<string, readonly [boolean, string]> = new Map([
  ['==', [true, '<']],
  ['>=', [true, '<']],
  ['<', [false, '>=']],
  ['!=', [false, '==']],
]);
const LIMIT_FIRST: ReadonlyMap<string, readonly [boolean, string]> = new Map([
  ['==', [true, '>']],
  ['<=', [true, '>']],
  ['>', [false, '<=']],
  ['!=', [false, '==']],
]);

function readTest(test: Expression, run: MethodFacts, context: MethodContext): Tested | undefined {
  if (test.kind !== 'compare') return undefined;
  const [left, right, third] = test.operands;
  const [op] = test.ops;
  if (!left || !right || third || op === undefined) return undefined;
  const first = lengthOf(left);
  const name = first ?? lengthOf(right);
  const [isFull, opposite] = (first === undefined ? LIMIT_FIRST : LENGTH_FIRST).get(op) ?? [];
  if (name === undefined || isFull === undefined || opposite === undefined) return undefined;
  const limit = first === undefined ? left : right;
  return isLimitOf(name, limit, run, context) ? { compare: test, isFull, opposite } : undefined;
}

function lengthOf(value: Expression): string | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.id !== 'len') return undefined;
  const [arg] = value.args;
  return arg?.value.kind === 'name' ? arg.value.id : undefined;
}

/** The records were searched with this limit. */
function isLimitOf(name: string, limit: Expression, run: MethodFacts, context: MethodContext): boolean {
  const text = textOf(limit, context);
  return valuesOf(name, run.ir).some((value) =>
    within(value).some((part) => {
      const given = part.kind === 'call' ? argumentOf(part, 'limit', 2) : undefined;
      return given !== undefined && textOf(given, context) === text;
    }),
  );
}

function textOf({ at }: Expression, { text }: MethodContext): string {
  return text.slice(at.start, at.end);
}

function found({ compare, opposite }: Tested, what: string, context: MethodContext): LocalFinding {
  return {
    at: compare.at,
    message: `${what}: the rest waits for the next interval.`,
    fixes: () => [
      replaceOperator(
        compare,
        opposite,
        'The scheduler comes again at once while there is something left.',
        context.fixContext(),
      ),
    ],
  };
}
