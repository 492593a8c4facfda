// Facts of methods under their contexts, evaluated once each, and what calls return.

import type { MethodIr } from '../ir/statement';
import { expressionsIn } from '../ir/walk';
import { evaluateCode, evaluateMethod, type MethodFacts } from '../semantics/evaluate-method';
import type { Fact } from '../semantics/fact';
import type { CallContext, MethodRef, Program } from '../semantics/program';
import { PLAIN, type RecordsValue, records, UNKNOWN, type Value } from '../semantics/value';

/** The workspace's answers that do not depend on evaluating anything. */
export interface Lookups extends Omit<Program, 'returned' | 'inherited'> {
  /** Whether a look at the method's text leaves it possible that it returns records, ids or a domain. */
  mayReturnRecords(ref: MethodRef): boolean;
  /** Whether a look at the method's text says that it returns a domain that is written there. */
  mayReturnDomain(ref: MethodRef): boolean;
  /** Whether a look at the method's text leaves a finding possible when it is given no unbounded records. */
  mayLeak(ref: MethodRef): boolean;
  /** Whether it calls a name under which something in the workspace may leak. */
  mayCallLeak(ref: MethodRef): boolean;
  /** Whether it calls a name under which something in the workspace commits, or invalidates everything. */
  mayCallRelease(ref: MethodRef): boolean;
  /** Whether a look at the method's text leaves it possible that it releases the cache itself. */
  mayRelease(ref: MethodRef): boolean;
}

/**
 * Calls whose returned value is followed: a helper that searches, not what it asks in turn, but for its domain. At level 0
 * none is: enough for what a method does by itself. Following two found nothing more in 34 real trees, and cost a third
 * of the walk.
 */
const FOLLOWED = 1;
const ASKS_NOBODY = -1;

/** A way in which a method is called, and what it does then. */
interface Run {
  readonly level: number;
  /** Undefined while it is made anew. */
  facts: MethodFacts | undefined;
  /** Whose returned values are in the facts. */
  asked: ReadonlySet<Run>;
  /** The walk in which somebody last asked for it. */
  walk: number;
}

const MAX_LIST = 16;
const MAX_TEXT = 60;

/**
 * Evaluates methods on demand and keeps the results until they are forgotten. While somebody types a call, each keystroke
 * may call a method in another way: what no walk asks for any more is let go.
 */
export class FactsStore {
  readonly #lookups: Lookups;
  /** By level: each follows returned values one call further than the one before. */
  readonly #programs: ReadonlyMap<number, Program>;
  readonly #runs = new Map<string, Map<string, Run>>();
  #walk = 0;
  /** Runs that the evaluation at hand asked for. */
  #asked: Set<Run> | undefined;

  constructor(lookups: Lookups) {
    this.#lookups = lookups;
    const levels = Array.from({ length: FOLLOWED - ASKS_NOBODY + 1 }, (_, index) => ASKS_NOBODY + index);
    this.#programs = new Map(levels.map((level) => [level, this.#programAt(level)]));
  }

