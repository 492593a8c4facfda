// What the rules ask of everything that is scheduled: which loops leak, which searches they cover, how records are used.

import { releasesByCounter } from '../semantics/cadence';
import type { MethodFacts } from '../semantics/evaluate-method';
import {
  type CallFact,
  type Fact,
  type Facts,
  type FetchFact,
  type LoopFact,
  type SearchFact,
  type UseFact,
  type WriteFact,
  walk,
} from '../semantics/fact';
import { fillsCache, loopShape, ownLevel, touchesRecords } from '../semantics/loop-work';
import type { MethodRef } from '../semantics/program';
import { mayRelease } from '../semantics/release';
import { type OriginId, UNKNOWN, type Value } from '../semantics/value';
import { contains } from '../text/span';
import type { FactsStore, Lookups } from './facts-store';
import { type Callee, calleesOf, type Reach } from './reach';

/** How records of a search are used anywhere. */
export type UseHow = UseFact['how'] | 'written' | 'deleted';

/** A search with the method that it stands in. */
export interface PlacedSearch {
  readonly ref: MethodRef;
  readonly search: SearchFact;
}

/** The rows of a query that are fetched, with the method that does so. */
export interface PlacedFetch {
  readonly ref: MethodRef;
  readonly fetch: FetchFact;
}

/** A loop with the method that it stands in. */
export interface PlacedLoop {
  readonly ref: MethodRef;
  readonly loop: LoopFact;
}

/** The facts of a kind that give records, with the methods that they stand in. */
type Places<Kind extends 'search' | 'fetch'> = ReadonlyMap<
  OriginId,
  { readonly ref: MethodRef; readonly fact: Extract<SearchFact | FetchFact, { readonly kind: Kind }> }
>;

/** Whether a method's own code releases, and what it calls in its normal course. */
interface OwnRelease {
  readonly releases: boolean;
  readonly callees: readonly Callee[];
}

function releaseKey({ ref, context }: Callee): string {
  return `${ref.key}|${context.model}`;
}

/** Beyond the fifth method, code serves too many callers to count for one. */
const MAX_CALL_DEPTH = 4;

/** Answers over one reach; made anew when the reach changes. */
export class Analysis {
  readonly #lookups: Lookups;
  readonly #store: FactsStore;
  readonly #reach: Reach;
  readonly #releases = new Map<string, boolean>();
  readonly #own = new Map<string, OwnRelease>();
  readonly #leaks = new WeakMap<MethodFacts, readonly LoopFact[]>();
  #searches: Places<'search'> | undefined;
  #fetches: Places<'fetch'> | undefined;
  #uses: ReadonlyMap<OriginId, ReadonlySet<UseHow>> | undefined;
  #covered: ReadonlySet<OriginId> | undefined;
  #batched: ReadonlySet<OriginId> | undefined;
  #foreign: ReadonlyMap<OriginId, readonly PlacedLoop[]> | undefined;

  constructor(lookups: Lookups, store: FactsStore, reach: Reach) {
    this.#lookups = lookups;
    this.#store = store;
    this.#reach = reach;
  }

