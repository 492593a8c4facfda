// What is scheduled in the workspace right now: the reach, walked when asked for and kept while it holds.

import { compareText } from '../project/addons';
import type { CronEntry } from '../project/cron-entries';
import type { WorkspaceIndex } from '../project/workspace-index';
import { Analysis } from '../scheduled/analysis';
import { type Certainty, CRON_NAME, type ScheduledEntry } from '../scheduled/entry';
import { FactsStore, signature } from '../scheduled/facts-store';
import { type Reach, type ReachedCode, type ReachedMethod, walkReach } from '../scheduled/reach';
import type { MethodRef } from '../semantics/program';
import { withReceiver } from './job-receivers';
import { type IndexLookups, methodRef } from './lookups';
import type { Sources } from './sources';

/** Below this many runs a walk is cheap enough to be done at once. */
const CHEAP_WALK = 100;

/** Keeps the reach of the scheduler up to date. */
export class Schedule {
  readonly #index: WorkspaceIndex;
  readonly #sources: Sources;
  readonly #lookups: IndexLookups;
  readonly store: FactsStore;
  #reach: Reach | undefined;
  #analysis: Analysis | undefined;
  #byPath: ReadonlyMap<string, readonly ReachedMethod[]> | undefined;
  #isStale = false;

  constructor(index: WorkspaceIndex, sources: Sources, lookups: IndexLookups) {
    this.#index = index;
    this.#sources = sources;
    this.#lookups = lookups;
    this.store = new FactsStore(lookups);
  }

  /** Everything may have changed. */
  forget(): void {
    this.store.clear();
    this.#rewalk();
  }

  /** The body of one method changed. True when other methods' findings may be different now. */
  methodChanged(ref: MethodRef): boolean {
    const looksOtherwise = this.#sources.looksOtherwise(ref);
    if (looksOtherwise) this.#lookups.forgetLooks();
    const renewed = this.store.renew(ref);
    const same =
      !looksOtherwise && renewed.every(({ before, after }) => signature(before) === signature(after));
    const reached = this.#reach?.methods.get(ref.key);
    if (reached) {
      const fresh = new Map(renewed.map(({ before, after }) => [before, after]));
      reached.runs = reached.runs.map((run) => fresh.get(run) ?? run);
    }
    if (same) return false;
    const returnsSame = renewed.every(
      ({ before, after }) => JSON.stringify(before.returned) === JSON.stringify(after.returned),
    );
    if (looksOtherwise || !returnsSame) this.store.clear();
    if ((this.#reach?.methods.size ?? 0) <= CHEAP_WALK) this.#rewalk();
    else this.#isStale = true;
    return true;
  }

  /** Walks anew what an edit in a large workspace left for later. True when it had to. */
  settle(): boolean {
    if (!this.#isStale) return false;
    this.#rewalk();
    return true;
  }

  analysis(): Analysis {
    this.#analysis ??= new Analysis(this.#lookups, this.store, this.reach());
    return this.#analysis;
  }

  methodsOf(path: string): readonly ReachedMethod[] {
    this.#byPath ??= groupBy([...this.reach().methods.values()], (reached) => reached.ref.path);
    return this.#byPath.get(path) ?? [];
  }

  codesOf(path: string): readonly ReachedCode[] {
    return this.reach().codes.filter(({ entry }) => entry.path === path);
  }

  /** Files in which something scheduled stands. */
  paths(): readonly string[] {
    const { methods, codes } = this.reach();
    return [...[...methods.values()].map(({ ref }) => ref.path), ...codes.map(({ entry }) => entry.path)];
  }

  /** Everything that is scheduled, with what the methods around jobs say of their records. */
  entries(): readonly CronEntry[] {
    return this.#index.entries().map((entry) => withReceiver(entry, this.#index, this.#lookups, this.store));
  }

  reach(): Reach {
    if (this.#reach) return this.#reach;
    this.store.beginWalk();
    const entries = [...this.entries().flatMap(toEntries), ...this.#namedEntries()];
    this.#reach = walkReach(entries, this.#lookups, this.store, (entry) => {
      if (!entry.code) return undefined;
      const ref = methodRef(entry.path, undefined, `code of ${entry.id}`, entry.model, []);
      return { ref, ir: this.#sources.code(entry.code.text) };
    });
    return this.#reach;
  }

  #rewalk(): void {
    this.#reach = undefined;
    this.#analysis = undefined;
    this.#byPath = undefined;
    this.#isStale = false;
  }

  /** Methods of models that are only named like a cron; those that something proves are reached before them. */
  #namedEntries(): readonly ScheduledEntry[] {
    const entries: ScheduledEntry[] = [];
    const registry = this.#index.registry();
    for (const model of [...registry.models()].sort(compareText)) {
      for (const { path, outline } of registry.fragments(model)) {
        for (const { name, nameAt } of outline.methods) {
          if (!CRON_NAME.test(name)) continue;
          entries.push({
            id: `${path}#${name}`,
            kind: 'name',
            interval: undefined,
            label: `named like a cron: ${name}`,
            path,
            span: nameAt,
            model,
            code: undefined,
            active: true,
            methods: [name],
            certainty: 'named',
          });
        }
      }
    }
    return entries;
  }
}

const LABELS = {
  xml: 'ir.cron',
  csv: 'ir.cron',
  python: 'ir.cron',
  autovacuum: '@api.autovacuum',
  job: 'queue job',
};

function toEntries(cron: CronEntry): readonly ScheduledEntry[] {
  const label = `${LABELS[cron.kind]} "${cron.name}"${whyNever(cron)}`;
  const { active, interval } = cron;
  const kind = cron.kind === 'autovacuum' || cron.kind === 'job' ? cron.kind : 'cron';
  const certainty = certaintyOf(cron);
  const common = { kind, label, path: cron.path, span: cron.at, active, interval, certainty } as const;
  if (cron.code) return [{ ...common, id: cron.id, model: cron.model, code: cron.code, methods: [] }];
  return cron.calls.map(({ model, method }) => ({
    ...common,
    id: cron.id,
    model,
    code: undefined,
    methods: [method],
  }));
}

function certaintyOf({ kind, loaded, installable }: CronEntry): Certainty {
  if (!installable) return 'unloaded';
  return kind === 'job' ? 'job' : loaded ? 'loaded' : 'unloaded';
}

function whyNever({ loaded, installable }: CronEntry): string {
  return installable ? (loaded ? '' : ' (in no manifest)') : ' (not installable)';
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