  /** The context without what no callee could make use of, so that like calls are evaluated once. */
  reduce(context: CallContext): CallContext {
    return reduceContext(context, (text) => this.#lookups.knows(text));
  }

  /** The facts of a method called in a certain way. */
  run(ref: MethodRef, context: CallContext): MethodFacts {
    return this.#run(ref, context, FOLLOWED);
  }

  /** The facts of a method by itself: what the methods that it calls return is not followed. */
  runAlone(ref: MethodRef, context: CallContext): MethodFacts {
    return this.#run(ref, context, 0);
  }

  /** The facts of code that stands in a data file. */
  runCode(ref: MethodRef, ir: MethodIr, model: string | undefined): MethodFacts {
    const on: RecordsValue = records(model, 'none');
    const evaluate = () => evaluateCode(ref, ir, on, this.#program(FOLLOWED));
    return this.#facts(ref.key, 'code', FOLLOWED, evaluate);
  }

  /** Evaluates a method again in every way in which the last walk called it; gives the old and the new facts in pairs. */
  renew(ref: MethodRef): readonly { readonly before: MethodFacts; readonly after: MethodFacts }[] {
    this.#forgetUnasked(ref.key);
    const runs = [...(this.#runs.get(ref.key)?.values() ?? [])];
    const old = runs.map(({ level, facts }) => ({ level, before: facts }));
    for (const run of runs) run.facts = undefined;
    return old.flatMap(({ level, before }) =>
      before ? [{ before, after: this.#run(ref, before.context, level) }] : [],
    );
  }

  /** A walk begins: what nobody asked for since the one before began is forgotten. */
  beginWalk(): void {
    for (const key of this.#runs.keys()) this.#forgetUnasked(key);
    this.#walk++;
  }

  #forgetUnasked(refKey: string): void {
    const runs = this.#runs.get(refKey);
    if (!runs) return;
    for (const [way, { walk }] of runs) if (walk < this.#walk) runs.delete(way);
    if (runs.size === 0) this.#runs.delete(refKey);
  }

  /** Forgets everything: the index changed. */
  clear(): void {
    this.#runs.clear();
  }

  #run(ref: MethodRef, context: CallContext, level: number): MethodFacts {
    const reduced = this.reduce(context);
    const program = this.#program(level);
    const evaluate = () => evaluateMethod(ref, program.ir(ref), reduced, program);
    return this.#facts(ref.key, `${level}${contextKey(reduced)}`, level, evaluate);
  }

  #facts(refKey: string, way: string, level: number, evaluate: () => MethodFacts): MethodFacts {
    const runs = this.#runs.get(refKey) ?? new Map<string, Run>();
    const run = runs.get(way) ?? { level, facts: undefined, asked: new Set(), walk: this.#walk };
    const outer = this.#asked;
    if (!run.facts) {
      const asked = new Set<Run>();
      this.#asked = asked;
      try {
        run.facts = evaluate();
      } finally {
        this.#asked = outer;
      }
      run.asked = asked;
      this.#runs.set(refKey, runs.set(way, run));
    }
    outer?.add(run);
    this.#isAskedFor(run);
    return run.facts;
  }

  /** What a run that is asked for was made with has to be there, too: a change in it would not be noticed. */
  #isAskedFor(run: Run): void {
    if (run.walk === this.#walk) return;
    run.walk = this.#walk;
    for (const each of run.asked) this.#isAskedFor(each);
  }

  #program(level: number): Program {
    return this.#programs.get(level) ?? this.#programAt(level);
  }

  #programAt(level: number): Program {
    const returned = (ref: MethodRef, context: CallContext): Value => {
      if (level > 0 && this.#lookups.mayReturnRecords(ref))
        return this.#run(ref, context, level - 1).returned;
      return level === 0 && this.#lookups.mayReturnDomain(ref)
        ? this.#run(ref, context, ASKS_NOBODY).returned
        : UNKNOWN;
    };
    const inherited = (ref: MethodRef, context: CallContext): Value =>
      this.#lookups.mayReturnRecords(ref) ? this.#run(ref, context, level).returned : UNKNOWN;
    return { ...bound(this.#lookups), returned, inherited };
  }
}

function bound(lookups: Lookups): Omit<Program, 'returned' | 'inherited'> {
  return {
    methods: (model, name) => lookups.methods(model, name),
    functionSeen: (path, name) => lookups.functionSeen(path, name),
    imported: (path, name) => lookups.imported(path, name),
    ir: (ref) => lookups.ir(ref),
    field: (model, name) => lookups.field(model, name),
    knows: (model) => lookups.knows(model),
    isSmall: (model) => lookups.isSmall(model),
    modelOfTable: (table) => lookups.modelOfTable(table),
  };
}

function reduceContext(context: CallContext, isModel: (text: string) => boolean): CallContext {
  const reduceOne = (value: Value): Value => reduce(value, isModel);
  const named = Object.fromEntries(
    Object.entries(context.named).map(([name, value]) => [name, reduceOne(value)]),
  );
  return { ...context, self: reduceOne(context.self), args: context.args.map(reduceOne), named };
}

/** Of texts, only the names of models make a difference: a callee may search there. */
function reduce(value: Value, isModel: (text: string) => boolean): Value {
  switch (value.kind) {
    case 'records':
    case 'ids':
    case 'rows':
      return value.size === 'many' || value.origins.length === 0 ? value : { ...value, origins: [] };
    case 'text':
      return value.value === '' || isModel(value.value) ? value : PLAIN;
    case 'list':
      // The leaves of a domain are texts, too: they are kept whole.
      return value.items.length <= MAX_LIST ? { ...value, items: value.items.map(reduceItem) } : UNKNOWN;
    case 'plain':
      return PLAIN;
    case 'number':
    case 'constant':
    case 'env':
      return value;
    default:
      return UNKNOWN;
  }
}

function reduceItem(value: Value): Value {
  return value.kind === 'text' && value.value.length <= MAX_TEXT ? value : reduce(value, () => true);
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
  'added',
  'key',
]);

/**
 * What the rest of the workspace can notice of a method: its facts without places and syntax, and what it calls by name,
 * by which rules about its callers know that it reports progress, sends something or protects its work.
 */
export function signature(run: MethodFacts): string {
  const seen: readonly Fact[] = run.facts;
  return JSON.stringify([seen, run.returned, calledNames(run.ir)], (key, value: unknown) =>
    PLACES.has(key) ? undefined : value,
  );
}

/** Names that are called, with what they are called on, and what SQL says of transactions. */
function calledNames({ body }: MethodIr): readonly string[] {
  const names = new Set<string>();
  for (const part of expressionsIn(body)) {
    if (part.kind === 'text' && /rollback|savepoint/i.test(part.value)) names.add(part.value);
    if (part.kind !== 'call') continue;
    const { callee } = part;
    if (callee.kind === 'name') names.add(callee.id);
    if (callee.kind !== 'attribute') continue;
    names.add(callee.name);
    if (callee.object.kind === 'attribute') names.add(callee.object.name);
    if (callee.object.kind === 'name') names.add(callee.object.id);
  }
  return [...names];
}
