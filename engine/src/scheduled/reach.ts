// Which methods run from the scheduler, in which contexts, and by which path: a walk along the calls, nearest first.

import type { MethodFacts } from '../semantics/evaluate-method';
import { type CallFact, walk } from '../semantics/fact';
import type { CallContext, MethodRef } from '../semantics/program';
import { records, UNKNOWN, type Value } from '../semantics/value';
import { CERTAINTIES, type ScheduledEntry } from './entry';
import { contextKey, type FactsStore, type Lookups } from './facts-store';

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
  const reach = new ReachWalk(lookups, store, lowerCode);
  // The best proof comes first, whole: a worse one says nothing new about a method that is reached already.
  for (const certainty of CERTAINTIES) {
    reach.follow(entries.filter((entry) => entry.certainty === certainty));
  }
  return reach;
}

class ReachWalk implements Reach {
  readonly methods = new Map<string, ReachedMethod>();
  readonly codes: ReachedCode[] = [];
  readonly #lookups: Lookups;
  readonly #store: FactsStore;
  readonly #lowerCode: LowerCode;
  readonly #seen = new Set<string>();

  constructor(lookups: Lookups, store: FactsStore, lowerCode: LowerCode) {
    this.#lookups = lookups;
    this.#store = store;
    this.#lowerCode = lowerCode;
  }

  /** Adds what the entries reach and nothing before them did. */
  follow(entries: readonly ScheduledEntry[]): void {
    const reachedBefore = new Set(this.methods.keys());
    const queue = entries.flatMap((entry) => this.#start(entry));
    for (let at = 0; at < queue.length && at < MAX_RUNS; at++) {
      const step = queue[at];
      if (!step || reachedBefore.has(step.ref.key) || this.#isPointless(step)) continue;
      const id = `${step.ref.key}|${contextKey(this.#store.reduce(step.context))}`;
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      const run = this.#store.run(step.ref, step.context);
      this.#note(step, run);
      if (step.way.length < MAX_DEPTH) queue.push(...this.#next(run, step.entry, step.way));
    }
  }

  /** The walk ends here, or one call further, and nothing can be found on the way: it need not even be parsed. */
  #isPointless({ ref, context, way }: Step): boolean {
    if (way.length < MAX_DEPTH - 1) return false;
    const given = [context.self, ...context.args, ...Object.values(context.named)];
    if (given.some(isUnbounded) || this.#lookups.mayLeak(ref)) return false;
    return way.length === MAX_DEPTH || !this.#lookups.mayCallLeak(ref);
  }

  #start(entry: ScheduledEntry): readonly Step[] {
    const code = this.#lowerCode(entry);
    if (code) {
      const run = this.#store.runCode(code.ref, code.ir, entry.model);
      this.codes.push({ ref: code.ref, entry, run });
      return this.#next(run, entry, []);
    }
    const { model } = entry;
    if (model === undefined) return [];
    // A job is given records and arguments by whoever enqueues it; an action begins with neither.
    const isJob = entry.kind === 'job';
    const self = records(model, isJob ? 'unknown' : 'none');
    const context: CallContext = { model, self, args: [], named: {}, exact: !isJob };
    return entry.methods.flatMap((name) =>
      this.#lookups.methods(model, name).map((ref) => ({ ref, context, entry, way: [ref] })),
    );
  }

  #note(step: Step, run: MethodFacts): void {
    const known = this.methods.get(step.ref.key);
    if (known) known.runs = [...known.runs, run];
    else this.methods.set(step.ref.key, { ref: step.ref, runs: [run], entry: step.entry, way: step.way });
  }

  #next(run: MethodFacts, entry: ScheduledEntry, way: readonly MethodRef[]): readonly Step[] {
    const steps: Step[] = [];
    for (const fact of walk(run.facts)) {
      if (fact.kind !== 'call') continue;
      for (const { ref, context } of calleesOf(fact, run, this.#lookups)) {
        steps.push({ ref, context, entry, way: [...way, ref] });
      }
    }
    return steps;
  }
}

function isUnbounded(value: Value): boolean {
  if (value.kind === 'batches') return true;
  return (value.kind === 'records' || value.kind === 'ids' || value.kind === 'rows') && value.size === 'many';
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
