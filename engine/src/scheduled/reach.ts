// Which methods run from the scheduler, in which contexts, and by which path: a walk along the calls, nearest first.

import type { MethodFacts } from '../semantics/evaluate-method';
import { type CallFact, walk } from '../semantics/fact';
import type { CallContext, MethodRef } from '../semantics/program';
import { records, UNKNOWN } from '../semantics/value';
import type { ScheduledEntry } from './entry';
import { contextKey, type FactsStore, type Lookups, reduceContext } from './facts-store';

/** A method that an entry reaches. */
export interface ReachedMethod {
  readonly ref: MethodRef;
  /** Its facts, once for each way in which it is called. */
  runs: readonly MethodFacts[];
  /** The entry, and the methods on the shortest way from it to this one, itself last. */
  readonly entry: ScheduledEntry;
  readonly way: readonly MethodRef[];
}

/** The `code` of an entry, as a method of its own. */
export interface ReachedCode {
  readonly ref: MethodRef;
  readonly entry: ScheduledEntry;
  readonly run: MethodFacts;
}

/** Everything that the scheduler reaches. */
export interface Reach {
  readonly methods: ReadonlyMap<string, ReachedMethod>;
  readonly codes: readonly ReachedCode[];
}

/** Lowers an entry's code; supplied by the workspace, which owns the parser. */
export type LowerCode = (
  entry: ScheduledEntry,
) => { readonly ref: MethodRef; readonly ir: MethodFacts['ir'] } | undefined;

/**
 * Calls from the entry to the furthest method that is followed. Beyond, code serves many callers, and what it searches
 * depends on values that nobody can follow: on Odoo 17 nearly every finding further away was wrong.
 */
const MAX_DEPTH = 4;
const MAX_RUNS = 30_000;

interface Step {
  readonly ref: MethodRef;
  readonly context: CallContext;
  readonly entry: ScheduledEntry;
  readonly way: readonly MethodRef[];
}

/** Walks from the entries along the calls, breadth first, so that each method is reached by its shortest way. */
export function walkReach(
  entries: readonly ScheduledEntry[],
  lookups: Lookups,
  store: FactsStore,
  lowerCode: LowerCode,
): Reach {
  const methods = new Map<string, ReachedMethod>();
  const codes: ReachedCode[] = [];
  const seen = new Set<string>();
  // What is proven comes first, whole: a name proves nothing about a method that something else reaches.
  for (const certainty of ['proven', 'named'] as const) {
    const chosen = entries.filter((entry) => entry.certainty === certainty);
    const proven = new Set(methods.keys());
    follow(chosen, proven);
  }
  return { methods, codes };

  function follow(chosen: readonly ScheduledEntry[], proven: ReadonlySet<string>): void {
    const queue: Step[] = [];
    for (const entry of chosen) start(entry, lookups, store, lowerCode, queue, codes);
    for (let at = 0; at < queue.length && at < MAX_RUNS; at++) {
      const step = queue[at];
      if (!step) break;
      if (proven.has(step.ref.key)) continue;
      const id = `${step.ref.key}|${contextKey(reduceContext(step.context))}`;
      if (seen.has(id)) continue;
      seen.add(id);
      const run = store.run(step.ref, step.context);
      note(methods, step, run);
      if (step.way.length < MAX_DEPTH) queue.push(...next(run, step, lookups));
    }
  }
}

function start(
  entry: ScheduledEntry,
  lookups: Lookups,
  store: FactsStore,
  lowerCode: LowerCode,
  queue: Step[],
  codes: ReachedCode[],
): void {
  const code = lowerCode(entry);
  if (code) {
    const run = store.runCode(code.ref, code.ir, entry.model);
    codes.push({ ref: code.ref, entry, run });
    const root: Step = { ref: code.ref, context: run.context, entry, way: [] };
    queue.push(...next(run, root, lookups));
  }
  const { model } = entry;
  if (model === undefined) return;
  for (const name of entry.methods) {
    const context: CallContext = { model, self: records(model, 'none'), args: [], named: {}, exact: true };
    for (const ref of lookups.methods(model, name)) queue.push({ ref, context, entry, way: [ref] });
  }
}

function note(methods: Map<string, ReachedMethod>, step: Step, run: MethodFacts): void {
  const known = methods.get(step.ref.key);
  if (known) known.runs = [...known.runs, run];
  else methods.set(step.ref.key, { ref: step.ref, runs: [run], entry: step.entry, way: step.way });
}

function next(run: MethodFacts, from: Step, lookups: Lookups): Step[] {
  const steps: Step[] = [];
  for (const fact of walk(run.facts)) {
    if (fact.kind !== 'call' || fact.delayed) continue;
    for (const { ref, context } of calleesOf(fact, run, lookups)) {
      steps.push({ ref, context, entry: from.entry, way: [...from.way, ref] });
    }
  }
  return steps;
}

/** A definition that a call may run, with the context in which it runs. */
export interface Callee {
  readonly ref: MethodRef;
  readonly context: CallContext;
}

/** The definitions that a call runs: every override in the model's chain, what follows for `super()`, a function. */
export function calleesOf(call: CallFact, run: MethodFacts, lookups: Lookups): readonly Callee[] {
  const { args, named, method } = call;
  const exact = call.call.args.every((arg) => arg.form === 'positional' || arg.form === 'keyword');
  if (call.on.kind !== 'records') {
    const isBareName = call.call.callee.kind === 'name';
    const ref = isBareName ? lookups.functionSeen(run.ref.path, method) : undefined;
    return ref ? [{ ref, context: { model: undefined, self: UNKNOWN, args, named, exact } }] : [];
  }
  const { model } = call.on;
  if (model === undefined) return [];
  const refs = lookups.methods(model, method);
  const own = refs.findIndex((ref) => ref.key === run.ref.key);
  const called =
    call.viaSuper && own >= 0 ? refs.slice(own + 1, own + 2) : call.viaSuper ? refs.slice(0, 1) : refs;
  return called.map((ref) => ({ ref, context: { model, self: call.on, args, named, exact } }));
}