  /** Whether the facts of a run may release the cache in their normal course. */
  releases(facts: Facts, run: MethodFacts): boolean {
    return mayRelease(facts, (call) => this.#calleeReleases(call, run));
  }

  /** The loops of a run that go over unbounded records, or in batches, touch records and never release. */
  leakingLoops(run: MethodFacts): readonly LoopFact[] {
    const known = this.#leaks.get(run);
    if (known) return known;
    const found = [...this.#leaking(run.facts, run)];
    this.#leaks.set(run, found);
    return found;
  }

  /** Where a search stands, and what it is. */
  search(origin: OriginId): PlacedSearch | undefined {
    this.#searches ??= placesOf('search', this.#runs());
    const found = this.#searches.get(origin);
    return found && { ref: found.ref, search: found.fact };
  }

  /** Where the rows of a query are fetched. */
  fetch(origin: OriginId): PlacedFetch | undefined {
    this.#fetches ??= placesOf('fetch', this.#runs());
    const found = this.#fetches.get(origin);
    return found && { ref: found.ref, fetch: found.fact };
  }

  /** How the records of a search are used, in whatever method they get to. */
  usesOf(origin: OriginId): ReadonlySet<UseHow> {
    this.#uses ??= this.#collectUses();
    return this.#uses.get(origin) ?? new Set();
  }

  /** How the records of a search are used in one method, what it calls left out. */
  usesIn(origin: OriginId, run: MethodFacts): ReadonlySet<UseHow> {
    return new Set([...this.#usesOfRun(run)].flatMap(([each, how]) => (each === origin ? [how] : [])));
  }

  /** Whether a loop that is reported goes over the search's records. */
  isCovered(origin: OriginId): boolean {
    this.#covered ??= new Set(
      [...this.#runs()].flatMap((run) =>
        this.leakingLoops(run).flatMap((loop) =>
          originsOf(loop.over).filter((each) => isInBatches(loop) || !this.isGiven(each, run)),
        ),
      ),
    );
    return this.#covered.has(origin);
  }

  /** Whether a loop goes over the search's records, or their ids, in batches that keep nothing. */
  isBatched(origin: OriginId): boolean {
    this.#batched ??= new Set([...this.#runs()].flatMap((run) => this.#releasedBatches(run)));
    return this.#batched.has(origin);
  }

  #releasedBatches(run: MethodFacts): readonly OriginId[] {
    return walk(run.facts).flatMap((fact) => {
      if (fact.kind === 'use' && fact.how === 'called' && isWholeSet(fact.of))
        return this.#isCutByUnknown(fact, run) ? originsOf(fact.of) : [];
      if (fact.kind !== 'loop') return [];
      const isReleased =
        fact.over.kind === 'batches'
          ? this.releases(fact.body, run) || !touchesRecords(fact.body)
          : releasesByCounter(fact);
      return isReleased ? originsOf(fact.over) : [];
    });
  }

  /**
   * Whether the records came into the run by `self` or an argument. What is wrong then stands where they were searched:
   * a method that loops over its `self` is right for the few records that others give it.
   */
  isGiven(origin: OriginId, run: MethodFacts): boolean {
    const { self, args, named } = run.context;
    const given = [self, ...args, ...Object.values(named)].some((value) => originsOf(value).includes(origin));
    return given && !this.#isFromCode(origin);
  }

  /** The leaking loops of other methods that the search's records are given to. */
  loopsGiven(origin: OriginId): readonly PlacedLoop[] {
    this.#foreign ??= this.#collectForeign();
    return this.#foreign.get(origin) ?? [];
  }

  #collectForeign(): ReadonlyMap<OriginId, readonly PlacedLoop[]> {
    const foreign = new Map<OriginId, PlacedLoop[]>();
    for (const run of this.#runs()) {
      for (const loop of this.leakingLoops(run)) {
        if (isInBatches(loop)) continue;
        for (const origin of originsOf(loop.over)) {
          if (this.isGiven(origin, run))
            foreign.set(origin, [...(foreign.get(origin) ?? []), { ref: run.ref, loop }]);
        }
      }
    }
    return foreign;
  }

  /** Code in a data file cannot be made to loop: the method that it calls can. */
  #isFromCode(origin: OriginId): boolean {
    return this.#reach.codes.some(({ ref }) => origin.startsWith(`${ref.key}@`));
  }

  /** Whether a method may release, by its own code or by what it calls; the same whatever was asked before. */
  #methodReleases(start: Callee): boolean {
    const known = this.#releases.get(releaseKey(start));
    if (known !== undefined) return known;
    const seen = new Set<string>();
    let level: readonly Callee[] = [start];
    let found = false;
    for (let depth = 0; depth <= MAX_CALL_DEPTH && level.length > 0 && !found; depth++) {
      const next: Callee[] = [];
      for (const callee of level) {
        if (seen.has(releaseKey(callee))) continue;
        seen.add(releaseKey(callee));
        if (this.#isPointless(callee, depth)) continue;
        const own = this.#ownRelease(callee);
        found ||= own.releases;
        next.push(...own.callees);
      }
      level = next;
    }
    this.#releases.set(releaseKey(start), found);
    return found;
  }

  /** Whom it calls in turn is not asked, or would release nothing: it need not even be parsed. */
  #isPointless({ ref }: Callee, depth: number): boolean {
    if (depth < MAX_CALL_DEPTH - 1 || this.#lookups.mayRelease(ref)) return false;
    return depth === MAX_CALL_DEPTH || !this.#lookups.mayCallRelease(ref);
  }

  #ownRelease({ ref, context: { model } }: Callee): OwnRelease {
    const key = `${ref.key}|${model}`;
    const known = this.#own.get(key);
    if (known) return known;
    const self: Value =
      model === undefined
        ? UNKNOWN
        : { kind: 'records', model, size: 'unknown', origins: [], tracking: 'on' };
    const run = this.#store.runAlone(ref, { model, self, args: [], named: {}, exact: false });
    const callees: Callee[] = [];
    const releases = anyRelease(run.facts, (call) => {
      callees.push(...calleesOf(call, run, this.#lookups));
      return false;
    });
    const own = { releases, callees };
    this.#own.set(key, own);
    return own;
  }

  #calleeReleases(call: CallFact, run: MethodFacts): boolean {
    return calleesOf(call, run, this.#lookups).some((callee) => this.#methodReleases(callee));
  }

  *#leaking(facts: Facts, run: MethodFacts): Generator<LoopFact> {
    for (const fact of facts) {
      if (fact.kind === 'loop' && fact.statement && this.#isLeak(fact, run)) {
        yield fact;
        continue;
      }
      // What a batch that is released holds inside it goes with it.
      if (fact.kind === 'loop' && loopShape(fact) !== 'other' && this.releases(fact.body, run)) continue;
      if (fact.kind === 'loop') yield* this.#leaking(fact.body, run);
      if (fact.kind === 'branch') for (const arm of fact.arms) yield* this.#leaking(arm, run);
      if (fact.kind === 'try') {
        yield* this.#leaking(fact.body, run);
        for (const handler of fact.handlers) yield* this.#leaking(handler, run);
      }
    }
  }

