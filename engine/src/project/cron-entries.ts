// Every way in which something is scheduled, brought to one form: data records, autovacuum, Python-made, jobs.

import type { Span } from '../text/span';
import type { ActionRecord, CronRecord } from '../xml/cron-records';
import type { EmbeddedCode } from '../xml/embedded-code';
import type { ModelReference } from '../xml/model-reference';
import { type Addons, compareText, isInstallable } from './addons';
import type { CallsInCode, CodeCall } from './code-calls';
import type { CronListing } from './cron-listing';
import type { ModelRegistry } from './model-registry';

/** A scheduled action, with what it calls and where its code stands. */
export interface CronEntry extends Omit<CronListing, 'calls' | 'source'> {
  readonly path: string;
  /** The record, the values it is created with, or the method's name. */
  readonly at: Span;
  /** Line of `at`, from 0. */
  readonly line: number;
  readonly calls: readonly CodeCall[];
  /** The Python that the action runs, when it is written in this file. */
  readonly code: EmbeddedCode | undefined;
}

/** A value with its line, from 0. */
export interface OnLine<T> {
  readonly value: T;
  readonly line: number;
}

/** A method that runs without a record: by `@api.autovacuum`, or as a job. */
export interface ScheduledMethod {
  readonly kind: 'autovacuum' | 'job';
  readonly model: string | undefined;
  readonly method: string;
  readonly at: Span;
}

/** What one file says of scheduled actions. */
export interface CronFacts {
  readonly kind: 'xml' | 'csv' | 'python';
  readonly records: readonly OnLine<CronRecord>[];
  readonly actions: readonly ActionRecord[];
  readonly methods: readonly OnLine<ScheduledMethod>[];
}

/** Scripts that move the database from one version to the next. */
const RUNS_ONCE = /(?:^|\/)(?:migrations|upgrades)\//;

/** All entries of a workspace, sorted by path and place. */
export function cronEntries(
  files: ReadonlyMap<string, CronFacts>,
  addons: Addons,
  registry: ModelRegistry,
  callsInCode: CallsInCode,
): readonly CronEntry[] {
  const reader = new EntryReader(files, addons, registry, callsInCode);
  const entries = [...files].flatMap(([path, facts]) => [
    ...facts.records
      .filter(({ value }) => !reader.onlyChanges(path, value))
      .map((record) => reader.record(path, facts.kind, record)),
    ...facts.methods
      .filter(({ value }) => value.kind !== 'job' || !RUNS_ONCE.test(path))
      .map((method) => reader.method(path, method)),
  ]);
  return entries.sort((a, b) => compareText(a.path, b.path) || a.at.start - b.at.start);
}

/** Holds what entries look up in other files: the records and actions by their whole external id. */
class EntryReader {
  readonly #addons: Addons;
  readonly #registry: ModelRegistry;
  readonly #callsInCode: CallsInCode;
  readonly #records = new Map<string, CronRecord>();
  readonly #actions = new Map<string, ActionRecord>();
  /** What other files change of an action, in load order. */
  readonly #changes = new Map<string, readonly CronRecord[]>();

  constructor(
    files: ReadonlyMap<string, CronFacts>,
    addons: Addons,
    registry: ModelRegistry,
    callsInCode: CallsInCode,
  ) {
    this.#addons = addons;
    this.#registry = registry;
    this.#callsInCode = callsInCode;
    for (const [path, facts] of files) {
      for (const { value } of facts.records)
        this.#keep(this.#records, path, value, value.model !== undefined);
      for (const action of facts.actions) this.#keep(this.#actions, path, action, true);
    }
    const order = (path: string) => addons.addonOf(path)?.order ?? -1;
    for (const [path, { records }] of [...files].sort(
      ([a], [b]) => order(a) - order(b) || compareText(a, b),
    )) {
      if (!addons.loads(path) || addons.isDemo(path) || !isInstallable(addons.addonOf(path))) continue;
      for (const { value } of records) {
        if (value.id === undefined || !this.onlyChanges(path, value)) continue;
        const id = this.#externalId(path, value.id);
        this.#changes.set(id, [...(this.#changes.get(id) ?? []), value]);
      }
    }
  }

  /** Whether a record says nothing but how an action that stands elsewhere is to be: it is no action of its own. */
  onlyChanges(path: string, { id, model, code, method, serverAction }: CronRecord): boolean {
    if (id === undefined || [model, code, method, serverAction].some((each) => each !== undefined))
      return false;
    const external = this.#externalId(path, id);
    const addon = external.slice(0, Math.max(external.indexOf('.'), 0));
    return this.#records.has(external) || (addon !== '' && addon !== this.#addons.addonOf(path)?.name);
  }

  /** The last word on a field: that of the addon that is loaded last. */
  #changed(id: string, ...fields: readonly string[]): CronRecord | undefined {
    const written = (record: CronRecord) =>
      fields.every((name) => record.fields.some((field) => field.name === name));
    return this.#changes.get(id)?.findLast(written);
  }

  #keep<T extends ActionRecord>(into: Map<string, T>, path: string, record: T, whole: boolean): void {
    if (record.id !== undefined && whole) into.set(this.#externalId(path, record.id), record);
  }

  record(path: string, kind: CronFacts['kind'], { value: record, line }: OnLine<CronRecord>): CronEntry {
    const id = record.id === undefined ? `${path}:${line + 1}` : this.#externalId(path, record.id);
    // A record that only changes another addon's has neither model nor code of its own.
    const original = record.model === undefined ? this.#records.get(id) : undefined;
    const actionId = record.serverAction ?? original?.serverAction;
    const action = actionId === undefined ? undefined : this.#actions.get(this.#externalId(path, actionId));
    const model = this.#model(record.model ?? original?.model ?? action?.model);
    const source = [record, original, action].find((one) => one?.code !== undefined);
    const method = record.method ?? original?.method;
    const calls =
      source?.code !== undefined
        ? this.#callsInCode(source.code.text)
        : method === undefined
          ? []
          : [{ model, method }];
    return {
      id,
      name: record.name ?? original?.name ?? id,
      kind,
      active: (this.#changed(id, 'active') ?? record).active,
      interval:
        this.#changed(id, 'interval_number', 'interval_type')?.interval ??
        record.interval ??
        original?.interval,
      installable: isInstallable(this.#addons.addonOf(path)),
      loaded: kind === 'python' ? this.#addons.addonOf(path) !== undefined : this.#addons.loads(path),
      path,
      at: record.at,
      line,
      model,
      calls: calls.map((call) => ({ model: call.model ?? model, method: call.method })),
      code: record.code,
    };
  }

  method(path: string, { value, line }: OnLine<ScheduledMethod>): CronEntry {
    const { kind, model, method, at } = value;
    return {
      id: `${path}:${line + 1}`,
      name: model === undefined ? method : `${model}.${method}`,
      kind,
      active: true,
      // base/data/ir_cron_data.xml: autovacuum runs once a day.
      interval: kind === 'autovacuum' ? '1 days' : undefined,
      installable: isInstallable(this.#addons.addonOf(path)),
      loaded: this.#addons.addonOf(path) !== undefined,
      path,
      at,
      line,
      model,
      calls: [{ model, method }],
      code: undefined,
    };
  }

  #externalId(path: string, id: string): string {
    const addon = id.includes('.') ? undefined : this.#addons.addonOf(path)?.name;
    return addon === undefined ? id : `${addon}.${id}`;
  }

  #model(reference: ModelReference | undefined): string | undefined {
    if (reference === undefined || reference.kind === 'name') return reference?.name;
    return this.#registry.modelOfExternalId(reference.id);
  }
}
