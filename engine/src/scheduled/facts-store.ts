// Facts of methods under their contexts, evaluated once each, and what calls return.

import type { MethodIr } from '../ir/statement';
import { evaluateCode, evaluateMethod, type MethodFacts } from '../semantics/evaluate-method';
import type { Fact } from '../semantics/fact';
import type { CallContext, MethodRef, Program } from '../semantics/program';
import { type RecordsValue, records, UNKNOWN, type Value } from '../semantics/value';

/** The workspace's answers that do not depend on evaluating anything. */
export type Lookups = Omit<Program, 'returned'>;

const MAX_RETURN_DEPTH = 3;
const MAX_LIST = 16;
const MAX_TEXT = 60;

/** Evaluates methods on demand and keeps the results until they are forgotten. */
export class FactsStore {
  readonly #program: Program;
  readonly #runs = new Map<string, Map<string, MethodFacts>>();
  readonly #running = new Set<string>();

  constructor(lookups: Lookups) {
    const returned = (ref: MethodRef, context: CallContext): Value => this.#returned(ref, context);
    this.#program = Object.assign(Object.create(null), bound(lookups), { returned });
  }

  /** The facts of a method called in a certain way. */
  run(ref: MethodRef, context: CallContext): MethodFacts {
    const reduced = reduceContext(context);
    const key = contextKey(reduced);
    const known = this.#runs.get(ref.key)?.get(key);
    if (known) return known;
    const running = `${ref.key}|${key}`;
    this.#running.add(running);
    try {
      return this.#keep(ref.key, key, evaluateMethod(ref, this.#program.ir(ref), reduced, this.#program));
    } finally {
      this.#running.delete(running);
    }
  }

  /** The facts of code that stands in a data file. */
  runCode(ref: MethodRef, ir: MethodIr, model: string | undefined): MethodFacts {
    const on: RecordsValue = records(model, 'none');
    return (
      this.#runs.get(ref.key)?.get('code') ??
      this.#keep(ref.key, 'code', evaluateCode(ref, ir, on, this.#program))
    );
  }

  /** Evaluates a method again in every way in which it was called so far; gives the old and the new facts in pairs. */
  renew(ref: MethodRef): readonly { readonly before: MethodFacts; readonly after: MethodFacts }[] {
    const old = this.#runs.get(ref.key);
    this.#runs.delete(ref.key);
    return [...(old?.values() ?? [])].map((before) => ({ before, after: this.run(ref, before.context) }));
  }

  /** Forgets everything: the index changed. */
  clear(): void {
    this.#runs.clear();
  }

  #keep(refKey: string, key: string, facts: MethodFacts): MethodFacts {
    const runs = this.#runs.get(refKey) ?? new Map<string, MethodFacts>();
    runs.set(key, facts);
    this.#runs.set(refKey, runs);
    return facts;
  }

  #returned(ref: MethodRef, context: CallContext): Value {
    const reduced = reduceContext(context);
    const running = `${ref.key}|${contextKey(reduced)}`;
    if (this.#running.has(running) || this.#running.size >= MAX_RETURN_DEPTH) return UNKNOWN;
    return this.run(ref, context).returned;
  }
}

function bound(lookups: Lookups): Lookups {
  return {
    methods: (model, name) => lookups.methods(model, name),
    functionSeen: (path, name) => lookups.functionSeen(path, name),
    imported: (path, name) => lookups.imported(path, name),
    ir: (ref) => lookups.ir(ref),
    field: (model, name) => lookups.field(model, name),
    knows: (model) => lookups.knows(model),
    isSmall: (model) => lookups.isSmall(model),
  };
}

/** The context without what no callee could make use of, so that like calls are evaluated once. */
export function reduceContext(context: CallContext): CallContext {
  const named = Object.fromEntries(
    Object.entries(context.named).map(([name, value]) => [name, reduce(value)]),
  );
  return { ...context, self: reduce(context.self), args: context.args.map(reduce), named };
}

function reduce(value: Value): Value {
  switch (value.kind) {
    case 'records':
    case 'ids':
    case 'rows':
      return value.size === 'many' || value.origins.length === 0 ? value : { ...value, origins: [] };
    case 'text':
      return value.value.length <= MAX_TEXT ? value : { kind: 'plain' };
    case 'list':
      return value.items.length <= MAX_LIST ? { ...value, items: value.items.map(reduce) } : UNKNOWN;
    case 'number':
    case 'constant':
    case 'plain':
    case 'env':
      return value;
    default:
      return UNKNOWN;
  }
}

/** A text that is equal for equal reduced contexts. */
export function contextKey(context: CallContext): string {
  return JSON.stringify([context.model, context.self, context.args, context.named, context.exact]);
}

const PLACES: ReadonlySet<string> = new Set([
  'at',
  'argsAt',
  'call',
  'statement',
  'assign',
  'limit',
  'offset',
  'order',
  'by',
]);

/** What the rest of the workspace can notice of a method: its facts without places and syntax. */
export function signature(run: MethodFacts): string {
  const seen: readonly Fact[] = run.facts;
  return JSON.stringify([seen, run.returned], (key, value: unknown) => (PLACES.has(key) ? undefined : value));
}