  #isLeak(loop: LoopFact, run: MethodFacts): boolean {
    return loopShape(loop) !== 'other' && fillsCache(loop) && !this.releases(loop.body, run);
  }

  #collectUses(): ReadonlyMap<OriginId, ReadonlySet<UseHow>> {
    const uses = new Map<OriginId, Set<UseHow>>();
    for (const run of this.#runs()) {
      for (const [origin, how] of this.#usesOfRun(run)) {
        const known = uses.get(origin);
        if (known) known.add(how);
        else uses.set(origin, new Set([how]));
      }
    }
    return uses;
  }

  *#usesOfRun(run: MethodFacts): Generator<readonly [OriginId, UseHow]> {
    const each = (value: Value, how: UseHow) => originsOf(value).map((origin) => [origin, how] as const);
    for (const fact of walk(run.facts)) {
      if (fact.kind === 'use' && isWholeSet(fact.of)) yield* each(fact.of, this.#seen(fact, run));
      if (fact.kind === 'write' && fact.on.size === 'many' && !this.#isLetGo(fact, run))
        yield* each(fact.on, fact.how === 'unlink' ? 'deleted' : 'written');
      if (fact.kind !== 'loop' || fact.statement || !isWholeSet(fact.over)) continue;
      if (touchesRecords(fact.body)) yield* each(fact.over, 'mapped');
      if (fact.over.kind === 'rows') yield* each(fact.over, 'read');
    }
  }

  /** A call into the workspace says nothing by itself: what the callee does is noted there. */
  #seen(fact: UseFact, run: MethodFacts): UseHow {
    if (fact.how !== 'called') return fact.how;
    const call = walk(run.facts).find((each) => each.kind === 'call' && each.at === fact.at);
    if (call?.kind !== 'call') return 'called';
    if (calleesOf(call, run, this.#lookups).length > 0) return 'passed';
    return this.#isCutByUnknown(fact, run) ? 'passed' : 'called';
  }

  /** `for batch in records.batched(100):`, where nobody knows the method, and each round is released. */
  #isCutByUnknown({ at }: UseFact, run: MethodFacts): boolean {
    return walk(run.facts).some(
      (loop) =>
        loop.kind === 'loop' &&
        loop.form === 'for' &&
        loop.over.kind === 'unknown' &&
        contains(loop.at, at) &&
        this.releases(loop.body, run),
    );
  }

  /** A method writes all that it is called on, commits, and goes on record by record, with a release. */
  #isLetGo({ on, at }: WriteFact, run: MethodFacts): boolean {
    if (!on.origins.some((origin) => this.isGiven(origin, run))) return false;
    const later = [...ownLevel(run.facts)].filter((fact) => 'at' in fact && fact.at.start > at.start);
    const commit = later.findIndex(
      (fact) => fact.kind === 'release' && (fact.how === 'commit' || fact.how === 'progress'),
    );
    return later
      .slice(commit + 1)
      .some(
        (fact) =>
          commit >= 0 &&
          fact.kind === 'loop' &&
          originsOf(fact.over).some((origin) => on.origins.includes(origin)) &&
          this.releases(fact.body, run),
      );
  }

  *#runs(): Generator<MethodFacts> {
    for (const { runs } of this.#reach.methods.values()) yield* runs;
    for (const { run } of this.#reach.codes) yield run;
  }
}

function placesOf<Kind extends 'search' | 'fetch'>(kind: Kind, runs: Iterable<MethodFacts>): Places<Kind> {
  const isOfKind = (fact: Fact): fact is Extract<SearchFact | FetchFact, { readonly kind: Kind }> =>
    fact.kind === kind;
  return new Map(
    [...runs].flatMap(({ ref, facts }) =>
      walk(facts)
        .filter(isOfKind)
        .map((fact) => [fact.id, { ref, fact }] as const),
    ),
  );
}

/** A loop in batches is meant for many: what is wrong with it stands where it is. */
function isInBatches(loop: LoopFact): boolean {
  return loopShape(loop) === 'batches';
}

function isWholeSet(value: Value): boolean {
  // Of a query's rows `unbounded-fetch` tells.
  if (value.kind === 'rows' && value.fetched) return false;
  return (value.kind === 'records' || value.kind === 'rows' || value.kind === 'ids') && value.size === 'many';
}

/** The searches that a value's records come from. */
export function originsOf(value: Value): readonly OriginId[] {
  if (value.kind === 'batches') return originsOf(value.of);
  return value.kind === 'records' || value.kind === 'ids' || value.kind === 'rows' ? value.origins : [];
}

function anyRelease(facts: Facts, callee: (call: CallFact) => boolean): boolean {
  return facts.some(
    (fact) =>
      mayRelease([fact], callee) ||
      (fact.kind === 'branch' && fact.arms.some((arm) => anyRelease(arm, callee))),
  );
}
