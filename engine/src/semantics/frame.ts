// The state of evaluating one method: names, facts so far, where to write facts.

import type { Expression } from '../ir/expression';
import type { Fact, Facts } from './fact';
import type { Names } from './names';
import type { CallContext, MethodRef, Program } from './program';
import type { OriginId, Value } from './value';

/** The state of evaluating one method; changed in place while its statements are executed. */
export interface Frame {
  readonly program: Program;
  readonly ref: MethodRef;
  readonly context: CallContext;
  names: Names;
  /** An expression that is a statement: its value goes nowhere. */
  unused: Expression | undefined;
  facts: Fact[];
  readonly returned: Value[];
  /** What a generator yields. */
  readonly yielded: Value[];
  /** Names declared `global`. */
  readonly globals: Set<string>;
  /** Names that this method assigns anywhere: they are local. */
  readonly locals: ReadonlySet<string>;
  /** Local functions and lambdas being run where they are called, against recursion. */
  readonly inlining: Set<object>;
  /** Runs of local functions and lambdas so far: each that calls another twice doubles them. */
  inlined: number;
  /** Searches met so far: a search is known by its place in this order, which typing elsewhere does not change. */
  searches: number;
}

/** Identity of the next search of this method. */
export function nextOrigin(frame: Frame): OriginId {
  frame.searches++;
  return `${frame.ref.key}@${frame.searches}`;
}

/** Runs `work` with a fact list of its own, and returns that list. */
export function collect(frame: Frame, work: () => void): Facts {
  const outer = frame.facts;
  const inner: Fact[] = [];
  frame.facts = inner;
  try {
    work();
  } finally {
    frame.facts = outer;
  }
  return inner;
}

const MAX_INLINED = 1000;

/**
 * Runs a local function or lambda where it is called, with names of its own: its parameters over the names around it.
 * Undefined, and nothing run, for a recursive call and past a number of runs that only odd code gets to.
 */
export function inline<T>(
  body: object,
  parameters: ReadonlyMap<string, Value>,
  frame: Frame,
  work: () => T,
): T | undefined {
  if (frame.inlining.has(body) || frame.inlined >= MAX_INLINED) return undefined;
  frame.inlined++;
  frame.inlining.add(body);
  const outer = frame.names;
  frame.names = outer.branch();
  for (const [name, value] of parameters) frame.names.set(name, value);
  try {
    return work();
  } finally {
    frame.names = outer;
    frame.inlining.delete(body);
  }
}

/** Whether the facts end in a way that nothing after them in their block is reached. */
export function leaves(facts: Facts): boolean {
  const last = facts.at(-1);
  if (last?.kind === 'exit') return true;
  return last?.kind === 'branch' && last.arms.length > 0 && last.arms.every(leaves);
}

/** The facts of a function that runs within another: its returns end it, not its caller. */
export function withoutExits(facts: Facts): Facts {
  return facts.flatMap((fact): Facts => {
    if (fact.kind === 'exit') return [];
    if (fact.kind === 'branch') return [{ ...fact, arms: fact.arms.map(withoutExits) }];
    if (fact.kind === 'try') {
      return [{ ...fact, body: withoutExits(fact.body), handlers: fact.handlers.map(withoutExits) }];
    }
    return [fact];
  });
}
